import type { Adapter } from "../protocol/adapter.js";
import { isStreamError, StreamError, wordsOf } from "../protocol/errors.js";
import type { StreamEvent } from "../protocol/events.js";
import type { Frame, FrameParser } from "../protocol/frame.js";
import { networkError } from "./network-error.js";
import { createReading } from "./reading.js";
import { evidence, headOf, httpError, sampleLength } from "./reply.js";
import { createTurns } from "./schedule.js";

/** Characters of an error body that are read before it is used as it is, and bytes of a long chunk that are read at a time. */
const pieceLength = 65_536;

/** How to read a reply. */
export interface ReadOptions {
  readonly adapter: Adapter;
  /** Stops reading and closes the connection. The generator then ends without an event: an abort is no error. */
  readonly signal?: AbortSignal | undefined;
  /** What to do with a frame that is not readable: skip and count it, or end with `parse`. @defaultValue `"skip"` */
  readonly onBadFrame?: "skip" | "error" | undefined;
  /** Characters that may arrive without one whole frame before reading ends with `too-large`. @defaultValue 16,777,216 */
  readonly maxFrameLength?: number | undefined;
  /** Waits for 0 ms between pieces of a long chunk, so that others get their turn. @defaultValue `setTimeout` */
  readonly timer?: ((callback: () => void, ms: number) => unknown) | undefined;
}

/**
 * Reads a reply to its end: bytes → text → frames → JSON → events, one batch per network chunk.
 *
 * Exactly one `message-end` or `error` tells how the run ended (usage may follow the end), unless it was aborted; nothing is
 * thrown. Failures before the body (status outside 200–299), inside it (error frames) and of the connection all arrive as
 * an `error` event with a {@link StreamError}. A connection lost after the answer was complete is no failure.
 */
export async function* readEvents(
  response: Response,
  { adapter, signal, onBadFrame, maxFrameLength = 16_777_216, timer }: ReadOptions,
): AsyncGenerator<readonly StreamEvent[], void, undefined> {
  const { body, ok } = response;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const cancel = () => void (reader ?? body)?.cancel().catch(() => {});
  signal?.addEventListener("abort", cancel);
  const head = headOf(response);
  const reading = createReading(adapter, head, onBadFrame);
  // One decoder per reply: characters are cut between chunks. It takes one byte order mark away, and nobody else does.
  const decoder = new TextDecoder();
  // The beginning of the body: evidence of what came, or the whole body of a failed request.
  let start = "";
  const startLength = ok ? sampleLength : pieceLength;
  let parser: FrameParser | undefined;
  let unframed = 0;
  /** What is left of a long chunk. */
  let rest: Uint8Array | undefined;
  const takeTurn = createTurns(timer);
  const opening: StreamEvent[] = [{ type: "body-start" }];
  const onFrame = (frame: Frame) => {
    unframed = 0;
    reading.take(frame);
  };

  function take(text: string, last: boolean): void {
    if (start.length < startLength) start = (start + text).slice(0, startLength);
    if (!ok) {
      if (last || start.length >= startLength) reading.fail(httpError(response, start));
      return;
    }
    parser ??= adapter.framing.createParser(onFrame, head);
    unframed += text.length;
    parser.push(text);
    if (unframed > maxFrameLength) {
      reading.fail(new StreamError("too-large", `A frame is over ${maxFrameLength} characters.`));
    }
    if (last) reading.close(parser.end(), start.length < startLength && !start.trim());
  }

  try {
    const aborted = () => signal?.aborted;
    const limits = [...response.headers].filter(([name]) => name.includes("ratelimit"));
    // As OpenAI, AISIX, Anthropic and the IETF draft name them. Browsers show those that CORS exposes.
    if (limits[0]) yield [{ type: "message-set", rateLimits: Object.fromEntries(limits) }];
    while (!reading.finished && !aborted()) {
      let lost = true;
      let events: StreamEvent[] = [];
      try {
        reader ??= body?.getReader();
        const isNew = !rest?.length;
        if (isNew) rest = (await reader?.read())?.value;
        await takeTurn(isNew);
        lost = false;
        const value = rest?.subarray(0, pieceLength);
        rest = rest?.subarray(pieceLength);
        if (value) events = opening.splice(0);
        take(decoder.decode(value, { stream: !!value }), !value);
        await reading.loading;
      } catch (cause) {
        // A framing refuses replies of the wrong kind; what else throws is an adapter that met what it did not expect.
        const code = isStreamError(cause) ? cause.code : "parse";
        // Without a reader somebody else reads the body, or has read it.
        const words = lost && reader ? "The connection was lost before the answer was finished." : wordsOf(cause);
        reading.fail(
          !ok
            ? httpError(response, start)
            : lost
              ? networkError(words, { cause })
              : new StreamError(code, words, { ...evidence(response, start), cause }),
        );
      }
      events = events.concat(reading.drain());
      if (events[0] && !aborted()) yield events;
    }
  } finally {
    signal?.removeEventListener("abort", cancel);
    cancel();
  }
}
