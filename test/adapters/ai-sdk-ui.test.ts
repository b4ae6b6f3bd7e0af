import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { aiSdkUi } from "../../src/adapters/ai-sdk-ui/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Message, type MessagePart } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { done, event } from "../helpers/openai.js";

function read(...chunks: string[]): Promise<Message> {
  return collectMessageWith(streamResponse({ chunks }), { adapter: aiSdkUi, now: () => 0 });
}

function recorded(name: string): Promise<Message> {
  const file = fileURLToPath(new URL(`../../src/adapters/ai-sdk-ui/recordings/${name}`, import.meta.url));
  return read(readFileSync(file, "utf8"));
}

/** Parts of an answer to these chunks. */
async function parts(...chunks: object[]): Promise<readonly MessagePart[]> {
  return (await read(...chunks.map(event), done)).parts;
}

const text = (id: string, ...deltas: string[]) => [
  { type: "text-start", id },
  ...deltas.map((delta) => ({ type: "text-delta", id, delta })),
  { type: "text-end", id },
];
const finish = { type: "finish", finishReason: "stop" };

describe("texts", () => {
  test("an id that starts again is a part of its own, also after other parts", async () => {
    const file = { type: "file", mediaType: "image/png", url: "https://example.test/a.png" };
    expect(await parts(...text("0", "a", "b"), file, ...text("0", "c"), ...text("0", "d"))).toEqual([
      { type: "text", id: "text01", text: "ab" },
      file,
      { type: "text", id: "text02", text: "c" },
      { type: "text", id: "text03", text: "d" },
    ]);
  });

  test("two that mix are kept apart, and so are a text and a reasoning of one id", async () => {
    const seen = await parts(
      { type: "reasoning-start", id: "0" },
      { type: "text-start", id: "0" },
      { type: "text-start", id: "1" },
      { type: "text-delta", id: "0", delta: "a" },
      { type: "reasoning-delta", id: "0", delta: "hm" },
      { type: "text-delta", id: "1", delta: "x" },
      { type: "text-delta", id: "0", delta: "b" },
    );
    expect(seen.map((part) => "text" in part && [part.type, part.text])).toEqual([
      ["text", "ab"],
      ["reasoning", "hm"],
      ["text", "x"],
    ]);
  });

  test("a delta without a start is text, and an empty one is no part", async () => {
    expect(await parts({ type: "text-delta", id: "t", delta: "a" }, { type: "reasoning-delta", delta: "" })).toEqual([
      { type: "text", text: "a" },
    ]);
  });
});

describe("tools", () => {
  test("the input is the server's own at the end", async () => {
    expect(
      await parts(
        { type: "tool-input-start", toolCallId: "a", toolName: "f" },
        { type: "tool-input-delta", toolCallId: "a", inputTextDelta: '{ "x" :' },
        { type: "tool-input-delta", toolCallId: "a", inputTextDelta: " 1 }" },
        { type: "tool-input-available", toolCallId: "a", toolName: "f", input: { x: 1 } },
      ),
    ).toEqual([{ type: "tool-call", toolCallId: "a", name: "f", arguments: '{"x":1}' }]);
  });

  test.for<[string, object, string, true?]>([
    ["a value", { type: "tool-output-available", output: { n: 1 } }, '{"n":1}'],
    ["a text", { type: "tool-output-available", output: "17 °C" }, "17 °C"],
    ["nothing", { type: "tool-output-available", output: null }, "null"],
    ["an error", { type: "tool-output-error", errorText: "no" }, "no", true],
    ["an error of the input", { type: "tool-input-error", toolName: "f", input: "{", errorText: "bad" }, "bad", true],
    ["a refusal by the user", { type: "tool-output-denied" }, "Denied.", true],
  ])("a result is %s", async ([, chunk, result, isError]) => {
    const seen = await parts(
      { type: "tool-input-start", toolCallId: "a", toolName: "f" },
      { ...chunk, toolCallId: "a" },
    );
    expect(seen.find(({ type }) => type === "tool-result")).toEqual({
      type: "tool-result",
      toolCallId: "a",
      result,
      isError,
    });
  });

  test("a preliminary result is replaced", async () => {
    const message = await recorded("preliminary.sse");
    expect(message.parts.filter(({ type }) => type === "tool-result")).toEqual([
      { type: "tool-result", toolCallId: "call_scan", result: '{"status":"done","found":3}' },
    ]);
  });
});

