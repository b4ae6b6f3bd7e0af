"use client";
import { useEffect, useReducer } from "react";
import { useClock } from "./chat-context.js";

/** Whole seconds from one moment to another, in ms since the epoch. Clocks are set back, and no time is negative. */
export function secondsBetween(since: number, now: number): number {
  return Math.max(Math.floor((now - since) / 1000), 0);
}

/**
 * Whole seconds since a moment: renders again with every second that is full, by one timer, which ends with the component.
 * Without a moment there is neither a number nor a timer.
 *
 * @param since ms since the epoch by the clock of the nearest chat, without one by `Date.now`; for instance `message.stalledSince`
 *
 * @example
 * const seconds = useElapsedSeconds(message.stalledSince);
 * return seconds === undefined ? null : <p>No data for {seconds} s</p>;
 */
export function useElapsedSeconds(since: number | undefined): number | undefined {
  const clock = useClock();
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
        1000 - Math.max((clock() - since) % 1000, 0),
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, [since, clock]);
  return since === undefined ? undefined : secondsBetween(since, clock());
}
