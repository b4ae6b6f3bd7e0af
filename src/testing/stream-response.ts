import { startTimer, type Timer } from "../engine/schedule.js";

/** How a scripted body ends: as it should, by a broken connection, or not at all. */
export type BodyEnd = "clean" | "lost" | "open";

/** A reply to play. */
export interface ResponseScript {
  /** Pieces of the body as they arrive. A string is UTF-8. */
  readonly chunks: readonly (Uint8Array | string)[];
  /** @defaultValue 200 */
  readonly status?: number;
  /** Reason phrase. HTTP/2 has none. @defaultValue `""` */
  readonly statusText?: string;
  /** @defaultValue `{"content-type": "text/event-stream"}` */
  readonly headers?: Readonly<Record<string, string>>;
  /** Wait before each chunk, in ms, or a function of the chunk's index. @defaultValue 0, no wait at all */
  readonly delay?: number | ((index: number) => number);
  /** What waits. @defaultValue `setTimeout` */
  readonly timer?: Timer;
  /** @defaultValue `"clean"` */
  readonly end?: BodyEnd;
  /** Wait before the head, in ms; `Infinity`: it never comes. Only `mockFetch` can wait. @defaultValue 0 */
  readonly headDelay?: number;
  /** The connection is closed before any reply. Only `mockFetch` can fail. @defaultValue `false` */
  readonly refused?: boolean;
  /** Breaks the body with the signal's reason when it aborts, as `fetch` does. */
  readonly signal?: AbortSignal | null | undefined;
}

/** Waits, at most until the signal aborts. */
export function wait(ms: number, timer: Timer, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve) => {
    const cancel = timer(done, ms);
    function done(): void {
      signal?.removeEventListener("abort", done);
      cancel();
      resolve();
    }
    if (signal?.aborted) done();
    else signal?.addEventListener("abort", done);
  });
}

/**
 * A real `Response` whose body arrives as scripted. For unit tests and stories; no server, no service worker.
 *
 * @example
 * const fetch = async (_url, init) => streamResponse({ chunks: ["data: [DONE]\n\n"], signal: init?.signal });
 */
export function streamResponse(script: ResponseScript): Response {
  const {
    chunks,
    status = 200,
    statusText = "",
    headers,
    delay = 0,
    timer = startTimer,
    end = "clean",
    signal,
  } = script;
  const encoder = new TextEncoder();
  let index = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const abort = () => controller.error(signal?.reason);
        if (signal?.aborted) abort();
        signal?.addEventListener("abort", abort, { once: true });
      },
      async pull(controller) {
        const chunk = chunks[index];
        if (chunk === undefined) {
          if (end === "clean") controller.close();
          else if (end === "lost") controller.error(new TypeError("terminated"));
          else await new Promise(() => {});
          return;
        }
        const ms = typeof delay === "number" ? delay : delay(index);
        index++;
        if (ms > 0) await wait(ms, timer, signal);
        if (signal?.aborted) return;
        controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
      },
    },
    { highWaterMark: 0 },
  );
  const bodiless = status === 204 || status === 205 || status === 304;
  return new Response(bodiless ? null : body, {
    status,
    statusText,
    headers: headers ?? { "content-type": "text/event-stream" },
  });
}
