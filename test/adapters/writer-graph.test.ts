import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { writerGraph } from "../../src/adapters/writer-graph/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Citation, type Message } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { event } from "../helpers/openai.js";
import { growth } from "../helpers/growth.js";
import { readAll, sayEvents } from "../helpers/read.js";
import { hasWireFolder, wireFolder } from "../helpers/recordings.js";

function read(...chunks: unknown[]): Promise<Message> {
  return collectMessageWith(streamResponse({ chunks: chunks.map(event) }), { adapter: writerGraph });
}

function readWhole(json: unknown): Promise<Message> {
  const headers = { "content-type": "application/json" };
  return collectMessageWith(streamResponse({ chunks: [JSON.stringify(json)], headers }), { adapter: writerGraph });
}

describe("sources", () => {
  test("are one per snippet, and one that is repeated keeps its id", async () => {
    const [a1, a2] = [
      { file_id: "a", snippet: "1" },
      { file_id: "a", snippet: "2" },
    ];
    const subqueries = [{ query: "q", answer: "r", sources: [a2, a2] }];
    const message = await read(
      { answer: "x", sources: [a1] },
      { sources: [a1, a2], subqueries },
      { sources: [a2, a1] },
    );
    expect(message.sources.map(({ fileId, snippet }) => [fileId, snippet])).toEqual([
      ["a", "1"],
      ["a", "2"],
    ]);
    expect(new Set(message.sources.map(({ id }) => id)).size).toBe(2);
    expect(message.subqueries[0]!.sources).toEqual([message.sources[1], message.sources[1]]);
  });

  test("are told once, however often they are repeated", async () => {
    const chunk = event({ answer: "x", sources: [{ file_id: "a" }], subqueries: [{ query: "q", answer: "r" }] });
    const events = await readAll(streamResponse({ chunks: [chunk, chunk, chunk] }), { adapter: writerGraph });
    expect(sayEvents(events)).toEqual([
      "message-start",
      "text-delta x",
      "source-add",
      "subquery-set",
      "text-delta x",
      "text-delta x",
      "message-end",
    ]);
  });

  test("that end with null or nothing are not taken back", async () => {
    const references = { files: [{ text: "t", fileId: "a" }] };
    const first = { answer: "x", sources: [{ file_id: "a" }], subqueries: [{ query: "q" }], references };
    const last = { answer: "", sources: [], subqueries: null, references: null };
    const message = await read(first, last, { ...last, references: { files: [], web: null } });
    expect([message.sources.length, message.subqueries.length, message.references?.length]).toEqual([1, 1, 1]);
  });

  test("of a web search are pages, with their content where it was asked for", async () => {
    const [url, raw_content] = ["https://example.test/", "# Page"];
    expect((await read({ query: "q", answer: "x", sources: [{ url, raw_content }] })).sources).toEqual([
      { id: url, kind: "web", url, snippet: raw_content },
    ]);
  });
});

describe("inline citations", () => {
  const sources = [{ file_id: "f", snippet: "s" }];

  async function cite(answers: readonly string[], last: object = { sources }): Promise<readonly Citation[]> {
    return (await read(...answers.map((answer) => ({ answer })), last)).citations;
  }

  test("are found however they are cut", async () => {
    const text = "An 📈 [Plan (v2), “A”.pdf](f) and [x](f).";
    const expected = [
      { start: 6, end: 29, kind: "file", title: "Plan (v2), “A”.pdf", fileId: "f" },
      { start: 34, end: 40, kind: "file", title: "x", fileId: "f" },
    ];
    expect(expected.map(({ start, end }) => text.slice(start, end))).toEqual(["[Plan (v2), “A”.pdf](f)", "[x](f)"]);
    expect(await cite([text])).toEqual(expected);
    expect(await cite([...text])).toEqual(expected);
    for (let cut = 0; cut <= text.length; cut++)
      expect(await cite([text.slice(0, cut), text.slice(cut)]), `cut at ${cut}`).toEqual(expected);
  });

  test("name a file by its cite, by its id, or a page by its address", async () => {
    const references = {
      files: [
        { text: "t", fileId: "file-1", cite: "c1" },
        { text: "t", fileId: "file-2", cite: null },
      ],
      web: [{ text: "t", url: "https://example.test/a", title: "A" }],
    };
    const text = "[a](c1) [b](file-2) [c](https://example.test/a) [d](https://example.test/b) [e](other)";
    expect(
      (await cite([text], { references })).map(({ kind, title, fileId, url }) => [kind, title, fileId ?? url]),
    ).toEqual([
      ["file", "a", "file-1"],
      ["file", "b", "file-2"],
      ["web", "c", "https://example.test/a"],
    ]);
  });

  test("are told once, whether their source comes before, between or after them", async () => {
    const chunks = [{ answer: "[a](f) " }, { answer: "[b](f) ", sources }, { answer: "[c](f)", sources }, { sources }];
    expect((await read(...chunks)).citations.map(({ title }) => title)).toEqual(["a", "b", "c"]);
  });

  test.for([
    "[a]",
    "[a] (f)",
    "[](f)",
    "[a]()",
    "[a](f g)",
    "[a](f",
    "a](f)",
    "[a](ff)",
    `[${"x".repeat(2_000)}](f`,
    "(f)",
  ])("%s is none", async (text) => {
    expect(await cite([...text.slice(0, 50), text.slice(50)])).toEqual([]);
  });

  test("inside other brackets are found", async () => {
    expect((await cite(["[[a](f)] [ [b](f) [c", "](f)"])).map(({ title }) => title)).toEqual(["a", "b", "c"]);
  });

  test("cost no more than the text is long", () => {
    const texts: ((index: number) => string)[] = [
      () => "[",
      () => "[a](x",
      () => "[a](x) ",
      (index) => `[a](${index}) `,
    ];
    for (const text of texts) {
      const decodeMany = (count: number) => {
        const decode = writerGraph.createDecoder();
        for (let index = 0; index < count; index++) for (const _ of decode({ answer: text(index) }, { data: "" }));
      };
      expect(growth(decodeMany, 5_000), text(0)).toBeLessThan(8);
      const decodeOne = (count: number) => {
        const answer = Array.from({ length: count }, (_, index) => text(index)).join("");
        for (const _ of writerGraph.createDecoder()({ answer, sources }, { data: "" }));
      };
      expect(growth(decodeOne, 5_000), `${text(0)}, all at once`).toBeLessThan(8);
    }
  });
});

