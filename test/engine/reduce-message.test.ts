import { describe, expect, test } from "vitest";
import { reduceEvents, reduceMessage, settleMessage } from "../../src/engine/reduce-message.js";
import { StreamError } from "../../src/protocol/errors.js";
import type { StreamEvent } from "../../src/protocol/events.js";
import { createMessage, messageText, type Message, type Source } from "../../src/protocol/message.js";

const empty = createMessage("m1", "assistant", { status: "submitted", timing: { startedAt: 1 } });

function reduce(events: readonly StreamEvent[], message: Message = empty): Message {
  return events.reduce((next, event, index) => reduceMessage(next, event, 10 + index), message);
}

const text = (delta: string, rest: object = {}): StreamEvent => ({ type: "text-delta", delta, ...rest });
const source = (id: string, rest: Partial<Source> = {}): Source => ({ id, kind: "web", ...rest });

describe("text", () => {
  test("a delta opens its part", () => {
    expect(reduce([text("Hi")]).parts).toEqual([{ type: "text", text: "Hi" }]);
  });

  test("deltas append to the last part of their type", () => {
    expect(reduce([text("a"), text("b")]).parts).toEqual([{ type: "text", text: "ab" }]);
  });

  test("another part between starts a new one", () => {
    const { parts } = reduce([text("a"), { type: "reasoning-delta", delta: "hm" }, text("b")]);
    expect(parts).toEqual([
      { type: "text", text: "a" },
      { type: "reasoning", text: "hm", startedAt: 11, endedAt: 12 },
      { type: "text", text: "b" },
    ]);
  });

  test("stages and sources between do not cut it", () => {
    const { parts } = reduce([
      text("a"),
      { type: "stage-delta", stageId: "s", delta: "x" },
      { type: "source-add", source: source("1") },
      text("b"),
    ]);
    expect(parts).toEqual([{ type: "text", text: "ab" }]);
  });

  test("named parts grow beside each other, in any order", () => {
    const { parts } = reduce([
      text("a", { partId: "1" }),
      text("x", { partId: "2" }),
      text("b", { partId: "1" }),
      text("y", { partId: "2" }),
    ]);
    expect(parts).toEqual([
      { type: "text", id: "1", text: "ab" },
      { type: "text", id: "2", text: "xy" },
    ]);
  });

  test("a delta without a name continues the last part, which keeps its own", () => {
    expect(reduce([text("a", { partId: "1" }), text("b"), text("c", { partId: "1" })]).parts).toEqual([
      { type: "text", id: "1", text: "abc" },
    ]);
  });

  test("the server's final version replaces a part", () => {
    const { parts } = reduce([
      text("Hel", { partId: "1" }),
      text("x", { partId: "2" }),
      { type: "text-set", text: "Hello", partId: "1" },
    ]);
    expect(parts.map((part) => "text" in part && part.text)).toEqual(["Hello", "x"]);
  });

  test("a final version without a name replaces the last text, or makes one", () => {
    expect(messageText(reduce([text("Hel"), { type: "text-set", text: "Hello" }]))).toBe("Hello");
    expect(messageText(reduce([{ type: "text-set", text: "Hello" }]))).toBe("Hello");
  });

  test("reasoning and refusals are parts of their own", () => {
    const { parts } = reduce([
      { type: "reasoning-delta", delta: "a" },
      { type: "reasoning-delta", delta: "b" },
      { type: "refusal-delta", delta: "n" },
      { type: "refusal-delta", delta: "o" },
    ]);
    expect(parts).toEqual([
      { type: "reasoning", text: "ab", startedAt: 10, endedAt: 12 },
      { type: "refusal", text: "no" },
    ]);
  });
});

describe("tool calls", () => {
  test("arguments of calls that mix are kept apart", () => {
    const { parts } = reduce([
      { type: "tool-call-delta", toolCallId: "1", name: "f", delta: "{" },
      { type: "tool-call-delta", toolCallId: "2", name: "g", delta: "[" },
      { type: "tool-call-delta", toolCallId: "1", delta: "}" },
      { type: "tool-call-delta", toolCallId: "2", delta: "]" },
    ]);
    expect(parts).toEqual([
      { type: "tool-call", toolCallId: "1", name: "f", arguments: "{}" },
      { type: "tool-call", toolCallId: "2", name: "g", arguments: "[]" },
    ]);
  });

  test("a name may come late", () => {
    const { parts } = reduce([
      { type: "tool-call-delta", toolCallId: "1", delta: "" },
      { type: "tool-call-delta", toolCallId: "1", name: "f", delta: "" },
    ]);
    expect(parts).toEqual([{ type: "tool-call", toolCallId: "1", name: "f", arguments: "" }]);
  });
});

