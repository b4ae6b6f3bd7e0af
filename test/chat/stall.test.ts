import { expect, test } from "vitest";
import { continuableOpenaiChat } from "../../src/adapters/openai-chat/continuable.js";
import { createFakeClock } from "../../src/testing/fake-clock.js";
import type { ChatOptions } from "../../src/chat/chat.js";
import { createTestChat, lastAnswer } from "../helpers/chat.js";
import { delta } from "../helpers/openai.js";

test("a head without a body does not end the stall, also of a server that can go on with answers", async () => {
  const clock = createFakeClock();
  const { now, timer, schedule } = clock;
  const { chat } = createTestChat(() => ({ chunks: [], end: "open", headDelay: 2_000, timer }), {
    now,
    timer,
    schedule,
    stallAfter: 1_000,
    adapter: continuableOpenaiChat("prefix"),
  });
  void chat.send("Hello");
  await clock.advance(1_500);
  expect(lastAnswer(chat).stalledSince).toBe(0);
  await clock.advance(1_000);
  expect(lastAnswer(chat).stalledSince).toBe(0);
  chat.dispose();
});

test("stopping a continuable answer when its first bytes are seen leaves no timer", async () => {
  const clock = createFakeClock();
  const { now, timer, schedule } = clock;
  const { chat } = createTestChat(() => ({ chunks: [": ping\n\n"], end: "open" }), {
    now,
    timer,
    schedule,
    adapter: continuableOpenaiChat("prefix"),
  });
  const stop = chat.store.subscribe(({ messages }) => {
    if (messages.at(-1)?.timing?.firstByteAt !== undefined || messages.at(-1)?.canContinue) chat.abort();
  });
  void chat.send("Hello");
  await clock.settle();
  stop();
  expect(lastAnswer(chat).status).toBe("aborted");
  expect(clock.waiting).toBe(0);
});

test.for<[string, Partial<ChatOptions>, number | undefined]>([
  ["by the limit for the first byte", { firstByteTimeout: 5_000 }, 5_000],
  ["by no limit", { firstByteTimeout: 0 }, undefined],
])("a stall tells when it will be given up %s", async ([, options, until]) => {
  const clock = createFakeClock();
  const { now, timer, schedule } = clock;
  const { chat } = createTestChat(() => ({ chunks: [], end: "open", timer }), {
    now,
    timer,
    schedule,
    stallAfter: 1_000,
    ...options,
  });
  void chat.send("Hello");
  await clock.advance(1_500);
  expect(lastAnswer(chat)).toMatchObject({ status: "submitted", stalledSince: 0, stalledUntil: until });
  chat.dispose();
});

test("a stall in the middle tells when the idle limit will end it", async () => {
  const clock = createFakeClock();
  const { now, timer, schedule } = clock;
  const { chat } = createTestChat(() => ({ chunks: [delta("Once")], end: "open", timer }), {
    now,
    timer,
    schedule,
    stallAfter: 1_000,
    idleTimeout: 20_000,
  });
  void chat.send("Hello");
  await clock.advance(1_500);
  const { stalledSince, stalledUntil } = lastAnswer(chat);
  expect(stalledUntil! - stalledSince!).toBe(20_000);
  await clock.advance(20_000);
  expect(lastAnswer(chat)).toMatchObject({ error: { code: "timeout" }, stalledUntil: undefined });
});
