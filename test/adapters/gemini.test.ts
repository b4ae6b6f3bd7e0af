import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { gemini } from "../../src/adapters/gemini/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Message, type MessagePart } from "../../src/protocol/message.js";
import { checkAdapter } from "../../src/testing/check-adapter.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { growth } from "../helpers/growth.js";
import { event } from "../helpers/openai.js";

const recordings = new URL("../../src/adapters/gemini/recordings/", import.meta.url);
const recorded = (file: string): string => readFileSync(new URL(file, recordings), "utf8");

function read(...chunks: string[]): Promise<Message> {
  return collectMessageWith(streamResponse({ chunks }), { adapter: gemini });
}

function readWhole(body: string): Promise<Message> {
  const headers = { "content-type": "application/json" };
  return collectMessageWith(streamResponse({ chunks: [body], headers }), { adapter: gemini });
}

const chunk = (parts: unknown, candidate = {}, rest = {}) =>
  event({
    candidates: [{ content: { parts, role: "model" }, ...candidate }],
    modelVersion: "g",
    responseId: "r",
    ...rest,
  });
const text = (words: string) => chunk([{ text: words }]);
const finish = chunk([{ text: "" }], { finishReason: "STOP" });

describe("the answer", () => {
  test.for([
    ["STOP", "stop", "STOP"],
    ["MAX_TOKENS", "length", "MAX_TOKENS"],
    ["SAFETY", "content_filter", "SAFETY"],
    ["RECITATION", "content_filter", "RECITATION"],
    ["BLOCKLIST", "content_filter", "BLOCKLIST"],
    ["PROHIBITED_CONTENT", "content_filter", "PROHIBITED_CONTENT"],
    ["SPII", "content_filter", "SPII"],
    ["IMAGE_SAFETY", "content_filter", "IMAGE_SAFETY"],
    ["MALFORMED_FUNCTION_CALL", "error", "MALFORMED_FUNCTION_CALL"],
    ["TOO_MANY_TOOL_CALLS", "error", "TOO_MANY_TOOL_CALLS"],
    ["OTHER", "OTHER", undefined],
    ["CONTINUATION", "CONTINUATION", undefined],
  ])("finish reason %s", async ([wire, finishReason, rawFinishReason]) => {
    const message = await read(text("a"), chunk([], { finishReason: wire }));
    expect([message.status, message.finishReason, message.rawFinishReason]).toEqual([
      "done",
      finishReason,
      rawFinishReason,
    ]);
  });

  test("may say STOP on every chunk", async () => {
    const stop = { finishReason: "STOP" };
    expect(await read(chunk([{ text: "a" }], stop), chunk([{ text: "b" }], stop))).toMatchObject({
      status: "done",
      parts: [{ type: "text", text: "ab" }],
    });
  });

  test("says why it was filtered, where the server does", async () => {
    const filtered = chunk([], { finishReason: "SAFETY", finishMessage: "Blocked by policy." });
    expect((await read(text("a"), filtered)).parts).toMatchObject([
      { text: "a" },
      { type: "refusal", text: "Blocked by policy." },
    ]);
  });

  test("of several candidates keeps them apart", async () => {
    const both = (words: string, rest = {}) =>
      event({ candidates: [0, 1].map((index) => ({ index, content: { parts: [{ text: words + index }] }, ...rest })) });
    const message = await read(both("a"), both("b", { finishReason: "STOP" }));
    expect([message, ...message.choices!].map(messageText)).toEqual(["a0b0", "a1b1"]);
  });

  test("text after code that ran is a part of its own", async () => {
    const code = chunk([{ executableCode: { code: "1" } }]);
    expect((await read(text("a"), text("b"), code, text("c"), text("d"), finish)).parts).toMatchObject([
      { text: "ab" },
      { text: "cd" },
    ]);
  });

  test("shows pictures as files", async () => {
    const inlineData = { mimeType: "image/png", data: "iVBORw0K", displayName: "a.png" };
    expect((await read(chunk([{ inlineData }]), finish)).parts).toEqual([
      { type: "file", mediaType: "image/png", url: "data:image/png;base64,iVBORw0K", name: "a.png" },
    ]);
  });

  test("fails by an error in the stream, with its code", async () => {
    const error = { code: 429, message: "Slow down.", status: "RESOURCE_EXHAUSTED" };
    expect(await read(text("a"), event({ error }))).toMatchObject({
      status: "error",
      error: { code: "server", message: "Slow down.", serverCode: "429", retryable: true },
    });
    expect(await read(event([{ error: { code: 403, message: "No." } }]))).toMatchObject({
      error: { retryable: false },
    });
  });
});