describe("stages", () => {
  test("a stage opens with its first event, grows and ends", () => {
    const { stages } = reduce([
      { type: "stage-delta", stageId: "s", delta: "a", title: "T" },
      { type: "stage-delta", stageId: "s", delta: "b" },
      { type: "stage-end", stageId: "s" },
    ]);
    expect(stages).toEqual([
      { id: "s", title: "T", text: "ab", status: "done", startedAt: 10, endedAt: 12, sources: [] },
    ]);
  });

  test("setting its text keeps title, begin and sources", () => {
    const { stages } = reduce([
      { type: "stage-delta", stageId: "s", delta: "a", title: "T" },
      { type: "source-add", source: source("1"), stageId: "s" },
      { type: "stage-set", stageId: "s", text: "whole" },
    ]);
    expect(stages[0]).toMatchObject({ title: "T", text: "whole", startedAt: 10, sources: [{ id: "1" }] });
  });

  test("an end without a beginning makes a stage that is done", () => {
    expect(reduce([{ type: "stage-end", stageId: "s" }]).stages).toMatchObject([{ id: "s", status: "done", text: "" }]);
  });

  test("a step names its stage, and keeps the name", () => {
    const { stages } = reduce([
      { type: "stage-set", stageId: "s", title: "Research" },
      { type: "stage-set", stageId: "t", parentId: "s", title: "Search" },
      { type: "stage-delta", stageId: "t", delta: "trains" },
    ]);
    expect(stages.map(({ id, parentId }) => [id, parentId])).toEqual([
      ["s", undefined],
      ["t", "s"],
    ]);
  });

  test("one that is announced waits, and begins with its next event", () => {
    const announced: StreamEvent = { type: "stage-set", stageId: "s", title: "Write", status: "submitted" };
    const waiting = reduce([announced]);
    expect(waiting.stages).toMatchObject([{ title: "Write", status: "submitted" }]);
    const { stages } = reduce([announced, text("a"), { type: "stage-delta", stageId: "s", delta: "x" }]);
    expect(stages).toEqual([{ id: "s", title: "Write", text: "x", status: "streaming", startedAt: 12, sources: [] }]);
  });
});

describe("sources", () => {
  test("are unique by id, and later nulls do not erase what is known", () => {
    const { sources } = reduce([
      { type: "source-add", source: source("1", { title: "T" }) },
      { type: "source-add", source: source("2") },
      { type: "source-add", source: { ...source("1", { url: "u" }), title: undefined } },
    ]);
    expect(sources).toEqual([
      { id: "1", kind: "web", title: "T", url: "u" },
      { id: "2", kind: "web" },
    ]);
  });

  test("of a stage stand at the stage, once, and at the message", () => {
    const add: StreamEvent = { type: "source-add", source: source("1"), stageId: "s" };
    const { sources, stages } = reduce([add, add]);
    expect(sources).toHaveLength(1);
    expect(stages[0]!.sources).toEqual([source("1")]);
  });
});

describe("other lists", () => {
  test("items, citations and equal values are all kept", () => {
    const citation = { kind: "web", url: "1", start: 0, end: 2 } as const;
    const message = reduce([
      { type: "item-add", value: 0 },
      { type: "item-add", value: null, event: "e", id: "i" },
      { type: "item-add", value: 0 },
      { type: "citation-add", citation },
      { type: "citation-add", citation },
    ]);
    expect(message.parts).toEqual([
      { type: "item", value: 0 },
      { type: "item", value: null, event: "e", id: "i" },
      { type: "item", value: 0 },
    ]);
    expect(message.citations).toEqual([citation, citation]);
  });

  test("a value under a name replaces the one before it", () => {
    const { parts } = reduce([
      { type: "data-set", name: "chart", value: 1 },
      { type: "data-set", name: "table", value: 2 },
      { type: "data-set", name: "chart", value: 3 },
    ]);
    expect(parts).toEqual([
      { type: "data", name: "chart", value: 3 },
      { type: "data", name: "table", value: 2 },
    ]);
  });

  test("a sub-question is replaced by its later answer", () => {
    const { subqueries } = reduce([
      { type: "subquery-set", subquery: { query: "q", answer: "", sources: [] } },
      { type: "subquery-set", subquery: { query: "q", answer: "a", sources: [] } },
    ]);
    expect(subqueries).toEqual([{ query: "q", answer: "a", sources: [] }]);
  });
});

