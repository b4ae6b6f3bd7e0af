/**
 * Runs `callback` once, soon, with whether more comes than can be read, as far as that is known. Returns a function that cancels it.
 * May ask `count` how many events wait.
 */
export type Schedule = (callback: (isCrowded?: boolean) => void, count?: () => number) => () => void;

/** Longest wait for an animation frame, in ms. Frames stop in hidden pages, timers do not. */
const longestWait = 100;

/** The wait where there are no frames, in ms. */
const frameTime = 16;

/** Events per frame, of all streams of the page, from which on two frames are joined: 500 tokens a second, which nobody reads. */
const crowd = 8;

/** A schedule of its own, for one screen. */
export function createFrameSchedule(): Schedule {
  type Callback = (isCrowded: boolean) => void;
  const entries = new Map<Callback, (() => number) | undefined>();
  /** Calls off the frame that was asked for. */
  let forget: (() => void) | undefined;
  /** When it was asked for. */
  let since = 0;
  let isRunning = false;
  let isHeld = false;

  function request(): void {
    forget?.();
    const frame = typeof requestAnimationFrame === "function" ? requestAnimationFrame(finish) : undefined;
    const timer = setTimeout(run, frame === undefined ? frameTime : longestWait, false);
    since = performance.now();
    forget = () => {
      clearTimeout(timer);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }

  function finish(): void {
    let total = 0;
    for (const count of entries.values()) total += count?.() ?? 0;
    const isCrowded = total >= crowd;
    isHeld = isCrowded && !isHeld;
    if (isHeld) request();
    else run(isCrowded);
  }

  function run(isCrowded: boolean): void {
    forget?.();
    isRunning = true;
    // What is scheduled meanwhile is for the next frame.
    const due = [...entries.keys()];
    try {
      // One may cancel another.
      for (const callback of due) if (entries.delete(callback)) callback(isCrowded);
    } finally {
      isRunning = false;
      if (entries.size > 0) request();
    }
  }

  return (callback, count) => {
    const entry: Callback = (isCrowded) => callback(isCrowded);
    // Clocks that a test put in the place of the real ones may be gone, and what waited for them with them.
    const isLost = Math.abs(performance.now() - since) > 2 * longestWait;
    if (!isRunning && (entries.size === 0 || isLost)) request();
    entries.set(entry, count);
    return () => {
      if (entries.delete(entry) && entries.size === 0) forget?.();
    };
  };
}

/**
 * The next animation frame, or a timer when none comes within 100 ms (hidden page, frozen tab) or the platform has none. All
 * streams of a page share it, so that they cost one rendering. Where a frame brings 8 events or more it waits for the next:
 * 30 updates a second are smooth, and cost half.
 */
export const scheduleFrame: Schedule = /* @__PURE__ */ createFrameSchedule();

/** Runs `callback` once, `ms` from now. Returns a function that cancels it. */
export type Timer = (callback: () => void, ms: number) => () => void;

/** What `setTimeout` can wait; anything longer would fire at once. */
const longestTimer = 2_147_483_647;

/** `setTimeout`. Longer than 24 days means never. */
export const startTimer: Timer = (callback, ms) => {
  const timer = ms > longestTimer ? undefined : setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/**
 * Lets others have their turn in a long piece of work.
 *
 * @param timer waits for the other task; 0 ms
 * @returns called at the beginning of the work, and between its steps: settles when it may go on, which is at once, or in another
 * task where it has lasted for 8 ms
 */
export function createTurns(
  timer: (callback: () => void, ms: number) => unknown = setTimeout,
): (isNew: boolean) => Promise<void> | undefined {
  let begun = 0;
  return (isNew) => {
    const now = performance.now();
    // A page that is busy for 50 ms feels stuck.
    if (!isNew && now - begun <= 8) return undefined;
    begun = now;
    return isNew ? undefined : new Promise((resolve) => timer(resolve, 0));
  };
}

/** Length of a rest, in ms: less than a frame, so that what is read is not late for the next. */
const restTime = 10;

/** What is there already is read within less, in ms; what has to be waited for takes a task of its own. */
const noTime = 0.15;

/**
 * Rests in reading: what comes meanwhile is then read together.
 *
 * @returns called after each reading: gives a rest of 10 ms, unless there may be more that has come already
 */
export function createRests(): () => Promise<void> | undefined {
  let last = 0;
  const look = () => {
    const before = last;
    last = performance.now();
    return last - before;
  };
  return () =>
    look() < noTime
      ? undefined
      : new Promise((resolve) => {
          setTimeout(() => {
            look();
            resolve();
          }, restTime);
        });
}
