import { describe, expect, test } from "vitest";
import { reduceEvents, reduceMessage, settleMessage } from "../../src/engine/reduce-message.js";
import type { StreamEvent } from "../../src/protocol/events.js";
import { createMessage, messageText, type Message, type Source } from "../../src/protocol/message.js";
import { growthOf } from "../../src/protocol/text-growth.js";

const empty = createMessage("m1", "assistant", { status: "submitted", attempt: 3, timing: { startedAt: 1 } });

function reduce(events: readonly StreamEvent[]): Message {
  return events.reduce((next, event, index) => reduceMessage(next, event, 10 + index), empty);
}

const source = (id: string): Source => ({ id, kind: "web" });

describe("facts about the whole answer", () => {
  test("are kept, and later nulls do not erase them", () => {
    const message = reduce([
      { type: "message-set", title: "T", rateLimits: { "x-ratelimit-limit": "1" } },
      { type: "message-set", title: undefined, rateLimits: { "x-ratelimit-limit": "2" } },
    ]);
    expect(message).toMatchObject({ title: "T", rateLimits: { "x-ratelimit-limit": "2" }, status: "submitted" });
    expect("type" in message).toBe(false);
  });
});

describe("text", () => {
  test("of a named part goes on after another kind of part", () => {
    const { parts } = reduce([
      { type: "text-delta", partId: "1", delta: "a" },
      { type: "reasoning-delta", delta: "hm" },
      { type: "text-delta", partId: "1", delta: "b" },
    ]);
    expect(parts).toEqual([
      { type: "text", id: "1", text: "ab" },
      { type: "reasoning", text: "hm", startedAt: 11, endedAt: 12 },
    ]);
  });

  test("of reasoning and of a refusal is replaced by the server's final version", () => {
    const { parts } = reduce([
      { type: "reasoning-delta", delta: "h" },
      { type: "refusal-delta", delta: "n" },
      { type: "reasoning-set", text: "hm" },
      { type: "refusal-set", text: "no" },
    ]);
    expect(parts).toEqual([
      { type: "reasoning", text: "hm", startedAt: 10, endedAt: 11 },
      { type: "refusal", text: "no" },
    ]);
  });
});

describe("the time of reasoning", () => {
  const think: StreamEvent = { type: "reasoning-delta", delta: "hm" };
  const times = ({ parts }: Message) =>
    parts.flatMap((part) => (part.type === "reasoning" ? [[part.startedAt, part.endedAt]] : []));

  test("begins with its first piece and is open while it goes on", () => {
    expect(times(reduce([think, think]))).toEqual([[10, undefined]]);
  });

  test.for<StreamEvent>([
    { type: "text-delta", delta: "So" },
    { type: "tool-call-delta", toolCallId: "c", name: "f", delta: "" },
    { type: "stage-delta", stageId: "s", delta: "" },
    { type: "reasoning-delta", partId: "other", delta: "hm" },
  ])("ends with $type, once", (event) => {
    expect(times(reduce([think, think, event, event]))[0]).toEqual([10, 12]);
  });

  test.for<StreamEvent>([
    { type: "usage-set", usage: { outputTokens: 1 } },
    { type: "text-delta", delta: "So", choice: 1 },
    { type: "reasoning-set", text: "hmm" },
  ])("does not end with $type, which is no content that follows it", (event) => {
    expect(times(reduce([think, event]))).toEqual([[10, undefined]]);
  });

  test("reaches to its last piece when it is gone on with", () => {
    expect(times(reduce([think, { type: "stage-delta", stageId: "s", delta: "" }, think]))).toEqual([[10, 12]]);
  });

  test("ends with the run, whatever ended that", () => {
    for (const status of ["done", "error", "aborted"] as const) {
      expect(times(settleMessage(reduce([think]), status, undefined, 99))).toEqual([[10, 99]]);
    }
    expect(times(settleMessage(reduce([think, { type: "text-delta", delta: "So" }]), "done", undefined, 99))).toEqual([
      [10, 11],
    ]);
  });

  test("is not told where nobody knows the time, nor of reasoning that came whole", () => {
    const whole: StreamEvent = { type: "reasoning-set", text: "hm" };
    expect(times(reduceEvents(empty, [think, { type: "text-delta", delta: "So" }]))).toEqual([[undefined, undefined]]);
    expect(times(settleMessage(reduce([whole]), "done", undefined, 99))).toEqual([[undefined, undefined]]);
  });

  test("leaves it known how the text came about", () => {
    const [part] = reduce([think, think, { type: "text-delta", delta: "So" }]).parts;
    expect(growthOf(part!)?.deltas.join("")).toBe("hmhm");
  });
});

test("a tool that failed says so on its result", () => {
  const result: StreamEvent = { type: "tool-result-set", toolCallId: "c", result: "no" };
  expect(reduce([{ ...result, isError: true }]).parts).toEqual([
    { type: "tool-result", toolCallId: "c", result: "no", isError: true },
  ]);
});

