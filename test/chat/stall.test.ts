import { expect, test } from "vitest";
import { continuableOpenaiChat } from "../../src/adapters/openai-chat/continuable.js";
import { createFakeClock } from "../../src/testing/fake-clock.js";
import { createTestChat, lastAnswer } from "../helpers/chat.js";

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