describe("grounding", () => {
  const groundingChunks = [
    { web: { uri: "https://example.test/a", title: "A" } },
    { retrievedContext: { title: "b.pdf", text: "passage" } },
    { image: {} },
  ];
  const ground = (segment: object, groundingChunkIndices: unknown = [0]) => ({
    groundingMetadata: { groundingChunks, groundingSupports: [{ segment, groundingChunkIndices }] },
  });
  const stop = { finishReason: "STOP" };
  const marked = (message: Message) =>
    message.citations.map(({ start, end }) => messageText(message).slice(start, end));

  test("gives sources, and citations by bytes", async () => {
    const message = await read(
      text("ä🚋 b"),
      text("c."),
      chunk([], { ...stop, ...ground({ startIndex: 2, endIndex: 8 }, [0, 1, 2, 9, "length"]) }),
    );
    expect(message.sources).toMatchObject([
      { id: "https://example.test/a", kind: "web", title: "A" },
      { id: "b.pdf", kind: "file", title: "b.pdf", snippet: "passage" },
    ]);
    expect(message.citations).toMatchObject([
      { kind: "web", url: "https://example.test/a" },
      { kind: "file", title: "b.pdf" },
    ]);
    expect(marked(message)).toEqual(["🚋 b", "🚋 b"]);
  });

  test("may come before the text and not again", async () => {
    const message = await read(chunk([{ text: "a" }], ground({ startIndex: 1, endIndex: 3 })), text("bc"), finish);
    expect(marked(message)).toEqual(["bc"]);
  });

  test.for<[string, object, string[]]>([
    ["the first part, which was thought", { endIndex: 2 }, ["ab"]],
    ["the part after the thought", { partIndex: 1, endIndex: 2 }, ["ab"]],
    ["the part after that", { partIndex: 2, startIndex: 1, endIndex: 2 }, ["d"]],
    ["a part that is not there", { partIndex: 9, endIndex: 2 }, ["ab"]],
    ["up to the end and beyond", { startIndex: 3, endIndex: 99 }, ["d"]],
    ["nothing", {}, []],
    ["from the end to the start", { startIndex: 2, endIndex: 1 }, []],
    ["places that are no places", { startIndex: -1, endIndex: 1e308, partIndex: 0.5 }, []],
  ])("counts from %s", async ([, segment, expected]) => {
    const message = await read(
      chunk([{ text: "hm", thought: true }]),
      chunk([{ text: "hm", thought: true }, { text: "a" }]),
      text("b"),
      chunk([{ text: "" }, { text: "" }], {}),
    );
    expect(message.error?.code).toBe("incomplete");
    const grounded = await read(
      chunk([{ text: "h", thought: true }]),
      chunk([{ text: "m", thought: true }, { text: "a" }]),
      chunk([{ text: "b" }, { text: "cd" }]),
      chunk([], { ...stop, ...ground(segment) }),
    );
    expect(marked(grounded)).toEqual(expected);
  });
});

