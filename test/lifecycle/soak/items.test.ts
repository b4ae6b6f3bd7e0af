import { expect, test } from "vitest";
import { patience, withLab } from "../lab.js";
import { countLeftovers } from "./leftovers.js";
import { createMemory, expectFlat, type Sample } from "./memory.js";

const { server, open } = withLab();

const isFull = process.env["SOAK"] === "full";
const blocks = isFull ? 40 : 16;
const itemsPerBlock = isFull ? 25_000 : 5000;
const limit = 1000;
const total = blocks * itemsPerBlock;

const lines = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `{"n":${from + index},"name":"Item ${from + index} of many"}\n`).join("");

test(`${total.toLocaleString("en")} items of an endless stream with a limit of ${limit} take no more memory than the first`, async () => {
  const { page, mount } = await open("production", countLeftovers);
  const endpoint = server().url("/items");
  const stream = await mount("items", { kind: "useJsonLinesStream", endpoint, limit, isStrict: false });
  await stream.press("Start");
  const request = await server().next();
  request.head(200, { "content-type": "application/jsonl" });
  const sample = await createMemory(page);
  const samples: (Sample & { at: number })[] = [];
  for (let block = 0; block < blocks; block++) {
    const first = block * itemsPerBlock;
    for (let from = first; from < first + itemsPerBlock; from += limit) await request.write(lines(from, limit));
    const count = first + itemsPerBlock;
    await expect
      .poll(() => stream.items(), patience)
      .toMatchObject({
        status: "streaming",
        count,
        dropped: count - limit,
        first: { n: count - limit },
        last: { n: count - 1 },
      });
    samples.push({ at: count, ...(await sample()) });
  }
  expect(server().open()).toBe(1);
  await stream.press("Stop");
  expect(await request.closed).toBe("client");
  await expect.poll(() => stream.items()).toMatchObject({ status: "aborted", count: total, callbacks: ["abort"] });
  await expect
    .poll(() => page.evaluate(() => window.leftovers()), patience)
    .toMatchObject({ timers: 0, frames: 0, abortListeners: 0 });
  expectFlat("An endless stream of items", "items", samples, 0.1);
}, 600_000);
