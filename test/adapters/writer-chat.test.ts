import { describe, expect, test } from "vitest";
import { writerChat } from "../../src/adapters/writer-chat/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Message, type MessagePart } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { recordedBody, requestFiles, rewrite, writeBody } from "../helpers/chat-requests.js";
import { done, event, finish } from "../helpers/openai.js";
import { hasWireFolder } from "../helpers/recordings.js";

function read(...chunks: string[]): Promise<Message> {
  return collectMessageWith(streamResponse({ chunks }), { adapter: writerChat });
}

const found = (graph_data: unknown, rest: object = {}) =>
  event({ choices: [{ index: 0, delta: { content: null, graph_data, ...rest } }] });
const plain = { sources: null, status: null, subqueries: null };

test("the id of the first chunk is the id of the answer, and a new one starts no new message", async () => {
  const chunk = (id: string, content: string) => event({ id, model: "m", choices: [{ index: 0, delta: { content } }] });
  const message = await read(chunk("a", "One"), chunk("b", " answer"), finish, done);
  expect([message.responseId, messageText(message), message.parts.length]).toEqual(["a", "One answer", 1]);
});

describe("a search in a Knowledge Graph", () => {
  test("is one stage, open while Writer searches", async () => {
    const { stages } = await read(found({ ...plain, status: "processing" }), found({ ...plain, status: "processing" }));
    expect(stages).toMatchObject([{ kind: "search", status: "error" }]);
  });

  test("is done when Writer says so, before the answer begins", async () => {
    const { stages, status } = await read(
      found({ ...plain, status: "processing" }),
      found({ ...plain, status: "finished" }),
      found(plain, { content: "Hi" }),
      finish,
    );
    expect([stages.length, stages[0]!.status, status]).toEqual([1, "done", "done"]);
  });

  test("is not shown where nothing but its end is told", async () => {
    expect((await read(found({ ...plain, status: "finished" }), finish)).stages).toEqual([]);
  });

  test("tells its sources once, in order of appearance", async () => {
    const source = (file_id: string, snippet: string) => ({ file_id, snippet });
    const { sources } = await read(
      found({ sources: [source("1", "a"), null] }),
      found({ sources: [source("1", "a"), source("1", "b"), source("2", "a")] }),
      found({ sources: [] }),
      finish,
    );
    expect(sources.map(({ fileId, snippet }) => [fileId, snippet])).toEqual([
      ["1", "a"],
      ["1", "b"],
      ["2", "a"],
    ]);
    expect(new Set(sources.map(({ id }) => id)).size).toBe(3);
  });

  test("replaces a subquery that is told again", async () => {
    const subquery = (answer: string) => ({ subqueries: [{ query: "q", answer, sources: [] }] });
    const { subqueries } = await read(found(subquery("")), found(subquery("a")), found(subquery("a")), finish);
    expect(subqueries).toEqual([{ query: "q", answer: "a", sources: [] }]);
  });
});

test.for<[string, unknown]>([
  ["a text", "x"],
  ["a list", [1]],
  ["lists of the wrong kind", { sources: "x", subqueries: {}, references: [], status: 1 }],
  [
    "entries of the wrong kind",
    {
      sources: [null, 1, "x", [], {}, { file_id: 1 }],
      subqueries: [null, 1, { query: 1 }],
      references: { files: [1] },
    },
  ],
  ["an unknown status", { status: "__proto__" }],
])("odd graph data never breaks the answer: %s", async ([, odd]) => {
  const message = await read(found(odd), found(plain, { content: "Hi", web_search_data: odd }), finish);
  expect([message.status, messageText(message), message.sources, message.stages]).toEqual(["done", "Hi", [], []]);
});

describe.skipIf(!hasWireFolder)("recorded requests are written alike", () => {
  test.for(requestFiles("writer-chat"))("%s", (file) => {
    const body = recordedBody(file);
    expect(rewrite(writerChat, body)).toEqual(body);
  });
});

describe("the request", () => {
  const message = (...parts: MessagePart[]) => createMessage("m", "user", { parts });

  test("asks for usage", () => {
    expect(writeBody(writerChat, [], { model: "palmyra-x5" })).toEqual({
      model: "palmyra-x5",
      messages: [],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  test("leaves out files that have an id only: the vision tool of the body names them", () => {
    const text = "What is in {{image_1}}?";
    const file: MessagePart = { type: "file", mediaType: "image/png", fileId: "f-1" };
    expect(writeBody(writerChat, [message({ type: "text", text }, file)])).toMatchObject({
      messages: [{ role: "user", content: text }],
    });
  });
});
