import { expect, test } from "vitest";
import { coalesce } from "../../src/engine/coalesce.js";
import type { StreamEvent } from "../../src/protocol/events.js";

const text = (delta: string, rest: object = {}): StreamEvent => ({ type: "text-delta", delta, ...rest });
const call = (delta: string, rest: object = {}): StreamEvent => ({
  type: "tool-call-delta",
  toolCallId: "c1",
  delta,
  ...rest,
});
const stage = (delta: string, rest: object = {}): StreamEvent => ({
  type: "stage-delta",
  stageId: "s1",
  delta,
  ...rest,
});
const reasoning = (delta: string): StreamEvent => ({ type: "reasoning-delta", delta });
const end: StreamEvent = { type: "message-end" };

const table: readonly (readonly [says: string, events: readonly StreamEvent[], joined: readonly StreamEvent[]])[] = [
  ["nothing stays nothing", [], []],
  ["neighbouring deltas of one part become one", [text("a"), text("b"), text("c")], [text("abc")]],
  ["an event between keeps them apart", [text("a"), end, text("b")], [text("a"), end, text("b")]],
  [
    "another type keeps them apart",
    [text("a"), reasoning("b"), reasoning("c"), text("d")],
    [text("a"), reasoning("bc"), text("d")],
  ],
  [
    "another part keeps them apart",
    [text("a", { partId: "1" }), text("b", { partId: "2" })],
    [text("a", { partId: "1" }), text("b", { partId: "2" })],
  ],
  [
    "another choice keeps them apart",
    [text("a", { choice: 0 }), text("b", { choice: 1 })],
    [text("a", { choice: 0 }), text("b", { choice: 1 })],
  ],
  [
    "another tool call keeps them apart",
    [call("a"), call("b", { toolCallId: "c2" })],
    [call("a"), call("b", { toolCallId: "c2" })],
  ],
  [
    "another stage keeps them apart",
    [stage("a"), stage("b", { stageId: "s2" })],
    [stage("a"), stage("b", { stageId: "s2" })],
  ],
  [
    "the name of a tool call stays with its first delta",
    [call("", { name: "f" }), call("{"), call("}")],
    [call("{}", { name: "f" })],
  ],
  [
    "a delta that names the call again stays apart",
    [call("{"), call("}", { name: "f" })],
    [call("{"), call("}", { name: "f" })],
  ],
  [
    "a delta that titles the stage stays apart",
    [stage("a"), stage("b", { title: "t" }), stage("c")],
    [stage("a"), stage("bc", { title: "t" })],
  ],
  [
    "events that set are never joined",
    [
      { type: "text-set", text: "a" },
      { type: "text-set", text: "b" },
    ],
    [
      { type: "text-set", text: "a" },
      { type: "text-set", text: "b" },
    ],
  ],
  [
    "equal items are two items",
    [
      { type: "item-add", value: 1 },
      { type: "item-add", value: 1 },
    ],
    [
      { type: "item-add", value: 1 },
      { type: "item-add", value: 1 },
    ],
  ],
];

test.for(table)("%s", ([, events, joined]) => {
  expect(coalesce(events)).toEqual(joined);
});

test("what comes in is not changed", () => {
  const events = [Object.freeze(text("a")), Object.freeze(text("b"))];
  coalesce(Object.freeze(events));
  expect(events).toEqual([text("a"), text("b")]);
});