test.for<unknown>([
  null,
  1,
  "x",
  [],
  {},
  { data: null },
  { data: "x" },
  { data: [] },
  { answer: 1, sources: "x", subqueries: 1, references: [] },
  { sources: [null, 1, "x", [], {}, { file_id: 1 }], subqueries: [null, 1, {}, { query: 1 }] },
  { references: { files: [null, 1, {}, { text: 1 }, { text: null }], web: {} } },
])("odd input never breaks the answer: %j", async (odd) => {
  const message = await read({ answer: "a" }, odd, { data: { answer: "b" } });
  expect([messageText(message), message.sources, message.subqueries, message.references, message.status]).toEqual([
    "ab",
    [],
    [],
    undefined,
    "done",
  ]);
});

test("hostile names are harmless", async () => {
  const message = await read(JSON.parse('{"__proto__":{"polluted":1},"answer":"[a](__proto__) [b](constructor)"}'), {
    sources: [{ file_id: "__proto__" }, { file_id: "constructor", snippet: { toString: 1 } }],
  });
  expect(message.citations.map(({ fileId }) => fileId)).toEqual(["__proto__", "constructor"]);
  expect("polluted" in {}).toBe(false);
});

describe("a reply that was not streamed", () => {
  test("is the same answer, wrapped or not, also an empty one", async () => {
    const question = { question: "q", answer: "x [a](f)", sources: [{ file_id: "f" }] };
    for (const json of [question, { data: question }])
      expect(await readWhole(json)).toMatchObject({
        status: "done",
        sources: [{ fileId: "f" }],
        citations: [{ start: 2 }],
      });
    expect(await readWhole({ question: "q", answer: "", sources: [] })).toMatchObject({ status: "done" });
  });

  test("of a web search without an answer is its sources", async () => {
    expect(await readWhole({ query: "q", sources: [{ url: "https://example.test/" }] })).toMatchObject({
      status: "done",
      sources: [{ kind: "web" }],
    });
  });

  test("of something else, or of an error, says so", async () => {
    expect(await readWhole({ hello: 1 })).toMatchObject({ error: { code: "unexpected-response" } });
    expect(await readWhole({ tpe: "x", errors: [{ description: "No" }] })).toMatchObject({
      error: { code: "server", message: "No" },
    });
  });
});

describe("the request", () => {
  const user = (text: string) => createMessage("u", "user", { parts: [{ type: "text", text }] });
  const write = (messages: readonly Message[], body: Record<string, unknown> = {}) =>
    writerGraph.createRequest!({ messages, body }).body;

  test.skipIf(!hasWireFolder)("is the recorded one", () => {
    const { body } = JSON.parse(readFileSync(path.join(wireFolder, "requests/writer-graph.json"), "utf8")) as {
      body: { question: string };
    };
    const { question, ...rest } = body;
    expect(write([user("Something else?"), user(question)], rest)).toEqual(body);
  });

  test("asks a web search with an empty query, or with the user's own", () => {
    expect(write([user("hotels")], { query: "", max_results: 5 })).toEqual({
      query: "hotels",
      max_results: 5,
      stream: true,
    });
    expect(write([user("hotels")], { query: "mine" })).toEqual({ query: "mine", stream: true });
  });

  test("lets the user's members win", () => {
    expect(write([user("a")], { question: "mine", stream: false })).toEqual({ question: "mine", stream: false });
    expect(write([])).toEqual({ question: "", stream: true });
  });
});
