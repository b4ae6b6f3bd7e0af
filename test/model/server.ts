import type { Timer } from "../../src/engine/schedule.js";
import type { StreamErrorCode } from "../../src/protocol/errors.js";
import { pick, randomFor, type Config } from "./schedule.js";
import { buildingFails, bytesOf, conclude, deafReader, hear, shownOf } from "./sending.js";
import { chooseFault, createBody, type Body, type Fault, type Wire } from "./wires.js";

/** How a run must end, and since when that can be known. */
export interface Verdict {
  readonly status: "done" | "error";
  readonly code?: StreamErrorCode;
  /** ms of the model's own clock, which nobody sets. */
  readonly at: number;
}

/** One request, from the moment in which it is made up until the last byte. */
export interface ServerRequest {
  readonly number: number;
  readonly config: Config;
  readonly wire: Wire;
  readonly fault: Fault;
  /** The adapter that was told to read the reply can go on with answers. */
  readonly canContinue: boolean;
  /** ms. */
  readonly startedAt: number;
  /** ms of the last sign of life that counts against timeouts. */
  heardAt: number;
  /** ms of the last bytes. */
  sentAt: number;
  /** The first byte was sent. */
  begun: boolean;
  /** A finish reason was sent: silence is a complete answer now. */
  finished: boolean;
  /** A head was sent. */
  answered: boolean;
  verdict: Verdict | undefined;
  /** `fetch` was called with it. */
  signal: AbortSignal | undefined;
  /** Nothing more is sent. */
  closed: boolean;
  /** The client has given the body up. */
  cancelled: boolean;
  /** What can be read of the bytes sent so far. */
  readonly shown: () => string;
}

/** What the server needs of the world around it. */
export interface Surroundings {
  readonly seed: number;
  readonly elapsed: () => number;
  readonly timer: Timer;
  /** A request is on its way. */
  readonly onFetch: (request: ServerRequest, init: RequestInit, host: string) => void;
  /** Bytes were sent. */
  readonly onChunk: () => void;
  readonly violate: (what: string) => void;
}

export interface Server {
  readonly requests: readonly ServerRequest[];
  /** The endpoint of one version of the options. */
  readonly endpoint: (config: Config, isContinued: boolean) => string | Promise<string>;
  readonly fetch: typeof globalThis.fetch;
  /** Ids of the answers that the server was told to stop, in order. */
  readonly stops: readonly string[];
}

const delays = [0, 8, 16, 16, 24, 40, 104, 400];
const frozen = new Promise<never>(() => {});

