import { createSchedule, type Schedule } from "./schedule.js";
import type { Played } from "./play.js";
import type { Counts } from "./world.js";

/** A schedule that went wrong, with as few steps as it needs for that. */
export interface Failure {
  readonly schedule: Schedule;
  readonly played: Played;
}

export interface Explored {
  readonly schedules: number;
  readonly acts: number;
  readonly counts: Counts;
  readonly failure: Failure | undefined;
}

type PlaySchedule = (schedule: Schedule) => Promise<Played>;

/** Leaves out one step after the other, again and again, as long as it still goes wrong. */
async function shrink(failure: Failure, play: PlaySchedule): Promise<Failure> {
  let smallest = failure;
  let steps: number;
  do {
    steps = smallest.schedule.steps.length;
    for (let index = steps - 1; index >= 0; index--) smallest = (await without(smallest, index, play)) ?? smallest;
  } while (smallest.schedule.steps.length < steps);
  return smallest;
}

/** The failure without one of its steps, if it is still one. What comes after the step keeps its time. */
async function without({ schedule }: Failure, index: number, play: PlaySchedule): Promise<Failure | undefined> {
  const { seed, steps } = schedule;
  const { wait = 0 } = steps[index] ?? {};
  const left = steps.flatMap((step, at) =>
    at === index ? [] : at === index + 1 ? [{ ...step, wait: step.wait + wait }] : [step],
  );
  if (left.length === steps.length) return undefined;
  const smaller = { seed, steps: left };
  const played = await play(smaller);
  return played.violations.length > 0 ? { schedule: smaller, played } : undefined;
}

function add(sum: Counts, counts: Counts): void {
  for (const what of ["act", "fault", "outcome"] as const) {
    for (const [name, count] of Object.entries(counts[what])) sum[what][name] = (sum[what][name] ?? 0) + count;
  }
}

/** Seed of schedule number `index`: it can be played again on its own. */
export function seedOf(seed: number, index: number): number {
  return Math.imul(seed + index, 0x9e3779b1) >>> 0;
}

/** Plays random schedules until one goes wrong, which is then made small. */
export async function explore(seeds: readonly number[], play: PlaySchedule): Promise<Explored> {
  const counts: Counts = { act: {}, fault: {}, outcome: {} };
  let schedules = 0;
  let acts = 0;
  for (const seed of seeds) {
    const schedule = createSchedule(seed);
    const played = await play(schedule);
    schedules++;
    acts += schedule.steps.length;
    add(counts, played.counts);
    if (played.violations.length > 0) {
      const failure = await shrink({ schedule, played }, play);
      return { schedules, acts, counts, failure };
    }
  }
  return { schedules, acts, counts, failure: undefined };
}

/** What people need to see of a failure. */
export function describeFailure({ schedule, played }: Failure): string {
  return [
    `schedule ${schedule.seed}: ${played.violations[0]}`,
    `PLAY=${schedule.seed} npx vitest run with this file repeats it; ${schedule.steps.length} steps are enough:`,
    ...played.trace,
  ].join("\n");
}

/** One line. */
export function summary(seed: number, { schedules, acts, failure }: Explored): string {
  const violations = failure?.played.violations.length ?? 0;
  return `seed ${seed}, ${schedules} schedules, ${acts.toLocaleString("en")} acts, ${violations} violations`;
}

/** Acts, faults and outcomes with their counts, side by side. */
export function table({ counts }: Explored): string {
  const columns = (["act", "fault", "outcome"] as const).map((what) => {
    const rows = Object.entries(counts[what]).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const lines = rows.map(([name, count]) => `${name.padEnd(34)}${String(count).padStart(7)}`);
    return [what.padEnd(41), ...lines];
  });
  const height = Math.max(...columns.map((column) => column.length));
  const blank = " ".repeat(41);
  return Array.from({ length: height }, (_, row) =>
    columns
      .map((column) => column[row] ?? blank)
      .join("   ")
      .trimEnd(),
  ).join("\n");
}
