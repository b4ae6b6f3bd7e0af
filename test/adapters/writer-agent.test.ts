import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { writerAgent } from "../../src/adapters/writer-agent/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Message, type MessagePart } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { event } from "../helpers/openai.js";
import { growth } from "../helpers/growth.js";
import { hasWireFolder, wireFolder } from "../helpers/recordings.js";
import { readAll, sayEvents } from "../helpers/read.js";

const chunk = (delta: unknown) => event({ delta });
const stage = (id: unknown, content: unknown, sources?: unknown) => chunk({ stages: [{ id, content, sources }] });

function read(...chunks: string[]): Promise<Message> {
  return collectMessageWith(streamResponse({ chunks }), { adapter: writerAgent });
}

async function eventsOf(...chunks: string[]): Promise<string[]> {
  return sayEvents(await readAll(streamResponse({ chunks }), { adapter: writerAgent }));
}

/** Id and text of each stage. */
async function stagesOf(...chunks: string[]): Promise<[string, string][]> {
  return (await read(...chunks)).stages.map(({ id, text }) => [id, text]);
}

describe("a stage", () => {
  test("ends when the next one begins, the last one when the text begins", async () => {
    expect(await eventsOf(stage("a", "x"), stage("b", "y"), chunk({ content: "" }), chunk({ content: "t" }))).toEqual([
      "message-start",
      "stage-delta x",
      "stage-end",
      "stage-delta y",
      "stage-end",
      "text-delta t",
      "message-end",
    ]);
  });

  test("is whole or grows, by what its text begins with", async () => {
    expect(await stagesOf(stage("a", "x"), stage("a", "xy"), stage("a", "xy"))).toEqual([["a", "xy"]]);
    expect(await stagesOf(stage("a", "x"), stage("a", "y"), stage("a", ""), stage("a", null))).toEqual([["a", "xy"]]);
    expect(await stagesOf(stage("a", null), stage("a", "x"))).toEqual([["a", "x"]]);
  });

  test("stands without a text too", async () => {
    expect(await stagesOf(stage("a", null, ["https://example.test/"]))).toEqual([["a", ""]]);
  });

  test("that comes late is kept, and the text stays whole", async () => {
    const message = await read(chunk({ content: "a" }), stage("s", "x"), chunk({ content: "b" }));
    expect([messageText(message), message.parts.length, message.stages[0]]).toMatchObject([
      "ab",
      1,
      { text: "x", status: "done" },
    ]);
  });

  test("that was open when the connection broke says so", async () => {
    const chunks = [stage("a", "x"), stage("b", "y")];
    const message = await collectMessageWith(streamResponse({ chunks, end: "lost" }), { adapter: writerAgent });
    expect(message.stages.map(({ status }) => status)).toEqual(["done", "error"]);
  });

  test("tells a source once, and the message has it once for all its stages", async () => {
    const [a, b] = ["https://example.test/a", "https://example.test/b"];
    const chunks = [stage("s", "x", [a, a]), stage("s", "xy", [a, b]), stage("t", "z", [b])];
    expect((await eventsOf(...chunks)).filter((said) => said === "source-add")).toHaveLength(3);
    const { stages, sources } = await read(...chunks);
    expect(stages.map((each) => each.sources.map(({ url }) => url))).toEqual([[a, b], [b]]);
    expect(sources).toEqual([
      { id: a, kind: "web", url: a },
      { id: b, kind: "web", url: b },
    ]);
  });
});

test("a title is never taken back", async () => {
  expect((await read(chunk({ title: "T" }), chunk({ title: null }), chunk({ title: "" }))).title).toBe("T");
});

test.for<unknown>([
  null,
  1,
  [],
  {},
  { delta: null },
  { delta: "x" },
  { delta: [] },
  { delta: { content: 1, title: 1, stages: "x" } },
  { delta: { stages: [null, 1, "x", [], {}, { id: 1 }, { id: null, content: "x" }, { content: "x" }] } },
  { delta: { stages: { 0: { id: "s" } } } },
  { error: null },
])("odd input never breaks the answer: %j", async (odd) => {
  const message = await read(chunk({ content: "a" }), event(odd), chunk({ content: "b" }));
  expect([messageText(message), message.stages, message.status]).toEqual(["ab", [], "done"]);
});

