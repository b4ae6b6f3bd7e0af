"use client";
import { useSyncExternalStore } from "react";
import { useClock } from "./chat-context.js";
import { createTicker } from "./ticker.js";

const seconds = /* @__PURE__ */ createTicker(1000);
const never = () => () => {};

/**
 * What time it is by the clock of the chat, in ms since the epoch; renders again with every second, by one timer for all of the page.
 * `undefined` while nothing runs, and where the server renders: what depends on the moment would differ in the browser.
 */
export function useNow(isRunning: boolean): number | undefined {
  const clock = useClock();
  const ticks = useSyncExternalStore(isRunning ? seconds.subscribe : never, seconds.count, () => -1);
  return isRunning && ticks >= 0 ? clock() : undefined;
}
