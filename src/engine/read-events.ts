import type { Adapter } from "../protocol/adapter.js";
import { fillError, StreamError, toStreamError } from "../protocol/errors.js";
import type { StreamEvent } from "../protocol/events.js";
import { createReading } from "./reading.js";
import { evidence, headOf, httpError, sampleLength } from "./reply.js";

/** How to read a reply. */
export interface ReadOptions {
  readonly adapter: Adapter;
  /** Stops reading and closes the connection. The generator then ends without an event: an abort is no error. */
  readonly signal?: AbortSignal | undefined;
  /** What to do with a frame that is not readable: skip and count it, or end with `parse`. @defaultValue `"skip"` */
  readonly onBadFrame?: "skip" | "error" | undefined;
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
  { adapter, signal, onBadFrame = "skip" }: ReadOptions,
): AsyncGenerator<readonly StreamEvent[], void, undefined> {
  if (!response.ok) {
    const error = await httpError(response);
    if (!signal?.aborted) yield [{ type: "error", error }];
    return;
  }
  const reader = response.body?.getReader();
  const cancel = () => void reader?.cancel().catch(() => {});
  if (signal?.aborted) {
    cancel();
    return;
  }
  signal?.addEventListener("abort", cancel);

  const head = headOf(response);
  // One decoder per reply: characters are cut between chunks. The framings deal with byte order marks.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let sample = "";
  try {
    const reading = createReading(adapter, head, onBadFrame);
    try {
      const parser = adapter.framing.createParser(reading.take, head);
      const push = (text: string) => {
        if (sample.length < sampleLength) sample += text.slice(0, sampleLength);
        parser.push(text);
      };
      while (!reading.finished) {
        const chunk = await reader?.read().catch((cause: unknown) => {
          const words = "The connection was lost before the answer was finished.";
          reading.fail(new StreamError("network", words, { cause, retryable: true }));
        });
        if (signal?.aborted) return;
        if (chunk?.value !== undefined) push(decoder.decode(chunk.value, { stream: true }));
        else if (!reading.finished) {
          push(decoder.decode());
          reading.close(parser.end(), sample.trim() === "");
        }
        const events = reading.drain();
        if (events.length > 0) yield events;
      }
    } catch (thrown) {
      if (signal?.aborted) return;
      // A framing refuses some replies by their head alone; their first bytes are evidence all the same.
      const chunk = sample === "" ? await reader?.read().catch(() => undefined) : undefined;
      sample += decoder.decode(chunk?.value).slice(0, sampleLength);
      reading.fail(fillError(toStreamError("parse", thrown), evidence(response, sample)));
      const events = reading.drain();
      if (!signal?.aborted) yield events;
    }
  } finally {
    signal?.removeEventListener("abort", cancel);
    cancel();
  }
}
