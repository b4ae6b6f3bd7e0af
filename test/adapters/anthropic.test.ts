import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { anthropic } from "../../src/adapters/anthropic/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Message, type MessagePart } from "../../src/protocol/message.js";
import { checkAdapter } from "../../src/testing/check-adapter.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { growth } from "../helpers/growth.js";
import { event } from "../helpers/openai.js";

const recordings = new URL("../../src/adapters/anthropic/recordings/", import.meta.url);
const recorded = (file: string): string => readFileSync(new URL(file, recordings), "utf8");

function read(...chunks: string[]): Promise<Message> {
  return collectMessageWith(streamResponse({ chunks }), { adapter: anthropic });
}

function readWhole(body: string): Promise<Message> {
  const headers = { "content-type": "application/json" };
  return collectMessageWith(streamResponse({ chunks: [body], headers }), { adapter: anthropic });
}

const start = event({ type: "message_start", message: { id: "msg_1", model: "m", usage: { input_tokens: 3 } } });
const open = (index: unknown, content_block: unknown) => event({ type: "content_block_start", index, content_block });
const delta = (index: unknown, rest: unknown) => event({ type: "content_block_delta", index, delta: rest });
const close = (index: unknown) => event({ type: "content_block_stop", index });
const text = (index: number, words: string) => delta(index, { type: "text_delta", text: words });
const input = (index: number, json: string) => delta(index, { type: "input_json_delta", partial_json: json });
const end = (stop_reason: unknown, rest = {}) => event({ type: "message_delta", delta: { stop_reason }, ...rest });
const stop = event({ type: "message_stop" });
const block = (index: number, words: string) =>
  open(index, { type: "text", text: "" }) + text(index, words) + close(index);

describe("the answer", () => {
  test("may come without the start of its block, and end with message_stop alone", async () => {
    expect(await read(start, text(0, "Hi"), stop)).toMatchObject({
      status: "done",
      parts: [{ type: "text", text: "Hi" }],
      model: "m",
      responseId: "msg_1",
    });
  });

  test("is complete once, whatever follows the stop reason", async () => {
    const message = await read(start, block(0, "Hi"), end("end_turn"), stop, stop);
    expect(message).toMatchObject({ status: "done", finishReason: "stop", rawFinishReason: "end_turn" });
  });

  test("is not complete without either", async () => {
    expect(await read(start, block(0, "Hi"), end(null))).toMatchObject({
      status: "error",
      error: { code: "incomplete" },
    });
  });

  test("fails by an error after its end", async () => {
    const error = { type: "error", error: { type: "api_error", message: "Internal server error" } };
    expect(await read(start, block(0, "Hi"), end("end_turn"), event(error))).toMatchObject({
      status: "error",
      error: { code: "server", serverType: "api_error", message: "Internal server error", retryable: true },
    });
  });

  test.for([
    ["end_turn", "stop", "end_turn"],
    ["stop_sequence", "stop", "stop_sequence"],
    ["max_tokens", "length", "max_tokens"],
    ["model_context_window_exceeded", "length", "model_context_window_exceeded"],
    ["tool_use", "tool_calls", "tool_use"],
    ["refusal", "content_filter", "refusal"],
    ["pause_turn", "pause_turn", undefined],
    ["constructor", "constructor", undefined],
  ])("stop reason %s", async ([wire, finishReason, rawFinishReason]) => {
    const message = await read(start, block(0, "Hi"), end(wire));
    expect([message.finishReason, message.rawFinishReason]).toEqual([finishReason, rawFinishReason]);
  });

  test("text after a tool of the server is a part of its own, cited text is not", async () => {
    const search = { type: "server_tool_use", id: "s", name: "web_search", input: {} };
    const message = await read(
      start,
      block(0, "Wait."),
      open(1, search),
      close(1),
      block(2, "It "),
      block(3, "is."),
      stop,
    );
    expect(message.parts).toMatchObject([{ text: "Wait." }, { text: "It is." }]);
    expect(messageText(message)).toBe("Wait.It is.");
  });

  test("keeps deltas of blocks apart that a proxy mixes", async () => {
    const tool = (id: string) => ({ type: "tool_use", id, name: "f", input: {} });
    const message = await read(
      start,
      open(0, tool("a")),
      open(1, tool("b")),
      input(0, '{"x"'),
      input(1, "{}"),
      input(0, ":1}"),
      close(0),
      close(1),
      end("tool_use"),
    );
    expect(message.parts).toMatchObject([
      { toolCallId: "a", arguments: '{"x":1}' },
      { toolCallId: "b", arguments: "{}" },
    ]);
    expect(message.parts).toHaveLength(2);
    // What the next turn sends back, unchanged.
    expect(message.conversation?.content).toMatchObject([
      { type: "tool_use", id: "a", input: { x: 1 } },
      { type: "tool_use", id: "b", input: {} },
    ]);
  });

  test("cites the whole block, wherever in it the citation comes", async () => {
    const citation = { type: "search_result_location", source: "https://example.test/a", title: "A" };
    const cited = open(1, { type: "text", text: "" }) + text(1, "two ") + delta(1, { citation }) + text(1, "three");
    const message = await read(start, block(0, "one "), cited, close(1), block(2, " four"), stop);
    expect(message.citations).toEqual([
      { start: 4, end: 13, kind: "web", title: "A", url: "https://example.test/a", fileId: undefined },
    ]);
  });

  test("counts usage cumulatively, and a null says nothing", async () => {
    const usage = { input_tokens: null, output_tokens: 9, cache_read_input_tokens: null };
    expect((await read(start, block(0, "Hi"), end("end_turn", { usage }))).usage).toEqual({
      inputTokens: 3,
      outputTokens: 9,
      totalTokens: 12,
    });
  });
});

