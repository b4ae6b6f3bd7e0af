import { describe, expect, test } from "vitest";
import { jsonLines, plainText, sseItems } from "../../src/adapters/index.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import type { Adapter } from "../../src/protocol/adapter.js";
import { messageText, type Message } from "../../src/protocol/message.js";
import { streamResponse, type ResponseScript } from "../../src/testing/stream-response.js";

function read(adapter: Adapter, script: ResponseScript): Promise<Message> {
  return collectMessageWith(streamResponse(script), { adapter });
}

const items = (message: Message) => message.parts.flatMap((part) => (part.type === "item" ? [part.value] : []));

describe("lines of JSON", () => {
  test("are items, whatever their value", async () => {
    const message = await read(jsonLines, { chunks: ['{"a":1}\nnull\nfalse\n0\n""\n'], headers: {} });
    expect([items(message), message.status]).toEqual([[{ a: 1 }, null, false, 0, ""], "done"]);
  });

  test("that name an error are items too: the format has no errors of its own", async () => {
    const message = await read(jsonLines, { chunks: ['{"error":"x"}\n'], headers: {} });
    expect([items(message), message.status]).toEqual([[{ error: "x" }], "done"]);
  });

  test("under the name of JSON are one body: a list gives its members", async () => {
    const headers = { "content-type": "application/json" };
    expect(items(await read(jsonLines, { chunks: ["[1,", "2]"], headers }))).toEqual([1, 2]);
    expect(items(await read(jsonLines, { chunks: ['{"a":[1]}'], headers }))).toEqual([{ a: [1] }]);
    expect(items(await read(jsonLines, { chunks: ["[]"], headers }))).toEqual([]);
  });

  test("cut in the middle keep what came whole", async () => {
    const message = await read(jsonLines, { chunks: ['{"a":1}\n{"a":'], headers: {} });
    expect([items(message), message.error!.code]).toEqual([[{ a: 1 }], "incomplete"]);
  });

  test("whose last line has no line end are all there", async () => {
    const message = await read(jsonLines, { chunks: ["1\n2"], headers: {} });
    expect([items(message), message.status]).toEqual([[1, 2], "done"]);
  });
});

describe("events as items", () => {
  test("keep their names and ids", async () => {
    const { parts } = await read(sseItems, { chunks: ["event: e\nid: 7\ndata: 1\n\ndata: 2\n\n"] });
    expect(parts).toEqual([
      { type: "item", value: 1, event: "e", id: "7" },
      { type: "item", value: 2 },
    ]);
  });

  test("are text where they are not JSON, also empty text", async () => {
    expect(items(await read(sseItems, { chunks: ["data: Hello {\n\ndata: \n\ndata: 42\n\n"] }))).toEqual([
      "Hello {",
      "",
      42,
    ]);
  });

  test("end with the end marker, if there is one", async () => {
    expect(items(await read(sseItems, { chunks: ["data: 1\n\ndata: [DONE]\n\ndata: 2\n\n"] }))).toEqual([1]);
    expect(items(await read(sseItems, { chunks: ["data: [DONE]xyz\n\n"] }))).toEqual(["[DONE]xyz"]);
  });

  test("named error are errors", async () => {
    const message = await read(sseItems, { chunks: ["data: 1\n\nevent: error\ndata: broken\n\n"] });
    expect([items(message), message.error!.message]).toEqual([[1], "broken"]);
  });

  test("not streamed are the members of the list", async () => {
    expect(
      items(await read(sseItems, { chunks: ['["a",1]'], headers: { "content-type": "application/json" } })),
    ).toEqual(["a", 1]);
  });
});

describe("plain text", () => {
  test("is appended as it comes, whatever it looks like", async () => {
    const message = await read(plainText, { chunks: ["Hello ", "[DONE]", '{"error":1}'], headers: {} });
    expect([messageText(message), message.status]).toEqual(['Hello [DONE]{"error":1}', "done"]);
  });

  test("that breaks off keeps what came", async () => {
    const message = await read(plainText, { chunks: ["Hel"], headers: {}, end: "lost" });
    expect([messageText(message), message.error!.code]).toEqual(["Hel", "network"]);
  });
});