test("stages and sources of the wrong kind, and hostile ids, are harmless", async () => {
  const message = await read(
    'data: {"delta":{"__proto__":{"polluted":1},"stages":[{"__proto__":{"polluted":1},"id":"__proto__","content":"x"}]}}\n\n',
    stage("constructor", { toString: 1 }, [null, 1, {}, "", "__proto__"]),
    stage("t", 1, { 0: "x" }),
    chunk({ content: "a" }),
  );
  expect(message.stages.map(({ id, text }) => [id, text])).toEqual([
    ["__proto__", "x"],
    ["constructor", ""],
    ["t", ""],
  ]);
  expect(message.sources.map(({ id }) => id)).toEqual(["", "__proto__"]);
  expect("polluted" in {}).toBe(false);
});

test("many pieces of one stage cost no more than they are long", () => {
  const decodePieces = (count: number) => {
    const decode = writerAgent.createDecoder();
    for (let index = 0; index < count; index++)
      for (const _ of decode({ delta: { stages: [{ id: "s", content: `piece ${index} ` }] } }, { data: "" }));
  };
  expect(growth(decodePieces, 20_000)).toBeLessThan(8);
});

describe("a reply that was not streamed", () => {
  const readWhole = (json: unknown) =>
    collectMessageWith(
      streamResponse({ chunks: [JSON.stringify(json)], headers: { "content-type": "application/json" } }),
      { adapter: writerAgent },
    );

  test("is the suggestion, also an empty one", async () => {
    expect(await readWhole({ suggestion: "Hi", title: null })).toMatchObject({
      status: "done",
      parts: [{ type: "text", text: "Hi" }],
    });
    expect(await readWhole({ suggestion: "" })).toMatchObject({ status: "done" });
  });

  test("of something else, or of an error, says so", async () => {
    expect(await readWhole({ hello: 1 })).toMatchObject({ error: { code: "unexpected-response" } });
    expect(await readWhole({ tpe: "x", errors: [{ description: "No" }] })).toMatchObject({
      error: { code: "server", message: "No" },
    });
  });
});

describe("the request", () => {
  const user = (...parts: MessagePart[]) => createMessage("u", "user", { parts });
  const text = (words: string): MessagePart => ({ type: "text", text: words });
  const write = (messages: readonly Message[], body: Record<string, unknown> = {}) =>
    writerAgent.createRequest!({ messages, body }).body;

  test.skipIf(!hasWireFolder)("is the recorded one", () => {
    const { body } = JSON.parse(readFileSync(path.join(wireFolder, "requests/writer-agent.json"), "utf8")) as {
      body: { inputs: { value: string[] }[] };
    };
    const question = user(text(body.inputs[0]!.value[0]!));
    expect(write([question])).toEqual(body);
    expect(write([question], { inputs: [{ id: "query", value: [] }] })).toEqual(body);
  });

  test("takes the newest text of the user, because the agent remembers nothing", () => {
    const answer = createMessage("a", "assistant", { parts: [text("Hello")] });
    expect(write([user(text("old")), answer, user(text("new"))])).toEqual({
      inputs: [{ id: "query", value: ["new"] }],
      stream: true,
    });
  });

  test("fills the empty inputs: first the text, then the files; the rest stays", () => {
    const files: MessagePart[] = [
      { type: "file", mediaType: "application/pdf", fileId: "f-1", url: "https://example.test/a.pdf" },
      { type: "file", mediaType: "image/png", url: "https://example.test/b.png" },
      { type: "file", mediaType: "image/png" },
    ];
    const inputs = [
      { id: "tone", value: ["formal"] },
      { id: "topic", value: [] },
      { id: "documents", value: [] },
      { id: "other", value: [] },
      { id: "odd", value: "x" },
    ];
    expect(write([user(text("shoes"), ...files)], { inputs, stream: false })).toEqual({
      inputs: [
        { id: "tone", value: ["formal"] },
        { id: "topic", value: ["shoes"] },
        { id: "documents", value: ["f-1", "https://example.test/b.png"] },
        { id: "other", value: [] },
        { id: "odd", value: "x" },
      ],
      stream: false,
    });
    expect(inputs[1]).toEqual({ id: "topic", value: [] });
  });
});
