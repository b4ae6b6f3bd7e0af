import { describe, expect, test } from "vitest";
import { langgraph } from "../../src/adapters/langgraph/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import type { StreamEvent } from "../../src/protocol/events.js";
import { createMessage, messageText, type Message, type MessagePart } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";

const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
const ai = (content: unknown, rest: object = {}) => ({ type: "ai", id: "a", content, ...rest });
const human = (content: string) => ({ type: "human", id: `h-${content}`, content });
/** An event of `messages-tuple`, by default of the node `model`. */
const piece = (message: unknown, metadata: object = { langgraph_node: "model" }, name = "messages") =>
  event(name, [message, metadata]);
const end = event("end", null);

function read(...chunks: string[]): Promise<Message> {
  return collectMessageWith(streamResponse({ chunks, headers: { "content-type": "text/event-stream" } }), {
    adapter: langgraph,
    now: () => 0,
  });
}

const textsOf = ({ parts }: Message) => parts.flatMap((part) => (part.type === "text" ? part.text : []));
const dataOf = ({ parts }: Message) =>
  parts.flatMap((part) => (part.type === "data" ? { [part.name]: part.value } : []));

describe("messages", () => {
  test.for<[string, unknown[], MessagePart[]]>([
    ["texts", [ai("Hi"), ai(""), ai(" there")], [{ type: "text", id: "a:1", text: "Hi there" }]],
    ["the same word twice is two words", [ai("ha"), ai("ha")], [{ type: "text", id: "a:1", text: "haha" }]],
    [
      "blocks: a thought, words, a text among them",
      [
        ai([{ type: "thinking", thinking: "hm", index: 0 }]),
        ai([
          { type: "text", text: "Hi", index: 1 },
          { type: "input_json_delta", input: "{" },
        ]),
        ai(["!"]),
      ],
      [
        { type: "reasoning", id: "a:0", text: "hm" },
        { type: "text", id: "a:1", text: "Hi!" },
      ],
    ],
    [
      "a thought in LangChain's words and in OpenAI's",
      [ai([{ type: "reasoning", reasoning: "h" }]), ai([{ type: "reasoning", summary: [{ text: "m" }] }])],
      [{ type: "reasoning", id: "a:1", text: "hm" }],
    ],
    [
      "a thought and a refusal beside the content",
      [ai("", { additional_kwargs: { reasoning_content: "hm" } }), ai("", { additional_kwargs: { refusal: "No." } })],
      [
        { type: "reasoning", id: "a:0", text: "hm" },
        { type: "refusal", id: "a:0", text: "No." },
      ],
    ],
    ["echoes", [human("x"), { type: "system", id: "s", content: "x" }, { type: "remove", id: "r", content: "" }], []],
    [
      "a result of blocks, and one that is no text",
      [
        { type: "tool", id: "1", tool_call_id: "c1", content: [{ type: "text", text: "a" }, "b"] },
        { type: "tool", id: "2", tool_call_id: "c2", content: [{ type: "json", json: { x: 1 } }] },
      ],
      [
        { type: "tool-result", toolCallId: "c1", result: "ab" },
        { type: "tool-result", toolCallId: "c2", result: '[{"type":"json","json":{"x":1}}]' },
      ],
    ],
    [
      "pieces of two calls that mix",
      [
        ai("", { tool_call_chunks: [{ index: 0, id: "c1", name: "f", args: "" }] }),
        ai("", { tool_call_chunks: [{ index: 1, id: "c2", name: "g", args: "[" }] }),
        ai("", {
          tool_call_chunks: [
            { index: 0, args: "{}", id: null, name: null },
            { index: 1, args: "]" },
          ],
        }),
      ],
      [
        { type: "tool-call", toolCallId: "c1", name: "f", arguments: "{}" },
        { type: "tool-call", toolCallId: "c2", name: "g", arguments: "[]" },
      ],
    ],
    [
      "whole calls that share an index (Gemini)",
      [
        ai("", { tool_call_chunks: [{ index: 0, id: "c1", name: "f", args: "{}" }] }),
        ai("", { tool_call_chunks: [{ index: 0, id: "c2", name: "f", args: "{}" }] }),
      ],
      [
        { type: "tool-call", toolCallId: "c1", name: "f", arguments: "{}" },
        { type: "tool-call", toolCallId: "c2", name: "f", arguments: "{}" },
      ],
    ],
    [
      "a call without an id",
      [
        ai("", { tool_call_chunks: [{ index: 0, name: "f", args: "{" }] }),
        ai("", { tool_call_chunks: [{ index: 0, args: "}" }] }),
      ],
      [{ type: "tool-call", toolCallId: "call-a:0", name: "f", arguments: "{}" }],
    ],
    [
      "a call of a message that was not streamed",
      [ai("", { tool_calls: [{ id: "c1", name: "f", args: { x: "ü" } }] })],
      [{ type: "tool-call", toolCallId: "c1", name: "f", arguments: '{"x":"ü"}' }],
    ],
  ])("%s", async ([, messages, expected]) => {
    expect((await read(...messages.map((message) => piece(message)), end)).parts).toEqual(expected);
  });

  test("of several nodes are parts of their own", async () => {
    const message = await read(piece(ai("One.")), piece(ai("Two.", { id: "b" })), piece(ai(" More.")), end);
    expect(textsOf(message)).toEqual(["One. More.", "Two."]);
  });

  test("usage is added up over pieces and messages", async () => {
    const usage = (input: number, output: number) => ({
      usage_metadata: { input_tokens: input, output_tokens: output, total_tokens: input + output },
    });
    const message = await read(
      piece(ai("x", usage(5, 1))),
      piece(ai("y", usage(0, 2))),
      piece(ai("z", { id: "b", ...usage(7, 3) })),
    );
    expect(message.usage).toEqual({ inputTokens: 12, outputTokens: 6, totalTokens: 18 });
  });
});

