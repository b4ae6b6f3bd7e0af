import { expect, test } from "vitest";
import { openaiChat } from "../../src/adapters/index.js";
import { collectMessage } from "../../src/defaults/collect-message.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { messageText } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { createClock } from "../helpers/chat.js";
import { answer, delta, event, finish } from "../helpers/openai.js";

test("a whole reply becomes its settled message, with its times", async () => {
  const message = await collectMessageWith(streamResponse({ chunks: answer("Hello ", "world") }), {
    adapter: openaiChat,
    now: createClock(),
  });
  expect(messageText(message)).toBe("Hello world");
  expect(message).toMatchObject({
    id: "message",
    status: "done",
    finishReason: "stop",
    role: "assistant",
    adapter: "openai-chat",
  });
  const { startedAt, firstContentAt, endedAt } = message.timing!;
  expect(startedAt).toBe(1);
  expect(firstContentAt!).toBeGreaterThan(startedAt);
  expect(endedAt!).toBeGreaterThan(firstContentAt!);
});

test("the format is found without being named", async () => {
  const message = await collectMessage(streamResponse({ chunks: answer("Hello") }));
  expect([messageText(message), message.adapter]).toEqual(["Hello", "openai-chat"]);
});

test("a named adapter is not overruled by what the reply looks like", async () => {
  const message = await collectMessage(streamResponse({ chunks: ["data: 1\n\n"] }), { adapter: openaiChat });
  expect([message.adapter, message.status]).toEqual(["openai-chat", "error"]);
});

test("a failure is in the message, with the partial content kept", async () => {
  const message = await collectMessage(streamResponse({ chunks: [delta("Hel")], end: "lost" }), {
    adapter: openaiChat,
  });
  expect(message).toMatchObject({ status: "error", error: { code: "network" } });
  expect(messageText(message)).toBe("Hel");
});

test("an error that the server reports after the end of the answer counts", async () => {
  const chunks = [delta("a"), finish, event({ error: { message: "late" } })];
  expect(await collectMessage(streamResponse({ chunks }))).toMatchObject({
    status: "error",
    error: { message: "late" },
  });
});

test("an abort is neither done nor an error", async () => {
  const message = await collectMessage(streamResponse({ chunks: answer("a") }), { signal: AbortSignal.abort() });
  expect([message.status, message.error]).toEqual(["aborted", undefined]);
});

test("a body that was read already is a failure of the message, not an exception", async () => {
  const response = streamResponse({ chunks: answer("a") });
  await response.text();
  expect(await collectMessage(response)).toMatchObject({ status: "error" });
});

test("a choice with an impossible index does not break the answer", async () => {
  for (const index of [-1, 0.5, 1e15]) {
    const message = await collectMessage(
      streamResponse({ chunks: [delta("a"), delta("x", index), delta("b"), finish] }),
    );
    expect([message.status, messageText(message)], String(index)).toEqual(["done", "ab"]);
  }
});