describe("the head and the tail of an answer", () => {
  test("model and id of the first start stay; the adapter is known apart from them", () => {
    const message = reduce([
      { type: "message-start", adapter: "x" },
      { type: "message-start", model: "m", responseId: "r" },
      { type: "message-start", model: "other", responseId: "other" },
    ]);
    expect(message).toMatchObject({ adapter: "x", model: "m", responseId: "r", status: "submitted" });
  });

  test("usage is merged: later nulls do not erase earlier counts", () => {
    const { usage } = reduce([
      { type: "usage-set", usage: { inputTokens: 1, outputTokens: 2 } },
      { type: "usage-set", usage: { inputTokens: undefined, outputTokens: 3, totalTokens: 4 } },
    ]);
    expect(usage).toEqual({ inputTokens: 1, outputTokens: 3, totalTokens: 4 });
  });

  test("what the next turn must send back is merged", () => {
    const { conversation } = reduce([
      { type: "conversation-set", responseId: "r" },
      { type: "conversation-set", sessionId: "s" },
    ]);
    expect(conversation).toEqual({ responseId: "r", sessionId: "s" });
  });

  test("the reason of the end is kept, also when a second end has none", () => {
    const message = reduce([{ type: "message-end", finishReason: "length" }, { type: "message-end" }]);
    expect(message).toMatchObject({ finishReason: "length", status: "submitted" });
  });

  test("an error is kept for the end of the run", () => {
    const error = new StreamError("server", "x");
    expect(reduce([text("a"), { type: "error", error }])).toMatchObject({ error, status: "streaming" });
  });
});

describe("content turns submitted into streaming", () => {
  const content: StreamEvent[] = [
    text("a"),
    { type: "text-set", text: "a" },
    { type: "reasoning-delta", delta: "a" },
    { type: "refusal-delta", delta: "a" },
    { type: "tool-call-delta", toolCallId: "1", delta: "" },
    { type: "stage-delta", stageId: "s", delta: "" },
    { type: "stage-set", stageId: "s", text: "" },
    { type: "source-add", source: source("1") },
    { type: "subquery-set", subquery: { query: "q", answer: "", sources: [] } },
    { type: "item-add", value: null },
    { type: "data-set", name: "n", value: 1 },
  ];
  test.for(content)("$type does, and its time is kept", (event) => {
    const message = reduceMessage(reduceMessage(empty, event, 5), event, 6);
    expect([message.status, message.timing]).toEqual([
      "streaming",
      { startedAt: 1, firstContentAt: 5, lastContentAt: 6 },
    ]);
  });

  const rest: StreamEvent[] = [
    { type: "message-start", model: "m" },
    { type: "message-set", title: "t" },
    { type: "usage-set", usage: {} },
    { type: "conversation-set", sessionId: "s" },
    { type: "bad-frame-add", frame: { text: "x" } },
    { type: "message-end" },
    { type: "error", error: new StreamError("server", "x") },
  ];
  test.for(rest)("$type does not", (event) => {
    const message = reduceMessage(empty, event, 5);
    expect([message.status, message.timing]).toEqual(["submitted", { startedAt: 1 }]);
  });

  test("a message without times gets them from its first content", () => {
    expect(reduceMessage(createMessage("m", "assistant"), text("a"), 5).timing).toEqual({
      startedAt: 5,
      firstContentAt: 5,
      lastContentAt: 5,
    });
  });

  test("the first byte has its time, and is no content", () => {
    const message = reduceMessage(empty, { type: "body-start" }, 5);
    expect([message.status, message.timing]).toEqual(["submitted", { startedAt: 1, firstByteAt: 5 }]);
    expect(reduceMessage(createMessage("m", "assistant"), { type: "body-start" }, 5).timing).toEqual({
      startedAt: 5,
      firstByteAt: 5,
    });
  });
});

