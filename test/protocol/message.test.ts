import { describe, expect, test } from "vitest";
import { defineAdapter } from "../../src/adapters/define-adapter.js";
import { createMessage, isContinuable, messageText, type Message } from "../../src/protocol/message.js";
import { isBusy, type Status } from "../../src/protocol/status.js";
import { sseItems } from "../../src/adapters/index.js";

test("a new message is done, empty and the first attempt", () => {
  expect(createMessage("m1", "user")).toEqual({
    id: "m1",
    role: "user",
    status: "done",
    parts: [],
    stages: [],
    sources: [],
    citations: [],
    subqueries: [],
    attempt: 1,
  });
});

test("what is known of a new message is taken over", () => {
  expect(createMessage("m1", "assistant", { status: "submitted", attempt: 3 })).toMatchObject({
    status: "submitted",
    attempt: 3,
  });
});

test("the text of a message is its text parts, without reasoning, refusals and the rest", () => {
  const message = createMessage("m1", "assistant", {
    parts: [
      { type: "reasoning", text: "hm" },
      { type: "text", text: "Hello " },
      { type: "tool-call", toolCallId: "c", name: "f", arguments: "{}" },
      { type: "item", value: "item" },
      { type: "text", text: "world" },
      { type: "refusal", text: "no" },
    ],
  });
  expect(messageText(message)).toBe("Hello world");
  expect(messageText(createMessage("m2", "user"))).toBe("");
});

test("a run is busy from the request to its end", () => {
  const all: Status[] = ["idle", "submitted", "streaming", "done", "error", "aborted"];
  expect(all.filter(isBusy)).toEqual(["submitted", "streaming"]);
});

test("an adapter is a plain value", () => {
  expect(defineAdapter(sseItems)).toBe(sseItems);
});

describe("an answer can be gone on with", () => {
  const cut = createMessage("m", "assistant", {
    status: "aborted",
    canContinue: true,
    parts: [{ type: "text", text: "Half" }],
  });
  const call = { type: "tool-call", toolCallId: "c", name: "f", arguments: "{" } as const;
  test.for<[string, Partial<Message>, boolean]>([
    ["when it was stopped", {}, true],
    ["when it failed", { status: "error" }, true],
    ["when it came to its length", { status: "done", finishReason: "length" }, true],
    ["not when it is complete", { status: "done", finishReason: "stop" }, false],
    ["not while it runs", { status: "streaming", finishReason: "length" }, false],
    ["not before it runs", { status: "submitted" }, false],
    ["not when its server cannot", { canContinue: undefined }, false],
    ["not without text", { parts: [{ type: "text", text: " \n" }] }, false],
    ["not inside a tool call", { parts: [...cut.parts, call] }, false],
    ["with thoughts", { parts: [{ type: "reasoning", text: "Hm" }, ...cut.parts] }, true],
  ])("%s", ([, change, expected]) => {
    expect(isContinuable({ ...cut, ...change })).toBe(expected);
  });
});