describe("messages that are repeated", () => {
  const partial = (...messages: unknown[]) => event("messages/partial", messages);

  test("only what is new becomes an event", () => {
    const decode = langgraph.createDecoder();
    const deltas = (message: unknown): StreamEvent[] => [...decode([message], { data: "", event: "messages/partial" })];
    let content = "";
    for (let index = 0; index < 200; index++) {
      content += `${index} `;
      expect(deltas(ai(content))).toEqual([{ type: "text-delta", delta: `${index} `, partId: "a:1" }]);
    }
    expect(deltas(ai(content))).toEqual([]);
  });

  test("calls grow, results and usage count once", async () => {
    const call = (args: object) =>
      ai("", { tool_calls: [{ id: "c", name: "f", args }], usage_metadata: { input_tokens: 3 } });
    const result = { type: "tool", id: "t", tool_call_id: "c", content: "ok" };
    const complete = event("messages/complete", [result]);
    const message = await read(
      partial(call({})),
      partial(call({ q: "a" })),
      partial(call({ q: "ab" })),
      complete,
      complete,
    );
    expect(message.parts).toEqual([
      { type: "tool-call", toolCallId: "c", name: "f", arguments: '{"q":"ab"}' },
      { type: "tool-result", toolCallId: "c", result: "ok" },
    ]);
    expect(message.usage).toEqual({ inputTokens: 3 });
  });

  test("whatever modes are asked for, a message is shown once", async () => {
    const message = await read(
      event("values", { messages: [human("q")] }),
      piece(ai("An")),
      partial(ai("An")),
      piece(ai("swer")),
      partial(ai("Answer")),
      event("updates", { model: { messages: [ai("Answer", { id: "copy" })] } }),
      event("values", { messages: [human("q"), ai("Answer", { id: "copy" })] }),
      event("messages/complete", [ai("Answer", { id: "copy" })]),
    );
    expect(textsOf(message)).toEqual(["Answer"]);
    expect(message.stages.map(({ title, status }) => [title, status])).toEqual([["model", "done"]]);
  });

  test("updates alone are enough, one message or a list", async () => {
    const message = await read(
      event("updates", { route: { next: "model" } }),
      event("updates", { model: { messages: ai("Hi") } }),
      event("updates", { check: null }),
    );
    expect(textsOf(message)).toEqual(["Hi"]);
    expect(message.stages.map(({ title, output }) => [title, output])).toEqual([
      ["route", '{"next":"model"}'],
      ["model", undefined],
      ["check", undefined],
    ]);
  });

  test("states show this turn only, and what they have beside messages", async () => {
    const before = [human("1"), ai("Old", { id: "old" }), human("2")];
    const message = await read(
      event("values", { messages: before, topic: "tea" }),
      event("values", { messages: [...before, ai("New")], topic: "coffee" }),
    );
    expect(textsOf(message)).toEqual(["New"]);
    expect(dataOf(message)).toEqual([{ values: { topic: "coffee" } }]);
  });

  test("a state of messages alone is no data", async () => {
    expect(dataOf(await read(event("values", { messages: [ai("Hi")] })))).toEqual([]);
  });
});

