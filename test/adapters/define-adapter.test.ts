import { describe, expect, test } from "vitest";
import { defineAdapter } from "../../src/adapters/define-adapter.js";
import { openaiChat } from "../../src/adapters/openai-chat/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import type { Adapter } from "../../src/protocol/adapter.js";
import { messageText } from "../../src/protocol/message.js";
import { get, str } from "../../src/protocol/read.js";
import { checkAdapter } from "../../src/testing/check-adapter.js";
import { streamResponse } from "../../src/testing/stream-response.js";

const acme = defineAdapter({
  name: "acme",
  endMarker: "[DONE]",
  map: (json) => ({ text: str(json, "value"), error: get(json, "problem") }),
});

const json = { "content-type": "application/json" };
const sse = { "content-type": "text/event-stream" };

function read(adapter: Adapter, body: string, headers: Record<string, string> = sse) {
  return collectMessageWith(streamResponse({ chunks: [body], headers }), { adapter, now: () => 0 });
}

describe("an adapter of five lines", () => {
  test.for<[string, string, Record<string, string>]>([
    ["events", 'data: {"value":"Hel"}\n\ndata: {"value":"lo"}\n\ndata: [DONE]\n\n', sse],
    ["events without an end marker", 'data: {"value":"Hel"}\n\ndata: {"value":"lo"}\n\n', sse],
    ["lines of JSON", '{"value":"Hel"}\n{"value":"lo"}\n', { "content-type": "application/x-ndjson" }],
    ["one JSON body", '{\n "value": "Hello"\n}', json],
  ])("reads %s", async ([, body, headers]) => {
    const message = await checkAdapter(acme, { body, headers });
    expect([message.status, messageText(message), message.adapter]).toEqual(["done", "Hello", "acme"]);
  });

  test("says nothing for what `map` does not know", async () => {
    const quiet = defineAdapter({ name: "quiet", map: () => null });
    expect((await read(quiet, 'data: {"a":1}\n\ndata: 2\n\n')).parts).toEqual([]);
    expect((await read(acme, 'data: {"value":5}\n\ndata: {"value":null}\n\n')).parts).toEqual([]);
  });

  test.for<[string, unknown, string]>([
    ["a text", "Out of tea", "Out of tea"],
    ["an object", { message: "Out of tea", code: "E_TEA" }, "Out of tea"],
    ["an envelope", { error: { message: "Out of tea" } }, "Out of tea"],
  ])("ends with an error that is %s", async ([, problem, words]) => {
    const body = `data: {"value":"Hel"}\n\ndata: ${JSON.stringify({ problem })}\n\ndata: {"value":"lo"}\n\n`;
    const message = await read(acme, body);
    expect([message.status, message.error!.code, message.error!.message]).toEqual(["error", "server", words]);
    expect(messageText(message)).toBe("Hel");
  });

  test("tells thoughts, items, the end and everything else", async () => {
    const all = defineAdapter({
      name: "all",
      requiresEnd: true,
      map: (frame) => ({
        reasoning: "Hm. ",
        text: "Yes",
        item: null,
        events: [{ type: "message-set", title: "T" }],
        end: str(frame, "why") ?? true,
      }),
    });
    const message = await read(all, 'data: {"why":"length"}\n\n');
    expect(message).toMatchObject({ status: "done", title: "T", finishReason: "length" });
    expect(message.parts.map((part) => part.type)).toEqual(["reasoning", "text", "item"]);
    expect((await read(all, "data: 1\n\n")).status).toBe("done");
    expect(
      (await read(defineAdapter({ name: "open", requiresEnd: true, map: () => ({}) }), "data: 1\n\n")).error,
    ).toMatchObject({
      code: "incomplete",
    });
  });

  test("whose `map` throws ends with its words", async () => {
    const broken = defineAdapter({
      name: "broken",
      map: () => {
        throw new TypeError("no such member");
      },
    });
    expect((await read(broken, "data: 1\n\n")).error).toMatchObject({ code: "parse", message: "no such member" });
  });
});

test("a whole adapter stays as it is", () => {
  expect(defineAdapter(openaiChat)).toBe(openaiChat);
});
