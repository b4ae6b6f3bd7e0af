import { describe, expect, test } from "vitest";
import { openaiCompletions } from "../../src/adapters/openai-completions/adapter.js";
import { collectMessageWith } from "../../src/engine/collect-message.js";
import { createMessage, messageText, type Message, type Role } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { writeBody } from "../helpers/chat-requests.js";
import { done, event } from "../helpers/openai.js";

function read(...chunks: string[]): Promise<Message> {
  return collectMessageWith(streamResponse({ chunks }), { adapter: openaiCompletions });
}

const piece = (text: unknown, finish_reason: string | null = null) =>
  event({ object: "text_completion", choices: [{ index: 0, text, logprobs: null, finish_reason }] });

test("the text of the choice is the answer", async () => {
  const message = await read(piece("\n\nHi"), piece(""), piece(" there", "stop"), done);
  expect(message).toMatchObject({
    status: "done",
    finishReason: "stop",
    parts: [{ type: "text", text: "\n\nHi there" }],
  });
});

test("it is complete on a finish reason or on the end marker, and on nothing else", async () => {
  const status = async (...chunks: string[]) => (await read(...chunks)).status;
  expect([
    await status(piece("a", "length")),
    await status(piece("a"), done),
    await status(piece("a")),
    await status(piece("a"), "data: [DONE]x\n\n"),
  ]).toEqual(["done", "done", "error", "error"]);
});

test.for<[string, string]>([
  ["scalars", 'data: 1\n\ndata: null\n\ndata: "x"\n\ndata: []\n\n'],
  ["texts of the wrong kind", [null, 1, {}, ["x"]].map((text) => piece(text)).join("")],
  ["choices of the wrong kind", event({ choices: "x" }) + event({ choices: [null, 1, "x", []] })],
])("odd input never breaks the answer: %s", async ([, odd]) => {
  const message = await read(piece("a"), odd, piece("b", "stop"));
  expect([message.status, messageText(message)]).toEqual(["done", "ab"]);
});

describe("the request", () => {
  const conversation = (...turns: [Role, string][]): Message[] =>
    turns.map(([role, text], index) =>
      createMessage(String(index), role, { parts: text ? [{ type: "text", text }] : [] }),
    );
  const prompt = (...turns: [Role, string][]) =>
    (writeBody(openaiCompletions, conversation(...turns)) as { prompt: string }).prompt;

  test("asks for a stream with usage, and lets the user's members win", () => {
    expect(writeBody(openaiCompletions, conversation(["user", "Once upon"]), { model: "m", max_tokens: 9 })).toEqual({
      model: "m",
      max_tokens: 9,
      prompt: "Once upon",
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(writeBody(openaiCompletions, conversation(["user", "a"]), { prompt: "b", stream: false })).toMatchObject({
      prompt: "b",
      stream: false,
    });
  });

  test("of one message is its text as it is", () => {
    expect(prompt(["user", "Once upon"])).toBe("Once upon");
    expect(prompt(["system", "Be brief."], ["user", "Hi"])).toBe("Be brief.\n\nHi");
  });

  test("of a conversation names the speakers and opens the answer", () => {
    expect(
      prompt(["system", "Be brief."], ["user", "Name a city."], ["assistant", "Paris"], ["user", "And its country?"]),
    ).toBe("Be brief.\n\nUser: Name a city.\n\nAssistant: Paris\n\nUser: And its country?\n\nAssistant:");
  });

  test("leaves out answers without content", () => {
    expect(prompt(["user", "a"], ["assistant", ""])).toBe("a");
  });

  test("of an empty conversation is an empty prompt", () => {
    expect(prompt()).toBe("");
  });
});
