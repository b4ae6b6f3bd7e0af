import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { jsonLines } from "../../src/adapters/index.js";
import { readEvents } from "../../src/engine/read-events.js";

/** Bytes that are in use after everything unused is gone. */
async function usedHeap(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let round = 0; round < 3; round++) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    collect();
  }
  return process.memoryUsage().heapUsed;
}

test("a long reply takes no more memory than what is read of it at once", async () => {
  const line = new TextEncoder().encode(`"${"x".repeat(1_000_000)}"\n`);
  let sent = 0;
  let items = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent++ < 64) controller.enqueue(line);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const used: number[] = [];
  for await (const events of readEvents(new Response(body), { adapter: jsonLines })) {
    for (const { type } of events) if (type === "item-add") items++;
    if (items === 8 || items === 64) used.push(await usedHeap());
  }
  expect(items).toBe(64);
  // Between the two 56 MB were read. At the end of the body anything may be let go.
  expect(used[1]! - used[0]!).toBeLessThan(20_000_000);
});
