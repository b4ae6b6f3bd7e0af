import { describe, expect, test } from "vitest";
import { ollama } from "../../src/adapters/ollama/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Message, type MessagePart } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";

const headers = { "content-type": "application/x-ndjson" };
const line = (json: unknown) => `${JSON.stringify(json)}\n`;
const said = (message: unknown) => line({ model: "m", message, done: false });
const done = line({ model: "m", message: { role: "assistant", content: "" }, done: true, done_reason: "stop" });

function read(...chunks: string[]): Promise<Message> {
  return collectMessageWith(streamResponse({ chunks, headers }), { adapter: ollama, now: () => 0 });
}

describe("content", () => {
  test.for<[string, string[], MessagePart[]]>([
    [
      "thinking, then words",
      [said({ thinking: "h" }), said({ thinking: "m" }), said({ content: "Hi" })],
      [
        { type: "reasoning", text: "hm" },
        { type: "text", text: "Hi" },
      ],
    ],
    [
      "thinking and words in one line",
      [said({ thinking: "hm", content: "Hi" })],
      [
        { type: "reasoning", text: "hm" },
        { type: "text", text: "Hi" },
      ],
    ],
    [
      "a generated text",
      [line({ response: "", thinking: "hm", done: false }), line({ response: "Hi", done: false })],
      [
        { type: "reasoning", text: "hm" },
        { type: "text", text: "Hi" },
      ],
    ],
    [
      "images, of a message and generated",
      [said({ content: "", images: ["AAAA", ""] }), line({ image: "BBBB", done: false })],
      [
        { type: "file", mediaType: "image/png", url: "data:image/png;base64,AAAA" },
        { type: "file", mediaType: "image/png", url: "data:image/png;base64,BBBB" },
      ],
    ],
    [
      "a call without arguments",
      [said({ tool_calls: [{ id: "c", function: { name: "f" } }] })],
      [{ type: "tool-call", toolCallId: "c", name: "f", arguments: "{}" }],
    ],
    [
      "two calls of one tool without ids",
      [
        said({ tool_calls: [{ function: { name: "f", arguments: { x: 1 } } }] }),
        said({ tool_calls: [{ id: "", function: { name: "f", arguments: { x: 1 } } }] }),
      ],
      [
        { type: "tool-call", toolCallId: "call-0", name: "f", arguments: '{"x":1}' },
        { type: "tool-call", toolCallId: "call-1", name: "f", arguments: '{"x":1}' },
      ],
    ],
  ])("%s", async ([, lines, expected]) => {
    expect((await read(...lines, done)).parts).toEqual(expected);
  });
});

describe("the end", () => {
  test.for<[string, object, string | undefined, string | undefined]>([
    ["length after calls is length", { done_reason: "length" }, "length", undefined],
    ["stop after calls is tool_calls", { done_reason: "stop" }, "tool_calls", "stop"],
    ["without a reason", {}, undefined, undefined],
    ["an empty reason (the client left)", { done_reason: "" }, undefined, undefined],
  ])("%s", async ([, last, reason, raw]) => {
    const call = said({ tool_calls: [{ function: { name: "f", arguments: {} } }] });
    const { status, finishReason, rawFinishReason } = await read(call, line({ done: true, ...last }));
    expect([status, finishReason, rawFinishReason]).toEqual(["done", reason, raw]);
  });

  test("the last line may lack its line end, and may hold the last words", async () => {
    const message = await read(said({ content: "a" }), '{"message":{"content":"b"},"done":true}');
    expect([message.status, messageText(message)]).toEqual(["done", "ab"]);
  });

  test.for<[string, string[], string]>([
    ["no line with done", [said({ content: "a" })], "incomplete"],
    ["done that is not true", [line({ done: "true" }), line({ done: 1 })], "incomplete"],
    ["nothing at all", [], "incomplete"],
    ["an error line", [said({ content: "a" }), line({ error: "boom" })], "server"],
    ["an error as the only line", [line({ error: "boom" })], "server"],
  ])("%s", async ([, lines, code]) => {
    expect(await read(...lines)).toMatchObject({ status: "error", error: { code } });
  });

  test("usage: what is missing is not counted", async () => {
    const usage = async (counts: object) => (await read(line({ done: true, ...counts }))).usage;
    expect(await usage({ prompt_eval_count: 2, eval_count: 3 })).toEqual({
      inputTokens: 2,
      outputTokens: 3,
      totalTokens: 5,
    });
    expect(await usage({ eval_count: 3 })).toEqual({ outputTokens: 3 });
    expect(await usage({ prompt_eval_count: 2 })).toEqual({ inputTokens: 2 });
    expect(await usage({ prompt_eval_count: "2" })).toBeUndefined();
  });
});

