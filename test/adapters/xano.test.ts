import { describe, expect, test } from "vitest";
import { xano, xanoText } from "../../src/adapters/xano/adapter.js";
import { createItemStream } from "../../src/defaults/create-item-stream.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import type { Adapter } from "../../src/protocol/adapter.js";
import { createMessage, messageText, type Message } from "../../src/protocol/message.js";
import { checkAdapter } from "../../src/testing/check-adapter.js";
import { mockFetch } from "../../src/testing/mock-fetch.js";
import { streamResponse, type ResponseScript } from "../../src/testing/stream-response.js";
import { soon } from "../helpers/async.js";
import { answer } from "../helpers/openai.js";
import { loadRecordings } from "../helpers/recordings.js";

function read(adapter: Adapter, script: ResponseScript): Promise<Message> {
  return collectMessageWith(streamResponse(script), { adapter });
}

const items = ({ parts }: Message) => parts.flatMap((part) => (part.type === "item" ? [part.value] : []));
const json = { "content-type": "application/json" };

describe("named, everything that comes is an item", () => {
  test("chunks of a model that are relayed, with their end marker and what follows it", async () => {
    const message = await read(xano, { chunks: [...answer("Two", " roads"), 'data: "more"\n\n'] });
    expect([items(message).length, items(message).slice(-2), message.status]).toEqual([5, ["[DONE]", "more"], "done"]);
    expect(messageText(message)).toBe("");
  });

  test("a value that looks like the answer of another system", async () => {
    const values = [{ error: { message: "x" } }, { delta: {} }, { value: "x" }, { type: "response.created" }];
    const message = await read(xano, { chunks: values.map((value) => `data: ${JSON.stringify(value)}\n\n`) });
    expect([items(message), message.status]).toEqual([values, "done"]);
  });

  test("with its name and its id", async () => {
    const { parts } = await read(xano, { chunks: ["event: update\nid: 7\ndata: x\n\n"] });
    expect(parts).toEqual([{ type: "item", value: "x", event: "update", id: "7" }]);
  });

  test("and nothing is an empty list", async () => {
    expect(await read(xano, { chunks: [] })).toMatchObject({ status: "done", parts: [] });
    expect(await read(xano, { chunks: ["[]"], headers: json })).toMatchObject({ status: "done", parts: [] });
  });

  test("but plain text is text", async () => {
    const headers = { "content-type": "text/plain" };
    const message = await read(xano, { chunks: ["Two ", "roads\n[1]"], headers });
    expect([messageText(message), items(message)]).toEqual(["Two roads\n[1]", []]);
  });

  test("but a line or a list that is broken is no text", async () => {
    const headers = { "content-type": "application/jsonl" };
    const lines = await read(xano, { chunks: ['{"n":1}\nhalf\n{"n":2}\n{"n":'], headers });
    expect([items(lines), lines.badFrames?.count, lines.error?.code]).toEqual([[{ n: 1 }, { n: 2 }], 1, "incomplete"]);
    const list = await read(xano, { chunks: ['["one","tw'], headers: json });
    expect([items(list), list.error?.code]).toEqual([[], "incomplete"]);
  });

  test("a page is no reply", async () => {
    expect(await read(xano, { chunks: ["<html>"], headers: { "content-type": "text/html" } })).toMatchObject({
      error: { code: "unexpected-response" },
    });
  });
});

describe("in text mode every item is the text that came", () => {
  const looksLikeJson = ["42", "true", "null", '"quoted"', '{"a":1}', "[1", "", " x", "1.0"];

  test("as an event", async () => {
    const message = await read(xanoText, { chunks: looksLikeJson.map((text) => `data: ${text}\n\n`) });
    expect([items(message), messageText(message)]).toEqual([looksLikeJson, looksLikeJson.join("\n")]);
  });

  test("as a line", async () => {
    const headers = { "content-type": "application/jsonl" };
    expect(items(await read(xanoText, { chunks: ['{"a": 1}\n', "42\n"], headers }))).toEqual(['{"a": 1}', "42"]);
  });

  test("in a list, where what is no text is written as JSON", async () => {
    const chunks = ['["a",42,null,{"b":[1]},""]'];
    expect(items(await read(xanoText, { chunks, headers: json }))).toEqual(["a", "42", "null", '{"b":[1]}', ""]);
    expect(items(await read(xanoText, { chunks: ['"one"'], headers: json }))).toEqual(["one"]);
  });

  test("in plain text", async () => {
    expect(messageText(await read(xanoText, { chunks: ["4", "2"], headers: { "content-type": "text/plain" } }))).toBe(
      "42",
    );
  });
});

const recordings = loadRecordings().filter(({ name }) => name.startsWith("xano/") && !name.includes("error-4"));

test.for(recordings)("$name is read alike by both, however it is cut", async ({ body, expected }) => {
  const { headers, bodyEnd } = expected.http;
  const end = bodyEnd === "clean" ? "clean" : "lost";
  const [data, text] = await Promise.all(
    [xano, xanoText].map((adapter) => checkAdapter(adapter, { body, headers, end, mutations: 50 })),
  );
  expect(data!.status).toBe(text!.status);
  expect(items(text!).length).toBe(items(data!).length);
});

describe("the request", () => {
  const user = (text: string) => createMessage("u", "user", { parts: [{ type: "text", text }] });
  const write = (messages: readonly Message[], body: Record<string, unknown> = {}) =>
    xano.createRequest!({ messages, body });

  test("is the newest text of the user and the user's own inputs, which win", () => {
    expect(write([user("old"), user("new")], { conversation_id: 3 })).toEqual({
      body: { message: "new", conversation_id: 3 },
    });
    expect(write([user("new")], { message: "mine" })).toEqual({ body: { message: "mine" } });
    expect(write([])).toEqual({ body: { message: "" } });
    expect(xanoText.createRequest).toBe(xano.createRequest);
  });

  test("of an item stream is a GET without a body", async () => {
    const fetch = mockFetch(() => ({ chunks: ["data: one\n\n", "data: two\n\n"] }));
    const headers = { "x-data-source": "test" };
    const url = "https://example.test/api:group/poem";
    const stream = createItemStream({ url, adapter: xano, fetch, headers, schedule: soon });
    await stream.start();
    const [request] = fetch.requests;
    expect([request!.url, request!.init.method, request!.init.body]).toEqual([url, "GET", undefined]);
    expect(new Headers(request!.init.headers).get("accept")).toContain("text/event-stream");
    expect(new Headers(request!.init.headers).get("x-data-source")).toBe("test");
    expect(stream.store.getState().items).toEqual(["one", "two"]);
  });
});
