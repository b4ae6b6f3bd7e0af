import { describe, expect, test } from "vitest";
import { twelvelabsAnalyze } from "../../src/adapters/twelvelabs-analyze/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Message } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";

const adapter = twelvelabsAnalyze;

function read(...values: unknown[]): Promise<Message> {
  const chunks = values.map((value) => `${JSON.stringify(value)}\n`);
  return collectMessageWith(streamResponse({ chunks, headers: { "content-type": "application/x-ndjson" } }), {
    adapter,
  });
}

function readWhole(json: unknown): Promise<Message> {
  const headers = { "content-type": "application/json" };
  return collectMessageWith(streamResponse({ chunks: [JSON.stringify(json)], headers }), { adapter });
}

const text = (words: string) => ({ event_type: "text_generation", text: words });
const end = { event_type: "stream_end", finish_reason: "stop" };

describe("an analysis", () => {
  test("that was cut has a warning, which is no error", async () => {
    const error = { message: "output truncated" };
    const message = await read(text("a"), { ...end, finish_reason: "length", error });
    expect(message).toMatchObject({ status: "done", finishReason: "length" });
    expect(await readWhole({ id: "1", data: "a", finish_reason: "length", error })).toMatchObject({
      status: "done",
      finishReason: "length",
    });
  });

  test("that fails says so in the server's words", async () => {
    const error = { code: "video_too_long", message: "Video duration exceeds maximum allowed duration" };
    for (const message of [await read(text("a"), { error }), await readWhole({ error })])
      expect(message).toMatchObject({
        status: "error",
        error: { code: "server", message: error.message, serverCode: error.code },
      });
  });

  test("that just stops is cut short", async () => {
    expect(await read(text("a"))).toMatchObject({ status: "error", error: { code: "incomplete" } });
  });

  test("that was not streamed is the same message", async () => {
    const message = await readWhole({
      id: "g1",
      data: "A tabby cat 🐈",
      finish_reason: "stop",
      usage: { output_tokens: 5, input_tokens: 10 },
    });
    expect(message).toMatchObject({
      status: "done",
      responseId: "g1",
      finishReason: "stop",
      usage: { totalTokens: 15 },
    });
    expect(messageText(message)).toBe("A tabby cat 🐈");
  });

  test("is read as lines under the name of JSON as well", async () => {
    const chunks = [text("a"), text("b"), end].map((value) => `${JSON.stringify(value)}\n`);
    const message = await collectMessageWith(
      streamResponse({ chunks, headers: { "content-type": "application/json" } }),
      { adapter },
    );
    expect([message.status, messageText(message)]).toEqual(["done", "ab"]);
  });
});

test("what is not expected does no harm", async () => {
  const junk = [null, 1, "x", [], {}, [null]];
  const odd = junk.flatMap((value) => [
    value,
    { event_type: value },
    { event_type: "stream_start", metadata: value },
    { event_type: "text_generation", text: typeof value === "string" ? 1 : value },
    { metadata: { usage: value, generation_id: value } },
    { finish_reason: typeof value === "string" ? 1 : value },
  ]);
  const message = await read(...odd, text("ab"), end);
  expect([message.status, messageText(message)]).toEqual(["done", "ab"]);
});

describe("the request", () => {
  const say = (role: Message["role"], words: string) =>
    createMessage(words, role, { parts: [{ type: "text", text: words }] });
  const write = (messages: Message[], body: Record<string, unknown> = {}): unknown =>
    JSON.parse(JSON.stringify(adapter.createRequest!({ messages, body }).body));

  test("has the newest question as its prompt, and the user's members", () => {
    const messages = [say("user", "a"), say("assistant", "A"), say("user", "b")];
    const body = { model_name: "pegasus1.5", video: { type: "asset_id", asset_id: "as_1" } };
    expect(write(messages, body)).toEqual({ ...body, prompt: "b", stream: true });
    expect(write(messages, { prompt: "mine" })).toEqual({ prompt: "mine", stream: true });
  });

  test("leaves the prompt out where there is none", () => {
    expect(write([], { prompt_v2: { text: "<@a>" } })).toEqual({ prompt_v2: { text: "<@a>" }, stream: true });
    expect(write([say("user", "a")], { prompt: undefined, prompt_v2: {} })).toEqual({ prompt_v2: {}, stream: true });
  });
});
