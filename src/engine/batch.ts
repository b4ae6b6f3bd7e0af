import { isContent, type StreamEvent } from "../protocol/events.js";
import { coalesce } from "./coalesce.js";
import type { Schedule } from "./schedule.js";

/** Gathers events and hands them on at most once per screen frame. */
export interface Batch {
  readonly push: (events: readonly StreamEvent[]) => void;
  /** Hands on what is waiting, now. */
  readonly flush: () => void;
}

/**
 * A queue before the reducer. The first content leaves at once, so that the first token is not a frame late; the rest leave
 * joined, once per frame.
 */
export function createBatch(apply: (events: readonly StreamEvent[]) => void, schedule: Schedule): Batch {
  let waiting: StreamEvent[] = [];
  let cancel: (() => void) | undefined;
  let started = false;
  let scheduled = false;

  function flush(): void {
    cancel?.();
    scheduled = false;
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    apply(coalesce(events));
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
        cancel = schedule(flush);
      }
    },
    flush,
  };
}
