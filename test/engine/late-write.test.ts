import { expect, test } from "vitest";
import { sseItems } from "../../src/adapters/index.js";
import { createItemStream } from "../../src/defaults/create-item-stream.js";
import type { Adapter } from "../../src/protocol/adapter.js";
import { mockFetch } from "../../src/testing/mock-fetch.js";
import { nextTask } from "../helpers/async.js";

/** Reads items and calls `interrupt` a number of microtasks after it has read the item `item`. */
function interrupting(item: number, microtasks: number, interrupt: () => void): Adapter {
  return {
    ...sseItems,
    createDecoder() {
      const decode = sseItems.createDecoder();
      return (json, frame) => {
        if (json === item) void later(microtasks).then(interrupt);
        return decode(json, frame);
      };
    },
  };
}

async function later(microtasks: number): Promise<void> {
  for (let index = 0; index < microtasks; index++) await Promise.resolve();
}

// Between reading a frame and handing it on lie a few microtasks, in which an abort finds it on its way.
test.for([1, 2])("an abort in any microtask after frame %d: nothing comes after the run has settled", async (frame) => {
  const seen = new Set<number>();
  for (let microtasks = 0; microtasks < 40; microtasks++) {
    const log: unknown[] = [];
    const stream = createItemStream({
      url: "https://example.test/items",
      fetch: mockFetch(() => ({ chunks: ["data: 1\n\n", "data: 2\n\n", "data: 3\n\n"], end: "open" })),
      adapter: interrupting(frame, microtasks, () => stream.abort()),
      // Hands everything on at once: a late item has no screen frame to hide behind.
      schedule(callback) {
        callback();
        return () => {};
      },
      onItem: (item) => log.push(item),
      onAbort: () => log.push("abort"),
    });
    await stream.start();
    await nextTask();
    await nextTask();
    expect(log.at(-1), `after ${microtasks} microtasks: ${log.join(" ")}`).toBe("abort");
    expect(stream.store.getState()).toMatchObject({ status: "aborted", count: log.length - 1 });
    seen.add(log.length - 1);
  }
  // Some of these moments were before the frame was handed on, some after it.
  expect([...seen]).toEqual(expect.arrayContaining([frame - 1, frame]));
});
