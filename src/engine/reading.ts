import type { Adapter, Decode } from "../protocol/adapter.js";
import { fillError, StreamError, type StreamErrorDetails } from "../protocol/errors.js";
import type { StreamEvent } from "../protocol/events.js";
import type { Frame, ReplyHead } from "../protocol/frame.js";
import { serverError } from "../protocol/server-error.js";
import { parseJson } from "./parse-json.js";
import { sampleLength } from "./reply.js";

/** The synchronous half of reading a reply: frames in, events out, and the knowledge whether the answer is finished. */
export interface Reading {
  /** Takes the next frame. Ignored once {@link Reading.finished}. */
  readonly take: (frame: Frame) => void;
  /** Ends with an error, unless the answer is complete already. */
  readonly fail: (error: StreamError) => void;
  /**
   * The body ended cleanly.
   * @param clean whether the framing could emit all of it
   * @param empty whether there was nothing but blanks in it
   */
  readonly close: (clean: boolean, empty: boolean) => void;
  /** Events since the last call. */
  readonly drain: () => readonly StreamEvent[];
  /** Nothing more is to be read: the end marker or an error was seen. */
  readonly finished: boolean;
}

/** For a failure told by a whole body, status and body are the evidence. */
function bodyEvidence({ data }: Frame, { status, contentType }: ReplyHead): StreamErrorDetails {
  return { status, contentType, bodySample: data.slice(0, sampleLength) };
}

/** Starts reading with `adapter`, or with the one it selects. */
export function createReading(first: Adapter, head: ReplyHead, onBadFrame: "skip" | "error"): Reading {
  let events: StreamEvent[] = [];
  let undecided: Frame[] = [];
  let adapter: Adapter | undefined;
  let decode: Decode | undefined;
  let finished = false;
  // The answer is complete; what may still follow is usage or the end marker.
  let ended = false;
  let truncated = false;

  function choose(chosen: Adapter): void {
    adapter = chosen;
    decode = chosen.createDecoder();
    events.push({ type: "message-start", adapter: chosen.name });
    // What came before the choice (pings, empty items) belongs to the answer too.
    const held = undecided;
    undecided = [];
    held.forEach(take);
  }

  function stop(error: StreamError): void {
    finished = true;
    events.push({ type: "error", error });
  }

  function end(): void {
    if (!ended) events.push({ type: "message-end" });
    ended = true;
  }

  function take(frame: Frame): void {
    if (finished) return;
    const { endMarker, payload, decodeBody, select } = adapter ?? first;
    if (frame.data === endMarker) {
      end();
      finished = true;
      return;
    }
    let parsed = frame.plain ? { json: frame.data } : parseJson(frame.data);
    if (frame.event === "error") return stop(serverError("server", parsed === undefined ? frame.data : parsed.json));
    if (decode === undefined) {
      undecided.push(frame);
      const chosen = select?.(parsed?.json, frame);
      if (chosen !== undefined) choose(chosen);
      return;
    }
    if (parsed === undefined && payload === "json-or-text") parsed = { json: frame.data };
    if (parsed === undefined) return skip(frame);
    for (const event of frame.whole && decodeBody ? decodeBody(parsed.json) : decode(parsed.json, frame)) {
      if (event.type === "error")
        return stop(frame.whole ? fillError(event.error, bodyEvidence(frame, head)) : event.error);
      if (event.type === "message-end" && !event.choice) ended = true;
      events.push(event);
    }
  }

  function skip({ data, line, unterminated }: Frame): void {
    if (data.trim() === "") return;
    const text = data.slice(0, sampleLength);
    if (unterminated) truncated = true;
    else if (onBadFrame === "skip") events.push({ type: "bad-frame-add", frame: { text, line } });
    else stop(new StreamError("parse", "The server sent something that is not JSON.", { frame: text }));
  }

  if (first.select === undefined) choose(first);
  return {
    take,
    fail(error) {
      if (ended) finished = true;
      else stop(error);
    },
    close(clean, empty) {
      if (finished) return;
      if (decode === undefined && undecided.length > 0 && first.fallback) choose(first.fallback);
      const { requiresEnd } = adapter ?? first;
      const mustEnd = typeof requiresEnd === "function" ? requiresEnd(head) : requiresEnd;
      if (!ended && (!clean || truncated || mustEnd)) {
        const words = empty ? "The server sent an empty reply." : "The stream ended before the answer was finished.";
        stop(new StreamError("incomplete", words, { retryable: true }));
      } else end();
      finished = true;
    },
    drain() {
      const drained = events;
      events = [];
      return drained;
    },
    get finished() {
      return finished;
    },
  };
}