describe("stages", () => {
  test("a node that works twice is two stages", async () => {
    const step = piece(ai("x")) + event("updates", { model: {} });
    const { stages } = await read(step, step);
    expect(stages.map(({ title, kind, status }) => [title, kind, status])).toEqual([
      ["model", "node", "done"],
      ["model", "node", "done"],
    ]);
    expect(new Set(stages.map(({ id }) => id)).size).toBe(2);
  });

  test("a subgraph speaks in the answer, its state does not", async () => {
    const message = await read(
      piece(
        ai("Found."),
        { langgraph_node: "search", langgraph_checkpoint_ns: "research:1|search:2" },
        "messages|research:1",
      ),
      event("updates|research:1", { search: { messages: [ai("Found.")], secret: 1 } }),
      event("values|research:1", { secret: 1 }),
      event("updates", { research: {} }),
    );
    expect(textsOf(message)).toEqual(["Found."]);
    expect(message.stages.map(({ title, output, status }) => [title, output, status])).toEqual([
      ["research", undefined, "done"],
      ["search", undefined, "done"],
    ]);
    expect(dataOf(message)).toEqual([]);
  });

  test("nodes of a subgraph are steps of the node that it is the work of, however deep", async () => {
    const { stages } = await read(
      event("updates|plan:1", { search: {} }),
      event("updates|plan:1|read:2", { fetch: {}, parse: {} }),
      event("updates|plan:1", { read: {} }),
      event("updates", { plan: {} }),
    );
    const titleOf = new Map(stages.map(({ id, title }) => [id, title]));
    expect(stages.map(({ title, parentId, status }) => [title, titleOf.get(parentId!), status])).toEqual([
      ["plan", undefined, "done"],
      ["search", "plan", "done"],
      ["read", "plan", "done"],
      ["fetch", "read", "done"],
      ["parse", "read", "done"],
    ]);
  });

  test("the result of a tool that failed says so", async () => {
    const message = await read(piece({ type: "tool", id: "t", tool_call_id: "c", content: "no", status: "error" }));
    expect(message.parts).toEqual([{ type: "tool-result", toolCallId: "c", result: "no", isError: true }]);
  });

  test("words of a model inside a tool are its stage's, calls and results there are not the answer's", async () => {
    const inside = { langgraph_node: "tools", langgraph_checkpoint_ns: "tools:1" };
    const deeper = { langgraph_node: "tools", langgraph_checkpoint_ns: "tools:1|tools:2" };
    const message = await read(
      piece(ai("hm"), inside),
      piece(ai("", { tool_call_chunks: [{ index: 0, id: "inner", name: "f", args: "{}" }] }), inside),
      piece({ type: "tool", id: "i", tool_call_id: "inner", content: "x" }, deeper, "messages|tools:1"),
      piece({ type: "tool", id: "t", tool_call_id: "c", content: "ok" }, inside),
      piece(ai("Done.", { id: "b" })),
    );
    expect(message.parts).toEqual([
      { type: "tool-result", toolCallId: "c", result: "ok" },
      { type: "text", id: "b:1", text: "Done." },
    ]);
    expect(message.stages.map(({ title, text }) => [title, text])).toEqual([
      ["tools", "hm"],
      ["tools", ""],
      ["model", ""],
    ]);
  });
});