describe("tools of the server", () => {
  const result = (content: unknown, rest = {}) =>
    open(1, { type: "x_tool_result", tool_use_id: "s", content, ...rest }) + close(1);
  const called = open(0, { type: "mcp_tool_use", id: "s", name: "echo", input: {} }) + input(0, '{"a":1}') + close(0);

  test.for<[string, unknown, object, object]>([
    ["text", [{ type: "text", text: "b" }], {}, { status: "done", output: '[{"type":"text","text":"b"}]' }],
    ["a failure of MCP", [], { is_error: true }, { status: "error", output: "[]" }],
    ["a failure", { error_code: "unavailable" }, {}, { status: "error" }],
    ["nothing", undefined, {}, { status: "done", output: "" }],
    ["a page", { url: "https://example.test" }, {}, { status: "done", sources: [{ id: "https://example.test" }] }],
  ])("gave back %s", async ([, content, rest, expected]) => {
    const { stages } = await read(start, called, result(content, rest), stop);
    expect(stages).toMatchObject([{ id: "s", kind: "tool", title: "echo", input: '{"a":1}', ...expected }]);
  });

  test("that gave nothing back are settled with the answer", async () => {
    expect((await read(start, called, end("pause_turn"))).stages).toMatchObject([{ id: "s", status: "done" }]);
  });
});

test.for<[string, string]>([
  ["scalars", 'data: 1\n\ndata: null\n\ndata: "x"\n\ndata: []\n\n'],
  ["events of unknown types", event({ type: "new_event", delta: { text: "x" } }) + event({ type: 1 }) + event({})],
  [
    "blocks of the wrong kind",
    [null, 1, "x", [], { type: 1 }, { type: "text", text: 1, citations: {} }, { type: "tool_use" }]
      .map((odd, index) => open(index + 9, odd) + close(index + 9))
      .join(""),
  ],
  [
    "deltas of the wrong kind",
    [null, 1, "x", [], { text: 1 }, { partial_json: {} }, { citation: 1 }, { thinking: null }]
      .map((odd) => delta(0, odd))
      .join(""),
  ],
  [
    "odd indexes",
    [null, "1", {}, -1, 0.5, 1e9].map((index) => open(index, {}) + delta(index, {}) + close(index)).join(""),
  ],
  [
    "results of the wrong kind",
    [1, null, [null, 1, { url: 1 }], "x"].map((content) => open(9, { tool_use_id: "s", content })).join(""),
  ],
  ["usage of the wrong kind", [null, 1, [], { input_tokens: "1" }].map((usage) => end(null, { usage })).join("")],
  [
    "messages of the wrong kind",
    [null, 1, "x", [], { content: {} }].map((message) => event({ type: "message_start", message })).join(""),
  ],
  [
    "keys named __proto__",
    `data: {"type":"content_block_start","index":9,"content_block":{"__proto__":{"polluted":1}}}\n\n${close(9)}`,
  ],
])("odd input never breaks the answer: %s", async ([, odd]) => {
  const message = await read(start, block(0, "a"), odd, block(50, "b"), end("end_turn"));
  expect([message.status, messageText(message)]).toEqual(["done", "ab"]);
  expect("polluted" in {}).toBe(false);
});

