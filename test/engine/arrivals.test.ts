import { describe, expect, test } from "vitest";
import { createArrivals } from "../../src/engine/arrivals.js";
import { growth } from "../helpers/growth.js";

/** A log of chunks that came after these waits, in ms, of 4 characters each. */
function arrive(waits: readonly number[]) {
  const log = createArrivals();
  let at = 1000;
  for (const ms of waits) log.add((at += ms), 4);
  return log;
}

describe("arrivals", () => {
  test("know nothing before the first chunk, and no gap before the second", () => {
    const log = createArrivals();
    expect([log.lastAt, log.characters, log.gaps]).toEqual([undefined, 0, []]);
    log.add(5, 3);
    expect([log.lastAt, log.characters, log.gaps]).toEqual([5, 3, []]);
  });

  test("tell when each gap ended and how long it was", () => {
    const log = arrive([0, 20, 3000]);
    expect([log.lastAt, log.characters]).toEqual([4020, 12]);
    expect(log.gaps).toEqual([
      { at: 1020, ms: 20 },
      { at: 4020, ms: 3000 },
    ]);
  });

  test("have no negative gap on a clock that is set back", () => {
    expect(arrive([0, -500, 10]).gaps.map(({ ms }) => ms)).toEqual([0, 10]);
  });

  test("keep the longest of each stretch when there are too many, in their order", () => {
    const waits = Array.from({ length: 5000 }, (_, index) => (index % 1000 === 7 ? 4000 + index : 20));
    const { gaps, characters } = arrive(waits);
    expect(gaps.length).toBeLessThan(128);
    expect(gaps.length).toBeGreaterThanOrEqual(64);
    expect(characters).toBe(20_000);
    expect(gaps.filter(({ ms }) => ms > 100).map(({ ms }) => ms)).toEqual([4007, 5007, 6007, 7007, 8007]);
    expect(gaps.map(({ at }) => at)).toEqual(gaps.map(({ at }) => at).toSorted((a, b) => a - b));
  });

  test("keep one of two gaps that are equally long", () => {
    const { gaps } = arrive(Array.from({ length: 129 }, () => 20));
    expect(gaps).toHaveLength(64);
  });

  test("cost the same per chunk, however many there were", () => {
    expect(growth((size) => void arrive(Array.from({ length: size }, () => 1)), 200_000)).toBeLessThan(8);
  });
});
