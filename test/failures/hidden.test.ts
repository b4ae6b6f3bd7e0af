import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createFakeClock } from "../../src/testing/fake-clock.js";
import type { ResponseScript } from "../../src/testing/stream-response.js";
import { createTestChat, lastAnswer } from "../helpers/chat.js";
import { answer, delta } from "../helpers/openai.js";

const day = 24 * 60 * 60 * 1_000;

describe("nothing is sent again by itself", () => {
  beforeEach(() => {
    // Whatever waits by the platform's own timers is seen too.
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "requestAnimationFrame", "requestIdleCallback"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const ends: readonly (readonly [string, ResponseScript, string])[] = [
    ["an answer that is done", { chunks: answer("Hi") }, "done"],
    ["a connection that was lost", { chunks: [delta("Once")], end: "lost" }, "error"],
    ["a body that ended too early", { chunks: [delta("Once")] }, "error"],
    ["a server that could not be reached", { chunks: [], refused: true }, "error"],
    ["a busy server", { chunks: ["no"], status: 503, headers: { "retry-after": "1" } }, "error"],
    ["a limit", { chunks: ["no"], status: 429, headers: { "retry-after": "1" } }, "error"],
  ];

  test.for(ends.flatMap((end) => [true, false].map((hidden) => [...end, hidden] as const)))(
    "within a day after %s",
    async ([, script, status, hidden]) => {
      const clock = createFakeClock();
      const { now, timer, schedule } = clock;
      clock.hidden = hidden;
      const { chat, fetch } = createTestChat(() => script, { now, timer, schedule });
      await Promise.all([chat.send("Hello"), clock.advance(1_000)]);
      expect(lastAnswer(chat).status).toBe(status);
      await clock.advance(day);
      await vi.advanceTimersByTimeAsync(day);
      expect(fetch.requests).toHaveLength(1);
      expect([clock.waiting, vi.getTimerCount()]).toEqual([0, 0]);
    },
  );
});

test("a connection that is dead after a sleep of ten minutes ends as `timeout`, not as a spinner for ever", async () => {
  const clock = createFakeClock();
  const { now, timer, schedule } = clock;
  const script = { chunks: [delta("Once")], end: "open", timer } as const;
  const { chat, log } = createTestChat(() => script, { now, timer, schedule });
  void chat.send("Hello");
  await clock.advance(1_000);
  // Timers stand still while the machine sleeps, the time of day goes on.
  clock.hidden = true;
  clock.jump(600_000);
  clock.hidden = false;
  await clock.advance(10_000);
  expect(lastAnswer(chat)).toMatchObject({ status: "streaming", stalledSince: expect.any(Number) as number });
  await clock.advance(300_000);
  expect(lastAnswer(chat)).toMatchObject({ status: "error", error: { code: "timeout" }, stalledSince: undefined });
  expect(log).toEqual(["error timeout Once"]);
});
