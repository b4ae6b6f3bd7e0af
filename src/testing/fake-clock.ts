import type { Schedule, Timer } from "../engine/schedule.js";

/** ms between two screen frames. */
const frameInterval = 16;
/** How long an update waits in a hidden page, which has no frames, in ms. */
const hiddenInterval = 100;

/** A clock, a timer and a screen that stand still until they are told to go on. */
export interface FakeClock {
  /** ms since the epoch; the option `now` of chats and item streams. */
  readonly now: () => number;
  /** The option `timer`. What waits for 0 ms does not wait for the clock. */
  readonly timer: Timer;
  /** The option `schedule`: every 16 ms, every 100 ms while {@link FakeClock.hidden}. */
  readonly schedule: Schedule;
  /** Lets time pass, in ms: what falls due happens in its order, each with the promises that follow from it. */
  readonly advance: (ms: number) => Promise<void>;
  /** Lets everything happen that waits for no time. */
  readonly settle: () => Promise<void>;
  /** Sets the time of day, in ms, as a user or a server of time would: nothing falls due by that. */
  readonly jump: (ms: number) => void;
  /** Whether the page is hidden: screen frames do not come then. */
  hidden: boolean;
  /** How many timers and updates wait. */
  readonly waiting: number;
}

/** A turn of the event loop, in which streams of the platform pass on what they hold. */
function inNextTask(callback: () => void): void {
  const { setImmediate = setTimeout } = globalThis as { setImmediate?: (callback: () => void) => unknown };
  setImmediate(callback);
}

/**
 * Makes the time of a test: hours pass in no time, and the same test gives the same result every time.
 *
 * @param start ms since the epoch. @defaultValue 0
 *
 * @example
 * const clock = createFakeClock();
 * const { now, timer, schedule } = clock;
 * const chat = createChat({ endpoint, fetch, now, timer, schedule, idleTimeout: 60_000 });
 * void chat.send("Hello");
 * await clock.advance(60_000);
 */
export function createFakeClock(start: number = 0): FakeClock {
  let elapsed = 0;
  let offset = start;
  const waiting = new Set<{ readonly due: number; readonly callback: () => void }>();

  const timer: Timer = (callback, ms) => {
    const entry = { due: elapsed + ms, callback };
    if (ms < Infinity) waiting.add(entry);
    // That is no time, only a turn for others.
    if (entry.due <= elapsed) inNextTask(() => waiting.delete(entry) && callback());
    return () => waiting.delete(entry);
  };
  const nextDue = () => [...waiting].reduce((earliest, { due }) => Math.min(earliest, due), Infinity);

  async function settle(): Promise<void> {
    do {
      // A reply passes through a few streams and promises, each of which may take a turn.
      for (let turn = 0; turn < 4; turn++) await new Promise<void>(inNextTask);
      // A long one takes turns between its pieces.
    } while (nextDue() <= elapsed);
  }

  const clock = {
    now: () => elapsed + offset,
    timer,
    schedule(callback: () => void) {
      const interval = clock.hidden ? hiddenInterval : frameInterval;
      return timer(callback, interval - (elapsed % interval));
    },
    settle,
    async advance(ms: number) {
      const end = elapsed + ms;
      await settle();
      for (;;) {
        const next = nextDue();
        if (next > end) break;
        elapsed = next;
        for (const entry of waiting) {
          // One that falls due may take away another.
          if (entry.due > elapsed || !waiting.delete(entry)) continue;
          entry.callback();
        }
        await settle();
      }
      elapsed = end;
    },
    jump(ms: number) {
      offset += ms;
    },
    hidden: false,
    get waiting() {
      return waiting.size;
    },
  };
  return clock;
}