test.for<[string, string]>([
  ["scalars", 'null\n1\n"x"\n[]\n[{"message":{"content":"x"}}]\n'],
  ["messages of the wrong kind", [null, 1, "x", [], { content: 1 }, { thinking: {} }].map(said).join("")],
  [
    "calls of the wrong kind",
    [1, "x", {}, { a: 1 }].map((tool_calls) => said({ tool_calls })).join("") +
      line({ message: { images: [1, null, {}] } }),
  ],
  ["keys named __proto__", '{"__proto__":{"polluted":1},"message":{"__proto__":{"polluted":1}},"done":false}\n'],
  ["a line that is not JSON", "{oops\n"],
])("odd input never breaks the answer: %s", async ([, odd]) => {
  const message = await read(said({ content: "a" }), odd, said({ content: "b" }), done);
  expect([message.status, messageText(message), message.parts.length]).toEqual(["done", "ab", 1]);
  expect("polluted" in {}).toBe(false);
});

test("odd calls are kept as calls, for the application to refuse", async () => {
  const calls = [
    null,
    1,
    { function: 1 },
    { function: { name: 1, arguments: null } },
    { function: { arguments: "x" } },
  ];
  const message = await read(said({ tool_calls: calls }), done);
  expect(
    message.parts.map((part) => part.type === "tool-call" && [part.toolCallId, part.name, part.arguments]),
  ).toEqual([
    ["call-0", "", "{}"],
    ["call-1", "", "{}"],
    ["call-2", "", "{}"],
    ["call-3", "", "{}"],
    ["call-4", "", '"x"'],
  ]);
});

test("arguments nested too deep to be written do not break the answer", async () => {
  const deep = `${"[".repeat(9_000)}${"]".repeat(9_000)}`;
  const call = `{"message":{"tool_calls":[{"function":{"name":"f","arguments":{"x":${deep}}}}]},"done":false}\n`;
  expect(await read(call, said({ content: "a" }), done)).toMatchObject({
    status: "done",
    parts: [{ name: "f", arguments: "…" }, { text: "a" }],
  });
});

describe("the request", () => {
  const message = (role: Message["role"], ...parts: MessagePart[]) => createMessage("m", role, { parts });
  const text = (words: string): MessagePart => ({ type: "text", text: words });
  const write = (messages: Message[], body: Record<string, unknown> = {}): unknown =>
    JSON.parse(JSON.stringify(ollama.createRequest!({ messages, body }).body));

  test("asks for a stream, and lets the user's members win", () => {
    expect(write([], { model: "m", options: { temperature: 0 } })).toEqual({
      model: "m",
      messages: [],
      stream: true,
      options: { temperature: 0 },
    });
    expect(write([message("user", text("x"))], { stream: false, messages: [] })).toEqual({
      stream: false,
      messages: [],
    });
  });

  test("has the whole conversation, images as bare base64, calls as objects, results by the name of their tool", () => {
    expect(
      write([
        message("system", text("Be brief.")),
        message(
          "user",
          text("What is this?"),
          { type: "file", mediaType: "image/png", url: "data:image/png;base64,AAAA" },
          { type: "file", mediaType: "image/png", url: "https://example.com/b.png" },
          { type: "file", mediaType: "application/pdf", url: "data:application/pdf;base64,BBBB" },
        ),
        message(
          "assistant",
          { type: "reasoning", text: "hm" },
          { type: "tool-call", toolCallId: "c1", name: "look", arguments: '{"at":"map"}' },
          { type: "tool-call", toolCallId: "c2", name: "ask", arguments: '{"broken' },
        ),
        message(
          "tool",
          { type: "tool-result", toolCallId: "c1", result: "a map" },
          { type: "tool-result", toolCallId: "c2", result: "no" },
        ),
        message("assistant", text("A map.")),
      ]),
    ).toEqual({
      stream: true,
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "What is this?", images: ["AAAA"] },
        {
          role: "assistant",
          content: "",
          thinking: "hm",
          tool_calls: [
            { id: "c1", function: { name: "look", arguments: { at: "map" } } },
            { id: "c2", function: { name: "ask", arguments: {} } },
          ],
        },
        { role: "tool", content: "a map", tool_name: "look", tool_call_id: "c1" },
        { role: "tool", content: "no", tool_name: "ask", tool_call_id: "c2" },
        { role: "assistant", content: "A map." },
      ],
    });
  });

  test("leaves out a failed answer without content", () => {
    expect(write([message("user", text("a")), message("assistant"), message("user", text("b"))])).toMatchObject({
      messages: [{ content: "a" }, { content: "b" }],
    });
  });
});
