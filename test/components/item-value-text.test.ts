import { describe, expect, test } from "vitest";
import { cut, restText, valueText } from "../../src/components/item-list/value-text.js";
import { growth } from "../helpers/growth.js";

describe("the text of a cell", () => {
  test.each([
    ["text", "text"],
    ["", ""],
    [undefined, ""],
    [null, "null"],
    [-0.5, "-0.5"],
    [12n, "12"],
    [false, "false"],
    [[], "[]"],
    [{}, "{}"],
    [[1, "a", [null]], '[1, "a", [null]]'],
    [{ a: 1, b: { "c d": true } }, '{"a": 1, "b": {"c d": true}}'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
    [{ toJSON: 1 }, '{"toJSON": 1}'],
  ])("is short: %s", (value, text) => {
    expect(valueText(value, 100)).toBe(text);
  });

  test("is cut, and never in the middle of a character", () => {
    expect(cut("abcdef", 6)).toBe("abcdef");
    expect(cut("abcdef", 5)).toBe("abcde…");
    expect(cut("ab👩", 3)).toBe("ab…");
    expect(valueText({ text: "x".repeat(1_000_000) }, 10)).toBe('{"text": "…');
  });

  test("is written for any depth", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(valueText(deep, 20)).toBe(`${"[".repeat(20)}…`);
  });

  test("reads no more of a value than it writes", () => {
    const log: string[] = [];
    const watched = new Proxy([] as unknown[], {
      get: (_target, key) => (key === "length" ? 1_000_000 : (log.push(String(key)), 1)),
    });
    valueText(watched, 30);
    expect(log.filter((key) => /^\d+$/.test(key)).length).toBeLessThan(15);
    const list = (size: number) => Array.from({ length: size }, (_, at) => at);
    const lists = new Map([10_000, 40_000].map((size) => [size, list(size)]));
    const run = (size: number) => {
      for (let turn = 0; turn < 20_000; turn++) valueText(lists.get(size), 200);
    };
    expect(growth(run, 10_000)).toBeLessThan(2);
  });

  test("of the rest leaves out what has a column", () => {
    const item = { a: 1, b: { a: 2 }, c: "x" };
    expect(restText(item, new Set(["a", "c"]), 100)).toBe('{"b": {"a": 2}}');
    expect(restText(item, new Set(["a", "b", "c"]), 100)).toBe("");
    expect(restText(7, new Set(), 100)).toBe("");
  });
});
