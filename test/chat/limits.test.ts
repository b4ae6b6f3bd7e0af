import { describe, expect, test } from "vitest";
import type { Chat, ChatOptions } from "../../src/chat/chat.js";
import { runTimes } from "../../src/chat/time-options.js";
import { createItemStream } from "../../src/defaults/create-item-stream.js";
import { startTimer, scheduleFrame } from "../../src/engine/schedule.js";
import { createFakeClock } from "../../src/testing/fake-clock.js";
import { mockFetch } from "../../src/testing/mock-fetch.js";
import type { ResponseScript } from "../../src/testing/stream-response.js";
import { createTestChat, lastAnswer, transcript } from "../helpers/chat.js";
import { delta } from "../helpers/openai.js";

function setUp(script: ResponseScript, options: Partial<ChatOptions> = {}) {
  const clock = createFakeClock();
  const { now, timer, schedule } = clock;
  return { clock, ...createTestChat(() => ({ timer, ...script }), { now, timer, schedule, ...options }) };
}

const stands = (chat: Chat) => [lastAnswer(chat).status, lastAnswer(chat).stalledSince];

const half: ResponseScript = { chunks: [delta("Half")], end: "open" };

describe("a chat whose server falls silent", () => {
  test("says since when, and no longer once more comes", async () => {
    const { chat, clock } = setUp({ chunks: [delta("a"), delta("b")], delay: 15_000, end: "open" });
    void chat.send("Hello");
    await clock.advance(9_999);
    expect(stands(chat)).toEqual(["submitted", undefined]);
    await clock.advance(1);
    expect(stands(chat)).toEqual(["submitted", 0]);
    await clock.advance(5_000);
    expect(stands(chat)).toEqual(["streaming", undefined]);
    await clock.advance(10_100);
    expect(stands(chat)).toEqual(["streaming", expect.closeTo(15_000, -3)]);
    chat.abort();
    expect(stands(chat)).toEqual(["aborted", undefined]);
    expect(clock.waiting).toBe(0);
  });

  test("gives up after five minutes, keeps what came, and tries again when asked to", async () => {
    const { chat, clock, fetch, log } = setUp(half);
    void chat.send("Hello");
    await clock.advance(299_999);
    expect(lastAnswer(chat).status).toBe("streaming");
    await clock.advance(1);
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Half (error)"]);
    expect(lastAnswer(chat).error).toMatchObject({ code: "timeout", retryable: true });
    expect(fetch.requests[0]!.init.signal!.aborted).toBe(true);
    expect(log).toEqual(["error timeout Half"]);
    void chat.restart();
    await clock.advance(10);
    expect(lastAnswer(chat)).toMatchObject({ status: "streaming", attempt: 2 });
  });

  test("gives up as soon as it is told to; what waits in the queue stays there", async () => {
    const { chat, clock } = setUp(half, { idleTimeout: 1_000 });
    void chat.send("Hello");
    void chat.send("And?");
    await clock.advance(1_000);
    expect(lastAnswer(chat).error).toMatchObject({ code: "timeout" });
    expect(chat.store.getState().queue).toHaveLength(1);
  });

  test("is left alone without limits", async () => {
    const { chat, clock } = setUp(half, { idleTimeout: Infinity, firstByteTimeout: 0, stallAfter: 0 });
    void chat.send("Hello");
    await clock.advance(86_400_000);
    expect(stands(chat)).toEqual(["streaming", undefined]);
    expect(clock.waiting).toBe(0);
  });

  test("is not mistaken because the clock is set", async () => {
    const { chat, clock } = setUp({ chunks: [delta("a"), delta("b")], delay: 5_000, end: "open" });
    void chat.send("Hello");
    await clock.advance(5_000);
    clock.jump(3_600_000);
    await clock.advance(5_000);
    expect(stands(chat)).toEqual(["streaming", undefined]);
  });
});

describe("an item stream", () => {
  function stream(options: object = {}) {
    const clock = createFakeClock();
    const { now, timer, schedule } = clock;
    const fetch = mockFetch(() => ({ chunks: ["1\n", "2\n", "3\n"], delay: 20_000, end: "open", timer }));
    return { clock, items: createItemStream({ url: "https://example.test", fetch, now, timer, schedule, ...options }) };
  }

  test("may be silent for ever, but says so", async () => {
    const { clock, items } = stream();
    void items.start();
    await clock.advance(10_100);
    expect(items.store.getState()).toMatchObject({ status: "submitted", stalledSince: 0 });
    await clock.advance(10_000);
    expect(items.store.getState()).toMatchObject({ items: [1], stalledSince: undefined });
    await clock.advance(86_400_000);
    expect(items.store.getState()).toMatchObject({ status: "streaming", stalledSince: expect.closeTo(60_000, -3) });
    items.abort();
    expect(items.store.getState()).toMatchObject({ status: "aborted", stalledSince: undefined });
    expect(clock.waiting).toBe(0);
  });

  test("gives up when it is told to, and keeps its items", async () => {
    const { clock, items } = stream({ idleTimeout: 15_000 });
    void items.start();
    await clock.advance(40_000);
    expect(items.store.getState()).toMatchObject({ status: "error", items: [1], error: { code: "timeout" } });
    void items.restart();
    expect(items.store.getState()).toMatchObject({ status: "submitted", items: [], stalledSince: undefined });
    items.dispose();
  });
});

test("without options a run waits by the clock of the platform", () => {
  expect(runTimes({}, 5)).toEqual({
    firstByteTimeout: 5,
    idleTimeout: 5,
    stallAfter: 10_000,
    timer: startTimer,
    schedule: scheduleFrame,
  });
});
