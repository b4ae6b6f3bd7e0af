import { describe, expect, test } from "vitest";
import { anthropic, continuableOpenaiChat, ollama, openaiChat, openaiCompletions } from "../../src/adapters/index.js";
import { writerCompletions, type ContinueMark } from "../../src/adapters/index.js";
import type { ChatOptions } from "../../src/chat/chat.js";
import type { Adapter } from "../../src/protocol/adapter.js";
import { createMessage, messageText } from "../../src/protocol/message.js";
import { selectAttempts } from "../../src/store/selectors.js";
import { nextTask } from "../helpers/async.js";
import { createTestChat, lastAnswer, transcript, type Play } from "../helpers/chat.js";
import { answer, delta, done, event } from "../helpers/openai.js";

/** The first reply stays open in the middle of a sentence, the others go on with it. */
const half: Play = (_request, index) =>
  index === 0 ? { chunks: [delta("Half a ")], end: "open" } : { chunks: answer(" sentence", ".") };

async function stopped(options: Partial<ChatOptions> = {}) {
  const set = createTestChat(half, { adapter: continuableOpenaiChat("prefix"), ...options });
  void set.chat.send("Hello");
  await nextTask();
  set.chat.abort();
  return set;
}

describe("continueFrom", () => {
  test("goes on with the text of an answer that was stopped, in a new attempt", async () => {
    const { chat, fetch, log } = await stopped();
    const old = lastAnswer(chat);
    const next = await chat.continueFrom();
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Half a sentence. (done)"]);
    expect(next).toBe(lastAnswer(chat));
    expect(next).toMatchObject({ attempt: 2, continuedFrom: old.id, finishReason: "stop" });
    expect(next!.parts).toHaveLength(1);
    expect(fetch.requests[1]!.body).toMatchObject({
      messages: [
        { role: "user", content: "Hello" },
        { role: "assistant", content: "Half a", prefix: true },
      ],
    });
    expect(log).toEqual(["abort Half a ", "finish Half a sentence."]);
  });

  test("keeps the earlier attempt as it was", async () => {
    const { chat } = await stopped();
    const old = lastAnswer(chat);
    await chat.continueFrom();
    expect(selectAttempts(chat.store.getState(), lastAnswer(chat).id)).toEqual({ count: 2, active: 1 });
    chat.showAttempt(lastAnswer(chat).id, 0);
    expect(lastAnswer(chat)).toBe(old);
  });

  test("takes over thoughts, stages and sources, but no half call and no count of tokens", async () => {
    const { chat } = createTestChat(
      (_request, index) =>
        index === 0
          ? {
              chunks: [
                event({ choices: [{ delta: { reasoning_content: "Hm" } }] }),
                delta("Half"),
                event({ choices: [], usage: { completion_tokens: 7 } }),
              ],
            }
          : { chunks: answer(" more") },
      { adapter: continuableOpenaiChat("none") },
    );
    await chat.send("Hello");
    const next = await chat.continueFrom();
    expect(next).toMatchObject({
      parts: [
        { type: "reasoning", text: "Hm" },
        { type: "text", text: "Half more" },
      ],
    });
    expect([next!.usage, next!.error]).toEqual([undefined, undefined]);
  });

  test("goes on again after it was stopped again, or never reached the server", async () => {
    const { chat } = createTestChat(
      (_request, index) => {
        if (index === 1) throw new TypeError("Failed to fetch");
        return index === 3 ? { chunks: answer(" d") } : { chunks: [delta(` ${"abc"[index]}`)] };
      },
      { adapter: continuableOpenaiChat("none") },
    );
    await chat.send("Hello");
    expect(transcript(chat)[1]).toBe("assistant:  a (error)");
    await chat.continueFrom();
    expect(transcript(chat)[1]).toBe("assistant:  a (error)");
    await chat.continueFrom();
    expect(transcript(chat)[1]).toBe("assistant:  a c (error)");
    await chat.continueFrom();
    expect(transcript(chat)[1]).toBe("assistant:  a c d (done)");
    expect(selectAttempts(chat.store.getState(), lastAnswer(chat).id)).toEqual({ count: 4, active: 3 });
  });

  test("goes on with an earlier answer, by its id, and stops the running one", async () => {
    const { chat } = await stopped();
    const { id } = lastAnswer(chat);
    const second = chat.send("Next");
    void chat.continueFrom(id);
    await nextTask();
    expect((await second)!.status).toBe("aborted");
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Half a sentence. (done)"]);
  });

  test("a restart begins anew", async () => {
    const { chat, fetch } = await stopped();
    await chat.continueFrom();
    const restarted = await chat.restart();
    expect([messageText(restarted!), restarted!.continuedFrom]).toEqual([" sentence.", undefined]);
    expect(fetch.requests[2]!.body).toMatchObject({ messages: [{ role: "user", content: "Hello" }] });
  });

  test("does nothing where it is not possible", async () => {
    const { chat, fetch } = await stopped({ adapter: openaiChat });
    expect(await chat.continueFrom()).toBeUndefined();
    const complete = createTestChat(undefined, { adapter: continuableOpenaiChat("none") });
    await complete.chat.send("Hello");
    expect(await complete.chat.continueFrom()).toBeUndefined();
    expect(await complete.chat.continueFrom("nobody")).toBeUndefined();
    expect(await complete.chat.continueFrom("m1")).toBeUndefined();
    expect(await createTestChat().chat.continueFrom()).toBeUndefined();
    expect([fetch.requests.length, complete.fetch.requests.length]).toEqual([1, 1]);
  });

  test("never asks a server that would begin anew: two answers would stand there as one", async () => {
    const set = await stopped();
    set.chat.update({
      endpoint: "https://example.test/chat",
      adapter: openaiChat,
      fetch: set.fetch,
    });
    const next = await set.chat.continueFrom();
    expect(next).toMatchObject({
      status: "error",
      parts: [{ type: "text", text: "Half a" }],
      error: {
        code: "request",
        message: "The request could not be built: openai-chat cannot continue",
      },
    });
    expect(set.fetch.requests).toHaveLength(1);
  });

  test("an answer cut for its length can be gone on with", async () => {
    const length = event({ choices: [{ delta: {}, finish_reason: "length" }] });
    const { chat } = createTestChat(
      (_request, index) => (index === 0 ? { chunks: [delta("Half"), length, done] } : { chunks: answer(" more") }),
      { adapter: continuableOpenaiChat("none") },
    );
    await chat.send("Hello");
    expect(messageText((await chat.continueFrom())!)).toBe("Half more");
  });
});

