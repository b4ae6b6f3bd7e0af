import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createFrameSchedule, createRests, createTurns, startTimer, type Schedule } from "../../src/engine/schedule.js";

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
  const bringing = (count: number) => () => count;

  test("share a frame: they are rendered together", () => {
    const frames = stubFrames();
    const order: string[] = [];
    scheduleFrame(() => order.push("a"));
    scheduleFrame(() => order.push("b"));
    expect(frames.size).toBe(1);
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

  test("that bring more than can be read are rendered with every second frame, together, and told so", async () => {
    const frames = stubFrames();
    const rendered: [string, boolean | undefined][] = [];
    const again = (name: string): void => {
      scheduleFrame((isCrowded) => {
        rendered.push([name, isCrowded]);
        again(name);
      }, bringing(5));
    };
    again("a");
    again("b");
    await nextFrame(frames);
    expect(rendered).toEqual([]);
    await nextFrame(frames);
    const both = [
      ["a", true],
      ["b", true],
    ];
    expect(rendered).toEqual(both);
    await nextFrame(frames);
    await nextFrame(frames);
    expect(rendered).toEqual([...both, ...both]);
  });

  test("that bring little are rendered with every frame", async () => {
    const frames = stubFrames();
    const callback = vi.fn<(isCrowded?: boolean) => void>();
    for (let count = 1; count <= 3; count++) {
      scheduleFrame(callback, bringing(7));
      await nextFrame(frames);
      expect(callback).toHaveBeenCalledTimes(count);
      expect(callback).toHaveBeenLastCalledWith(false);
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
    expect(frames.size).toBe(1);
  });

  test("that were crowded are told when frames stay away, so that nothing waits for one", async () => {
    const frames = stubFrames();
    const seen: (boolean | undefined)[] = [];
    const again = (): void => {
      scheduleFrame((isCrowded) => {
        seen.push(isCrowded);
        again();
      }, bringing(9));
    };
    again();
    await nextFrame(frames);
    await nextFrame(frames);
    vi.advanceTimersByTime(100);
    expect(seen).toEqual([true, false]);
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

describe("a rest in reading", () => {
  test("is given where the next piece had to be waited for, and ends by itself", async () => {
    const rest = createRests();
    vi.advanceTimersByTime(1);
    const first = rest();
    expect(first).toBeInstanceOf(Promise);
    vi.advanceTimersByTime(10);
    await expect(first).resolves.toBeUndefined();
  });

  test("is not given while pieces are there already", async () => {
    const rest = createRests();
    vi.advanceTimersByTime(1);
    const first = rest();
    vi.advanceTimersByTime(10);
    await first;
    expect([rest(), rest(), rest()]).toEqual([undefined, undefined, undefined]);
    vi.advanceTimersByTime(1);
    expect(rest()).toBeInstanceOf(Promise);
  });
});

describe("long work", () => {
  test("goes on at once for 8 ms, then others have their turn", async () => {
    const next = createTurns();
    expect(next(true)).toBeUndefined();
    vi.advanceTimersByTime(8);
    expect(next(false)).toBeUndefined();
    vi.advanceTimersByTime(1);
    const turn = next(false);
    expect(turn).toBeInstanceOf(Promise);
    vi.advanceTimersByTime(1);
    await turn;
    expect(next(false)).toBeUndefined();
  });

  test("begins anew with each piece that had to be waited for", () => {
    const next = createTurns();
    void next(true);
    vi.advanceTimersByTime(100);
    expect(next(true)).toBeUndefined();
    expect(next(false)).toBeUndefined();
  });
});
