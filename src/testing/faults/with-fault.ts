import { cutEvery } from "../cuts.js";
import type { ResponseScript } from "../stream-response.js";
import { applyFault, transportOf } from "./apply-fault.js";
import { joinBytes, splitFrames, toBytes } from "./bytes.js";
import type { FaultContext, MockReply } from "./fault.js";

/** Frames per second of a server that was told "at once", when it has to be slow. */
export const ordinaryRate: number = 40;

/** Keep-alive comments of a silence that does not end. A script has an end: with one each second it lasts 16 minutes. */
const mostPings = 1000;

interface Step {
  readonly bytes: Uint8Array;
  /** Before it, in ms. */
  readonly delay: number;
}

function stepsOf(reply: MockReply, delay: number, rate: number): { steps: readonly Step[]; open: boolean } {
  const { frames, silence, chunk, atOnce } = reply;
  const pause = reply.slowness === undefined ? delay : (delay || 1000 / (rate || ordinaryRate)) * reply.slowness;
  const steps = frames.map((bytes): Step => ({ bytes, delay: pause }));
  if (atOnce) return { steps: frames.length === 0 ? [] : [{ bytes: joinBytes(frames), delay: 0 }], open: false };
  if (silence !== undefined) {
    const { afterFrames, duration, ping } = silence;
    const said = steps.slice(0, afterFrames);
    const [next, ...rest] = steps.slice(afterFrames);
    if (ping !== undefined) {
      const pings = Array.from({ length: mostPings }, (): Step => ({ bytes: ping.bytes, delay: ping.every }));
      return { steps: [...said, ...pings], open: true };
    }
    if (duration === Infinity) return { steps: said, open: true };
    return { steps: next ? [...said, { ...next, delay: next.delay + duration }, ...rest] : said, open: false };
  }
  if (chunk === undefined) return { steps, open: false };
  return { steps: cutEvery(joinBytes(frames), chunk).map((bytes) => ({ bytes, delay: pause })), open: false };
}

/**
 * A script that goes wrong, for unit tests and stories: the same faults as the mock server has, without a server. What the
 * network does between server and page is done already (redirects are followed, bodies are unpacked), as `fetch` would.
 *
 * @param fault for instance `drop@50%`, `http-429:7s`, `stall@3`; see `faults` for all
 * @param context `wire` for errors in the words of a wire and its marks of an end. @defaultValue those of OpenAI
 * @throws Error for a text that is no fault
 *
 * @example
 * const fetch = mockFetch(() => withFault({ chunks: [recording] }, "drop-in-character@30%"));
 */
export function withFault(script: ResponseScript, fault: string, context: FaultContext = {}): ResponseScript {
  const headers = script.headers ?? { "content-type": "text/event-stream" };
  const contentType = headers["content-type"] ?? "";
  const transport = context.transport ?? context.wire?.transport ?? transportOf(contentType);
  const body = joinBytes(script.chunks.map((chunk) => (typeof chunk === "string" ? toBytes(chunk) : chunk)));
  const delay = typeof script.delay === "function" ? script.delay(0) : (script.delay ?? 0);
  const rate = context.rate ?? (delay > 0 ? 1000 / delay : 0);
  const reply: MockReply = {
    status: script.status ?? 200,
    headers,
    frames: splitFrames(body, transport, contentType),
    end: script.end ?? "clean",
  };
  const wrong = applyFault(reply, fault, { ...context, transport, rate });
  if (wrong === reply) return script;
  const seen = wrong.followed ?? wrong;
  if (seen === reply) return script;
  const { steps, open } = stepsOf(seen, delay, rate);
  const end = open ? "open" : seen.end === "reset" ? "lost" : seen.end;
  return {
    ...script,
    status: seen.status,
    headers: seen.headers,
    chunks: steps.map(({ bytes }) => bytes),
    delay: (index) => steps[index]?.delay ?? 0,
    end,
    headDelay: (script.headDelay ?? 0) + (seen.instead === "hang" ? Infinity : (seen.wait ?? 0)),
    refused: script.refused === true || seen.instead === "refuse",
  };
}
