import { describe, expect, test } from "vitest";
import { openaiChat } from "../../src/adapters/index.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Message, type MessagePart } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { recordedBody, requestFiles, rewrite, writeBody } from "../helpers/chat-requests.js";
import { answer, delta, done, event, finish } from "../helpers/openai.js";
import { hasWireFolder } from "../helpers/recordings.js";

function read(...chunks: string[]): Promise<Message> {
  return collectMessageWith(streamResponse({ chunks }), { adapter: openaiChat, now: () => 0 });
}

/** Parts of an answer to chunks with these deltas. */
async function parts(...deltas: unknown[]): Promise<readonly MessagePart[]> {
  return (await read(...deltas.map((delta) => event({ choices: [{ index: 0, delta }] })), done)).parts;
}

describe("content", () => {
  test.for<[string, unknown[], MessagePart[]]>([
    [
      "text",
      [{ role: "assistant", content: "" }, { content: "Hi" }, { content: null }, {}],
      [{ type: "text", text: "Hi" }],
    ],
    ["leading line ends", [{ content: "\n\nHi" }], [{ type: "text", text: "\n\nHi" }]],
    [
      "reasoning_content (DeepSeek, xAI, AISIX)",
      [{ reasoning_content: "hm", content: null }],
      [{ type: "reasoning", text: "hm" }],
    ],
    ["reasoning (Groq, vLLM)", [{ reasoning: "hm" }], [{ type: "reasoning", text: "hm" }]],
    [
      "reasoning told twice (OpenRouter)",
      [{ reasoning: "hm", reasoning_details: [{ text: "hm" }] }],
      [{ type: "reasoning", text: "hm" }],
    ],
    [
      "reasoning in details only",
      [{ reasoning_details: [{ text: "h" }, { summary: "x" }, { text: "m" }] }],
      [{ type: "reasoning", text: "hm" }],
    ],
    [
      "a list of parts (Mistral)",
      [
        {
          content: [
            { type: "thinking", thinking: [{ type: "text", text: "hm" }] },
            { type: "text", text: "Hi" },
          ],
        },
      ],
      [
        { type: "reasoning", text: "hm" },
        { type: "text", text: "Hi" },
      ],
    ],
    ["a refusal", [{ refusal: "I ", content: null }, { refusal: "cannot" }], [{ type: "refusal", text: "I cannot" }]],
    [
      "half an emoji in each chunk",
      [{ content: "\uD83D" }, { content: "\uDE00" }],
      [{ type: "text", text: "\u{1F600}" }],
    ],
  ])("%s", async ([, deltas, expected]) => {
    expect(await parts(...deltas)).toEqual(expected);
  });
});

