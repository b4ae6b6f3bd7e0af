import { act } from "@testing-library/react";
import { vi } from "vitest";

/** Lets the given time pass in small steps, rendering after each. Needs fake timers. */
export async function pass(ms: number, step: number = 10): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    await act(async () => {
      await vi.advanceTimersByTimeAsync(step);
    });
  }
}
