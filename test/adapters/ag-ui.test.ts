import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { agUi } from "../../src/adapters/ag-ui/adapter.js";
import { applyPatch } from "../../src/adapters/ag-ui/patch.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Message, type MessagePart } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { event } from "../helpers/openai.js";

const started = { type: "RUN_STARTED", threadId: "t1", runId: "r1" };
const finished = { type: "RUN_FINISHED", threadId: "t1", runId: "r1" };

function read(...chunks: string[]): Promise<Message> {
  return collectMessageWith(streamResponse({ chunks }), { adapter: agUi });
}

/** The answer of a run of these events. */
function run(...events: object[]): Promise<Message> {
  return read(...[started, ...events, finished].map(event));
}

function recorded(name: string): Promise<Message> {
  const file = fileURLToPath(new URL(`../../src/adapters/ag-ui/recordings/${name}`, import.meta.url));
  return read(readFileSync(file, "utf8"));
}

function dataOf(message: Message): Record<string, unknown> {
  return Object.fromEntries(message.parts.flatMap((part) => (part.type === "data" ? [[part.name, part.value]] : [])));
}

const content = (messageId: string, delta: string, more: object = {}) => ({
  type: "TEXT_MESSAGE_CONTENT",
  messageId,
  delta,
  ...more,
});

describe("messages", () => {
  test("are texts by their ids, in order of arrival, empty pieces are none", async () => {
    const { parts } = await run(content("a", ""), content("a", "1"), content("b", "2"), content("a", "3"));
    expect(parts).toEqual([
      { type: "text", id: "a", text: "13" },
      { type: "text", id: "b", text: "2" },
    ]);
  });

  test("of others than the agent are left out", async () => {
    const message = await run(
      { type: "TEXT_MESSAGE_START", messageId: "u", role: "user" },
      content("u", "the question"),
      { type: "TEXT_MESSAGE_CHUNK", messageId: "s", role: "system", delta: "rules" },
      { type: "TEXT_MESSAGE_CHUNK", delta: " more rules" },
      { type: "TEXT_MESSAGE_START", messageId: "a" },
      content("a", "the answer"),
    );
    expect(messageText(message)).toBe("the answer");
  });

  test("reasoning without ids is a part of its own before and after the words", async () => {
    const { parts } = await recorded("thinking-legacy.sse");
    expect(parts.map((part) => "text" in part && [part.type, part.text])).toEqual([
      ["reasoning", "First thought."],
      ["text", "One. "],
      ["reasoning", "Second."],
      ["text", "Two."],
    ]);
  });

  test("a list at the end corrects what was said, and brings nothing of earlier turns", async () => {
    const messages = [
      { id: "u", role: "user", content: "x" },
      { id: "a", role: "assistant", content: "corrected" },
      { id: "other", role: "assistant", content: "the same under another id" },
    ];
    expect(messageText(await run(content("a", "said"), { type: "MESSAGES_SNAPSHOT", messages }))).toBe("corrected");
    expect(
      messageText(await run({ type: "MESSAGES_SNAPSHOT", messages: messages.slice(0, 1) }, content("a", "b"))),
    ).toBe("b");
  });
});

describe("tools", () => {
  test("a result is a text, or parts as JSON", async () => {
    const { parts } = await recorded("chunks.sse");
    expect(parts.filter(({ type }) => type === "tool-result")).toEqual([
      { type: "tool-result", toolCallId: "c1", result: "E acute" },
      { type: "tool-result", toolCallId: "c2", result: '[{"type":"text","text":"U umlaut"}]' },
    ]);
  });

  test("a call that is opened again goes on", async () => {
    const call = { type: "TOOL_CALL_START", toolCallId: "c", toolCallName: "f" };
    const args = (delta: string) => ({ type: "TOOL_CALL_ARGS", toolCallId: "c", delta });
    expect((await run(call, args('{"a"'), call, args(":1}"))).parts).toEqual([
      { type: "tool-call", toolCallId: "c", name: "f", arguments: '{"a":1}' },
    ]);
  });
});

