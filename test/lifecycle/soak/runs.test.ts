import { expect, onTestFailed, test } from "vitest";
import { createRandom } from "../../../src/testing/random.js";
import { patience, withLab } from "../lab.js";
import type { Act, Fault, SeriesRun } from "../page/types.js";
import { countLeftovers } from "./leftovers.js";
import { createMemory, expectFlat, type Sample } from "./memory.js";
import { createReplier, questionOf } from "./reply.js";

const { server, open, expectProblems } = withLab();

const isFull = process.env["SOAK"] === "full";
const blocks = isFull ? 40 : 16;
const runsPerBlock = isFull ? 50 : 10;
// Code that runs for the first time is compiled, and kept: that takes some hundred runs.
const tolerance = isFull ? 0.1 : 0.25;
const weight = isFull ? 1000 : 4000;
const seed = Number(process.env["SEED"] ?? 20_260_102);

/** What may become of a question, with how often. */
const fates: readonly (readonly [number, Fault, Act])[] = [
  [8, "none", "none"],
  [3, "none", "queue"],
  [3, "none", "restart-after"],
  [4, "hold", "abort"],
  [2, "hold", "abort-at-once"],
  [3, "hold", "restart"],
  [1, "hold", "remount"],
  [2, "error-frame", "none"],
  [2, "error-frame", "restart-after"],
  [2, "lost", "restart-after"],
  [1, "incomplete", "none"],
  [1, "incomplete", "restart-after"],
  [1, "http-502", "restart-after"],
  [1, "html", "none"],
];

const weighted = fates.flatMap(([weight, fault, act]) => Array.from({ length: weight }, () => ({ fault, act })));

test(`${blocks * runsPerBlock} runs in one page, many of them stopped, restarted or failed, leave nothing behind`, async () => {
  onTestFailed(() => console.error(`SEED=${seed}`));
  expectProblems(/net::ERR_(?:CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING)/, /status of 502/);
  const random = createRandom(seed);
  const { page, mount } = await open("production", countLeftovers);
  server().serve(createReplier());
  const places = ["useChatStream", "ChatPanel"] as const;
  for (const kind of places) await mount(kind, { kind, endpoint: server().url() });
  const sample = await createMemory(page);
  const samples: (Sample & { at: number })[] = [];
  const counts = new Map<string, number>();

  for (let block = 0; block < blocks; block++) {
    const runs = Array.from({ length: runsPerBlock }, (_, index): SeriesRun => {
      const number = block * runsPerBlock + index;
      const { fault, act } = weighted[Math.floor(random() * weighted.length)]!;
      const words = fault === "http-502" || fault === "html" ? 0 : 1 + Math.floor(random() * 5);
      counts.set(`${fault}, ${act}`, (counts.get(`${fault}, ${act}`) ?? 0) + 1);
      return { place: places[number % 2]!, fault, act, ...questionOf(number, fault, words, weight) };
    });
    // As an application does: after some questions a new conversation begins. What a conversation keeps, earlier attempts
    // included, is no leak; each question has two attempts at most.
    for (const part of [runs.slice(0, runsPerBlock / 2), runs.slice(runsPerBlock / 2)]) {
      expect(await page.evaluate((runs) => window.lab.live(runs), part)).toEqual([]);
      for (const place of places) {
        await page.evaluate((place) => {
          window.lab.call(place, "clear");
          window.lab.forget(place);
        }, place);
      }
    }
    samples.push({ at: (block + 1) * runsPerBlock, ...(await sample()) });
  }

  console.log([...counts].map(([fate, count]) => `${count} × ${fate}`).join("\n"));
  await expect.poll(server().open, patience).toBe(0);
  await expect
    .poll(() => page.evaluate(() => window.leftovers()), patience)
    .toMatchObject({ timers: 0, frames: 0, abortListeners: 0 });
  const { begun } = await page.evaluate(() => window.leftovers());
  expect(begun.timers, "timers were counted").toBeGreaterThan(0);
  expect(begun.abortListeners, "abort listeners were counted").toBeGreaterThan(0);
  expectFlat("A series of runs", "runs", samples, tolerance);
}, 600_000);
