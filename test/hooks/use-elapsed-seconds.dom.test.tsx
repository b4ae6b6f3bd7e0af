import { act, renderHook } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { useElapsedSeconds } from "../../src/index.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function show(since: number | undefined, strict = false) {
  let renders = 0;
  const view = renderHook(
    (moment: number | undefined) => {
      renders++;
      return useElapsedSeconds(moment);
    },
    { initialProps: since, ...(strict && { wrapper: StrictMode }) },
  );
  return { ...view, seconds: () => view.result.current, renders: () => renders };
}

function pass(ms: number): void {
  act(() => void vi.advanceTimersByTime(ms));
}

describe("seconds since a moment", () => {
  test("change when a second is full, and not in between", () => {
    const { seconds, renders } = show(Date.now() - 10_250);
    expect([seconds(), renders()]).toEqual([10, 1]);
    pass(749);
    expect([seconds(), renders()]).toEqual([10, 1]);
    pass(1);
    expect([seconds(), renders()]).toEqual([11, 2]);
    for (let second = 0; second < 59; second++) pass(1000);
    expect([seconds(), renders()]).toEqual([70, 61]);
  });

  test.for([false, true])("take one timer, which ends with the component (StrictMode: %s)", (strict) => {
    const { unmount } = show(Date.now(), strict);
    expect(vi.getTimerCount()).toBe(1);
    pass(5000);
    expect(vi.getTimerCount()).toBe(1);
    unmount();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("are none, and take no timer, without a moment", () => {
    const { seconds, rerender } = show(undefined);
    expect([seconds(), vi.getTimerCount()]).toEqual([undefined, 0]);
    rerender(Date.now() - 3000);
    expect([seconds(), vi.getTimerCount()]).toEqual([3, 1]);
    rerender(undefined);
    expect([seconds(), vi.getTimerCount()]).toEqual([undefined, 0]);
  });

  test("count anew from another moment", () => {
    const { seconds, rerender } = show(Date.now() - 20_000);
    pass(2000);
    expect(seconds()).toBe(22);
    rerender(Date.now() - 10_000);
    expect(seconds()).toBe(10);
    pass(1000);
    expect([seconds(), vi.getTimerCount()]).toEqual([11, 1]);
  });

  test("are never negative on a clock that is set back, and go on as soon as it has caught up", () => {
    const { seconds } = show(Date.now());
    vi.setSystemTime(Date.now() - 2500);
    pass(1000);
    expect(seconds()).toBe(0);
    pass(3000);
    expect(seconds()).toBe(1);
  });

  test("are right at once after the machine has slept", () => {
    const { seconds } = show(Date.now());
    vi.setSystemTime(Date.now() + 3_600_000);
    pass(1000);
    expect(seconds()).toBe(3601);
  });
});