test.for<[string, string]>([
  ["scalars", 'data: 1\n\ndata: null\n\ndata: "x"\n\ndata: []\n\n'],
  [
    "candidates of the wrong kind",
    [null, 1, "x", {}, [null, 1, "x", []]].map((candidates) => event({ candidates })).join(""),
  ],
  ["parts of the wrong kind", chunk({}) + chunk([null, 1, "x", [], { text: 1 }, { text: null }])],
  [
    "members of the wrong kind",
    [null, 1, "x", [], {}, { name: 1 }, { id: {}, args: 1 }]
      .map((odd) => chunk([{ functionCall: odd, inlineData: odd, fileData: odd, thought: odd }]))
      .join(""),
  ],
  ["an index of the wrong kind", [null, "1", {}].map((index) => chunk([{ text: "" }], { index })).join("")],
  [
    "grounding of the wrong kind",
    [1, "x", [], { groundingChunks: {}, groundingSupports: [null, 1, { segment: 1, groundingChunkIndices: [{}] }] }]
      .map((groundingMetadata) => chunk([], { groundingMetadata }))
      .join(""),
  ],
  [
    "usage of the wrong kind",
    [null, 1, [], { totalTokenCount: "1" }].map((usageMetadata) => chunk([], {}, { usageMetadata })).join(""),
  ],
  [
    "feedback of the wrong kind",
    [null, 1, {}, { blockReason: 1 }].map((promptFeedback) => event({ promptFeedback })).join(""),
  ],
  [
    "keys named __proto__",
    'data: {"__proto__":{"polluted":1},"candidates":[{"content":{"parts":[{"__proto__":{"polluted":1}}]}}]}\n\n',
  ],
])("odd input never breaks the answer: %s", async ([, odd]) => {
  const message = await read(text("a"), odd, text("b"), finish);
  expect([message.status, messageText(message)]).toEqual(["done", "ab"]);
  expect("polluted" in {}).toBe(false);
});

test.for(["grounding.sse", "thoughts-tool-calls.sse", "code-execution.sse"])(
  "%s with something wrong in it",
  async (file) => {
    expect((await checkAdapter(gemini, { body: recorded(file) })).status).toBe("done");
  },
);

test("the cost of a chunk does not grow with the answer", () => {
  const work = (size: number) => {
    const decode = gemini.createDecoder();
    const json = { candidates: [{ content: { parts: [{ text: "Wörter " }] } }] };
    let events = 0;
    for (let count = 0; count < size; count++) events += [...decode(json, { data: "" })].length;
    expect(events).toBe(size);
  };
  expect(growth(work, 8_000)).toBeLessThan(10);
});

describe("a reply that was not streamed, or not as events", () => {
  test("cut in the middle is never done", async () => {
    const candidates = [{ content: { parts: [{ text: "Hi" }] }, finishReason: "STOP" }];
    for (const body of [JSON.stringify({ candidates }), JSON.stringify([{ candidates }], null, 1)]) {
      expect((await readWhole(body)).status).toBe("done");
      for (let length = 0; length < body.length; length++) {
        expect((await readWhole(body.slice(0, length))).status, `${length} characters`).toBe("error");
      }
    }
  });

  test("of other JSON is no answer", async () => {
    for (const body of ["{}", "[]", '{"hello":1}', "1", "[[]]"]) {
      expect(await readWhole(body)).toMatchObject({ status: "error", parts: [] });
    }
  });
});

// --- Requests --------------------------------------------------------------------------------------------------------

const message = (role: Message["role"], ...parts: MessagePart[]) => createMessage("m", role, { parts });
const words = (said: string): MessagePart => ({ type: "text", text: said });

/** The body as it would travel. */
function write(messages: readonly Message[], body: Record<string, unknown> = {}): Record<string, unknown> {
  return JSON.parse(JSON.stringify(gemini.createRequest!({ messages, body }).body)) as Record<string, unknown>;
}