describe("a stall", () => {
  const stalled = reduceMessage(empty, { type: "stall-start", ms: 10 }, 15);

  test("is known by the time since which nothing came, and changes nothing else", () => {
    expect(stalled).toEqual({ ...empty, stalledSince: 5 });
  });

  test("that will be given up tells when, until it ends", () => {
    const limited = reduceMessage(empty, { type: "stall-start", ms: 10, limit: 60 }, 15);
    expect(limited).toMatchObject({ stalledSince: 5, stalledUntil: 65 });
    expect(reduceMessage(limited, text("a"), 20).stalledUntil).toBeUndefined();
    expect(settleMessage(limited, "error").stalledUntil).toBeUndefined();
  });

  test.for<StreamEvent>([{ type: "body-start" }, { type: "message-set", title: "t" }, text("a")])(
    "ends with $type",
    (event) => {
      expect(reduceMessage(stalled, event, 20).stalledSince).toBeUndefined();
    },
  );

  test("goes on with the next notice", () => {
    expect(reduceMessage(stalled, { type: "stall-start", ms: 20 }, 30).stalledSince).toBe(10);
  });

  test("ends with the run", () => {
    expect(settleMessage(stalled, "aborted").stalledSince).toBeUndefined();
  });
});

describe("an answer that is gone on with", () => {
  const begun: Message = {
    ...empty,
    continuedFrom: "old",
    parts: [
      { type: "reasoning", text: "Hm" },
      { type: "text", text: "Half a" },
    ],
  };
  const texts = (events: readonly StreamEvent[]) =>
    reduceEvents(begun, events).parts.map((part) => [part.type, "text" in part && part.text, "id" in part && part.id]);

  test("continues its text, whatever the server calls the part", () => {
    expect(texts([text(" sen", { partId: "0" }), text("tence", { partId: "0" }), text("!", { partId: "1" })])).toEqual([
      ["reasoning", "Hm", false],
      ["text", "Half a sentence", "0"],
      ["text", "!", "1"],
    ]);
    expect(texts([text(" sen"), text("tence")])).toEqual([
      ["reasoning", "Hm", false],
      ["text", "Half a sentence", undefined],
    ]);
  });

  test("keeps new thoughts apart", () => {
    expect(texts([{ type: "reasoning-delta", delta: "So" }, text(" more")])).toEqual([
      ["reasoning", "Hm", false],
      ["text", "Half a", false],
      ["reasoning", "So", false],
      ["text", " more", false],
    ]);
  });

  test("a settled message stays settled", () => {
    expect(reduceMessage(createMessage("m", "assistant"), text("a")).status).toBe("done");
  });
});

describe("several answers to one question", () => {
  test("choice 0 is the message, the others stand beside it", () => {
    const message = reduce([text("a", { choice: 0 }), text("x", { choice: 2 }), text("b", { choice: 1 }), text("c")]);
    expect(messageText(message)).toBe("ac");
    expect(message.choices!.map((choice) => [choice.id, messageText(choice)])).toEqual([
      ["m1:1", "b"],
      ["m1:2", "x"],
    ]);
  });

  test("content of any choice is content of the answer, and has its time there too", () => {
    const message = reduceMessage(empty, text("x", { choice: 1 }), 5);
    const timing = { startedAt: 1, firstContentAt: 5, lastContentAt: 5 };
    expect([message.status, message.timing]).toEqual(["streaming", timing]);
    expect(message.choices![0]).toMatchObject({ status: "streaming", timing: { firstContentAt: 5 } });
    expect(reduceMessage(empty, { type: "message-end", choice: 1 }, 5).status).toBe("submitted");
  });

  test("an end belongs to its choice", () => {
    const message = reduce([text("a", { choice: 1 }), { type: "message-end", finishReason: "length", choice: 1 }]);
    expect([message.finishReason, message.choices![0]!.finishReason]).toEqual([undefined, "length"]);
  });

  test.for([4_294_967_295, 1e308, 129, -1, 1.5, -4_294_967_296, 0.5])(
    "a choice of the index %d is hostile: nothing grows, nothing throws, the answer goes on",
    (choice) => {
      const message = reduce([text("a"), text("x", { choice }), text("b")]);
      expect(messageText(message)).toBe("ab");
      expect(message.choices?.map(messageText).join("") ?? "").toBe("");
      expect(message.choices?.length ?? 0).toBeLessThanOrEqual(128);
    },
  );

  test("a choice between two others is whole even when it is never sent", () => {
    const { choices } = settleMessage(reduce([text("x", { choice: 2 })]), "done");
    expect(choices!.map(({ status, parts }) => [status, parts.length])).toEqual([
      ["done", 0],
      ["done", 1],
    ]);
  });
});