test.for(["web-search.sse", "thinking-tool-use.sse", "server-tools-pause.sse"])(
  "%s with something wrong in it",
  async (file) => {
    expect((await checkAdapter(anthropic, { body: recorded(file) })).status).toBe("done");
  },
);

test("the cost of a delta does not grow with the answer", () => {
  const work = (size: number) => {
    const decode = anthropic.createDecoder();
    const take = (json: object) => [...decode(json, { data: "" })];
    take({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } });
    const citation = { type: "char_location" };
    for (let count = 0; count < size; count++) {
      take({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "word " } });
      take({ type: "content_block_delta", index: 0, delta: { type: "citations_delta", citation } });
    }
  };
  expect(growth(work, 4_000)).toBeLessThan(10);
});

describe("a reply that was not streamed", () => {
  test("cut in the middle is never done", async () => {
    const body = JSON.stringify({ type: "message", content: [{ type: "text", text: "Hi" }], stop_reason: "end_turn" });
    expect((await readWhole(body)).status).toBe("done");
    for (let length = 0; length < body.length; length++) {
      expect((await readWhole(body.slice(0, length))).status, `${length} characters`).toBe("error");
    }
  });

  test("of other JSON is no answer", async () => {
    for (const body of ["{}", "[]", '{"hello":1}', "1"]) {
      expect(await readWhole(body)).toMatchObject({ status: "error", parts: [] });
    }
  });

  test("of an error is that error", async () => {
    expect(await readWhole('{"type":"error","error":{"type":"billing_error","message":"No credit"}}')).toMatchObject({
      error: { code: "server", message: "No credit", serverType: "billing_error", retryable: false, status: 200 },
    });
  });
});

// --- Requests --------------------------------------------------------------------------------------------------------

interface Body {
  readonly messages: unknown;
  readonly [member: string]: unknown;
}

const message = (role: Message["role"], ...parts: MessagePart[]) => createMessage("m", role, { parts });
const words = (said: string): MessagePart => ({ type: "text", text: said });

/** The body as it would travel. */
function write(messages: readonly Message[], body: Record<string, unknown> = {}): Body {
  return JSON.parse(JSON.stringify(anthropic.createRequest!({ messages, body }).body)) as Body;
}