describe("data", () => {
  test("of one name and id are one part, the last value counts, transient ones too", async () => {
    const message = await recorded("data-parts.sse");
    expect(message.parts.filter(({ type }) => type === "data")).toEqual([
      { type: "data", name: "notification", value: { message: "Looking at the forecast …", level: "info" } },
      { type: "data", name: "weather", id: "w1", value: { city: "Łódź", status: "success", temperature: 11 } },
    ]);
  });

  test("of one name with ids of their own are parts of their own", async () => {
    const card = (id: string, data: number) => event({ type: "data-card", id, data });
    const { parts } = await read(card("a", 1), card("b", 2), card("a", 3));
    expect(parts).toEqual([
      { type: "data", name: "card", id: "a", value: 3 },
      { type: "data", name: "card", id: "b", value: 2 },
    ]);
  });

  test("metadata of the message are merged and kept; what they say of model and usage is told", async () => {
    expect(await recorded("metadata.sse")).toMatchObject({
      model: "gpt-5-mini",
      usage: { totalTokens: 88 },
      conversation: {
        content: { metadata: { createdAt: 1_790_000_000_000, model: "gpt-5-mini", totalTokens: 88 } },
      },
    });
    expect((await read(event({ type: "finish", messageMetadata: { mood: "good" } }))).usage).toBeUndefined();
  });
});

describe("the end", () => {
  test.for<[string, object[], string, string | undefined]>([
    ["finish without a reason", [{ type: "finish" }], "done", undefined],
    ["finish alone, without the end marker", [finish], "done", undefined],
    ["a text that ends is no end", text("0", "a"), "error", "incomplete"],
    ["finish-step is no end", [{ type: "finish-step" }], "error", "incomplete"],
    ["an error", [{ type: "error", errorText: "x" }, finish], "error", "server"],
    ["an abort", [{ type: "abort" }], "error", "incomplete"],
    ["an error that a gateway puts in", [{ error: { message: "x" } }], "error", "server"],
    [
      "an error of a tool is none of the answer",
      [{ type: "tool-output-error", toolCallId: "a", errorText: "x" }, finish],
      "done",
      undefined,
    ],
  ])("%s", async ([, chunks, status, code]) => {
    const message = await read(...chunks.map(event));
    expect([message.status, message.error?.code]).toEqual([status, code]);
  });

  test("an abort gives its reason, and may be tried again", async () => {
    const message = await recorded("abort.sse");
    expect(message.error).toMatchObject({ message: "Error: time limit of 30 s", retryable: true });
  });

  test.for([
    ["stop", undefined],
    ["content-filter", "content_filter"],
    ["tool-calls", "tool_calls"],
    ["other", undefined],
  ])("finish reason %s", async ([raw, common]) => {
    const message = await read(event({ type: "finish", finishReason: raw }));
    expect([message.finishReason, message.rawFinishReason]).toEqual(common ? [common, raw] : [raw, undefined]);
  });
});

