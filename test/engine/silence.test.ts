import { describe, expect, test } from "vitest";
import { watchSilence } from "../../src/engine/silence.js";
import { createFakeClock } from "../../src/testing/fake-clock.js";

function watch(stallAfter: number) {
  const clock = createFakeClock();
  const seen: string[] = [];
  const note = (what: string) => (ms: number) => seen.push(`${what} ${ms} at ${clock.now()}`);
  return { clock, seen, silence: watchSilence(clock.timer, stallAfter, note("stall"), note("timeout")) };
}

describe("silence", () => {
  test("is noticed first, and too long after that, each once", async () => {
    const { clock, seen, silence } = watch(10);
    silence.end(25);
    await clock.advance(100);
    expect(seen).toEqual(["stall 10 at 10", "timeout 25 at 25"]);
    expect(clock.waiting).toBe(0);
  });

  test("is counted anew with everything that comes", async () => {
    const { clock, seen, silence } = watch(10);
    silence.end(25);
    await clock.advance(9);
    silence.end(25);
    await clock.advance(9);
    expect(seen).toEqual([]);
    await clock.advance(10);
    silence.end(25);
    await clock.advance(24);
    expect(seen).toEqual(["stall 10 at 19", "stall 10 at 38"]);
    expect(clock.waiting).toBe(1);
  });

  test.for([
    [10, 10],
    [Infinity, 10],
  ])("of a notice after %i ms and a limit of %i ms is only too long", async ([stallAfter, limit]) => {
    const { clock, seen, silence } = watch(stallAfter!);
    silence.end(limit!);
    await clock.advance(100);
    expect(seen).toEqual(["timeout 10 at 10"]);
  });

  test("without a limit is only noticed", async () => {
    const { clock, seen, silence } = watch(10);
    silence.end(Infinity);
    await clock.advance(1_000_000);
    expect(seen).toEqual(["stall 10 at 10"]);
    expect(clock.waiting).toBe(0);
  });

  test.for([0, 15])("is not watched any more after %i ms", async (ms) => {
    const { clock, seen, silence } = watch(10);
    silence.end(25);
    await clock.advance(ms);
    silence.stop();
    const before = [...seen];
    await clock.advance(100);
    expect(seen).toEqual(before);
    expect(clock.waiting).toBe(0);
  });

  test("that was never watched can be left alone", () => {
    expect(() => watch(10).silence.stop()).not.toThrow();
  });

  test("that ends in its own notice is counted anew", async () => {
    const clock = createFakeClock();
    const seen: number[] = [];
    const silence = watchSilence(
      clock.timer,
      10,
      () => {
        if (seen.push(clock.now()) === 1) silence.end(25);
      },
      () => seen.push(-clock.now()),
    );
    silence.end(25);
    await clock.advance(100);
    expect(seen).toEqual([10, 20, -35]);
  });
});