describe("steps and subagents", () => {
  test("are stages; a name that comes again is another one", async () => {
    const { stages } = await recorded("tools-langgraph.sse");
    expect(stages.map(({ id, title, status }) => [id, title, status])).toEqual([
      ["agent:1", "agent", "done"],
      ["tools:2", "tools", "done"],
      ["agent:3", "agent", "done"],
    ]);
  });

  test("of a subagent are its steps, and so are the subagents that it starts", async () => {
    const { stages } = await run(
      { type: "SUBAGENT_STARTED", subagentRunId: "s1", name: "researcher" },
      { type: "STEP_STARTED", stepName: "search", subagentRunId: "s1" },
      { type: "SUBAGENT_STARTED", subagentRunId: "s2", name: "reader", parentSubagentRunId: "s1" },
      { type: "STEP_STARTED", stepName: "write" },
      { type: "SUBAGENT_STARTED", subagentRunId: "s3", name: "critic", parentSubagentRunId: "unknown" },
    );
    expect(stages.map(({ title, parentId }) => [title, parentId])).toEqual([
      ["researcher", undefined],
      ["search", "s1:1"],
      ["reader", "s1:1"],
      ["write", undefined],
      ["critic", undefined],
    ]);
  });

  test("one that fails is told so, one left open ends with the run", async () => {
    const { stages } = await run(
      { type: "SUBAGENT_STARTED", subagentRunId: "s1", name: "reader" },
      content("m", "half", { subagentRunId: "s1" }),
      { type: "SUBAGENT_ERROR", subagentRunId: "s1", message: "no access" },
      { type: "STEP_STARTED", stepName: "text" },
      { type: "STEP_FINISHED", stepName: "unknown" },
    );
    expect(stages.map(({ title, text, status }) => [title, text, status])).toEqual([
      ["reader", "half", "error"],
      ["text", "", "done"],
      [undefined, "", "done"],
    ]);
  });
});

describe("state", () => {
  test("follows snapshots and patches; a patch that does not apply changes nothing", async () => {
    expect(dataOf(await recorded("shared-state.sse"))).toEqual({
      state: {
        recipe: {
          title: "Käsespätzle",
          steps: [
            { text: "Mix the dough", done: false },
            { text: "Boil water", done: true },
          ],
        },
      },
      PLAN: { done: 2 },
      PredictState: [{ state_key: "recipe", tool: "write_recipe" }],
    });
  });

  test("starts empty, may be anything, and an activity asks not to be replaced", async () => {
    const delta = [{ op: "add", path: "/a", value: 1 }];
    const activity = { type: "ACTIVITY_SNAPSHOT", messageId: "x", activityType: "P" };
    expect(
      dataOf(
        await run(
          { type: "STATE_DELTA", delta },
          { ...activity, content: { n: 1 } },
          { ...activity, content: { n: 2 }, replace: false },
          { type: "ACTIVITY_DELTA", messageId: "unknown", activityType: "Q", patch: delta },
        ),
      ),
    ).toEqual({ state: { a: 1 }, P: { n: 1 } });
    expect(dataOf(await run({ type: "STATE_SNAPSHOT", snapshot: null }))).toEqual({ state: null });
  });
});