describe("frames that could not be read", () => {
  test("are counted, and the first hundred kept", () => {
    const events = Array.from({ length: 150 }, (_, index): StreamEvent => ({
      type: "bad-frame-add",
      frame: { text: String(index), line: index + 1 },
    }));
    const { badFrames } = reduce(events);
    expect([badFrames!.count, badFrames!.samples.length]).toEqual([150, 100]);
    expect(badFrames!.samples.at(-1)).toEqual({ text: "99", line: 100 });
  });
});

describe("hostile input", () => {
  test("keys named __proto__ and constructor change no prototype", () => {
    const usage = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"polluted":1},"inputTokens":1}') as object;
    const value: unknown = JSON.parse('{"__proto__":{"polluted":1}}');
    const message = reduce([
      { type: "usage-set", usage },
      { type: "usage-set", usage },
      { type: "item-add", value },
      { type: "data-set", name: "__proto__", value },
      { type: "data-set", name: "__proto__", value: 2 },
      {
        type: "source-add",
        source: JSON.parse('{"id":"__proto__","kind":"web","__proto__":{"polluted":1}}') as Source,
      },
      { type: "stage-delta", stageId: "__proto__", delta: "a" },
      { type: "tool-call-delta", toolCallId: "__proto__", name: "__proto__", delta: "{}" },
    ]);
    expect("polluted" in {}).toBe(false);
    expect("polluted" in message.usage!).toBe(false);
    expect("polluted" in message.sources[0]!).toBe(false);
    expect(message.parts.map((part) => part.type)).toEqual(["item", "data", "tool-call"]);
    expect(message.parts[1]).toEqual({ type: "data", name: "__proto__", value: 2 });
  });

  test("an event of a kind from a newer version leaves the message as it is", () => {
    const unknown = { type: "hologram-add", hologram: 1 } as unknown as StreamEvent;
    expect(reduceMessage(empty, unknown)).toBe(empty);
  });
});

describe("identity", () => {
  test("what an event does not touch stays the same object", () => {
    const before = reduce([
      text("a", { partId: "1" }),
      text("b", { partId: "2" }),
      { type: "stage-delta", stageId: "s", delta: "x" },
      { type: "source-add", source: source("1") },
    ]);
    const after = reduceMessage(before, text("c", { partId: "2" }), before.timing!.lastContentAt);
    expect(after).not.toBe(before);
    expect(after.parts[0]).toBe(before.parts[0]);
    expect(after.parts[1]).not.toBe(before.parts[1]);
    expect([after.stages, after.sources, after.timing]).toEqual([before.stages, before.sources, before.timing]);
    expect(after.stages).toBe(before.stages);
    expect(after.sources).toBe(before.sources);
    expect(after.timing).toBe(before.timing);
  });

  test("the old message is never changed", () => {
    const before = Object.freeze({
      ...reduce([text("a")]),
      parts: Object.freeze([Object.freeze({ type: "text", text: "a" })]),
    });
    reduceMessage(before, text("b"));
    settleMessage(before, "done");
    expect(before.parts).toEqual([{ type: "text", text: "a" }]);
  });
});

