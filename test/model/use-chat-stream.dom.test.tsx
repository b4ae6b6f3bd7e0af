import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createChat } from "../../src/defaults/create-chat.js";
import { describeFailure, explore, seedOf, summary, table } from "./explore.js";
import { pageTheatre } from "./page-theatre.js";
import { play } from "./play.js";
import { warmUp } from "./theatre.js";
import { collectUncaught } from "./uncaught.js";

const seed = Number(process.env.SEED ?? 20_261_121);
const count = Math.ceil(Number(process.env.SCHEDULES ?? 1_000) / 10);
const alone = process.env.PLAY;
const seeds = alone === undefined ? Array.from({ length: count }, (_, index) => seedOf(seed, index)) : [Number(alone)];
const { uncaught, release } = collectUncaught();

beforeAll(async () => {
  // The page is rendered by the acts themselves, and by React when it wants to.
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false);
  await warmUp(createChat);
});
afterAll(release);

test("two components that share a chat show what the model says", { timeout: 1_800_000 }, async () => {
  const warnings = vi.spyOn(console, "error");
  const explored = await explore(seeds, (schedule) => play(schedule, pageTheatre, () => uncaught));
  console.log(`${summary(seed, explored)}\n\n${table(explored)}`);
  expect(explored.failure === undefined ? "" : describeFailure(explored.failure), "violations").toBe("");
  expect(warnings.mock.calls).toEqual([]);
  expect(explored.counts.outcome, "outcomes").toHaveProperty("aborted without a callback");
});