describe("around the messages", () => {
  test("run and thread", async () => {
    const message = await read(event("metadata", { run_id: "r", thread_id: "t", attempt: 1 }), piece(ai("x")));
    expect(message).toMatchObject({ responseId: "r", conversation: { sessionId: "t" } });
    expect((await read(event("metadata", { run_id: "r" }), piece(ai("x")))).conversation).toBeUndefined();
  });

  test("custom data by its type, the newest of each", async () => {
    const message = await read(
      event("custom", { type: "progress", done: 1 }),
      event("custom", "plain"),
      event("custom|sub:1", { type: "progress", done: 2 }),
    );
    expect(dataOf(message)).toEqual([{ progress: { type: "progress", done: 2 } }, { custom: "plain" }]);
  });

  test.for<[string, string]>([
    ["updates", event("updates", { __interrupt__: [{ id: "i", value: "Sure?" }] })],
    ["values", event("values", { messages: [], __interrupt__: [{ id: "i", value: "Sure?" }] })],
  ])("an interrupt in %s", async ([, interrupt]) => {
    const message = await read(piece(ai("Draft")), interrupt);
    expect(message.status).toBe("done");
    expect(dataOf(message)).toEqual([{ interrupt: [{ id: "i", value: "Sure?" }] }]);
  });

  test.for([
    "tasks",
    "checkpoints",
    "debug",
    "events",
    "messages/metadata",
    "feedback",
    "unheard-of",
    "constructor",
    "__proto__",
  ])("%s is not read", async (name) => {
    const message = await read(event(name, { name: "x", messages: [ai("no")] }), piece(ai("Hi")));
    expect([message.status, messageText(message)]).toEqual(["done", "Hi"]);
  });
});

describe("the end", () => {
  test.for<[string, object, object]>([
    ["OpenAI", { finish_reason: "length" }, { finishReason: "length" }],
    ["Anthropic", { stop_reason: "end_turn" }, { finishReason: "stop", rawFinishReason: "end_turn" }],
    ["Gemini", { finish_reason: "STOP" }, { finishReason: "stop", rawFinishReason: "STOP" }],
  ])("the finish reason of %s, of the last message", async ([, response_metadata, expected]) => {
    const first = piece(ai("x", { response_metadata: { finish_reason: "tool_calls" } }));
    const message = await read(first, piece(ai("y", { id: "b", response_metadata })), end);
    expect(message).toMatchObject({ status: "done", ...expected });
  });

  test.for<[string, string[], string, string | undefined]>([
    ["an event end", [piece(ai("x")), end], "done", undefined],
    ["an event end without data", [piece(ai("x")), "event: end\ndata: \n\n"], "done", undefined],
    ["[DONE]", [piece(ai("x")), "data: [DONE]\n\n"], "done", undefined],
    ["the end of the body", [piece(ai("x"))], "done", undefined],
    ["an event that is cut", [piece(ai("x")), 'event: messages\ndata: [{"type":"ai"'], "error", "incomplete"],
    ["nothing at all", [], "error", "incomplete"],
    ["heartbeats alone", [": heartbeat\n\n"], "error", "incomplete"],
    ["an error", [piece(ai("x")), event("error", { error: "ValueError", message: "boom" })], "error", "server"],
    ["an error of a subgraph", [event("error|sub:1", { error: "ValueError", message: "boom" })], "error", "server"],
    ["an error after the end", [end, event("error", "Run not found")], "error", "server"],
  ])("%s", async ([, chunks, status, code]) => {
    const message = await read(...chunks);
    expect([message.status, message.error?.code]).toEqual([status, code]);
  });

  test("the finish of one node is not the end: a connection lost in the next is a failure", async () => {
    const chunks = [piece(ai("x", { response_metadata: { finish_reason: "stop" } }))];
    const response = streamResponse({ chunks, headers: { "content-type": "text/event-stream" }, end: "lost" });
    expect(await collectMessageWith(response, { adapter: langgraph })).toMatchObject({
      status: "error",
      error: { code: "network" },
    });
  });
});

