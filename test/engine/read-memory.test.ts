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
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent++ < 64) controller.enqueue(line);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  let items = 0;
  let early = 0;
  for await (const events of readEvents(new Response(body), { adapter: jsonLines })) {
    items += events.filter(({ type }) => type === "item-add").length;
    if (items === 8 && early === 0) early = await usedHeap();
    // 56 MB later.
    if (items === 64) expect((await usedHeap()) - early).toBeLessThan(20_000_000);
  }
  expect(items).toBe(64);
});