describe("a JSON Patch", () => {
  const apply = (document: unknown, ...patch: unknown[]) => applyPatch(document, patch);

  test.for<[string, unknown, object[], unknown]>([
    ["adds a member", { a: 1 }, [{ op: "add", path: "/b", value: null }], { a: 1, b: null }],
    ["adds at the end", [1], [{ op: "add", path: "/-", value: 2 }], [1, 2]],
    ["inserts", [1, 3], [{ op: "add", path: "/1", value: 2 }], [1, 2, 3]],
    ["replaces the document", { a: 1 }, [{ op: "replace", path: "", value: [] }], []],
    ["removes from a list", { a: [1, 2, 3] }, [{ op: "remove", path: "/a/1" }], { a: [1, 3] }],
    ["reads escapes", { "a/b": { "~": 1 } }, [{ op: "replace", path: "/a~1b/~0", value: 2 }], { "a/b": { "~": 2 } }],
    ["reads an empty key", { "": 1 }, [{ op: "replace", path: "/", value: 2 }], { "": 2 }],
    [
      "applies in order",
      {},
      [
        { op: "add", path: "/a", value: {} },
        { op: "add", path: "/a/b", value: [] },
        { op: "add", path: "/a/b/0", value: 1 },
      ],
      { a: { b: [1] } },
    ],
  ])("%s", ([, document, patch, expected]) => {
    expect(apply(document, ...patch)).toEqual(expected);
  });

  test.for<[string, unknown]>([
    ["a parent that is missing", { op: "add", path: "/x/y", value: 1 }],
    ["a parent that is no object", { op: "add", path: "/text/y", value: 1 }],
    ["an index behind the end", { op: "add", path: "/list/3", value: 1 }],
    ["an index that is none", { op: "add", path: "/list/x", value: 1 }],
    ["an operation it does not know", { op: "test", path: "/text", value: "no" }],
    ["no operation", null],
    ["no path", { op: "add", value: 1 }],
  ])("is refused as a whole: %s", ([, wrong]) => {
    const document = { text: "a", list: [1] };
    expect(apply(document, { op: "replace", path: "/text", value: "b" }, wrong)).toBe(document);
  });

  test("changes nothing in place, and no prototype", () => {
    const document = { keep: { deep: 1 }, list: [{ n: 1 }], change: { a: 1 } };
    const before = structuredClone(document);
    const next = apply(document, { op: "replace", path: "/change/a", value: 2 }) as typeof document;
    expect(document).toEqual(before);
    expect(next.keep).toBe(document.keep);
    for (const path of [
      "/__proto__/polluted",
      "/constructor/prototype/polluted",
      "/change/__proto__/polluted",
      "/list/__proto__/polluted",
    ]) {
      apply(document, { op: "add", path, value: 1 });
    }
    apply(document, { op: "replace", path: "/__proto__", value: { polluted: 1 } });
    expect("polluted" in {} || "polluted" in []).toBe(false);
    expect(document).toEqual(before);
  });

  test("of a huge depth is refused, not a crash", () => {
    const path = "/a".repeat(50_000);
    expect(apply({}, { op: "add", path, value: 1 })).toEqual({});
  });
});

describe("the end", () => {
  test.for<[string, object[], string, string | undefined, string | undefined]>([
    ["finished", [finished], "done", undefined, undefined],
    ["finished well", [{ ...finished, outcome: { type: "success" } }], "done", undefined, undefined],
    [
      "calls left for the application",
      [{ ...finished, outcome: { type: "success", pendingToolCallIds: ["c"] } }],
      "done",
      undefined,
      "tool_calls",
    ],
    [
      "an interrupt",
      [{ ...finished, outcome: { type: "interrupt", interrupts: [{ id: "i" }] } }],
      "done",
      undefined,
      "interrupt",
    ],
    ["cancelled", [{ ...finished, outcome: { type: "cancelled" } }], "error", "incomplete", undefined],
    ["an error", [{ type: "RUN_ERROR", message: "x" }], "error", "server", undefined],
    ["an error after the end", [finished, { type: "RUN_ERROR", message: "x" }], "error", "server", undefined],
    ["a message that ends is no end", [{ type: "TEXT_MESSAGE_END", messageId: "a" }], "error", "incomplete", undefined],
  ])("%s", async ([, events, status, code, reason]) => {
    const message = await read(...[started, ...events].map(event));
    expect([message.status, message.error?.code, message.finishReason]).toEqual([status, code, reason]);
  });

  test("what the run waits for is kept", async () => {
    expect(dataOf(await recorded("interrupt.sse"))).toEqual({
      interrupts: [{ id: "int_1", reason: "tool_call", message: "Pay 12 €?", toolCallId: "call_pay" }],
    });
  });
});