test.for<[string, string]>([
  ["scalars", [1, null, "x", [], {}, true].map((json) => event("messages", json)).join("")],
  [
    "states of the wrong kind",
    [1, null, "x", [], [1], { messages: 1 }, { messages: [null, 1, []] }].map((json) => event("values", json)).join(""),
  ],
  ["updates of the wrong kind", [1, null, "x", [1]].map((json) => event("updates", json)).join("")],
  [
    "partials of the wrong kind",
    [1, null, "x", {}, [null, [], { type: 1 }]].map((json) => event("messages/partial", json)).join(""),
  ],
  ["metadata of the wrong kind", [1, null, "x", []].map((json) => event("metadata", json)).join("")],
  [
    "contents of the wrong kind",
    [1, null, {}, [null, 1, [], { text: 1 }, { thinking: {} }, { summary: [null, 1] }]]
      .map((content) => piece(ai(content)))
      .join(""),
  ],
  [
    "members of the wrong kind",
    ["additional_kwargs", "response_metadata", "tool_call_chunks", "tool_calls", "usage_metadata"]
      .flatMap((name) => [1, "x", [], { a: 1 }].map((value) => piece(ai("", { [name]: value }))))
      .join(""),
  ],
  ["tuples of the wrong kind", event("messages", [ai(""), 1]) + event("messages", [ai(""), { langgraph_node: 1 }])],
  [
    "keys named __proto__",
    'event: messages\ndata: [{"__proto__":{"polluted":1},"type":"ai","id":"__proto__","content":""},{}]\n\n',
  ],
])("odd input never breaks the answer: %s", async ([, odd]) => {
  const message = await read(piece(ai("a")), odd, piece(ai("b")), end);
  expect([message.status, textsOf(message)]).toEqual(["done", ["ab"]]);
  expect("polluted" in {}).toBe(false);
});

test("values nested too deep to be written do not break the answer", async () => {
  const deep = `${"[".repeat(9_000)}${"]".repeat(9_000)}`;
  const message = await read(
    `event: messages\ndata: [{"type":"ai","id":"a","tool_calls":[{"id":"c","name":"f","args":{"x":${deep}}}]},{}]\n\n`,
    `event: messages\ndata: [{"type":"tool","id":"t","tool_call_id":"c","content":[${deep}]},{}]\n\n`,
    `event: updates\ndata: {"model":{"x":${deep}}}\n\n`,
    piece(ai("Hi")),
  );
  expect([message.status, textsOf(message)]).toEqual(["done", ["Hi"]]);
});

describe("a reply that was not streamed", () => {
  const whole = (json: unknown): Promise<Message> =>
    collectMessageWith(
      streamResponse({ chunks: [JSON.stringify(json)], headers: { "content-type": "application/json" } }),
      { adapter: langgraph },
    );

  test("is the last state", async () => {
    const message = await whole({ messages: [human("q"), ai("Hi")], topic: "tea" });
    expect([message.status, textsOf(message), dataOf(message)]).toEqual([
      "done",
      ["Hi"],
      [{ values: { topic: "tea" } }],
    ]);
  });

  test.for<[string, unknown, string]>([
    ["of a run", { __error__: { error: "ValueError", message: "boom" } }, "server"],
    ["in the words of others", { error: "nope" }, "server"],
  ])("an error %s", async ([, json, code]) => {
    expect(await whole(json)).toMatchObject({ status: "error", error: { code, status: 200 } });
  });
});

