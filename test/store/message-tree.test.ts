import { describe, expect, test } from "vitest";
import { createMessage, type Message } from "../../src/protocol/message.js";
import { forkAt, forkState, switchFork, type Path } from "../../src/store/message-tree.js";

const message = (id: string): Message => createMessage(id, id.startsWith("q") ? "user" : "assistant");
const messages = (...ids: string[]): Message[] => ids.map(message);
const path = (...ids: string[]): Path => ({ messages: messages(...ids), forks: {} });
const ids = ({ messages }: Path): string => messages.map(({ id }) => id).join(" ");

describe("a fork", () => {
  test("puts a new tail in place and keeps the old one beside it", () => {
    const forked = forkAt(path("q1", "a1"), 1, messages("a2"));
    expect(ids(forked)).toBe("q1 a2");
    expect(forkState(forked, 1)).toEqual({ count: 2, active: 1 });
  });

  test("of a fork counts on", () => {
    const forked = forkAt(forkAt(path("q1", "a1"), 1, messages("a2")), 1, messages("a3"));
    expect(ids(forked)).toBe("q1 a3");
    expect(forkState(forked, 1)).toEqual({ count: 3, active: 2 });
  });

  test("at the beginning of the chat is one too", () => {
    const forked = forkAt(path("q1", "a1"), 0, messages("q2", "a2"));
    expect(ids(forked)).toBe("q2 a2");
    expect(forkState(forked, 0)).toEqual({ count: 2, active: 1 });
    expect(Object.keys(forked.forks)).toEqual([""]);
  });

  test("where nothing stood yet makes no other way: there is only one attempt", () => {
    const first = forkAt(path("q1"), 1, messages("a1"));
    expect(ids(first)).toBe("q1 a1");
    expect(forkState(first, 1)).toEqual({ count: 1, active: 0 });
  });

  test("leaves the path it came from as it was", () => {
    const before = path("q1", "a1");
    forkAt(before, 1, messages("a2"));
    expect([ids(before), before.forks]).toEqual(["q1 a1", {}]);
  });
});

describe("a switch", () => {
  const forked = forkAt(forkAt(path("q1", "a1", "q2", "b1"), 1, messages("a2")), 1, messages("a3", "q3"));

  test("brings a whole tail back", () => {
    expect(ids(switchFork(forked, 1, 0))).toBe("q1 a1 q2 b1");
    expect(ids(switchFork(forked, 1, 1))).toBe("q1 a2");
  });

  test("and back again loses nothing", () => {
    const there = switchFork(forked, 1, 0);
    expect(forkState(there, 1)).toEqual({ count: 3, active: 0 });
    expect(ids(switchFork(there, 1, 2))).toBe("q1 a3 q3");
  });

  test("keeps what was added to the visible tail in the meantime", () => {
    const grown = { ...forked, messages: [...forked.messages, message("c1")] };
    expect(ids(switchFork(switchFork(grown, 1, 0), 1, 2))).toBe("q1 a3 q3 c1");
  });

  test.for([-1, 3, 99, 0.5, NaN])("to attempt %d, which there is not, changes nothing", (active) => {
    expect(switchFork(forked, 1, active)).toBe(forked);
  });

  test("to the visible attempt changes nothing", () => {
    expect(switchFork(forked, 1, 2)).toBe(forked);
  });

  test("where there is no fork changes nothing", () => {
    expect(switchFork(forked, 0, 0)).toBe(forked);
  });
});

test("forks inside a tail come back with it", () => {
  const inner = forkAt(path("q1", "a1", "q2", "b1"), 3, messages("b2"));
  const outer = forkAt(inner, 1, messages("a2"));
  const back = switchFork(outer, 1, 0);
  expect(ids(back)).toBe("q1 a1 q2 b2");
  expect(forkState(back, 3)).toEqual({ count: 2, active: 1 });
  expect(ids(switchFork(back, 3, 0))).toBe("q1 a1 q2 b1");
});

test("without forks there is one way", () => {
  expect(forkState(path("q1", "a1"), 1)).toEqual({ count: 1, active: 0 });
});

test.for(["__proto__", "constructor", "toString", ""])("a message with the id %j forks like any other", (id) => {
  const forked = forkAt({ messages: [createMessage(id, "user"), message("a1")], forks: {} }, 1, messages("a2"));
  expect(forkState(forked, 1)).toEqual({ count: 2, active: 1 });
  expect(ids(switchFork(forked, 1, 0))).toBe(`${id} a1`);
});
