import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createFrameSchedule, startTimer, type Schedule } from "../../src/engine/schedule.js";

let scheduleFrame: Schedule;

beforeEach(() => {
  vi.useFakeTimers();
  scheduleFrame = createFrameSchedule();
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
    for (const run of frames.values()) run();
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

describe("streams of one page", () => {
  /** Runs the callbacks of one frame, as a browser does: promises settle after each. */
  async function nextFrame(frames: Map<number, () => void>) {
    const due = [...frames];
    for (const [id, callback] of due) {
      if (!frames.delete(id)) continue;
      callback();
      await Promise.resolve();
    }
  }
  const work = (count: number, begin: (isCrowded: boolean) => void = () => {}) => ({ begin, count: () => count });

  test("share a frame: they are rendered together", () => {
    const frames = stubFrames();
    const order: string[] = [];
    scheduleFrame(() => order.push("a"));
    scheduleFrame(() => order.push("b"));
    expect(frames.size).toBe(2);
    for (const callback of frames.values()) callback();
    expect(order).toEqual(["a", "b"]);
  });

  test("what is scheduled while a frame runs is for the next", async () => {
    const frames = stubFrames();
    const later = vi.fn<() => void>();
    scheduleFrame(() => scheduleFrame(later));
    await nextFrame(frames);
    expect(later).not.toHaveBeenCalled();
    await nextFrame(frames);
    expect(later).toHaveBeenCalledTimes(1);
  });

  test("one that throws keeps no other from its frame for longer than one", async () => {
    const frames = stubFrames();
    const other = vi.fn<() => void>();
    scheduleFrame(() => {
      throw new Error("broken");
    });
    scheduleFrame(other);
    await expect(nextFrame(frames)).rejects.toThrow("broken");
    await nextFrame(frames);
    expect(other).toHaveBeenCalledTimes(1);
  });

  test("one that is cancelled by another in the same frame does not run", async () => {
    const frames = stubFrames();
    let cancel = () => {};
    scheduleFrame(() => cancel());
    const other = vi.fn<() => void>();
    cancel = scheduleFrame(other);
    await nextFrame(frames);
    expect(other).not.toHaveBeenCalled();
  });

  test("may take what has arrived when the frame begins, before they are rendered", async () => {
    const frames = stubFrames();
    const order: string[] = [];
    const begin = () => void Promise.resolve().then(() => order.push("read"));
    scheduleFrame(() => order.push("rendered"), work(1, begin));
    await nextFrame(frames);
    expect(order).toEqual(["read", "rendered"]);
  });

  test("that bring more than can be read are rendered with every second frame, together", async () => {
    const frames = stubFrames();
    const rendered: string[] = [];
    const seen: boolean[] = [];
    const again = (name: string): void => {
      scheduleFrame(
        () => {
          rendered.push(name);
          again(name);
        },
        work(5, (isCrowded) => seen.push(isCrowded)),
      );
    };
    again("a");
    again("b");
    await nextFrame(frames);
    expect(rendered).toEqual([]);
    await nextFrame(frames);
    expect(rendered).toEqual(["a", "b"]);
    await nextFrame(frames);
    await nextFrame(frames);
    expect(rendered).toEqual(["a", "b", "a", "b"]);
    expect(seen.slice(0, 4)).toEqual([false, false, true, true]);
  });

  test("that bring little are rendered with every frame", async () => {
    const frames = stubFrames();
    const callback = vi.fn<() => void>();
    for (let count = 1; count <= 3; count++) {
      scheduleFrame(callback, work(7));
      await nextFrame(frames);
      expect(callback).toHaveBeenCalledTimes(count);
    }
  });

  test("go on although one waits for a clock that is gone", async () => {
    stubFrames();
    scheduleFrame(() => {});
    vi.useRealTimers();
    vi.useFakeTimers({ now: 10_000_000_000_000 });
    vi.advanceTimersByTime(1_000);
    const callback = vi.fn<() => void>();
    const frames = stubFrames();
    scheduleFrame(callback);
    await nextFrame(frames);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  test("that go on in a hidden page are updated every 100 ms", async () => {
    const frames = stubFrames();
    const callback = vi.fn<() => void>(() => void scheduleFrame(callback));
    scheduleFrame(callback);
    await nextFrame(frames);
    // From now on the page is hidden.
    vi.advanceTimersByTime(1_000);
    expect(callback).toHaveBeenCalledTimes(11);
    expect(frames.size).toBe(2);
  });

  test("that were crowded are told when frames stay away, so that nothing waits for one", async () => {
    const frames = stubFrames();
    const seen: boolean[] = [];
    const again = (): void =>
      void scheduleFrame(
        again,
        work(9, (isCrowded) => seen.push(isCrowded)),
      );
    again();
    await nextFrame(frames);
    await nextFrame(frames);
    vi.advanceTimersByTime(100);
    expect(seen).toEqual([false, true, false]);
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
