import { expect, test } from "vitest";
import { createFakeClock } from "../../src/testing/fake-clock.js";
import { streamResponse } from "../../src/testing/stream-response.js";

test("time stands still until it is told to go on", async () => {
  const clock = createFakeClock(1_000);
  const seen: number[] = [];
  clock.timer(() => seen.push(clock.now()), 50);
  await clock.settle();
  expect([clock.now(), seen, clock.waiting]).toEqual([1_000, [], 1]);
  await clock.advance(49);
  expect(seen).toEqual([]);
  await clock.advance(1);
  expect([clock.now(), seen, clock.waiting]).toEqual([1_050, [1_050], 0]);
});

test("what falls due happens in its order, also what is only asked for on the way", async () => {
  const clock = createFakeClock();
  const seen: string[] = [];
  clock.timer(() => seen.push("30"), 30);
  clock.timer(() => {
    seen.push("10");
    clock.timer(() => seen.push("10 + 5"), 5);
    void Promise.resolve().then(() => clock.timer(() => seen.push("10 + 10, by a promise"), 10));
  }, 10);
  await clock.advance(100);
  expect(seen).toEqual(["10", "10 + 5", "10 + 10, by a promise", "30"]);
});

test("what waits for no time happens without being told, however often, and is waited for", async () => {
  const clock = createFakeClock();
  let turns = 0;
  const takeTurn = () => {
    if (++turns < 50) clock.timer(takeTurn, 0);
  };
  takeTurn();
  expect(turns).toBe(1);
  await clock.settle();
  expect([turns, clock.now(), clock.waiting]).toEqual([50, 0, 0]);
  await new Promise<void>((resolve) => clock.timer(resolve, 0));
  const cancel = clock.timer(takeTurn, 0);
  cancel();
  clock.timer(takeTurn, 1);
  await clock.settle();
  expect(turns).toBe(50);
});

test("what is cancelled does not happen, also when another takes it away in the same moment", async () => {
  const clock = createFakeClock();
  const seen: string[] = [];
  let cancelSecond = () => {};
  clock.timer(() => {
    seen.push("first");
    cancelSecond();
  }, 10);
  cancelSecond = clock.timer(() => seen.push("second"), 10);
  clock.timer(() => seen.push("never"), 5)();
  clock.timer(() => seen.push("never"), Infinity);
  expect(clock.waiting).toBe(2);
  await clock.advance(100);
  expect(seen).toEqual(["first"]);
});

test("screen frames come every 16 ms, in a hidden page every 100 ms", async () => {
  const clock = createFakeClock();
  const seen: number[] = [];
  const draw = () => seen.push(clock.now());
  await clock.advance(5);
  clock.schedule(draw);
  await clock.advance(11);
  expect(seen).toEqual([16]);
  clock.hidden = true;
  clock.schedule(draw);
  await clock.advance(83);
  expect(seen).toEqual([16]);
  await clock.advance(1);
  expect(seen).toEqual([16, 100]);
});

test("a clock that is set makes nothing fall due", async () => {
  const clock = createFakeClock();
  const seen: number[] = [];
  clock.timer(() => seen.push(clock.now()), 10);
  clock.jump(-3_600_000);
  await clock.advance(9);
  expect([clock.now(), seen]).toEqual([9 - 3_600_000, []]);
  await clock.advance(1);
  expect(seen).toEqual([10 - 3_600_000]);
});

test("a scripted reply waits by the clock it is given", async () => {
  const clock = createFakeClock();
  const text = streamResponse({ chunks: ["a", "b"], delay: 1_000, timer: clock.timer }).text();
  await clock.advance(1_999);
  expect(clock.waiting).toBe(1);
  await clock.advance(1);
  expect(await text).toBe("ab");
});
