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
