import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { scheduleFrame, startTimer } from "../../src/engine/schedule.js";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Screen frames of a page; a hidden page has none. */
function stubFrames() {
  const frames = new Map<number, () => void>();
  let count = 0;
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => {
    frames.set(++count, callback);
    return count;
  });
  vi.stubGlobal("cancelAnimationFrame", (id: number) => frames.delete(id));
  return frames;
}

describe("in a page", () => {
  test("a callback runs with the next frame, once", () => {
    const frames = stubFrames();
    const callback = vi.fn<() => void>();
    scheduleFrame(callback);
    expect(callback).not.toHaveBeenCalled();
    frames.get(1)!();
    vi.advanceTimersByTime(1_000);
    expect(callback).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a hidden page, which has no frames, is updated after 100 ms, once", () => {
    const frames = stubFrames();
    const callback = vi.fn<() => void>();
    scheduleFrame(callback);
    vi.advanceTimersByTime(99);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(callback).toHaveBeenCalledTimes(1);
    expect(frames.size).toBe(0);
  });

  test("a cancelled callback never runs", () => {
    const frames = stubFrames();
    const callback = vi.fn<() => void>();
    scheduleFrame(callback)();
    expect(frames.size).toBe(0);
    vi.advanceTimersByTime(1_000);
    expect(callback).not.toHaveBeenCalled();
  });
});

describe("where there are no frames", () => {
  test("a callback runs after the time of one", () => {
    const callback = vi.fn<() => void>();
    scheduleFrame(callback);
    vi.advanceTimersByTime(16);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  test("a cancelled callback never runs", () => {
    const callback = vi.fn<() => void>();
    scheduleFrame(callback)();
    vi.advanceTimersByTime(1_000);
    expect(callback).not.toHaveBeenCalled();
  });
});

describe("a timer", () => {
  test("runs once, after its time", () => {
    const callback = vi.fn<() => void>();
    startTimer(callback, 50);
    vi.advanceTimersByTime(49);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  test("that is cancelled never runs", () => {
    startTimer(() => expect.unreachable(), 50)();
    expect(vi.getTimerCount()).toBe(0);
  });

  test.for([2 ** 31, Infinity])("of %i ms, which setTimeout would run at once, never runs", (ms) => {
    const cancel = startTimer(() => expect.unreachable(), ms);
    expect(vi.getTimerCount()).toBe(0);
    expect(cancel).not.toThrow();
  });

  test("may wait as long as setTimeout can", () => {
    startTimer(() => {}, 2 ** 31 - 1);
    expect(vi.getTimerCount()).toBe(1);
  });
});