test.for<[string, string]>([
  ["scalars", 'data: 1\n\ndata: null\n\ndata: "x"\n\ndata: []\n\n'],
  ["types of the wrong kind", [null, 1, {}, [], "", "constructor", "RAW"].map((type) => event({ type })).join("")],
  [
    "events without members",
    "RUN_STARTED TEXT_MESSAGE_START TEXT_MESSAGE_CONTENT TEXT_MESSAGE_CHUNK REASONING_MESSAGE_CHUNK TOOL_CALL_RESULT STATE_DELTA ACTIVITY_DELTA MESSAGES_SNAPSHOT STEP_STARTED STEP_FINISHED SUBAGENT_STARTED SUBAGENT_FINISHED RAW REASONING_ENCRYPTED_VALUE"
      .split(" ")
      .map((type) => event({ type }))
      .join(""),
  ],
  [
    "members of the wrong kind",
    "TEXT_MESSAGE_START TEXT_MESSAGE_CONTENT TOOL_CALL_RESULT STATE_DELTA ACTIVITY_DELTA MESSAGES_SNAPSHOT STEP_FINISHED SUBAGENT_FINISHED"
      .split(" ")
      .map((type) =>
        event({
          type,
          messageId: 1,
          delta: [null, 1, { op: [] }],
          patch: "x",
          messages: [null, 1, [], { role: 1, id: {} }],
          stepName: {},
          usage: [null, { inputTokens: "1" }],
        }),
      )
      .join(""),
  ],
  [
    "names of prototypes",
    event({ type: "STEP_STARTED", stepName: "__proto__" }) +
      event({ type: "CUSTOM", name: "__proto__", value: { polluted: 1 } }) +
      'data: {"type":"STATE_SNAPSHOT","snapshot":{"__proto__":{"polluted":1}}}\n\n' +
      event({ type: "STATE_DELTA", delta: [{ op: "add", path: "/__proto__/polluted", value: 2 }] }),
  ],
])("odd input never breaks the answer: %s", async ([, odd]) => {
  const message = await read(event(started), event(content("m", "a")), odd, event(content("m", "b")), event(finished));
  expect([message.status, messageText(message)]).toEqual(["done", "ab"]);
  expect("polluted" in {}).toBe(false);
  expect(JSON.stringify(agUi.createRequest!({ messages: [message], body: {} }).body)).toContain('"content":"ab"');
});

// --- Requests --------------------------------------------------------------------------------------------------------

const user = (id: string, ...parts: MessagePart[]) => createMessage(id, "user", { parts });
const text = (words: string): MessagePart => ({ type: "text", text: words });

type Body = { messages: { id: string }[]; runId: string; threadId: string };

/** The body that the adapter writes for a conversation, as it would travel. */
function write(messages: readonly Message[], body: Record<string, unknown> = {}): Body {
  const { conversation } = messages.findLast((message) => message.conversation) ?? {};
  return JSON.parse(JSON.stringify(agUi.createRequest!({ messages, body, conversation }).body)) as Body;
}