/** A server that knows what it sent, and thereby what must be seen of it. */
export function createServer({ seed, elapsed, timer, onFetch, onChunk, violate }: Surroundings): Server {
  const requests: ServerRequest[] = [];
  const stops: string[] = [];
  const bodies = new Map<number, { readonly body: Body; readonly random: () => number; sent: number }>();

  function endpoint(config: Config, isContinued: boolean): string | Promise<string> {
    const number = requests.length;
    const random = randomFor(seed, "request", number);
    const { adapter } = config;
    const free = adapter === "auto" || adapter === "default";
    const any = pick<Wire>(["openai-chat", "json-lines", "plain-text"], random());
    const wire = free ? any : adapter === "json-lines" || adapter === "plain-text" ? adapter : "openai-chat";
    const fault = chooseFault(wire, random(), random());
    const body = createBody(wire, fault, number, Math.floor(random() * 2 ** 31));
    const at = elapsed();
    const reply = { body, random, sent: 0 };
    const request: ServerRequest = {
      number,
      config,
      wire,
      fault,
      startedAt: at,
      heardAt: at,
      sentAt: -1,
      begun: false,
      finished: false,
      answered: false,
      closed: false,
      cancelled: false,
      canContinue: adapter === "continuable",
      verdict: undefined,
      signal: undefined,
      // A reply that was not streamed is read when it has ended.
      shown: () => (fault === "buffered" && !request.verdict ? "" : shownOf(wire, body, reply.sent)),
    };
    requests.push(request);
    bodies.set(number, reply);
    const url = `https://v${config.version}.test/chat?request=${number}`;
    if (fault === "endpoint throws") {
      request.verdict = { status: "error", code: "request", at };
      throw new Error("no address");
    }
    if (fault === "endpoint never resolves") return frozen;
    const ms = random() < 0.8 ? 0 : pick(delays, random());
    const failure = buildingFails(config, isContinued);
    if (failure !== undefined) request.verdict = { status: "error", code: "request", at: at + ms + failure };
    return ms === 0 ? url : new Promise((resolve) => timer(() => resolve(url), ms));
  }

  function sendTo(request: ServerRequest, push: (bytes: Uint8Array) => void, end: (how: Body["end"]) => void): void {
    const reply = bodies.get(request.number)!;
    const { body, random } = reply;
    const count = 1 + Math.floor(random() * 5);
    // Some bodies come in two halves of one instant.
    const cuts = Array.from({ length: count - 1 }, () => Math.floor(random() * body.length)).toSorted((a, b) => a - b);
    const bytes = bytesOf(body);
    const next = (index: number): void => {
      const start = index === 0 ? 0 : (cuts[index - 1] ?? body.length);
      const stop = index >= count ? body.length : (cuts[index] ?? body.length);
      const deliver = () => {
        if (request.closed) return;
        if (index < count && stop > start) {
          reply.sent = stop;
          hear(request, body, start, stop, elapsed());
          push(bytes.subarray(start, stop));
          onChunk();
        }
        if (index >= count) {
          conclude(request, body, elapsed());
          end(body.end);
        } else next(index + 1);
      };
      // A connection that is lost takes along what nobody has read yet, so that comes later.
      const ms = index >= count ? 8 : pick(delays, random());
      if (ms === 0) deliver();
      else timer(deliver, ms);
    };
    next(0);
  }

  async function answer(request: ServerRequest, signal: AbortSignal): Promise<Response> {
    const { fault, number } = request;
    const { body, random } = bodies.get(number)!;
    const deaf = fault === "chunks after the abort" || fault === "cannot be cancelled";
    const headDelay = pick(delays, random());
    await new Promise<void>((resolve, reject) => {
      if (fault !== "no reply") timer(resolve, headDelay);
      if (!deaf) signal.addEventListener("abort", () => reject(signal.reason as Error));
    });
    if (fault === "refused") {
      request.verdict = { status: "error", code: "network", at: elapsed() };
      request.closed = true;
      throw new TypeError("fetch failed");
    }
    request.answered = true;
    const init = { status: body.status, headers: { "content-type": body.contentType } };
    if (fault === "chunks after the abort") {
      const reader = deafReader(request);
      sendTo(
        request,
        (bytes) => reader.push(bytes),
        () => reader.end(),
      );
      return Object.defineProperty(new Response(null, init), "body", { value: reader.body });
    }
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        const stop = () => {
          if (!request.closed) controller.error(signal.reason);
          request.closed = true;
        };
        if (!deaf) signal.addEventListener("abort", stop);
        sendTo(
          request,
          (bytes) => controller.enqueue(bytes),
          (how) => {
            request.closed = how !== "open";
            if (how === "clean") controller.close();
            if (how === "lost") controller.error(new TypeError("terminated"));
          },
        );
      },
      cancel() {
        request.closed = true;
        request.cancelled = true;
        if (deaf) throw new Error("cannot be cancelled");
      },
    });
    return new Response(stream, init);
  }

  async function fetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    const url = new URL(input as string);
    if (url.pathname === "/stop") {
      stops.push((JSON.parse(init.body as string) as { messageId: string }).messageId);
      const how = pick(["well", "fails", "refused", "never"], randomFor(seed, "stop", stops.length)());
      if (how === "never") return frozen;
      if (how === "refused") throw new TypeError("fetch failed");
      return new Response(null, { status: how === "well" ? 204 : 500 });
    }
    const request = requests[Number(url.searchParams.get("request"))]!;
    if (request.signal) violate(`request ${request.number} was sent twice`);
    request.signal = init.signal!;
    onFetch(request, init, url.hostname);
    return answer(request, init.signal!);
  }

  return { requests, endpoint, fetch, stops };
}
