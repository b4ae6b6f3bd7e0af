import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createBatch } from "../../src/engine/batch.js";
import type { StreamEvent } from "../../src/protocol/events.js";
import { createFrames } from "../helpers/async.js";

const text = (delta: string): StreamEvent => ({ type: "text-delta", delta });

function setUp() {
  const applied: (readonly StreamEvent[])[] = [];
  const frames = createFrames();
  const batch = createBatch((events) => applied.push(events), frames.schedule);
  return { applied, frames, batch };
}

describe("a batch", () => {
  test("hands the first events on at once", () => {
    const { applied, batch, frames } = setUp();
    batch.push([text("a")]);
    expect(applied).toEqual([[text("a")]]);
    expect(frames.waiting()).toBe(0);
  });

  test("the head of a reply does not count as the first: the first token is not a frame late", () => {
    const { applied, batch, frames } = setUp();
    batch.push([{ type: "message-start", adapter: "a" }]);
    batch.push([text("a")]);
    expect([applied.length, frames.waiting()]).toEqual([2, 0]);
  });

  test("hands on what comes later once per frame", () => {
    const { applied, batch, frames } = setUp();
    for (const delta of ["a", "b", "c"]) batch.push([text(delta)]);
    expect([applied.length, frames.waiting()]).toEqual([1, 1]);
    frames.next();
    batch.push([text("d")]);
    frames.next();
    frames.next();
    expect(applied).toEqual([[text("a")], [text("b"), text("c")], [text("d")]]);
  });

  test("asks for no frame when nothing waits", () => {
    const { applied, batch, frames } = setUp();
    batch.push([]);
    batch.push([text("a")]);
    batch.push([]);
    expect([applied.length, frames.waiting()]).toEqual([1, 0]);
  });

  test("an empty push does not count as the first", () => {
    const { applied, batch } = setUp();
    batch.push([]);
    batch.push([text("a")]);
    expect(applied).toHaveLength(1);
  });

  test("a flush hands on at once and calls the frame off", () => {
    const { applied, batch, frames } = setUp();
    batch.push([text("a")]);
    batch.push([text("b")]);
    batch.flush();
    expect(applied).toEqual([[text("a")], [text("b")]]);
    expect(frames.waiting()).toBe(0);
    batch.flush();
    expect(applied).toHaveLength(2);
  });

  test("keeps the events that arrive while it hands others on", () => {
    const applied: (readonly StreamEvent[])[] = [];
    const frames = createFrames();
    const batch = createBatch((events) => {
      applied.push(events);
      if (applied.length === 1) batch.push([text("inside")]);
    }, frames.schedule);
    batch.push([text("a")]);
    frames.next();
    expect(applied).toEqual([[text("a")], [text("inside")]]);
  });

  test("works with a schedule that runs at once", () => {
    const applied: (readonly StreamEvent[])[] = [];
    const batch = createBatch(
      (events) => applied.push(events),
      (callback) => {
        callback();
        return () => {};
      },
    );
    for (const delta of ["a", "b", "c", "d"]) batch.push([text(delta)]);
    expect(applied).toEqual([[text("a")], [text("b")], [text("c")], [text("d")]]);
  });
});

describe("reading on", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A batch whose last frame was crowded, or not. */
  function after(isCrowded: boolean | undefined) {
    let frame: (isCrowded?: boolean) => void = () => {};
    let count = () => 0;
    const batch = createBatch(
      () => {},
      (callback, size) => {
        frame = callback;
        count = size!;
        return () => {};
      },
    );
    batch.push([text("first")]);
    batch.push([text("second")]);
    expect(count()).toBe(1);
    frame(isCrowded);
    vi.advanceTimersByTime(5);
    return batch;
  }

  test("never rests while few pieces come", () => {
    expect(after(false).rest()).toBeUndefined();
  });

  test("never rests where nobody tells how many come", () => {
    expect(after(undefined).rest()).toBeUndefined();
  });

  test("rests where more comes than can be read", () => {
    expect(after(true).rest()).toBeInstanceOf(Promise);
  });

  test("does not rest while the network has more than is read at once", () => {
    const batch = after(true);
    batch.push(Array.from({ length: 128 }, () => text("a")));
    expect(batch.rest()).toBeUndefined();
  });

  test("does not rest any more after a flush that was not crowded", () => {
    const batch = after(true);
    batch.flush();
    expect(batch.rest()).toBeUndefined();
  });
});