describe("tool calls", () => {
  const call = (rest: object) => ({ tool_calls: [rest] });

  test.for<[string, unknown[], object[]]>([
    [
      "arguments cut anywhere",
      [
        call({ index: 0, id: "a", function: { name: "f", arguments: "" } }),
        call({ index: 0, function: { arguments: '{"x' } }),
        call({ index: 0, function: { arguments: '":1}' } }),
      ],
      [{ toolCallId: "a", name: "f", arguments: '{"x":1}' }],
    ],
    [
      "two calls that mix",
      [
        call({ index: 0, id: "a", function: { name: "f" } }),
        call({ index: 1, id: "b", function: { name: "g" } }),
        call({ index: 0, function: { arguments: "{}" } }),
        call({ index: 1, function: { arguments: "[]" } }),
      ],
      [
        { toolCallId: "a", name: "f", arguments: "{}" },
        { toolCallId: "b", name: "g", arguments: "[]" },
      ],
    ],
    [
      "whole calls without an index",
      [
        call({ id: "a", function: { name: "f", arguments: "{}" } }),
        call({ id: "b", function: { name: "g", arguments: "{}" } }),
      ],
      [
        { toolCallId: "a", name: "f", arguments: "{}" },
        { toolCallId: "b", name: "g", arguments: "{}" },
      ],
    ],
    [
      "a call without an id",
      [call({ index: 0, function: { name: "f", arguments: "{" } }), call({ index: 0, function: { arguments: "}" } })],
      [{ toolCallId: "call-0:0", name: "f", arguments: "{}" }],
    ],
    [
      "an id repeated empty",
      [
        call({ index: 0, id: "a", function: { name: "f", arguments: "{" } }),
        call({ index: 0, id: "", function: { name: "", arguments: "}" } }),
      ],
      [{ toolCallId: "a", name: "f", arguments: "{}" }],
    ],
    [
      "whole calls that all have the index 0 (Gemini)",
      [
        call({ index: 0, id: "a", function: { name: "f", arguments: "{}" } }),
        call({ index: 0, id: "b", function: { name: "f", arguments: "[]" } }),
      ],
      [
        { toolCallId: "a", name: "f", arguments: "{}" },
        { toolCallId: "b", name: "f", arguments: "[]" },
      ],
    ],
    [
      "a new id with every piece",
      [
        call({ index: 0, id: "a", function: { name: "f", arguments: "{" } }),
        call({ index: 0, id: "b", function: { arguments: "}" } }),
      ],
      [{ toolCallId: "a", name: "f", arguments: "{}" }],
    ],
    [
      "no index, and an id on the first piece only",
      [call({ id: "a", function: { name: "f", arguments: "{" } }), call({ function: { arguments: "}" } })],
      [{ toolCallId: "a", name: "f", arguments: "{}" }],
    ],
    [
      "two calls of one delta without an index and without an id",
      [{ tool_calls: [{ function: { name: "f" } }, { function: { name: "g" } }] }],
      [
        { toolCallId: "call-0:0", name: "f", arguments: "" },
        { toolCallId: "call-0:1", name: "g", arguments: "" },
      ],
    ],
    [
      "a legacy function call",
      [{ function_call: { name: "f", arguments: "{" } }, { function_call: { arguments: "}" } }],
      [{ toolCallId: "function_call", name: "f", arguments: "{}" }],
    ],
    [
      "a huge index",
      [call({ index: 4_294_967_295, id: "a", function: { name: "f", arguments: "{}" } })],
      [{ toolCallId: "a", name: "f", arguments: "{}" }],
    ],
  ])("%s", async ([, deltas, calls]) => {
    expect(await parts(...deltas)).toEqual(calls.map((rest) => ({ type: "tool-call", ...rest })));
  });
});

describe("citations", () => {
  const annotated = async (...annotations: unknown[]) =>
    read(delta("Hi there"), event({ choices: [{ index: 0, delta: { annotations } }] }), finish);
  const page = { url: "https://a.example", title: "A" };

  test("point into the text, with what they rest on", async () => {
    const { citations, sources } = await annotated(
      { type: "url_citation", url_citation: { ...page, start_index: 0, end_index: 2 } },
      { type: "document_citation", document_citation: { document_id: "d1", start_index: 3, end_index: 8 } },
    );
    expect(citations).toEqual([
      { kind: "web", start: 0, end: 2, ...page },
      { kind: "file", start: 3, end: 8, fileId: "d1" },
    ]);
    expect(sources).toEqual([]);
  });

  test("without a range are sources of the whole answer", async () => {
    const { citations, sources } = await annotated(
      { type: "url_citation", url_citation: page },
      { type: "url_citation", url_citation: { ...page, start_index: 0, end_index: 0 } },
    );
    expect(citations).toEqual([]);
    expect(sources).toEqual([{ id: page.url, kind: "web", ...page }]);
  });

  test("of other kinds, and of none, are left out", async () => {
    const { citations, sources } = await annotated(
      { type: "file", file: { name: "a.pdf" } },
      { type: "function_citation", function_citation: { tool_call_id: "c", start_index: 0, end_index: 2 } },
      null,
      1,
      [],
      { url_citation: "x" },
      { url_citation: { url: 1, start_index: "0", end_index: null } },
    );
    expect([citations, sources]).toEqual([[], []]);
  });

  test("of another choice belong to that choice", async () => {
    const url_citation = { ...page, start_index: 0, end_index: 1 };
    const message = await read(
      event({ choices: [{ index: 1, delta: { content: "b", annotations: [{ url_citation }] } }] }),
      done,
    );
    expect([message.citations, message.choices![0]!.citations.length]).toEqual([[], 1]);
  });
});

