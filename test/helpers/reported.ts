import { vi } from "vitest";

/**
 * Collects what is thrown in microtasks, which would otherwise end the process: the way in which a callback of the
 * application that throws is reported.
 */
export function collectReported(): unknown[] {
  const reported: unknown[] = [];
  const original = globalThis.queueMicrotask;
  vi.stubGlobal("queueMicrotask", (task: () => void) =>
    original(() => {
      try {
        task();
      } catch (thrown) {
        reported.push(thrown);
      }
    }),
  );
  return reported;
}