describe("the request", () => {
  const messagesOf = (...messages: Message[]) => write(messages).messages;

  test("has a limit and asks for a stream, and lets the user's members win", () => {
    expect(write([], { model: "m" })).toEqual({ model: "m", max_tokens: 4096, stream: true, messages: [] });
    expect(write([], { max_tokens: 9, stream: false, thinking: { type: "adaptive" } })).toEqual({
      max_tokens: 9,
      stream: false,
      thinking: { type: "adaptive" },
      messages: [],
    });
  });

  test("names the version of the API, and never allows keys in browsers by itself", () => {
    expect(anthropic.createRequest!({ messages: [], body: {} }).headers).toEqual({ "anthropic-version": "2023-06-01" });
  });

  test("puts what the system says in its own member", () => {
    const conversation = [
      message("system", words("Be brief.")),
      message("user", words("Hi")),
      message("system", words("Bitte.")),
    ];
    expect(write(conversation)).toMatchObject({
      system: "Be brief.\n\nBitte.",
      messages: [{ role: "user", content: [{ type: "text", text: "Hi" }] }],
    });
  });

  test("leaves out blank texts, thoughts, and answers without content", () => {
    expect(
      messagesOf(
        message("user", words("a"), words(" \n")),
        message("assistant"),
        message("assistant", { type: "reasoning", text: "hm" }),
        message("user", words("b")),
      ),
    ).toEqual([
      { role: "user", content: [{ type: "text", text: "a" }] },
      { role: "user", content: [{ type: "text", text: "b" }] },
    ]);
  });

  test("sends images and documents by address, by content or by id", () => {
    const pdf = "application/pdf";
    expect(
      messagesOf(
        message(
          "user",
          words("Compare."),
          { type: "file", mediaType: "image/png", url: "https://example.test/a.png" },
          { type: "file", mediaType: "image/webp", url: "data:image/webp;base64,UklGRg==" },
          { type: "file", mediaType: pdf, url: "data:application/pdf;base64,JVBERi0=", name: "a.pdf" },
          { type: "file", mediaType: pdf, url: "https://example.test/b.pdf" },
          { type: "file", mediaType: pdf, fileId: "file_1", name: "c.pdf" },
        ),
      ),
    ).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Compare." },
          { type: "image", source: { type: "url", url: "https://example.test/a.png" } },
          { type: "image", source: { type: "base64", media_type: "image/webp", data: "UklGRg==" } },
          { type: "document", source: { type: "base64", media_type: pdf, data: "JVBERi0=" }, title: "a.pdf" },
          { type: "document", source: { type: "url", url: "https://example.test/b.pdf" } },
          { type: "document", source: { type: "file", file_id: "file_1" }, title: "c.pdf" },
        ],
      },
    ]);
  });

  test("sends calls with their arguments as objects, and results as a turn of the user", () => {
    expect(
      messagesOf(
        message(
          "assistant",
          words("Wait."),
          { type: "tool-call", toolCallId: "a", name: "f", arguments: '{"x":[1]}' },
          { type: "tool-call", toolCallId: "b", name: "g", arguments: '{"broken' },
          { type: "tool-call", toolCallId: "c", name: "h", arguments: "[1]" },
        ),
        message(
          "tool",
          { type: "tool-result", toolCallId: "a", result: "1" },
          { type: "tool-result", toolCallId: "b", result: '{"y":2}' },
        ),
      ),
    ).toEqual([
      {
        role: "assistant",
        content: [
          { type: "text", text: "Wait." },
          { type: "tool_use", id: "a", name: "f", input: { x: [1] } },
          { type: "tool_use", id: "b", name: "g", input: {} },
          { type: "tool_use", id: "c", name: "h", input: {} },
        ],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "a", content: "1" },
          { type: "tool_result", tool_use_id: "b", content: '{"y":2}' },
        ],
      },
    ]);
  });

  test("sends an answer that waits for results back as it came, with its signatures", async () => {
    const answer = await read(recorded("thinking-tool-use.sse"));
    const [sent] = messagesOf(answer) as [{ role: string; content: Record<string, unknown>[] }];
    const [thinking, redacted, said, weather, date] = sent.content;
    expect(sent.content).toHaveLength(5);
    expect(thinking).toMatchObject({
      type: "thinking",
      thinking: expect.stringMatching(/^The user wants.*at once\.$/),
    });
    expect(thinking!["signature"]).toMatch(/^EqQB.{220}==$/);
    expect(redacted).toEqual({ type: "redacted_thinking", data: expect.stringMatching(/^EmwKAhgBEgy/) });
    expect(said).toEqual({ type: "text", text: messageText(answer) });
    expect(weather).toMatchObject({
      type: "tool_use",
      name: "get_weather",
      input: { city: "Zürich", unit: "celsius" },
    });
    expect(date).toMatchObject({ type: "tool_use", name: "get_date", input: {} });
  });

  test("sends a paused turn back as it came, with the tools that the server ran", async () => {
    const [sent] = messagesOf(await read(recorded("server-tools-pause.sse"))) as [{ content: { type: string }[] }];
    expect(sent.content.map(({ type }) => type)).toEqual([
      "text",
      "server_tool_use",
      "server_tool_use",
      "web_fetch_tool_result",
      "web_fetch_tool_result",
      "text",
      "server_tool_use",
      "bash_code_execution_tool_result",
    ]);
    expect(sent.content[1]).toMatchObject({ input: { url: "https://example.org/report.html" } });
    expect(sent.content[1]).not.toHaveProperty("partial_json");
  });

  test("sends a finished answer as its text", async () => {
    const answer = await read(recorded("web-search.sse"));
    expect(messagesOf(answer)).toEqual([
      {
        role: "assistant",
        content: answer.parts.map((part) => ({ type: "text", text: part.type === "text" && part.text })),
      },
    ]);
  });
});