describe("the head and the tail", () => {
  test("model and id come from the first chunk that names them", async () => {
    const message = await read(
      event({ id: "", model: "", choices: [] }),
      event({ id: "r1", model: "m", choices: [] }),
      event({ id: "r2", model: "other", choices: [] }),
      done,
    );
    expect([message.model, message.responseId]).toEqual(["m", "r1"]);
  });

  test("a finish reason is kept, the legacy one in today's words", async () => {
    const reason = async (finish_reason: string) =>
      (await read(event({ choices: [{ index: 0, delta: {}, finish_reason }] }))).finishReason;
    expect([await reason("length"), await reason("function_call"), await reason("eos")]).toEqual([
      "length",
      "tool_calls",
      "eos",
    ]);
  });

  test("the word of the wire is kept where it is another one", async () => {
    const raw = async (choice: object) =>
      (await read(event({ choices: [{ index: 0, delta: {}, ...choice }] }))).rawFinishReason;
    expect([
      await raw({ finish_reason: "function_call" }),
      await raw({ finish_reason: "content_filter" }),
      await raw({ finish_reason: "stop", native_finish_reason: "end_turn" }),
    ]).toEqual(["function_call", undefined, undefined]);
  });

  test.for<[string, unknown, object]>([
    [
      "OpenAI",
      {
        prompt_tokens: 1,
        completion_tokens: 2,
        total_tokens: 3,
        prompt_tokens_details: { cached_tokens: 4 },
        completion_tokens_details: { reasoning_tokens: 5 },
      },
      { inputTokens: 1, outputTokens: 2, totalTokens: 3, cachedInputTokens: 4, reasoningTokens: 5 },
    ],
    [
      "without a total",
      { prompt_tokens: 1, completion_tokens: 2 },
      { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
    ],
    ["with one side only", { completion_tokens: 2 }, { outputTokens: 2 }],
    ["zero", { prompt_tokens: 0, completion_tokens: 0 }, { inputTokens: 0, outputTokens: 0, totalTokens: 0 }],
    [
      "the cache of DeepSeek",
      { prompt_tokens: 1, completion_tokens: 1, prompt_cache_hit_tokens: 1 },
      { inputTokens: 1, outputTokens: 1, totalTokens: 2, cachedInputTokens: 1 },
    ],
    [
      "details in the singular (Writer)",
      { prompt_tokens: 1, completion_tokens: 1, prompt_token_details: { cached_tokens: 1 } },
      { inputTokens: 1, outputTokens: 1, totalTokens: 2, cachedInputTokens: 1 },
    ],
    ["text where numbers belong", { prompt_tokens: "1", completion_tokens: 2 }, { outputTokens: 2 }],
  ])("usage is read: %s", async ([, usage, expected]) => {
    expect((await read(finish, event({ choices: [], usage }), done)).usage).toEqual(expected);
  });

  test("usage is also found where Groq puts it, and null is none", async () => {
    expect(
      (
        await read(
          event({ choices: [], usage: null }),
          event({ choices: [], x_groq: { usage: { prompt_tokens: 1, completion_tokens: 1 } } }),
          finish,
        )
      ).usage,
    ).toMatchObject({ totalTokens: 2 });
    expect((await read(event({ choices: [], usage: null }), finish)).usage).toBeUndefined();
  });
});

describe("the end", () => {
  test.for<[string, string[], string, string | undefined]>([
    ["an end marker with something after it is none", [delta("a"), "data: [DONE]xyz\n\n"], "error", "incomplete"],
    ["a bare end marker in the text is text", [...answer("[DONE]")], "done", undefined],
    ["an error frame", [delta("a"), event({ error: { message: "x", type: "server_error" } })], "error", "server"],
    [
      "an error frame that stands beside choices (OpenRouter)",
      [
        event({
          error: { code: 502, message: "x" },
          choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
        }),
      ],
      "error",
      "server",
    ],
    [
      "an error frame beats the end marker after it (vLLM)",
      [delta("a"), event({ error: { message: "x" } }), done],
      "error",
      "server",
    ],
    ["an event named error", [delta("a"), 'event: error\ndata: {"message":"x"}\n\n'], "error", "server"],
    [
      "`error: null` is no error",
      [event({ error: null, choices: [{ index: 0, delta: { content: "a" } }] }), done],
      "done",
      undefined,
    ],
  ])("%s", async ([, chunks, status, code]) => {
    const message = await read(...chunks);
    expect([message.status, message.error?.code]).toEqual([status, code]);
  });

  test("an answer of several choices ends when the connection does", async () => {
    const end = (index: number) => event({ choices: [{ index, delta: {}, finish_reason: "stop" }] });
    const message = await read(delta("a", 0), delta("x", 1), end(1), delta("b", 0), end(0), done);
    expect([messageText(message), message.choices!.map(messageText), message.status]).toEqual(["ab", ["x"], "done"]);
  });

  test("the end of another choice is not the end of the answer", async () => {
    const message = await read(delta("a", 0), event({ choices: [{ index: 1, delta: {}, finish_reason: "stop" }] }));
    expect(message).toMatchObject({ status: "error", error: { code: "incomplete" } });
  });
});

test.for<[string, string]>([
  ["scalars", 'data: 1\n\ndata: null\n\ndata: "x"\n\ndata: []\n\n'],
  [
    "choices of the wrong kind",
    event({ choices: "x" }) + event({ choices: [null, 1, "x", []] }) + event({ choices: {} }),
  ],
  [
    "deltas of the wrong kind",
    [null, 1, "x", [], { content: 1 }, { content: {} }, { content: [null, 1, { text: 2 }] }]
      .map((delta) => event({ choices: [{ delta }] }))
      .join(""),
  ],
  [
    "tool calls of the wrong kind",
    [1, [null], [1], [{ function: 1 }], [{ index: "x" }]]
      .map((tool_calls) => event({ choices: [{ delta: { tool_calls } }] }))
      .join(""),
  ],
  [
    "an index of the wrong kind",
    [null, "1", {}, -1, 0.5, 1e9].map((index) => event({ choices: [{ index, delta: { content: "" } }] })).join(""),
  ],
  ["keys named __proto__", 'data: {"__proto__":{"polluted":1},"choices":[{"delta":{"__proto__":{"polluted":1}}}]}\n\n'],
])("odd input never breaks the answer: %s", async ([, odd]) => {
  const message = await read(delta("a"), odd, delta("b"), finish);
  expect([message.status, messageText(message)]).toEqual(["done", "ab"]);
  expect("polluted" in {}).toBe(false);
});

describe("a reply that was not streamed", () => {
  const whole = (json: unknown): Promise<Message> =>
    collectMessageWith(
      streamResponse({ chunks: [JSON.stringify(json)], headers: { "content-type": "application/json" } }),
      { adapter: openaiChat },
    );

  test("is the same message", async () => {
    const message = await whole({
      id: "r",
      model: "m",
      choices: [{ index: 0, message: { content: "Hi", reasoning: "hm" }, finish_reason: "stop" }],
      usage: { prompt_tokens: 1, completion_tokens: 1 },
    });
    expect(message).toMatchObject({
      status: "done",
      model: "m",
      responseId: "r",
      finishReason: "stop",
      usage: { totalTokens: 2 },
    });
    expect(message.parts.map(({ type }) => type)).toEqual(["reasoning", "text"]);
  });

  test("is complete without a finish reason", async () => {
    expect(await whole({ choices: [{ message: { content: "Hi" } }] })).toMatchObject({ status: "done" });
  });

  test("of JSON that is no completion says so, with the body as evidence", async () => {
    for (const json of [{ hello: 1 }, [], { choices: [] }]) {
      expect(await whole(json)).toMatchObject({
        status: "error",
        error: { code: "unexpected-response", status: 200, bodySample: JSON.stringify(json) },
      });
    }
  });

  test("of an error is that error", async () => {
    expect(await whole({ error: { message: "No credit", code: 402 } })).toMatchObject({
      error: { code: "server", message: "No credit", serverCode: "402", status: 200 },
    });
  });

  test("cut in the middle is incomplete or unreadable, never done", async () => {
    const body = JSON.stringify({ choices: [{ message: { content: "Hi" }, finish_reason: "stop" }] });
    for (let length = 0; length < body.length; length++) {
      const response = streamResponse({
        chunks: [body.slice(0, length)],
        headers: { "content-type": "application/json" },
      });
      expect((await collectMessageWith(response, { adapter: openaiChat })).status, `${length} characters`).toBe(
        "error",
      );
    }
  });
});

// --- Requests --------------------------------------------------------------------------------------------------------

describe.skipIf(!hasWireFolder)("recorded requests are written alike", () => {
  test.for(requestFiles("openai-chat"))("%s", (file) => {
    const body = recordedBody(file);
    expect(rewrite(openaiChat, body)).toEqual(body);
  });
});

describe("the request", () => {
  const message = (role: Message["role"], ...parts: MessagePart[]) => createMessage("m", role, { parts });
  const text = (words: string): MessagePart => ({ type: "text", text: words });
  const write = (messages: readonly Message[], body?: Record<string, unknown>) => writeBody(openaiChat, messages, body);
  const messagesOf = (...messages: Message[]) => (write(messages) as { messages: unknown }).messages;

  test("asks for a stream with usage, and lets the user's members win", () => {
    expect(write([], { model: "m" })).toEqual({
      model: "m",
      messages: [],
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(write([], { stream: false, stream_options: undefined })).toEqual({ messages: [], stream: false });
  });

  test("sends plain text as a text, and joins several", () => {
    expect(messagesOf(message("user", text("a"), text("b")))).toEqual([{ role: "user", content: "ab" }]);
    expect(messagesOf(message("system", text("be brief")))).toEqual([{ role: "system", content: "be brief" }]);
  });

  test("leaves out answers without content, which most servers refuse", () => {
    expect(messagesOf(message("user", text("a")), message("assistant"), message("user", text("b")))).toEqual([
      { role: "user", content: "a" },
      { role: "user", content: "b" },
    ]);
  });

  test("does not send reasoning back", () => {
    expect(messagesOf(message("assistant", { type: "reasoning", text: "hm" }, text("Hi")))).toEqual([
      { role: "assistant", content: "Hi" },
    ]);
  });

  test("sends tool calls and every result of a tool message", () => {
    expect(
      messagesOf(
        message("assistant", text("Wait."), { type: "tool-call", toolCallId: "a", name: "f", arguments: "{}" }),
        message(
          "tool",
          { type: "tool-result", toolCallId: "a", result: "1" },
          { type: "tool-result", toolCallId: "b", result: "2" },
        ),
      ),
    ).toEqual([
      {
        role: "assistant",
        content: "Wait.",
        tool_calls: [{ id: "a", type: "function", function: { name: "f", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "a", content: "1" },
      { role: "tool", tool_call_id: "b", content: "2" },
    ]);
  });

  test("keeps the order of texts and files, and sends files alone", () => {
    const image: MessagePart = { type: "file", mediaType: "image/png", url: "data:image/png;base64,AA==" };
    const image_url = { url: image.url };
    expect(messagesOf(message("user", text("One:"), image, text("Two:"), image), message("user", image))).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "One:" },
          { type: "image_url", image_url },
          { type: "text", text: "Two:" },
          { type: "image_url", image_url },
        ],
      },
      { role: "user", content: [{ type: "image_url", image_url }] },
    ]);
  });

  test("does not send back the files of an answer", () => {
    const image: MessagePart = { type: "file", mediaType: "image/png", url: "data:image/png;base64,AA==" };
    expect(messagesOf(message("assistant", text("Here."), image))).toEqual([{ role: "assistant", content: "Here." }]);
  });

  test.for([
    ["audio/wav", "wav"],
    ["audio/mpeg", "mp3"],
    ["audio/flac", "flac"],
  ])("sends sounds of %s by content", ([mediaType, format]) => {
    const sound: MessagePart = { type: "file", mediaType: mediaType!, url: `data:${mediaType};base64,UklGRg==` };
    expect(messagesOf(message("user", text("Listen"), sound))).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Listen" },
          { type: "input_audio", input_audio: { data: "UklGRg==", format } },
        ],
      },
    ]);
  });

  test("sends files by address, by content or by id", () => {
    expect(
      messagesOf(
        message(
          "user",
          text("Look"),
          { type: "file", mediaType: "image/png", url: "https://example.test/a.png" },
          { type: "file", mediaType: "application/pdf", url: "data:,x", name: "a.pdf" },
          { type: "file", mediaType: "application/pdf", fileId: "file-1" },
          { type: "file", mediaType: "image/png", fileId: "file-2" },
        ),
      ),
    ).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Look" },
          { type: "image_url", image_url: { url: "https://example.test/a.png" } },
          { type: "file", file: { filename: "a.pdf", file_data: "data:,x" } },
          { type: "file", file: { file_id: "file-1" } },
          { type: "file", file: { file_id: "file-2" } },
        ],
      },
    ]);
  });
});