describe("the request to go on", () => {
  const messages = [
    createMessage("1", "user", { parts: [{ type: "text", text: "Hello" }] }),
    createMessage("2", "assistant", { parts: [{ type: "text", text: "Hi" }] }),
    createMessage("3", "user", { parts: [{ type: "text", text: "Tell me" }] }),
  ];
  const continueFrom = createMessage("4", "assistant", {
    parts: [
      { type: "reasoning", text: "Hm" },
      { type: "text", text: "Half a" },
    ],
  });
  const body = (adapter: Adapter, before = messages) =>
    adapter.createRequest!({ messages: before, body: { model: "m" }, continueFrom }).body as Record<string, unknown>;

  test.for<[ContinueMark, object, object]>([
    ["prefix", { role: "assistant", content: "Half a", prefix: true }, {}],
    [
      "continue_final_message",
      { role: "assistant", content: "Half a" },
      { continue_final_message: true, add_generation_prompt: false },
    ],
    ["none", { role: "assistant", content: "Half a" }, {}],
  ])("of chat completions is told by %s", ([mark, last, told]) => {
    const adapter = continuableOpenaiChat(mark);
    const sent = body(adapter);
    expect((sent["messages"] as object[]).at(-1)).toEqual(last);
    expect(sent).toMatchObject({ model: "m", stream: true, ...told });
    expect("continue_final_message" in sent).toBe(mark === "continue_final_message");
    const usual = { messages, body: {} };
    expect(adapter.createRequest!(usual)).toEqual(openaiChat.createRequest!(usual));
    expect(adapter).toMatchObject({ ...openaiChat, canContinue: true, createRequest: adapter.createRequest });
  });

  test("of Ollama ends with the answer", () => {
    expect((body(ollama)["messages"] as object[]).at(-1)).toMatchObject({ role: "assistant", content: "Half a" });
    expect(ollama.canContinue).toBe(true);
  });

  test("of Anthropic ends with its text, for models that take it", () => {
    expect((body(anthropic)["messages"] as object[]).at(-1)).toEqual({ role: "assistant", content: "Half a" });
    expect(anthropic.canContinue).toBeUndefined();
  });

  test.for([openaiCompletions, writerCompletions])("of $name goes on in the prompt", (adapter) => {
    expect(body(adapter)["prompt"]).toBe("User: Hello\n\nAssistant: Hi\n\nUser: Tell me\n\nAssistant: Half a");
    expect(body(adapter, messages.slice(0, 1))["prompt"]).toBe("HelloHalf a");
    expect(adapter.canContinue).toBe(true);
  });
});
