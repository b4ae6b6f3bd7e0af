"use client";
import { useEffect, useReducer } from "react";

/** ms since a moment. Clocks are set back, and no time is negative. */
function elapsed(since: number): number {
  return Math.max(Date.now() - since, 0);
}

/** Whole seconds since a moment, in ms since the epoch. */
export function secondsSince(since: number): number {
  return Math.floor(elapsed(since) / 1000);
}

/**
 * Whole seconds since a moment: renders again with every second that is full, by one timer, which ends with the component.
 * Without a moment there is neither a number nor a timer.
 *
 * @param since ms since the epoch by `Date.now`, for instance `message.stalledSince`
 *
 * @example
 * const seconds = useElapsedSeconds(message.stalledSince);
 * return seconds === undefined ? null : <p>No data for {seconds} s</p>;
 */
export function useElapsedSeconds(since: number | undefined): number | undefined {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (since === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    // Not an interval: it would drift away from the seconds it counts, and skip one in the end.
    const wait = () => {
      timer = setTimeout(
        () => {
          tick();
          wait();
        },
        1000 - (elapsed(since) % 1000),
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, [since]);
  return since === undefined ? undefined : secondsSince(since);
}
