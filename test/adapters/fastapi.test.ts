import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { jsonLines, plainText, sseItems } from "../../src/adapters/index.js";
import { createItemStream } from "../../src/defaults/create-item-stream.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { mockFetch } from "../../src/testing/mock-fetch.js";
import { streamResponse, type ResponseScript } from "../../src/testing/stream-response.js";
import { soon } from "../helpers/async.js";
import { hasWireFolder, wireFolder } from "../helpers/recordings.js";

async function itemsOf(script: ResponseScript): Promise<object[]> {
  const { parts } = await collectMessageWith(streamResponse(script), { adapter: sseItems });
  return parts.map((part) => ({ ...part }));
}

test.skipIf(!hasWireFolder)("an item stream asks as FastAPI's documentation does", async () => {
  const {
    method,
    path: address,
    headers,
  } = JSON.parse(readFileSync(path.join(wireFolder, "requests/fastapi-jsonl.json"), "utf8")) as {
    method: string;
    path: string;
    headers: { accept: string };
  };
  const fetch = mockFetch(() => ({ chunks: ['{"n":1}\n'], headers: { "content-type": "application/jsonl" } }));
  const stream = createItemStream({ url: address, adapter: jsonLines, fetch, schedule: soon });
  await stream.start();
  const { url, init } = fetch.requests[0]!;
  expect([url, init.method, init.body]).toEqual([address, method, undefined]);
  expect(new Headers(init.headers).get("accept")!.split(", ")).toContain(headers.accept);
  expect(stream.store.getState()).toMatchObject({ items: [{ n: 1 }], status: "done" });
});

describe("the fields of an event", () => {
  test("may come in any order, and comments between them", async () => {
    expect(await itemsOf({ chunks: ["data: 1\n: hello\nid: 7\nretry: 5\nevent: step\n\n"] })).toEqual([
      { type: "item", value: 1, event: "step", id: "7" },
    ]);
  });

  test("belong to their own event only", async () => {
    expect(await itemsOf({ chunks: ["event: a\nid: 1\ndata: 1\n\ndata: 2\n\n"] })).toEqual([
      { type: "item", value: 1, event: "a", id: "1" },
      { type: "item", value: 2, event: undefined, id: undefined },
    ]);
  });

  test("an event named ping is an item where it has data, and comments never are", async () => {
    expect(
      await itemsOf({ chunks: [": ping\n\n", "event: ping\n\n", "event: ping\ndata: {}\n\n", ": ping\n\n"] }),
    ).toEqual([{ type: "item", value: {}, event: "ping", id: undefined }]);
  });
});

test("plain text of nothing at all is no answer", async () => {
  const headers = { "content-type": "text/plain" };
  const message = await collectMessageWith(streamResponse({ chunks: [], headers }), { adapter: plainText });
  expect(message).toMatchObject({ status: "error", error: { code: "incomplete" } });
});
