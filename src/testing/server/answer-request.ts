import { applyFault } from "../faults/apply-fault.js";
import { parseFault, type PlannedFault } from "../faults/parse-fault.js";
import type { MockRequest, MockWire } from "../wires/wire.js";
import { defaultAnswer, readCount } from "./default-answer.js";
import { encodeReply } from "./encode-reply.js";
import { sendEndless } from "./items.js";
import type { MockSaid, MockServerOptions } from "./options.js";
import type { Pace } from "./pace.js";
import { readPace } from "./read-pace.js";
import { brokenJson, understand, type RawRequest } from "./request.js";
import { requestError } from "./request-error.js";
import type { RouteMatch } from "./routes.js";
import { sendReply } from "./send-reply.js";
import type { FollowedExchange } from "./traffic.js";

/** A request that has been read and is for a wire. */
export interface WireCall extends RouteMatch {
  readonly raw: RawRequest;
  /** What is wrong with the JSON of its body. */
  readonly broken?: string | undefined;
  /** How many requests were answered before it. */
  readonly index: number;
}

/** How the server answers when the request says nothing else. */
export interface AnsweringOptions extends Pick<MockServerOptions, "answer" | "fault"> {
  readonly pace: Pace;
}

function readFault(text: string): PlannedFault {
  try {
    return parseFault(text);
  } catch (error) {
    throw requestError(400, error instanceof Error ? error.message : String(error));
  }
}

async function say(
  { answer }: AnsweringOptions,
  request: MockRequest,
  { name }: MockWire,
): Promise<Exclude<MockSaid, string>> {
  const said = typeof answer === "function" ? await answer(request, name) : (answer ?? defaultAnswer(request));
  return typeof said === "string" ? { text: said } : said;
}

/**
 * Answers a request in the form of its wire, as fast and as faulty as it asks for, or else as the options say.
 *
 * @throws an error with its status for a request that cannot be answered
 */
export async function answerRequest(
  exchange: FollowedExchange,
  { route: { wire }, params, raw, broken, index }: WireCall,
  options: AnsweringOptions,
): Promise<void> {
  if (broken !== undefined) throw brokenJson(broken);
  const request = understand(wire, raw, params);
  exchange.note({ request });
  const asked = (name: string) => raw.query.get(name) ?? raw.headers[`x-mock-${name}`];
  const pace = readPace(asked, options.pace);
  const ours = typeof options.fault === "function" ? options.fault(request, index) : options.fault;
  const text = asked("fault") ?? ours ?? "none";
  const fault = asked("fault") === undefined ? parseFault(text) : readFault(text);
  exchange.note({ fault: text });

  const isItemStream = wire.name === "json-lines" || wire.name === "sse-items";
  if (isItemStream && options.answer === undefined && readCount(raw.query) === 0) {
    if (fault.fault.name !== "none") throw requestError(400, "A stream without end has no faults: ask for a count.");
    return sendEndless(exchange, pace.rate, wire);
  }

  const { reply, ...context } = encodeReply(wire, await say(options, request, wire), request);
  // Who has followed the redirect is where the answer is.
  const chosen = raw.query.has("redirected") && fault.fault.name.startsWith("redirect") ? "none" : fault;
  const url = exchange.request.url!;
  await sendReply(exchange, applyFault(reply, chosen, { ...context, wire, url, rate: pace.rate }), pace);
}