describe("settling", () => {
  test("takes the final status, closes open stages with it and keeps everything else", () => {
    const running = reduce([
      text("a"),
      { type: "stage-delta", stageId: "open", delta: "x" },
      { type: "stage-end", stageId: "closed" },
    ]);
    const settled = settleMessage(running, "aborted", undefined, 99);
    expect(settled.status).toBe("aborted");
    expect(settled.stages.map(({ id, status, endedAt }) => [id, status, endedAt])).toEqual([
      ["open", "aborted", 99],
      ["closed", "done", 12],
    ]);
    expect(settled.timing).toEqual({ startedAt: 1, firstContentAt: 10, lastContentAt: 12, endedAt: 99 });
    expect(settled.parts).toBe(running.parts);
  });

  test("gives up a stage that never began, which has no time and did not fail", () => {
    const waiting = reduce([{ type: "stage-set", stageId: "s", status: "submitted" }]);
    const [stage] = settleMessage(waiting, "error", undefined, 99).stages;
    expect([stage?.status, stage?.startedAt, stage?.endedAt]).toEqual(["aborted", undefined, undefined]);
  });

  test("takes the error, or keeps the one that an event brought", () => {
    const told = new StreamError("server", "told");
    const given = new StreamError("network", "given");
    expect(settleMessage(empty, "error", given).error).toBe(given);
    expect(settleMessage(reduce([{ type: "error", error: told }]), "error").error).toBe(told);
  });

  test("settles the other choices too", () => {
    const settled = settleMessage(reduce([text("x", { choice: 1 })]), "done", undefined, 99);
    expect(settled.choices![0]).toMatchObject({ status: "done", timing: { endedAt: 99 } });
  });

  test("gives times to a message that had none", () => {
    expect(settleMessage(createMessage("m", "assistant"), "done", undefined, 7).timing).toEqual({
      startedAt: 7,
      endedAt: 7,
    });
  });
});

describe("a batch of events", () => {
  const batch: StreamEvent[] = [
    { type: "message-start", model: "m" },
    { type: "text-delta", delta: "a" },
    { type: "text-delta", delta: "b" },
    { type: "item-add", value: 1 },
    { type: "item-add", value: 1 },
    { type: "text-delta", delta: "c", choice: 1 },
    { type: "text-delta", delta: "d", choice: 1 },
    { type: "tool-call-delta", toolCallId: "t", name: "f", delta: "{" },
    { type: "tool-call-delta", toolCallId: "t", delta: "}" },
    { type: "stage-delta", stageId: "s", delta: "x" },
    { type: "source-add", source: { id: "1", kind: "web" }, stageId: "s" },
    { type: "stage-end", stageId: "s" },
    { type: "message-end", finishReason: "stop" },
  ];

  test("gives the message that its events give one by one", () => {
    expect(reduceEvents(reduceEvents(empty, batch, 5), batch, 6)).toEqual(
      batch.reduce(
        (message, event) => reduceMessage(message, event, 6),
        batch.reduce((message, event) => reduceMessage(message, event, 5), empty),
      ),
    );
  });

  test("changes nothing of the message that was there before, whose unchanged parts keep their identity", () => {
    const before = reduceEvents(empty, batch, 5);
    const copy = structuredClone(before);
    const after = reduceEvents(before, [{ type: "item-add", value: 2 }], 6);
    expect(before).toEqual(copy);
    expect([after.parts === before.parts, after.parts[0] === before.parts[0]]).toEqual([false, true]);
    expect(after.stages).toBe(before.stages);
  });

  test("that breaks off leaves no trace in the next one", () => {
    const broken = {
      get type(): never {
        throw new Error("broken");
      },
    } as unknown as StreamEvent;
    const before = reduceEvents(empty, batch, 5);
    expect(() => reduceEvents(before, [{ type: "item-add", value: 1 }, broken])).toThrow("broken");
    expect(reduceMessage(before, { type: "item-add", value: 3 }).parts).not.toBe(before.parts);
  });

  test("of many items copies the list once", () => {
    const items = Array.from({ length: 50_000 }, (_, value): StreamEvent => ({ type: "item-add", value }));
    let copied = 0;
    const parts = new Proxy<Message["parts"]>([], {
      get(target, key, receiver) {
        if (key === Symbol.iterator) copied++;
        return Reflect.get(target, key, receiver) as unknown;
      },
    });
    expect(reduceEvents({ ...empty, parts }, items).parts).toHaveLength(50_000);
    expect(copied).toBe(1);
  });
});
