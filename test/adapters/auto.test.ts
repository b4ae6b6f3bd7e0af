import { describe, expect, test } from "vitest";
import { auto } from "../../src/adapters/index.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { messageText, type Message } from "../../src/protocol/message.js";
import { cutEvery } from "../../src/testing/cuts.js";
import { streamResponse, type ResponseScript } from "../../src/testing/stream-response.js";
import { answer, delta, done, event, finish } from "../helpers/openai.js";

function read(script: ResponseScript): Promise<Message> {
  return collectMessageWith(streamResponse(script), { adapter: auto });
}

/** Name of the adapter that was chosen, and what it made of the reply. */
async function detect(body: string, contentType: string | undefined): Promise<unknown[]> {
  const headers: Record<string, string> = contentType === undefined ? {} : { "content-type": contentType };
  const results = await Promise.all(
    [1, 5, 10_000].map(async (size) => {
      const message = await read({ chunks: cutEvery(new TextEncoder().encode(body), size), headers });
      const items = message.parts.flatMap((part) => (part.type === "item" ? [part.value] : []));
      return [
        message.adapter,
        message.error?.code ?? (message.parts[0]?.type === "text" ? messageText(message) : items),
      ];
    }),
  );
  // However it was cut, the choice is the same.
  for (const result of results) expect(result).toEqual(results[0]);
  return results[0]!;
}

const sse = "text/event-stream";

test.for<[string, string, string | undefined, unknown[]]>([
  ["chunks of a chat", answer("Hi").join(""), sse, ["openai-chat", "Hi"]],
  ["chunks of a chat under the name of JSON", answer("Hi").join(""), "application/json", ["openai-chat", "Hi"]],
  ["chunks of a chat without a name", answer("Hi").join(""), undefined, ["openai-chat", "Hi"]],
  [
    "chunks of a chat as lines of JSON",
    `${JSON.stringify({ choices: [{ delta: { content: "Hi" }, finish_reason: "stop" }] })}\n`,
    "application/jsonl",
    ["openai-chat", "Hi"],
  ],
  [
    "an analysis of TwelveLabs in one body",
    JSON.stringify({ id: "1", data: "Hi", finish_reason: "stop", usage: { output_tokens: 3 } }),
    "application/json",
    ["twelvelabs-analyze", "Hi"],
  ],
  [
    "a chat whose first chunk has no choices (Azure)",
    event({ choices: [], prompt_filter_results: [] }) + answer("Hi").join(""),
    sse,
    ["openai-chat", "Hi"],
  ],
  [
    "a chat whose keys stand in another order",
    event({ usage: null, choices: [{ delta: { content: "Hi" }, index: 0 }], object: "x" }) + finish,
    sse,
    ["openai-chat", "Hi"],
  ],
  [
    "a chat after pings and comments",
    `: hello\n\nevent: ping\ndata: {"choices":"no"}\n\ndata:\n\n${answer("Hi").join("")}`,
    sse,
    ["openai-chat", "Hi"],
  ],
  [
    "a whole chat completion",
    JSON.stringify({ choices: [{ message: { content: "Hi" }, finish_reason: "stop" }] }),
    "application/json",
    ["openai-chat", "Hi"],
  ],
  ["an error in a 200", '{"error":{"message":"No credit"}}', "application/json", ["error", "server"]],
  ["an error in a 200 labelled as events", '{"error":"No"}', sse, ["error", "server"]],
  ["an error as the first event", event({ error: { message: "No" } }), sse, ["error", "server"]],
  ["Writer's error", '{"tpe":"x","errors":[{"description":"No"}]}', "application/json", ["error", "server"]],
  ["lines of JSON", '{"a":1}\n{"a":2}\n', "application/jsonl", ["json-lines", [{ a: 1 }, { a: 2 }]]],
  [
    "lines of JSON under the name of JSON",
    '{"a":1}\n{"a":2}\n',
    "application/json",
    ["json-lines", [{ a: 1 }, { a: 2 }]],
  ],
  ["lines of JSON labelled as events", '{"a":1}\n{"a":2}\n', sse, ["json-lines", [{ a: 1 }, { a: 2 }]]],
  ["lines of scalars", 'null\n1\n"two"\n', "application/x-ndjson", ["json-lines", [null, 1, "two"]]],
  ["a list in one body", "[1,2]", "application/json", ["json-lines", [1, 2]]],
  ["an object in one body", '{"a":1}', "application/json", ["json-lines", [{ a: 1 }]]],
  ["events of values", "data: 1\n\ndata: two\n\n", sse, ["sse-items", [1, "two"]]],
  ["events that are text only", "data: Hello\n\n", sse, ["sse-items", ["Hello"]]],
  ["events of empty texts", "data:\n\ndata: \n\n", sse, ["sse-items", ["", ""]]],
  ["empty events before the first value", "data:\n\ndata: 1\n\n", sse, ["sse-items", ["", 1]]],
  ["events that are pings only", "event: ping\ndata: {}\n\n", sse, ["sse-items", [{}]]],
  ["plain text", "Hello world", "text/plain; charset=utf-8", ["plain-text", "Hello world"]],
  ["plain text without a name", "Hello", undefined, ["plain-text", "Hello"]],
  ["plain text that looks like JSON", '{"choices":[]}', "text/plain", ["plain-text", '{"choices":[]}']],
  ["nothing, as lines of JSON", "", "application/jsonl", [undefined, []]],
  ["nothing, as events", "", sse, [undefined, "incomplete"]],
  ["nothing at all", "", undefined, [undefined, "incomplete"]],
  ["a page", "<!doctype html><title>x</title>", "text/html", [undefined, "unexpected-response"]],
  ["a page without a name", "<html>", undefined, [undefined, "unexpected-response"]],
])("%s is found out", async ([, body, contentType, found]) => {
  expect(await detect(body, contentType)).toEqual(found);
});

describe("a chat that was found out", () => {
  test("must end as chats do", async () => {
    expect(await read({ chunks: [delta("Hi")] })).toMatchObject({ status: "error", error: { code: "incomplete" } });
    expect(await read({ chunks: [delta("Hi"), done] })).toMatchObject({ status: "done" });
  });

  test("in a single chunk that arrives whole is read whole", async () => {
    expect(messageText(await read({ chunks: [answer("a", "b", "c").join("")] }))).toBe("abc");
  });
});

test("an event named error before anything else needs no protocol", async () => {
  const message = await read({ chunks: ['event: error\ndata: {"message":"No"}\n\n'] });
  expect(message).toMatchObject({ status: "error", error: { code: "server", message: "No" } });
});

test("the end marker alone ends an answer of nothing", async () => {
  expect(await read({ chunks: [done] })).toMatchObject({ status: "done", parts: [] });
});

test("a failed request is told by its status, whatever the body", async () => {
  expect(await read({ chunks: ["<html>"], status: 502, headers: { "content-type": "text/html" } })).toMatchObject({
    error: { code: "http", status: 502 },
  });
});