describe("the request", () => {
  test("is a RunAgentInput, asked for as Server-Sent Events, with the user's members", () => {
    expect(agUi.createRequest!({ messages: [], body: {} }).headers).toEqual({ accept: "text/event-stream" });
    expect(write([user("u1", text("Hi"))], { tools: [{ name: "f", description: "" }], resume: [] })).toEqual({
      threadId: "u1",
      runId: expect.stringMatching(/^\w{5,}$/) as string,
      messages: [{ id: "u1", role: "user", content: "Hi" }],
      tools: [{ name: "f", description: "" }],
      context: [],
      state: {},
      forwardedProps: {},
      resume: [],
    });
  });

  test("the thread stays the same, the run does not", async () => {
    const messages = [user("u1", text("a")), await recorded("basic.sse"), user("u2", text("b"))];
    const [one, two] = [write(messages), write(messages)];
    expect([one.threadId, two.threadId]).toEqual(["thread_8f2c", "thread_8f2c"]);
    expect(one.runId).not.toBe(two.runId);
    expect(write(messages, { threadId: "mine" }).threadId).toBe("mine");
  });

  test("sends the last state back", async () => {
    const messages = [user("u1", text("a")), await recorded("shared-state.sse"), user("u2", text("b"))];
    expect(write(messages)).toMatchObject({ state: { recipe: { title: "Käsespätzle" } } });
  });

  test("sends images, sounds and documents by content, by address or by id", () => {
    const { messages } = write([
      user(
        "u",
        text("Look"),
        { type: "file", mediaType: "image/png", url: "data:image/png;base64,AA==", name: "a.png" },
        { type: "file", mediaType: "audio/mpeg", url: "https://example.test/a.mp3" },
        { type: "file", mediaType: "application/pdf", fileId: "file-1" },
      ),
    ]);
    expect(messages).toEqual([
      {
        id: "u",
        role: "user",
        content: [
          { type: "text", text: "Look" },
          {
            type: "image",
            source: { type: "data", value: "AA==", mimeType: "image/png" },
            metadata: { filename: "a.png" },
          },
          {
            type: "audio",
            source: { type: "url", value: "https://example.test/a.mp3", mimeType: "audio/mpeg" },
          },
          {
            type: "document",
            source: { type: "file", value: "file-1", mimeType: "application/pdf" },
          },
        ],
      },
    ]);
  });

  test("sends an answer as the messages it was, under their ids, calls before their results", async () => {
    const { messages } = write([user("u1", text("a")), await recorded("chunks.sse")]);
    const call = (id: string, args: string) => ({
      id,
      type: "function",
      function: { name: "lookup", arguments: args },
    });
    expect(messages.slice(1)).toEqual([
      {
        id: "m1",
        role: "assistant",
        content: "Un instant…",
        toolCalls: [call("c1", '{"q":"é"}'), call("c2", '{"q":"ü"}')],
      },
      { id: "message:c1", role: "tool", toolCallId: "c1", content: "E acute" },
      { id: "message:c2", role: "tool", toolCallId: "c2", content: '[{"type":"text","text":"U umlaut"}]' },
      { id: "m2", role: "assistant", content: "Voilà." },
    ]);
  });

  test("sends the server's own list back where it gave one, without its activities and without anything twice", async () => {
    const answer = await recorded("tools-langgraph.sse");
    const { messages } = write([user("u1", text("a")), answer, user("u2", text("b"))]);
    expect(messages.map(({ id }) => id)).toEqual(["u1", "lc_run--0199a", "7d20", "lc_run--0199b", "u2"]);
    const snapshot = (...list: object[]) => ({ type: "MESSAGES_SNAPSHOT", messages: list });
    const assistant = { id: "a", role: "assistant", content: "x" };
    const again = await run(snapshot({ id: "p", role: "activity", content: {} }, assistant));
    expect(write([again, { ...again, id: "2" }]).messages).toEqual([assistant]);
    // What is said after the list is not in it.
    const more = await run(snapshot(assistant), content("b", "y"));
    expect(write([more]).messages.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  test("answers calls of the application's own tools", async () => {
    const result = createMessage("t", "tool", {
      parts: [{ type: "tool-result", toolCallId: "call_book", result: "yes" }],
    });
    expect(write([await recorded("frontend-tool.sse"), result]).messages.at(-1)).toEqual({
      id: "t:call_book",
      role: "tool",
      toolCallId: "call_book",
      content: "yes",
    });
  });

  test("leaves out answers without content", () => {
    const messages = [user("u1", text("a")), createMessage("x", "assistant"), user("u2", text("b"))];
    expect(write(messages).messages.map(({ id }) => id)).toEqual(["u1", "u2"]);
  });
});
