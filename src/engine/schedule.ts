/** Runs `callback` once, soon. Returns a function that cancels it. */
export type Schedule = (callback: () => void) => () => void;

/** Longest wait for an animation frame, in ms. Frames stop in hidden pages, timers do not. */
const longestWait = 100;

/**
 * The next animation frame, or a timer when none comes within 100 ms (hidden page, frozen tab) or the platform has none.
 */
export const scheduleFrame: Schedule = (callback) => {
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const run = () => {
    cancel();
    callback();
  };
  const hasFrames = typeof requestAnimationFrame === "function";
  if (hasFrames) frame = requestAnimationFrame(run);
  timer = setTimeout(run, hasFrames ? longestWait : 16);
  return cancel;
};

/** Runs `callback` once, `ms` from now. Returns a function that cancels it. */
export type Timer = (callback: () => void, ms: number) => () => void;

/** What `setTimeout` can wait; anything longer would fire at once. */
const longestTimer = 2_147_483_647;

/** `setTimeout`. Longer than 24 days means never. */
export const startTimer: Timer = (callback, ms) => {
  const timer = ms > longestTimer ? undefined : setTimeout(callback, ms);
  return () => clearTimeout(timer);
};