describe("the text of an answer that is gone on with", () => {
  const cut = { ...empty, continuedFrom: "m0" };

  test("is joined by the first named part that follows, and by no other answer's", () => {
    const more: StreamEvent = { type: "text-delta", partId: "1", delta: "b" };
    const parts = [{ type: "text", text: "a" } as const];
    expect(reduceMessage({ ...cut, parts }, more).parts).toEqual([{ type: "text", id: "1", text: "ab" }]);
    expect(reduceMessage({ ...empty, parts }, more).parts).toEqual([
      { type: "text", text: "a" },
      { type: "text", id: "1", text: "b" },
    ]);
  });

  test("is not confused with its reasoning", () => {
    const parts = [{ type: "reasoning", text: "a" } as const];
    expect(reduceMessage({ ...cut, parts }, { type: "reasoning-delta", partId: "1", delta: "b" }).parts).toEqual([
      { type: "reasoning", text: "a" },
      { type: "reasoning", id: "1", text: "b" },
    ]);
  });

  test("may be none", () => {
    expect(reduceMessage(cut, { type: "text-delta", delta: "a" }).parts).toEqual([{ type: "text", text: "a" }]);
  });
});

describe("a tool", () => {
  test("is called without a name until one comes", () => {
    expect(reduce([{ type: "tool-call-delta", toolCallId: "1", delta: "{" }]).parts).toEqual([
      { type: "tool-call", toolCallId: "1", name: "", arguments: "{" },
    ]);
  });

  test("takes the final version of its call, which keeps the name that came before", () => {
    const { parts } = reduce([
      { type: "tool-call-delta", toolCallId: "1", name: "f", delta: "{" },
      { type: "tool-call-delta", toolCallId: "2", name: "g", delta: "[" },
      { type: "tool-call-set", toolCallId: "1", arguments: '{"a":1}' },
      { type: "tool-call-set", toolCallId: "3", arguments: "{}" },
    ]);
    expect(parts).toEqual([
      { type: "tool-call", toolCallId: "1", name: "f", arguments: '{"a":1}' },
      { type: "tool-call", toolCallId: "2", name: "g", arguments: "[" },
      { type: "tool-call", toolCallId: "3", name: "", arguments: "{}" },
    ]);
  });

  test("answers beside its call; a second answer replaces the first", () => {
    const { parts } = reduce([
      { type: "tool-call-set", toolCallId: "1", name: "f", arguments: "{}" },
      { type: "tool-result-set", toolCallId: "1", result: "wait" },
      { type: "tool-result-set", toolCallId: "2", result: "other" },
      { type: "tool-result-set", toolCallId: "1", result: "done" },
    ]);
    expect(parts).toEqual([
      { type: "tool-call", toolCallId: "1", name: "f", arguments: "{}" },
      { type: "tool-result", toolCallId: "1", result: "done" },
      { type: "tool-result", toolCallId: "2", result: "other" },
    ]);
  });
});

test("files are kept as they come, equal ones too", () => {
  const file = { mediaType: "image/png", url: "https://example.test/a.png" };
  expect(
    reduce([
      { type: "file-add", ...file },
      { type: "file-add", ...file },
    ]).parts,
  ).toEqual([
    { type: "file", ...file },
    { type: "file", ...file },
  ]);
});

describe("sources", () => {
  test("without a stage make none", () => {
    expect(reduce([{ type: "source-add", source: source("1") }]).stages).toEqual([]);
  });

  test("of one stage are all kept, each once", () => {
    const events = ["1", "2", "1"].map((id): StreamEvent => ({
      type: "source-add",
      source: source(id),
      stageId: "s",
    }));
    expect(reduce(events).stages[0]!.sources).toEqual([source("1"), source("2")]);
  });
});

test("two sub-questions stay two", () => {
  const subqueries = ["q1", "q2"].map((query) => ({ query, answer: "", sources: [] }));
  const events = subqueries.map((subquery): StreamEvent => ({ type: "subquery-set", subquery }));
  expect(reduce(events).subqueries).toEqual(subqueries);
});

describe("a further choice", () => {
  test("that has not begun is as far as the answer it belongs to", () => {
    const { choices } = reduce([{ type: "text-delta", delta: "x", choice: 2 }]);
    expect(choices![0]).toMatchObject({ id: "m1:1", role: "assistant", status: "submitted", attempt: 3, parts: [] });
  });

  test("may be the 128th and not the 129th", () => {
    const { choices } = reduce([
      { type: "text-delta", delta: "x", choice: 128 },
      { type: "text-delta", delta: "y", choice: 129 },
    ]);
    expect([choices!.length, messageText(choices!.at(-1)!)]).toEqual([128, "x"]);
  });

  test("settles without an error of its own", () => {
    const settled = settleMessage(reduce([{ type: "text-delta", delta: "x", choice: 1 }]), "aborted");
    expect(settled.choices).toMatchObject([{ status: "aborted", error: undefined }]);
  });
});

test("a message that a batch has made is never changed afterwards", () => {
  const batch: StreamEvent[] = [
    { type: "item-add", value: 1 },
    { type: "source-add", source: source("1"), stageId: "s" },
  ];
  const made = reduceEvents(empty, batch);
  const copy = structuredClone(made);
  const event: StreamEvent = { type: "item-add", value: 2 };
  expect(reduceMessage(made, event).parts).toHaveLength(2);
  expect(reduceEvents(made, batch).parts).toHaveLength(2);
  expect(made).toEqual(copy);
});
