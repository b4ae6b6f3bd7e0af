import type { Timer } from "./schedule.js";

/** Watches how long nothing comes. */
export interface Silence {
  /** Something came: counts anew, and calls `onTimeout` after `limit` ms of silence, `Infinity` = never. */
  readonly end: (limit: number) => void;
  /** Stops watching. */
  readonly stop: () => void;
}

/**
 * @param stallAfter ms of silence before `onStall`, which comes before `onTimeout` or not at all
 */
export function watchSilence(
  timer: Timer,
  stallAfter: number,
  onStall: (ms: number, limit: number) => void,
  onTimeout: (ms: number) => void,
): Silence {
  let stop: (() => void) | undefined;
  return {
    end(limit) {
      stop?.();
      const expire = () => onTimeout(limit);
      stop =
        stallAfter < limit
          ? timer(() => {
              stop = timer(expire, limit - stallAfter);
              onStall(stallAfter, limit);
            }, stallAfter)
          : timer(expire, limit);
    },
    stop: () => stop?.(),
  };
}
