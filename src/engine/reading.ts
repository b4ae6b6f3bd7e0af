import type { Adapter, Decode } from "../protocol/adapter.js";
import { StreamError } from "../protocol/errors.js";
import type { StreamEvent } from "../protocol/events.js";
import type { Frame, ReplyHead } from "../protocol/frame.js";
import { serverError } from "../protocol/server-error.js";
import { parseJson } from "../protocol/parse-json.js";
import { sampleLength, wordsIn } from "./reply.js";

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
  /** Settles when an adapter that had to be loaded has read the frames held for it. */
  readonly loading: Promise<void> | undefined;
}

/** Starts reading with `adapter`, or with the one it selects. */
export function createReading(first: Adapter, head: ReplyHead, onBadFrame: "skip" | "error" = "skip"): Reading {
  const events: StreamEvent[] = [];
  let adapter = first;
  let decode: Decode | undefined;
  // Frames that came before the choice of an adapter (pings, empty items) belong to the answer too.
  const held: Frame[] = [];
  let loading: Promise<void> | undefined;
  let finished = false;
  // The answer is complete; what may still follow is usage or the end marker.
  let ended = false;
  let truncated = false;

  function choose(chosen: Adapter): void {
    adapter = chosen;
    decode = chosen.createDecoder();
    events.push({ type: "message-start", adapter: chosen.name });
    held.splice(0).forEach(take);
  }

  function select(frame: Frame, json: unknown, atEnd: boolean): void {
    held.push(frame);
    const chosen = first.select?.(json, frame, atEnd);
    if (chosen && "then" in chosen) loading = chosen.then(choose);
    else if (chosen) choose(chosen);
  }

  function end(): void {
    if (!ended) events.push({ type: "message-end" });
    ended = true;
  }

  function fail(error: StreamError): void {
    if (!ended) events.push({ type: "error", error });
    finished = true;
  }

  function take(frame: Frame): void {
    const { data, line, whole, plain, unterminated } = frame;
    if (finished) return;
    if (loading && !decode) {
      held.push(frame);
      return;
    }
    if (data === adapter.endMarker) {
      end();
      finished = true;
      return;
    }
    let parsed = plain ? { json: data } : parseJson(data);
    const text = data.slice(0, sampleLength);
    if (frame.event === "error") return stop(serverError("server", wordsIn(data), { frame: text }));
    if (!decode) return select(frame, parsed?.json, false);
    // Only an event may be text: a line, a body or half an event that is not JSON is broken.
    const isBroken = line !== undefined || whole || (unterminated && /^[[{"]/.test(data));
    if (!parsed && adapter.payload === "json-or-text" && !isBroken) parsed = { json: data };
    if (parsed) {
      const { json } = parsed;
      let empty = whole;
      for (const event of whole && adapter.decodeBody ? adapter.decodeBody(json) : decode(json, frame)) {
        // A failure told by a whole body: status and body are the evidence.
        if (event.type === "error")
          return stop(whole ? Object.assign(event.error, head, { bodySample: text }) : event.error);
        if (event.type === "message-end" && !event.choice) ended = true;
        events.push(event);
        empty = false;
      }
      // A body that is no answer: what it says is why.
      const error = empty && serverError("server", json, { ...head, bodySample: text }, "");
      if (error && error.message) stop(error);
    } else if (unterminated || whole) truncated = true;
    else if (data.trim()) {
      if (onBadFrame === "skip") events.push({ type: "bad-frame-add", frame: { text, line } });
      else stop(new StreamError("parse", "A frame is not JSON.", { frame: text }));
    }
  }

  /** An error that the server reports counts even after the end of the answer. */
  function stop(error: StreamError): void {
    ended = false;
    fail(error);
  }

  if (!first.select) choose(first);
  return {
    take,
    fail,
    close(clean, empty) {
      const last = decode || loading ? undefined : held.pop();
      if (last) select(last, undefined, true);
      // The last frames wait for their adapter.
      if (loading) loading = loading.then(() => close(clean, empty));
      else close(clean, empty);
    },
    drain: () => events.splice(0),
    get finished() {
      return finished;
    },
    get loading() {
      return loading;
    },
  };

  function close(clean: boolean, empty: boolean): void {
    const { requiresEnd } = adapter;
    if (finished) return;
    if (ended || (clean && !truncated && !(typeof requiresEnd === "function" ? requiresEnd(head) : requiresEnd))) end();
    else {
      const words = empty ? "The server sent an empty reply." : "The stream ended before the answer was finished.";
      fail(new StreamError("incomplete", words, { retryable: true }));
    }
    finished = true;
  }
}