describe("the request", () => {
  const contentsOf = (...messages: Message[]) => write(messages)["contents"];

  test("has no member for the stream or the model, and lets the user's members win", () => {
    expect(write([message("user", words("Hi"))], { generationConfig: { temperature: 0 } })).toEqual({
      contents: [{ role: "user", parts: [{ text: "Hi" }] }],
      generationConfig: { temperature: 0 },
    });
    expect(write([], { contents: [1] })).toEqual({ contents: [1] });
  });

  test("puts what the system says in its own member, and joins turns of one side", () => {
    const failed = message("assistant", { type: "reasoning", text: "hm" });
    expect(
      write([
        message("system", words("Be brief.")),
        message("user", words("a"), words("")),
        failed,
        message("user", words("b")),
        message("assistant", words("c")),
      ]),
    ).toEqual({
      systemInstruction: { parts: [{ text: "Be brief." }] },
      contents: [
        { role: "user", parts: [{ text: "a" }, { text: "b" }] },
        { role: "model", parts: [{ text: "c" }] },
      ],
    });
  });

  test("sends files by content, by address or by id", () => {
    expect(
      contentsOf(
        message(
          "user",
          { type: "file", mediaType: "image/png", url: "data:image/png;base64,iVBORw0K" },
          { type: "file", mediaType: "video/mp4", url: "https://example.test/a.mp4" },
          { type: "file", mediaType: "application/pdf", fileId: "https://files.example.test/v1beta/files/1" },
        ),
      ),
    ).toEqual([
      {
        role: "user",
        parts: [
          { inlineData: { mimeType: "image/png", data: "iVBORw0K" } },
          { fileData: { mimeType: "video/mp4", fileUri: "https://example.test/a.mp4" } },
          { fileData: { mimeType: "application/pdf", fileUri: "https://files.example.test/v1beta/files/1" } },
        ],
      },
    ]);
  });

  test("sends calls and all their results in one turn, with the names of the functions", () => {
    expect(
      contentsOf(
        message(
          "assistant",
          { type: "tool-call", toolCallId: "a", name: "f", arguments: '{"x":1}' },
          { type: "tool-call", toolCallId: "r#1", name: "g", arguments: "" },
        ),
        message("tool", { type: "tool-result", toolCallId: "a", result: '{"y":2}' }),
        message("tool", { type: "tool-result", toolCallId: "r#1", result: "21 °C" }),
      ),
    ).toEqual([
      {
        role: "model",
        parts: [{ functionCall: { id: "a", name: "f", args: { x: 1 } } }, { functionCall: { name: "g", args: {} } }],
      },
      {
        role: "user",
        parts: [
          { functionResponse: { id: "a", name: "f", response: { y: 2 } } },
          { functionResponse: { name: "g", response: { output: "21 °C" } } },
        ],
      },
    ]);
  });

  test("sends an answer with calls back as it came, with its signatures", async () => {
    const answer = await read(recorded("thoughts-tool-calls.sse"));
    const results = answer.parts.flatMap((part): MessagePart[] =>
      part.type === "tool-call" ? [{ type: "tool-result", toolCallId: part.toolCallId, result: "{}" }] : [],
    );
    const [model, user] = contentsOf(answer, message("tool", ...results)) as { role: string; parts: object[] }[];
    const came = recorded("thoughts-tool-calls.sse")
      .split("\r\n\r\n")
      .filter(Boolean)
      .map((frame) => JSON.parse(frame.slice("data: ".length)) as { candidates: [{ content: { parts: object[] } }] });
    expect(model).toEqual({ role: "model", parts: came.flatMap(({ candidates: [{ content }] }) => content.parts) });
    expect(JSON.stringify(model)).toContain("thoughtSignature");
    expect(user!.parts).toMatchObject([
      { functionResponse: { id: "fc_8k2m1q0z", name: "get_weather" } },
      { functionResponse: { id: "fc_3v7x9w2p", name: "get_forecast" } },
    ]);
  });

  test("gives no id back that the server did not give", async () => {
    const answer = await read(recorded("calls-without-ids.sse"));
    const call = answer.parts.find((part) => part.type === "tool-call")!;
    const result: MessagePart = { type: "tool-result", toolCallId: call.toolCallId, result: "[]" };
    expect(contentsOf(answer, message("tool", result))).toEqual([
      {
        role: "model",
        parts: [{ functionCall: { name: "list_open_tabs", args: {} } }, { functionCall: { name: "now" } }],
      },
      { role: "user", parts: [{ functionResponse: { name: "list_open_tabs", response: { output: "[]" } } }] },
    ]);
  });
});
