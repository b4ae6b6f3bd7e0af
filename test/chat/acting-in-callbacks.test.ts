import { describe, expect, test } from "vitest";
import { openaiChat } from "../../src/adapters/openai-chat/adapter.js";
import type { Chat } from "../../src/chat/chat.js";
import { messageText } from "../../src/protocol/message.js";
import { selectError, selectStatus } from "../../src/store/selectors.js";
import { createGate, nextTask, until } from "../helpers/async.js";
import { createTestChat, transcript, type Play } from "../helpers/chat.js";
import { answer, delta, event } from "../helpers/openai.js";
import { collectReported } from "../helpers/reported.js";

/** The first answer stays open, the others are well. */
const firstOpen: Play = (_request, index) =>
  index === 0 ? { chunks: [delta("Partial")], end: "open" } : { chunks: answer("Answer ", String(index + 1)) };

/** Calls `act` with the first state that fits. */
function once(chat: Chat, fits: () => boolean, act: () => void): void {
  const stop = chat.store.subscribe(() => {
    if (!fits()) return;
    stop();
    act();
  });
}

async function opened(chat: Chat): Promise<void> {
  await until(chat.store, () => selectStatus(chat.store.getState()) === "streaming");
}

describe("who is told that an answer was stopped", () => {
  test.for<[string, (chat: Chat) => unknown]>([
    ["restart", (chat) => chat.restart()],
    ["edit", (chat) => chat.edit("m1", "Edited")],
  ])("by %s and sends at once has one request at a time, and both are answered", async ([name, act]) => {
    const sent: Promise<unknown>[] = [];
    const { chat, fetch } = createTestChat(firstOpen, {
      onAbort: () => void sent.push(chat.send("From the callback")),
    });
    void chat.send("Hello");
    await opened(chat);
    await act(chat);
    await Promise.all(sent);
    expect(transcript(chat)).toEqual([
      name === "edit" ? "user: Edited" : "user: Hello",
      "assistant: Answer 2 (done)",
      "user: From the callback",
      "assistant: Answer 3 (done)",
    ]);
    expect(fetch.requests).toHaveLength(3);
  });

  test("by a restart and restarts too begins no second run", async () => {
    const nested: Promise<unknown>[] = [];
    const { chat, fetch } = createTestChat(firstOpen, { onAbort: () => void nested.push(chat.restart()) });
    void chat.send("Hello");
    await opened(chat);
    const again = await chat.restart();
    expect(await Promise.all(nested)).toEqual([undefined]);
    expect(messageText(again!)).toBe("Answer 2");
    expect(fetch.requests).toHaveLength(2);
  });

  test("by a restart and leaves begins nothing", async () => {
    const { chat, fetch } = createTestChat(firstOpen, { onAbort: () => chat.dispose() });
    void chat.send("Hello");
    await opened(chat);
    expect(await chat.restart()).toBeUndefined();
    expect(fetch.requests).toHaveLength(1);
    expect(messageText((await chat.send("Again"))!)).toBe("Answer 2");
  });

  test("by a new conversation and sends at once asks in the new one", async () => {
    const sent: Promise<unknown>[] = [];
    const { chat } = createTestChat(firstOpen, { onAbort: () => void sent.push(chat.send("Next")) });
    void chat.send("Hello");
    await opened(chat);
    chat.setMessages([]);
    await Promise.all(sent);
    expect(transcript(chat)).toEqual(["user: Next", "assistant: Answer 2 (done)"]);
  });
});

describe("a listener of the store", () => {
  test("that sends when it sees a message in the queue is answered, and so is that message", async () => {
    const { chat } = createTestChat();
    const sent: Promise<unknown>[] = [];
    once(
      chat,
      () => chat.store.getState().queue.length > 0,
      () => sent.push(chat.send("Second")),
    );
    const first = await chat.send("First");
    await Promise.all(sent);
    expect(messageText(first!)).toBe("Answer 1");
    expect(transcript(chat)).toEqual([
      "user: First",
      "assistant: Answer 1 (done)",
      "user: Second",
      "assistant: Answer 2 (done)",
    ]);
  });

  test("never sees a message neither in the queue nor in the conversation", async () => {
    const { chat } = createTestChat();
    const counts = new Set<number>();
    chat.store.subscribe(({ queue, messages }) => {
      counts.add([...queue, ...messages].filter(({ role }) => role === "user").length);
    });
    await chat.send("Hello");
    expect([...counts]).toEqual([1]);
  });

  test("that restarts when it sees the last words begins one run, and the old answer is aborted", async () => {
    const frames: (() => void)[] = [];
    const again: Promise<unknown>[] = [];
    const { chat } = createTestChat(undefined, { schedule: (callback) => (frames.push(callback), () => {}) });
    once(
      chat,
      () => transcript(chat).at(-1) === "assistant: Answer 1 (streaming)",
      () => again.push(chat.restart()),
    );
    const first = await chat.send("Hello");
    await Promise.all(again);
    expect([first!.status, messageText(first!)]).toEqual(["aborted", "Answer 1"]);
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Answer 2 (done)"]);
    expect(messageText((await chat.send("More"))!)).toBe("Answer 3");
  });

  test("that stops when it sees the error arrive leaves an aborted answer without an error", async () => {
    const { chat, log } = createTestChat(() => ({ chunks: [delta("a"), event({ error: { message: "Overloaded" } })] }));
    once(
      chat,
      () => selectError(chat.store.getState()) !== undefined,
      () => chat.abort(),
    );
    const answer = await chat.send("Hello");
    expect([answer!.status, answer!.error]).toEqual(["aborted", undefined]);
    expect(log).toEqual(["abort a"]);
  });

  test("that throws is reported; every answer still settles and the other listeners are told", async () => {
    const reported = collectReported();
    const { chat, log } = createTestChat();
    const error = new Error("in the application");
    let calls = 0;
    let others = 0;
    chat.store.subscribe(() => {
      calls++;
      throw error;
    });
    chat.store.subscribe(() => others++);
    const answers = await Promise.all([chat.send("One"), chat.send("Two")]);
    await nextTask();
    expect(answers.map((message) => message!.status)).toEqual(["done", "done"]);
    expect(log).toEqual(["finish Answer 1", "finish Answer 2"]);
    expect(others).toBe(calls);
    expect(reported).toEqual(Array.from({ length: calls }, () => error));
  });
});

test("options that change between a request's making and its sending do not send it", async () => {
  const gate = createGate<string>();
  const { chat, fetch } = createTestChat(undefined, { endpoint: () => gate.promise });
  const other = createTestChat().fetch;
  const sent = chat.send("Hello");
  chat.update({ endpoint: "https://example.test/new", adapter: openaiChat, fetch: other });
  gate.open("https://example.test/old");
  await sent;
  expect([fetch.requests.length, other.requests.length]).toEqual([1, 0]);
});
