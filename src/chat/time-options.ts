import type { RunOptions } from "../engine/run.js";
import { scheduleFrame, startTimer, type Schedule, type Timer } from "../engine/schedule.js";

/** How long a run may be silent, and what time is. All in ms; `Infinity` and 0 turn a limit off. */
export interface TimeOptions {
  /**
   * From the request to the first byte of the body. The request is then aborted and the run fails with `timeout`.
   * @defaultValue 300,000 for chats, off for item streams
   */
  readonly firstByteTimeout?: number | undefined;
  /**
   * Between two pieces of content; keep-alive comments are not content. The connection is then closed and the run fails with
   * `timeout`, its partial content kept. An answer that was complete already ends as `done`.
   * @defaultValue 300,000 for chats, off for item streams
   */
  readonly idleTimeout?: number | undefined;
  /** Silence after which `stalledSince` says so. @defaultValue 10,000 */
  readonly stallAfter?: number | undefined;
  /** Clock, ms since the epoch. @defaultValue `Date.now` */
  readonly now?: (() => number) | undefined;
  /** What measures timeouts, and gives others their turn while a long piece is read (0 ms). @defaultValue `setTimeout` */
  readonly timer?: Timer | undefined;
  /**
   * When the screen is updated.
   * @defaultValue the next animation frame, or the one after it where a frame brings 8 events or more to the page; a timer in
   *   hidden pages
   */
  readonly schedule?: Schedule | undefined;
}

/** The part of {@link TimeOptions} that a run needs, with its defaults. */
export function runTimes(
  { firstByteTimeout, idleTimeout, stallAfter = 10_000, timer = startTimer, schedule = scheduleFrame }: TimeOptions,
  limit: number,
): Pick<RunOptions, "firstByteTimeout" | "idleTimeout" | "stallAfter" | "timer" | "schedule"> {
  return {
    firstByteTimeout: (firstByteTimeout ?? limit) || Infinity,
    idleTimeout: (idleTimeout ?? limit) || Infinity,
    stallAfter: stallAfter || Infinity,
    timer,
    schedule,
  };
}