test.for<[string, string]>([
  ["scalars", 'data: 1\n\ndata: null\n\ndata: "x"\n\ndata: []\n\n'],
  [
    "types of the wrong kind",
    [null, 1, {}, [], "", "-", "data-", "tool-", "x-start"].map((type) => event({ type })).join(""),
  ],
  [
    "chunks without members",
    [
      "start",
      "text-start",
      "text-delta",
      "reasoning-start",
      "tool-input-delta",
      "tool-input-available",
      "tool-output-available",
      "tool-output-error",
      "source-url",
      "source-document",
      "file",
      "start-step",
      "reset-step",
      "steering-message",
      "custom",
      "message-metadata",
    ]
      .map((type) => event({ type }))
      .join(""),
  ],
  [
    "members of the wrong kind",
    [
      "text-start",
      "text-delta",
      "tool-input-start",
      "tool-output-error",
      "source-url",
      "file",
      "start",
      "message-metadata",
    ]
      .map((type) =>
        event({
          type,
          id: 1,
          delta: {},
          toolCallId: [],
          toolName: 1,
          url: 1,
          messageId: {},
          messageMetadata: "x",
          providerMetadata: 1,
          errorText: {},
        }),
      )
      .join(""),
  ],
  [
    "names of prototypes",
    ["__proto__", "constructor"]
      .map((name) =>
        [
          { type: "text-start", id: name, providerMetadata: { polluted: 1 } },
          { type: "tool-output-error", toolCallId: name, errorText: "x", providerMetadata: { polluted: 1 } },
          { type: `data-${name}`, data: { polluted: 1 } },
        ]
          .map(event)
          .join(""),
      )
      .join("") + 'data: {"type":"message-metadata","messageMetadata":{"__proto__":{"polluted":1}}}\n\n',
  ],
])("odd input never breaks the answer: %s", async ([, odd]) => {
  const [start, a, b, end] = [{ type: "text-start", id: "t" }, "a", "b", finish];
  const delta = (words: string) => event({ type: "text-delta", id: "t", delta: words });
  const message = await read(event(start), delta(a), odd, delta(b), event(end));
  expect([message.status, messageText(message)]).toEqual(["done", "ab"]);
  expect("polluted" in {}).toBe(false);
  const body = aiSdkUi.createRequest!({ messages: [message], body: {} }).body;
  expect(JSON.stringify(body)).toContain('"text":"ab"');
});

// --- Requests --------------------------------------------------------------------------------------------------------

const user = (id: string, words: string) => createMessage(id, "user", { parts: [{ type: "text", text: words }] });
const ui = (id: string, words: string) => ({ id, role: "user", parts: [{ type: "text", text: words }] });

/** The body that the adapter writes for a conversation, as it would travel. */
function write(messages: readonly Message[], body: Record<string, unknown> = {}): { messages: unknown[] } {
  return JSON.parse(JSON.stringify(aiSdkUi.createRequest!({ messages, body }).body)) as { messages: unknown[] };
}

