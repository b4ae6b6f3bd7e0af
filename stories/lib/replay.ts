import {
  cutAt,
  cutEvery,
  mockFetch,
  type MockFetch,
  type ResponseScript,
  type SeenRequest,
} from "../../src/testing.js";
import { loadRecording } from "./recordings.js";
import { waitBeforeChunk } from "./speed.js";

/** How a recording is played. */
export interface RecordedOptions extends Pick<ResponseScript, "end" | "status" | "statusText" | "headers"> {
  /** In whole frames as servers send them, or in pieces of so many bytes. @defaultValue `"frames"` */
  readonly cut?: "frames" | number;
  /** Which part of the chunks is sent, from 0 to 1. @defaultValue 1 */
  readonly share?: number;
  /** Where the part that is sent begins, from 0 to 1. @defaultValue 0 */
  readonly from?: number;
}

/** A reply to play, made anew for each request. */
export type Reply = (request: SeenRequest) => ResponseScript | Promise<ResponseScript>;

/** A `fetch` for stories. */
export interface Replay extends MockFetch {
  /** Forgets all requests: the next one gets the first reply again. */
  readonly reset: () => void;
}

/** Cuts after each blank line (events), or after each line where there is no blank one (JSON Lines). */
function cutFrames(body: Uint8Array): Uint8Array[] {
  const events: number[] = [];
  const lines: number[] = [];
  for (let at = 0, lineStart = 0; at < body.length; at++) {
    if (body[at] !== 0x0a) continue;
    const isBlank = at - lineStart <= (body[at - 1] === 0x0d ? 1 : 0);
    if (isBlank) events.push(at + 1);
    lines.push(at + 1);
    lineStart = at + 1;
  }
  const offsets = events.length > 0 ? events : lines;
  return cutAt(body, offsets).filter((chunk) => chunk.length > 0);
}

/**
 * A recorded reply with the status and headers it was recorded with.
 *
 * @example
 * recorded("openai-chat/aisix-story.sse", { share: 0.5, end: "open" }) // stops in the middle, the connection stays
 */
export function recorded(name: string, options: RecordedOptions = {}): Reply {
  const { cut = "frames", share = 1, from = 0, ...script } = options;
  return async () => {
    const { body, head } = await loadRecording(name);
    const chunks = cut === "frames" ? cutFrames(body) : cutEvery(body, cut);
    return {
      chunks: chunks.slice(Math.ceil(chunks.length * from), Math.ceil(chunks.length * share)),
      status: head.status,
      headers: head.headers,
      end: head.bodyEnd === "clean" ? "clean" : "lost",
      ...script,
    };
  };
}

/** A reply that is not sent before `release` is called. */
export interface HeldReply {
  readonly reply: Reply;
  readonly release: () => void;
}

/** Keeps each reply back until the story lets it go, which may also be before it is asked for. */
export function hold(reply: Reply): HeldReply {
  const waiting = new Set<() => void>();
  let allowed = 0;
  return {
    reply: async (request) => {
      const { signal } = request.init;
      if (allowed > 0) allowed--;
      else {
        await new Promise<void>((resolve, reject) => {
          waiting.add(resolve);
          signal?.addEventListener("abort", () => {
            waiting.delete(resolve);
            reject(signal.reason as Error);
          });
        });
      }
      return reply(request);
    },
    release: () => {
      const [next] = waiting;
      if (next === undefined) allowed++;
      else waiting.delete(next);
      next?.();
    },
  };
}

/**
 * A `fetch` that answers the first request with the first reply and so on; the last reply is repeated. Chunks arrive at the
 * speed of the toolbar. A text is the name of a recording.
 *
 * @example
 * replay("openai-chat/error-401-openai.json", "openai-chat/aisix-story.sse") // fails once
 */
export function replay(...replies: readonly (string | Reply)[]): Replay {
  function start(): MockFetch {
    return mockFetch(async (request, index) => {
      const reply = replies[Math.min(index, replies.length - 1)] ?? "";
      const script = await (typeof reply === "string" ? recorded(reply) : reply)(request);
      return { delay: waitBeforeChunk, ...script };
    });
  }
  let current = start();
  const fetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => current(input, init);
  return Object.defineProperty(
    Object.assign(fetch, {
      requests: current.requests,
      reset: () => {
        current = start();
      },
    }),
    "requests",
    { get: () => current.requests },
  );
}

/** Whether the value is a `fetch` made by {@link replay}. */
export function isReplay(value: unknown): value is Replay {
  return typeof value === "function" && "reset" in value;
}

/** The same replies as if the server had redirected each request to `url` first. */
export function redirected(fetch: Replay, url: string): Replay {
  const follow = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> =>
    // A response made by hand has neither.
    Object.defineProperties(await fetch(input, init), { redirected: { value: true }, url: { value: url } });
  return Object.defineProperty(Object.assign(follow, { requests: fetch.requests, reset: fetch.reset }), "requests", {
    get: () => fetch.requests,
  });
}
