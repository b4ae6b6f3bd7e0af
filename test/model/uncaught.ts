import { vi } from "vitest";
import { collectReported } from "../helpers/reported.js";

const events = ["unhandledRejection", "uncaughtException"] as const;

/**
 * Collects, in the place of the test runner, what nobody catches: so that it can be told which schedule it came from, and so that
 * a chat that was broken on purpose does not end the tests.
 */
export function collectUncaught(): { readonly uncaught: readonly unknown[]; readonly release: () => void } {
  const uncaught = collectReported();
  const collect = (thrown: unknown): void => void uncaught.push(thrown);
  const listeners = events.map((event) => [event, process.listeners(event as "uncaughtException")] as const);
  for (const event of events) {
    process.removeAllListeners(event);
    process.on(event, collect);
  }
  return {
    uncaught,
    release() {
      vi.unstubAllGlobals();
      for (const [event, known] of listeners) {
        process.removeAllListeners(event);
        for (const listener of known) process.on(event, listener);
      }
    },
  };
}
