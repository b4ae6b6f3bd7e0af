import { isContent, type StreamEvent } from "../protocol/events.js";
import { coalesce } from "./coalesce.js";
import type { FrameWork, Schedule } from "./schedule.js";

/** Gathers events and hands them on at most once per screen frame. */
export interface Batch {
  readonly push: (events: readonly StreamEvent[]) => void;
  /** Hands on what is waiting, now. */
  readonly flush: () => void;
  /**
   * Settles when more is to be read; `undefined`: now. Where many pieces come in a frame they are read together, with the
   * frame: to wake up for each costs more than to read it.
   */
  readonly pause: () => Promise<void> | undefined;
}

/** Events from which on reading does not wait for the frame: the network has more than is read at once. */
const plenty = 256;

/**
 * A queue before the reducer. The first content leaves at once, so that the first token is not a frame late; the rest leave
 * joined, once per frame.
 */
export function createBatch(apply: (events: readonly StreamEvent[]) => void, schedule: Schedule): Batch {
  let waiting: StreamEvent[] = [];
  let cancel: (() => void) | undefined;
  let started = false;
  let scheduled = false;
  let mayPause = false;
  let resume: (() => void) | undefined;
  let isCrowded = false;

  const work: FrameWork = {
    begin(crowded) {
      isCrowded = crowded;
      mayPause = false;
      resume?.();
    },
    count() {
      mayPause = isCrowded;
      return waiting.length;
    },
  };

  function flush(): void {
    cancel?.();
    scheduled = false;
    resume?.();
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
        cancel = schedule(flush, work);
      }
    },
    flush,
    pause() {
      if (!mayPause || !scheduled || waiting.length >= plenty) return undefined;
      return new Promise((resolve) => {
        resume = resolve;
      });
    },
  };
}
