import { isContent, type StreamEvent } from "../protocol/events.js";
import { createRests, type Schedule } from "./schedule.js";

/** Gathers events and hands them on at most once per screen frame. */
export interface Batch {
  readonly push: (events: readonly StreamEvent[]) => void;
  /** Hands on what is waiting, now. */
  readonly flush: () => void;
  /** Settles when more is to be read; `undefined`: now. Where many pieces come, to wake up for each costs more than to read it. */
  readonly rest: () => Promise<void> | undefined;
}

/** Events in a frame from which on reading does not rest: the network has more than is read at once. */
const plenty = 128;

/** A queue before the reducer. The first content leaves at once, so that the first token is not a frame late; the rest once per frame. */
export function createBatch(apply: (events: readonly StreamEvent[]) => void, schedule: Schedule): Batch {
  let waiting: StreamEvent[] = [];
  let cancel: (() => void) | undefined;
  let started = false;
  let scheduled = false;
  let isCrowded = false;
  const rest = createRests();

  function flush(crowded = false): void {
    cancel?.();
    scheduled = false;
    isCrowded = crowded;
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    apply(events);
  }
  return {
    push(events) {
      for (const event of events) waiting.push(event);
      if (waiting.length === 0) return;
      if (!started) {
        // The head of a reply alone is not worth it: then the first token would wait for the frame.
        started = events.some(isContent);
        flush();
      } else if (!scheduled) {
        scheduled = true;
        cancel = schedule(flush, () => waiting.length);
      }
    },
    flush,
    rest: () => (isCrowded && waiting.length < plenty ? rest() : undefined),
  };
}
