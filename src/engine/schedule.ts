/** What waits for a screen frame, where several share one. */
export interface FrameWork {
  /**
   * The frame begins. What has arrived may still be taken: promises have time until `count`.
   * @param isCrowded the frame before brought more than can be read
   */
  readonly begin: (isCrowded: boolean) => void;
  /** How many events wait. */
  readonly count: () => number;
}

/** Runs `callback` once, soon. Returns a function that cancels it. May ask `work` how much there is to do. */
export type Schedule = (callback: () => void, work?: FrameWork) => () => void;

/** Longest wait for an animation frame, in ms. Frames stop in hidden pages, timers do not. */
const longestWait = 100;

/** The wait where there are no frames, in ms. */
const frameTime = 16;

/** Events per frame, of all streams of the page, from which on two frames are joined: 500 tokens a second, which nobody reads. */
const crowd = 8;

interface Entry {
  readonly callback: () => void;
  readonly work: FrameWork | undefined;
}

/** A schedule of its own, for one screen. */
export function createFrameSchedule(): Schedule {
  const entries = new Set<Entry>();
  let frames: readonly number[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the frame was asked for. */
  let since = 0;
  let isRunning = false;
  let isCrowded = false;
  let isHeld = false;

  function forget(): void {
    clearTimeout(timer);
    for (const frame of frames) cancelAnimationFrame(frame);
    frames = [];
  }

  function request(): void {
    const hasFrames = typeof requestAnimationFrame === "function";
    forget();
    since = performance.now();
    // Two callbacks: promises settle in between.
    if (hasFrames) frames = [requestAnimationFrame(begin), requestAnimationFrame(finish)];
    timer = setTimeout(beLate, hasFrames ? longestWait : frameTime);
  }

  function begin(): void {
    for (const { work } of entries) work?.begin(isCrowded);
  }

  function finish(): void {
    let count = 0;
    frames = [];
    for (const { work } of entries) count += work?.count() ?? 0;
    isCrowded = count >= crowd;
    isHeld = isCrowded && !isHeld;
    if (isHeld) request();
    else run();
  }

  /** No frame has come: nothing may wait for one. */
  function beLate(): void {
    isCrowded = false;
    begin();
    run();
  }

  function run(): void {
    forget();
    isRunning = true;
    // What is scheduled meanwhile is for the next frame.
    const due = [...entries];
    try {
      // One may cancel another.
      for (const entry of due) if (entries.delete(entry)) entry.callback();
    } finally {
      isRunning = false;
      if (entries.size > 0) request();
    }
  }

  return (callback, work) => {
    const entry = { callback, work };
    // Clocks that a test put in the place of the real ones may be gone, and what waited for them with them.
    const isLost = Math.abs(performance.now() - since) > 2 * longestWait;
    if (!isRunning && (entries.size === 0 || isLost)) request();
    entries.add(entry);
    return () => {
      if (entries.delete(entry) && entries.size === 0) forget();
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

/** Longest work without a pause, in ms: a page that is busy for 50 ms feels stuck. */
const longestTask = 8;

/** A place in a long piece of work where others may get their turn. */
export interface Turns {
  /** The work begins. */
  readonly begin: () => void;
  /** Settles when it may go on: at once, or in another task where it has lasted for 8 ms. */
  readonly next: () => Promise<void> | undefined;
}

export function createTurns(): Turns {
  let begun = 0;
  const begin = () => {
    begun = performance.now();
  };
  return {
    begin,
    next: () =>
      performance.now() - begun > longestTask ? new Promise((resolve) => setTimeout(resolve)).then(begin) : undefined,
  };
}