describe("the request", () => {
  const message = (role: Message["role"], ...parts: MessagePart[]) => createMessage("m", role, { parts });
  const text = (words: string): MessagePart => ({ type: "text", text: words });
  const call: MessagePart = { type: "tool-call", toolCallId: "c1", name: "f", arguments: '{"x":1}' };
  const result: MessagePart = { type: "tool-result", toolCallId: "c1", result: "ok" };
  const write = (messages: Message[], body: Record<string, unknown> = {}): unknown =>
    JSON.parse(JSON.stringify(langgraph.createRequest!({ messages, body }).body));
  const thread = { config: { configurable: { thread_id: "t" } } };
  const stream_mode = ["messages-tuple", "updates", "custom"];
  const turns = [message("user", text("1")), message("assistant", text("One.")), message("user", text("2"))];

  test("without a thread: everything", () => {
    expect(write(turns, { assistant_id: "agent" })).toEqual({
      assistant_id: "agent",
      stream_mode,
      input: {
        messages: [
          { role: "user", content: "1" },
          { role: "assistant", content: "One." },
          { role: "user", content: "2" },
        ],
      },
    });
  });

  test("on a thread: what came after the last answer", () => {
    expect(write(turns, { assistant_id: "agent", ...thread })).toEqual({
      assistant_id: "agent",
      stream_mode,
      ...thread,
      input: { messages: [{ role: "user", content: "2" }] },
    });
  });

  test("on a thread: a question whose run never began goes again, one whose run failed does not", () => {
    const failed = (rest: Partial<Message>) => [
      turns[0]!,
      createMessage("e", "assistant", { status: "error", ...rest }),
      turns[2]!,
    ];
    expect(write(failed({}), thread)).toMatchObject({ input: { messages: [{ content: "1" }, { content: "2" }] } });
    expect(write(failed({ responseId: "r" }), thread)).toMatchObject({ input: { messages: [{ content: "2" }] } });
  });

  test("tools of the graph become the messages they were; a call without a result is left out", () => {
    const open: MessagePart = { type: "tool-call", toolCallId: "c2", name: "g", arguments: '{"y' };
    expect(
      write([message("assistant", text("I look."), call, open, result, text("It is ok.")), message("assistant")]),
    ).toMatchObject({
      input: {
        messages: [
          { role: "assistant", content: "I look." },
          { role: "assistant", content: "", tool_calls: [{ type: "tool_call", id: "c1", name: "f", args: { x: 1 } }] },
          { role: "tool", tool_call_id: "c1", content: "ok" },
          { role: "assistant", content: "It is ok." },
        ],
      },
    });
  });

  test("a result that the application gives on a thread goes alone", () => {
    expect(write([message("assistant", call), message("tool", result)], thread)).toMatchObject({
      input: { messages: [{ role: "tool", tool_call_id: "c1", content: "ok" }] },
    });
  });

  test("images and files", () => {
    const parts: MessagePart[] = [
      text("Look"),
      { type: "file", mediaType: "image/png", url: "data:image/png;base64,AAAA" },
      { type: "file", mediaType: "application/pdf", url: "data:application/pdf;base64,BBBB", name: "b.pdf" },
      { type: "file", mediaType: "application/pdf", fileId: "file-1" },
    ];
    expect(write([message("user", ...parts)])).toMatchObject({
      input: {
        messages: [
          {
            role: "user",
            content: [
              { type: "text", text: "Look" },
              { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
              { type: "file", file: { filename: "b.pdf", file_data: "data:application/pdf;base64,BBBB" } },
              { type: "file", file: { file_id: "file-1" } },
            ],
          },
        ],
      },
    });
  });

  test("the user's members win: input stands beside the messages, a command goes without", () => {
    expect(write(turns, { ...thread, input: { topic: "tea" }, stream_mode: "values" })).toEqual({
      ...thread,
      stream_mode: "values",
      input: { messages: [{ role: "user", content: "2" }], topic: "tea" },
    });
    expect(write(turns, { input: { messages: [] } })).toMatchObject({ input: { messages: [] } });
    expect(write(turns, { input: null })).toMatchObject({ input: null });
    expect(write(turns, { command: { resume: true } })).toEqual({ stream_mode, command: { resume: true } });
  });
});
