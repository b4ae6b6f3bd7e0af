import { describe, expect, test } from "vitest";
import { createBatch } from "../../src/engine/batch.js";
import type { FrameWork } from "../../src/engine/schedule.js";
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

  test("joins what comes later and hands it on once per frame", () => {
    const { applied, batch, frames } = setUp();
    for (const delta of ["a", "b", "c"]) batch.push([text(delta)]);
    expect([applied.length, frames.waiting()]).toEqual([1, 1]);
    frames.next();
    batch.push([text("d")]);
    frames.next();
    frames.next();
    expect(applied).toEqual([[text("a")], [text("bc")], [text("d")]]);
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
  /** A batch in a page, whose frames tell how much they bring. */
  function inPage() {
    const entries: { readonly callback: () => void; readonly work: FrameWork }[] = [];
    const applied: string[] = [];
    const batch = createBatch(
      (events) => applied.push(events.map((event) => (event as { delta: string }).delta).join("")),
      (callback, work) => {
        entries.push({ callback, work: work! });
        return () => {};
      },
    );
    batch.push([text("first")]);
    return {
      batch,
      applied,
      begin: (isCrowded: boolean) => entries.at(-1)!.work.begin(isCrowded),
      count: () => entries.at(-1)!.work.count(),
      render: () => entries.at(-1)!.callback(),
      /** A frame that many pieces came in. */
      crowd: () => {
        batch.push([text("x")]);
        const { work, callback } = entries.at(-1)!;
        work.begin(true);
        expect(work.count()).toBe(1);
        callback();
      },
    };
  }

  test("waits for nothing while few pieces come", () => {
    const { batch, begin, count } = inPage();
    batch.push([text("a")]);
    begin(false);
    count();
    expect(batch.pause()).toBeUndefined();
  });

  test("waits for the frame once many come, and goes on as it begins, until all that arrived is taken", async () => {
    const { batch, applied, begin, count, render, crowd } = inPage();
    crowd();
    expect(batch.pause()).toBeUndefined();
    batch.push([text("a")]);
    const pause = batch.pause();
    expect(pause).toBeInstanceOf(Promise);
    begin(true);
    await pause;
    batch.push([text("b")]);
    expect(batch.pause()).toBeUndefined();
    expect(count()).toBe(2);
    expect(batch.pause()).toBeInstanceOf(Promise);
    render();
    expect(applied.at(-1)).toBe("ab");
  });

  test("goes on with a flush that did not wait for the frame", async () => {
    const { batch, crowd } = inPage();
    crowd();
    batch.push([text("a")]);
    const pause = batch.pause();
    batch.flush();
    await expect(pause).resolves.toBeUndefined();
  });

  test("does not wait while the network has more than is read at once", () => {
    const { batch, crowd } = inPage();
    crowd();
    batch.push(Array.from({ length: 256 }, () => text("a")));
    expect(batch.pause()).toBeUndefined();
  });

  test("does not wait once the frames stay away", () => {
    const { batch, begin, crowd } = inPage();
    crowd();
    batch.push([text("a")]);
    begin(false);
    expect(batch.pause()).toBeUndefined();
  });
});
