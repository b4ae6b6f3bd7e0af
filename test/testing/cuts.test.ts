import { describe, expect, test } from "vitest";
import { createRandom, cutAt, cutEvery, cutRandomly, twoWayCuts } from "../../src/testing.js";

const bytes = Uint8Array.from({ length: 20 }, (_, index) => index);
const lengths = (chunks: readonly Uint8Array[]) => chunks.map((chunk) => chunk.length);
const join = (chunks: readonly Uint8Array[]) => chunks.flatMap((chunk) => [...chunk]);

test("chunks of a size leave the rest to the last", () => {
  expect(lengths(cutEvery(bytes, 6))).toEqual([6, 6, 6, 2]);
  expect(lengths(cutEvery(bytes, 100))).toEqual([20]);
  expect(cutEvery(new Uint8Array(), 3)).toEqual([]);
});

test("cuts at offsets give one piece more than offsets", () => {
  expect(lengths(cutAt(bytes, [1, 15]))).toEqual([1, 14, 5]);
  expect(lengths(cutAt(bytes, []))).toEqual([20]);
});

test("there is one way to cut in two per place between bytes", () => {
  const cuts = twoWayCuts(bytes);
  expect(cuts.map(([first]) => first!.length)).toEqual(Array.from({ length: 19 }, (_, index) => index + 1));
  expect([twoWayCuts(new Uint8Array()), twoWayCuts(new Uint8Array(1))]).toEqual([[], []]);
});

test("no cut loses or changes a byte", () => {
  const all = [cutEvery(bytes, 7), cutAt(bytes, [0, 3, 3, 20]), cutRandomly(bytes, 1, 4), ...twoWayCuts(bytes)];
  for (const chunks of all) expect(join(chunks)).toEqual([...bytes]);
});

describe("random cuts", () => {
  test("are the same for the same seed and others for another", () => {
    expect(lengths(cutRandomly(bytes, 5, 4))).toEqual(lengths(cutRandomly(bytes, 5, 4)));
    expect(lengths(cutRandomly(bytes, 5, 4))).not.toEqual(lengths(cutRandomly(bytes, 6, 4)));
  });

  test("keep to the longest chunk and never give an empty one", () => {
    const sizes = lengths(cutRandomly(new Uint8Array(10_000), 3, 9));
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([1, 9]);
  });
});

test("the random numbers of a seed are the same on every machine", () => {
  const random = createRandom(42);
  expect([random(), random(), random()].map((number) => number.toFixed(6))).toEqual([
    "0.601104",
    "0.448291",
    "0.852466",
  ]);
});

test("random numbers are spread over 0 to 1", () => {
  const random = createRandom(7);
  const numbers = Array.from({ length: 10_000 }, random);
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
});