describe("the request", () => {
  test("is the one of useChat, with the user's members", () => {
    expect(write([user("u1", "Hi")], { model: "m" })).toEqual({
      id: "u1",
      messages: [ui("u1", "Hi")],
      trigger: "submit-message",
      model: "m",
    });
    expect(write([user("u1", "Hi")], { id: "chat-7", trigger: "regenerate-message", messageId: "m" })).toMatchObject({
      id: "chat-7",
      trigger: "regenerate-message",
      messageId: "m",
    });
  });

  test("sends files with their media type and name, and instructions", () => {
    const { messages } = write([
      createMessage("s", "system", { parts: [{ type: "text", text: "Be brief." }] }),
      createMessage("u", "user", {
        parts: [
          { type: "text", text: "Look" },
          { type: "file", mediaType: "image/png", url: "data:image/png;base64,AA==", name: "a.png" },
        ],
      }),
    ]);
    expect(messages).toEqual([
      { id: "s", role: "system", parts: [{ type: "text", text: "Be brief." }] },
      {
        id: "u",
        role: "user",
        parts: [
          { type: "text", text: "Look" },
          { type: "file", mediaType: "image/png", url: "data:image/png;base64,AA==", filename: "a.png" },
        ],
      },
    ]);
  });

  test("sends an answer under the server's id, with results in the calls and its steps", async () => {
    const { messages } = write([user("u1", "a"), await recorded("tools-two-steps.sse"), user("u2", "b")]);
    const sky = "☁️";
    expect(messages).toEqual([
      ui("u1", "a"),
      {
        id: "message",
        role: "assistant",
        parts: [
          {
            type: "reasoning",
            text: "The user wants two cities. I call the tool for both.",
            providerMetadata: { anthropic: { signature: "ErUBCkYIBxgCIkDq" } },
          },
          { type: "text", text: "Let me look." },
          {
            type: "tool-getWeather",
            toolCallId: "toolu_01Oslo",
            state: "output-available",
            input: { city: "Oslo", unit: "c" },
            output: { city: "Oslo", temperature: -3, sky },
          },
          {
            type: "tool-getWeather",
            toolCallId: "toolu_02Tokyo",
            state: "output-available",
            input: { city: "Tōkyō", unit: "c" },
            output: { city: "Tōkyō", temperature: 17, sky },
          },
          { type: "step-start" },
          { type: "reasoning", text: "Both are here." },
          { type: "text", text: "Oslo has −3 °C, Tōkyō 17 °C. Take a coat 🧥." },
        ],
      },
      ui("u2", "b"),
    ]);
    expect((write([await recorded("basic.sse")]).messages[0] as { id: string }).id).toBe("msg_Zq81kTn0");
  });

  test("says what kind of tool it was, who ran it and that it failed", async () => {
    const [searched] = write([await recorded("search-provider.sse")]).messages as { parts: unknown[] }[];
    expect(searched!.parts).toEqual([
      {
        type: "dynamic-tool",
        toolName: "web_search",
        toolCallId: "srvtoolu_9",
        providerExecuted: true,
        state: "output-available",
        input: { query: "Säntis height" },
        output: [{ url: "https://en.wikipedia.org/wiki/S%C3%A4ntis" }],
      },
      { type: "text", text: "The Säntis is 2,501.9 m high." },
      { type: "file", mediaType: "image/png", url: "data:image/png;base64,iVBORw0KGgo=" },
    ]);
    const [failed] = write([await recorded("tool-errors.sse")]).messages as { parts: unknown[] }[];
    expect(failed!.parts[1]).toEqual({
      type: "tool-flaky",
      toolCallId: "call_throws",
      state: "output-error",
      input: { q: "a" },
      errorText: "Error: Upstream answered 503 “busy”",
    });
  });

  test("answers a call of the application's own tool in the message that asked, which goes on there", async () => {
    const asked = await recorded("client-tool.sse");
    const result = createMessage("t", "tool", {
      parts: [{ type: "tool-result", toolCallId: "call_Loc7", result: '{"city":"Bern"}' }],
    });
    const call = {
      type: "tool-getLocation",
      toolCallId: "call_Loc7",
      state: "output-available",
      input: { accuracy: "city" },
      output: { city: "Bern" },
    };
    const said = { type: "text", text: "May I know where you are?" };
    expect(write([user("u", "a"), asked, result]).messages).toEqual([
      ui("u", "a"),
      { id: "message", role: "assistant", parts: [said, call] },
    ]);
    const next = createMessage("n", "assistant", { parts: [{ type: "text", text: "Bern." }] });
    expect(write([user("u", "a"), asked, result, next, user("u2", "b")]).messages).toEqual([
      ui("u", "a"),
      {
        id: "message",
        role: "assistant",
        parts: [said, call, { type: "step-start" }, { type: "text", text: "Bern." }],
      },
      ui("u2", "b"),
    ]);
  });

  test("keeps data and metadata, a result that is a text, and marks a call that broke off", async () => {
    const [kept] = write([await recorded("data-parts.sse")]).messages;
    expect(kept).toMatchObject({
      id: "m-42",
      metadata: { usage: { totalTokens: 21 } },
      parts: [
        { type: "data-notification" },
        { type: "data-weather", data: { city: "Łódź", status: "success", temperature: 11 } },
        { type: "text", text: "Łódź: light rain ☔, 11 °C." },
      ],
    });
    const [, lost] = write([user("u", "a"), await recorded("lost-in-tool-input.sse")]).messages;
    expect(lost).toEqual({
      id: "m1",
      role: "assistant",
      parts: [{ type: "tool-writeFile", toolCallId: "call_9", state: "input-streaming" }],
    });
    const [python] = write([await recorded("python-server.sse")]).messages as { parts: { output?: unknown }[] }[];
    expect(python!.parts[0]!.output).toBe("1.1 Mio.");
  });

  test("leaves out answers without content", () => {
    expect(write([user("u1", "a"), createMessage("x", "assistant"), user("u2", "b")]).messages).toEqual([
      ui("u1", "a"),
      ui("u2", "b"),
    ]);
  });
});
