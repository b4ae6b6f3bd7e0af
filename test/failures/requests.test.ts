import { getEventListeners } from "node:events";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openaiChat } from "../../src/adapters/openai-chat/adapter.js";
import { collectMessage } from "../../src/defaults/collect-message.js";
import { createFakeClock } from "../../src/testing/fake-clock.js";
import { streamResponse, type ResponseScript } from "../../src/testing/stream-response.js";
import { measureMessage, stageDuration } from "../../src/protocol/timing.js";
import { createTestChat, lastAnswer, numbered, transcript } from "../helpers/chat.js";
import { answer, delta, done, event, finish } from "../helpers/openai.js";
import { defineAdapter } from "../../src/adapters/define-adapter.js";

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a header that no request can carry", () => {
  test.for<[string, string]>([
    ["a second header after a line break", "Bearer a\r\nx-evil: 1"],
    ["a line feed", "a\nb"],
    ["a NUL", "a\0b"],
    ["an emoji", "Bearer 👋"],
    ["Japanese", "ユーザー"],
    ["a typographic quote", "it’s"],
  ])("is an error of the request, and nothing is sent: %s", async ([, value]) => {
    for (const headers of [
      { "x-token": value },
      () => ({ "x-token": value }),
      async () => [["x-token", value]] as [string, string][],
    ]) {
      const { chat, fetch, log } = createTestChat(numbered, { headers });
      const answer = await chat.send("Hello");
      expect(answer?.error).toMatchObject({ code: "request", retryable: false });
      expect(answer?.error?.message).toMatch(/^The request could not be built: /);
      expect([fetch.requests.length, log]).toEqual([0, ["error request "]]);
    }
  });

  test("is also one in its name", async () => {
    const { chat, fetch } = createTestChat(numbered, { headers: { "x-evil: 1\r\nx": "a" } });
    expect((await chat.send("Hello"))?.error?.code).toBe("request");
    expect(fetch.requests).toHaveLength(0);
  });
});

describe("listeners", () => {
  test("are gone from a signal that lives longer, after a thousand replies that end in every way", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const ends: ResponseScript[] = [
      { chunks: answer("Hi") },
      { chunks: [delta("Hi")], end: "lost" },
      { chunks: ["no"], status: 500 },
      { chunks: [] },
    ];
    for (let round = 0; round < 1_000; round++) {
      await collectMessage(streamResponse(ends[round % ends.length]!), { adapter: openaiChat, signal });
    }
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("of a chat are gone from each of its thousand signals", async () => {
    const signals: AbortSignal[] = [];
    const { chat } = createTestChat(undefined, {
      messages: [],
      fetch: async (_url, init) => {
        signals.push(init!.signal!);
        // Without the signal: only our own listeners are counted.
        return streamResponse({ chunks: answer("Hi") });
      },
    });
    for (let round = 0; round < 1_000; round++) {
      await chat.send("Hello");
      chat.setMessages([]);
    }
    expect(new Set(signals).size).toBe(1_000);
    expect(signals.flatMap((signal) => getEventListeners(signal, "abort"))).toEqual([]);
  });
});

test("a page on plain http, where crypto.randomUUID is missing, can send", async () => {
  const real = crypto;
  vi.stubGlobal("crypto", { getRandomValues: (array: Uint32Array<ArrayBuffer>) => real.getRandomValues(array) });
  expect("randomUUID" in crypto).toBe(false);
  const { chat } = createTestChat(numbered, { generateId: undefined as never });
  await chat.send("Hello");
  expect(transcript(chat)).toEqual(["user: Hello", "assistant: Answer 1 (done)"]);
  expect(new Set(chat.store.getState().ids).size).toBe(2);
});

describe("a clock that jumps by an hour", () => {
  const hour = 3_600_000;
  /** Words, then a stage that begins and ends. */
  const staged = defineAdapter({
    name: "staged",
    createDecoder: () => (json) => {
      const { choices, stage } = json as {
        choices?: [{ delta?: { content?: string }; finish_reason?: string }];
        stage?: string;
      };
      if (stage === "start") return [{ type: "stage-set", stageId: "s", title: "Work" }];
      if (stage === "end") return [{ type: "stage-end", stageId: "s", status: "done" }];
      const text = choices?.[0].delta?.content;
      if (choices?.[0].finish_reason) return [{ type: "message-end" }];
      return text === undefined ? [] : [{ type: "text-delta", delta: text }];
    },
    framing: openaiChat.framing,
  });
  const chunks = [
    ": head\n\n",
    delta("Once"),
    event({ stage: "start" }),
    event({ stage: "end" }),
    delta(" upon"),
    finish,
    done,
  ];

  test.for([-hour, hour].flatMap((jump) => chunks.map((_, phase) => [jump, phase] as const)))(
    "(%i ms, in phase %i) gives no negative duration and no stall, and the answer completes",
    async ([jump, phase]) => {
      const clock = createFakeClock(10 * hour);
      const { now, timer, schedule } = clock;
      const script = { chunks, delay: 1_000, timer };
      const { chat } = createTestChat(() => script, { now, timer, schedule, adapter: staged });
      void chat.send("Hello");
      await clock.advance(1_000 * phase + 500);
      clock.jump(jump);
      await clock.advance(1_000 * (chunks.length - phase) + 500);
      const answer = lastAnswer(chat);
      expect([answer.status, answer.error, answer.stalledSince]).toEqual(["done", undefined, undefined]);
      const stage = stageDuration(answer.stages[0]!);
      const durations = [stage, ...Object.values(measureMessage(answer))].filter((value) => value !== undefined);
      expect(stage).toBeDefined();
      expect(durations.length).toBeGreaterThan(3);
      for (const duration of durations) expect(duration).toBeGreaterThanOrEqual(0);
      expect(clock.waiting).toBe(0);
    },
  );

  test("does not change how long silence is waited for", async () => {
    for (const jump of [-hour, hour]) {
      const clock = createFakeClock(10 * hour);
      const { now, timer, schedule } = clock;
      const script = { chunks: [delta("Once")], timer, end: "open" } as const;
      const { chat } = createTestChat(() => script, { now, timer, schedule, idleTimeout: 60_000 });
      void chat.send("Hello");
      await clock.advance(1_000);
      clock.jump(jump);
      await clock.advance(58_000);
      expect(lastAnswer(chat).status, String(jump)).toBe("streaming");
      await clock.advance(2_000);
      expect(lastAnswer(chat).error?.code, String(jump)).toBe("timeout");
    }
  });
});
