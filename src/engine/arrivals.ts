import type { Arrivals, Gap } from "../protocol/arrivals.js";

/** Gaps kept of one reply. */
const mostGaps = 128;

/** Notes when chunks arrive. */
export interface ArrivalLog extends Arrivals {
  /**
   * A chunk came. Costs the same however many there were, and all of them take no more memory.
   *
   * @param at ms since the epoch
   * @param characters of the deltas in it
   */
  readonly add: (at: number, characters: number) => void;
}

/** An empty log. */
export function createArrivals(): ArrivalLog {
  let count = 0;
  /** How many gaps share an entry, which is the longest of them. */
  let share = 1;
  const log = {
    characters: 0,
    lastAt: undefined as number | undefined,
    gaps: [] as Gap[],
    add(at: number, characters: number) {
      const { lastAt, gaps } = log;
      log.characters += characters;
      log.lastAt = at;
      if (lastAt === undefined) return;
      // Clocks are set back, and no time is negative.
      const gap = { at, ms: Math.max(at - lastAt, 0) };
      const last = gaps.length - 1;
      if (count++ % share === 0) gaps.push(gap);
      else if (gap.ms > gaps[last]!.ms) gaps[last] = gap;
      if (count < mostGaps * share) return;
      share *= 2;
      log.gaps = gaps.filter(({ ms }, index) => (index % 2 ? ms > gaps[index - 1]!.ms : ms >= gaps[index + 1]!.ms));
    },
  };
  return log;
}
