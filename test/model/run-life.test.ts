import { afterAll, beforeAll, expect, test } from "vitest";
import { createChat } from "../../src/defaults/create-chat.js";
import { describeFailure, explore, seedOf, summary, table } from "./explore.js";
import { play } from "./play.js";
import { actKinds, createSchedule, type Schedule } from "./schedule.js";
import { chatTheatre, warmUp } from "./theatre.js";
import { collectUncaught } from "./uncaught.js";
import { faults } from "./wires.js";

const seed = Number(process.env.SEED ?? 20_261_121);
const count = Number(process.env.SCHEDULES ?? 1_000);
/** The seed of one schedule, to play it alone. */
const alone = process.env.PLAY;
const seeds = alone === undefined ? Array.from({ length: count }, (_, index) => seedOf(seed, index)) : [Number(alone)];

/** So many schedules leave nothing out. */
const enough = 1_000;
const reactions = ["send", "abort", "restart", "dispose", "throw"];
const acts = [
  ...actKinds,
  ...["queue", "interrupt", "ignore"].map((policy) => `send while busy (${policy})`),
  ...reactions.flatMap((act) => [`${act} in a listener`, `${act} in a callback`]),
  ...["abort", "restart", "dispose"].map((act) => `${act} after a chunk`),
  "continueFrom an answer that can",
];
const errors = ["http", "incomplete", "network", "request", "server", "timeout", "unexpected-response"];
const outcomes = ["done", "aborted", "aborted without a callback", ...errors.map((code) => `error ${code}`)];

const { uncaught, release } = collectUncaught();
const playOne = (schedule: Schedule) => play(schedule, chatTheatre(createChat), () => uncaught);

beforeAll(() => warmUp(createChat));
afterAll(release);

test("whatever user and server do, the chat does what the model of it does", { timeout: 1_800_000 }, async () => {
  const explored = await explore(seeds, playOne);
  const { failure, counts } = explored;
  console.log(`${summary(seed, explored)}\n\n${table(explored)}`);
  expect(failure === undefined ? "" : describeFailure(failure), "violations").toBe("");
  if (explored.schedules < enough) return;
  expect(Object.keys(counts.act), "acts that occurred").toEqual(expect.arrayContaining(acts));
  expect(Object.keys(counts.fault), "faults that occurred").toEqual(expect.arrayContaining([...faults]));
  expect(Object.keys(counts.outcome), "outcomes that occurred").toEqual(expect.arrayContaining(outcomes));
});

test("a schedule is the same every time, from its seed alone", async () => {
  for (const one of seeds.slice(0, 20)) {
    const [first, second] = [await playOne(createSchedule(one)), await playOne(createSchedule(one))];
    expect(first.trace.length).toBeGreaterThan(2);
    expect(second.trace).toEqual(first.trace);
  }
});
