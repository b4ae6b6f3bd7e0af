import { describe, expect, test } from "vitest";
import { createColumns, valueOf } from "../../src/components/item-list/columns.js";
import { growth } from "../helpers/growth.js";

/** `name:width`, numbers with `#`, and `…` when there are keys without a column. */
function say({ columns, hasMore }: ReturnType<ReturnType<typeof createColumns>>): string[] {
  const names = columns.map(({ key, isNumeric, width }) => `${key}:${width}${isNumeric ? "#" : ""}`);
  return hasMore ? [...names, "…"] : names;
}

describe("the columns of items", () => {
  test("are all keys in the order in which they appear", () => {
    const find = createColumns(12);
    const items: unknown[] = [{ b: 1, a: "x" }];
    expect(say(find(items, 0))).toEqual(["b:4#", "a:4"]);
    expect(say(find([...items, { c: null }, { a: "y", d: true }], 0))).toEqual(["b:4#", "a:4", "c:4#", "d:4"]);
  });

  test("have one for all that has no keys", () => {
    expect(say(createColumns(12)([1, "two", [3], null], 0))).toEqual(["value:8"]);
    expect(say(createColumns(12)([1, 2.5, null], 0))).toEqual(["value:8#"]);
    expect(say(createColumns(12)([{ a: 1 }, 2], 0))).toEqual(["a:4#", "value:8#"]);
  });

  test("are numbers until something else comes", () => {
    const find = createColumns(12);
    const items: unknown[] = [{ n: 1 }, { n: null }, {}];
    expect(say(find(items, 0))).toEqual(["n:4#"]);
    expect(say(find([...items, { n: "2" }], 0))).toEqual(["n:4"]);
  });

  test("grow with their values, in steps, up to a limit", () => {
    const find = createColumns(12);
    const items: unknown[] = [];
    const widths = [3, 5, 2, 21, 1_000_000].map((length) => {
      items.push({ text: "x".repeat(length) });
      return find([...items], 0).columns[0]!.width;
    });
    expect(widths).toEqual([4, 8, 8, 24, 40]);
  });

  test("are the same object while nothing about them changes", () => {
    const find = createColumns(12);
    const items = [{ a: 1 }];
    const columns = find(items, 0);
    expect(find([...items, { a: 2 }], 0)).toBe(columns);
    expect(find([{ a: 3 }], 5)).toBe(columns);
  });

  test("are no more than asked for, and the rest is told", () => {
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`k${at}`, at]));
    const find = createColumns(3);
    const first = { k1: 1 };
    expect(say(find([first], 0))).toEqual(["k1:4#"]);
    expect(say(find([first, wide], 0))).toEqual(["k1:4#", "k0:4#", "k2:4#", "…"]);
  });

  test("can be chosen", () => {
    const find = createColumns(12, ["b", "missing"]);
    expect(say(find([{ a: "x", b: "long enough" }], 0))).toEqual(["b:12", "missing:8#"]);
  });

  test("are found anew in another list", () => {
    const find = createColumns(12);
    find([{ a: 1 }, { b: 1 }], 0);
    expect(say(find([{ c: 1 }], 0))).toEqual(["c:4#"]);
    // Also in one that is as long, and in one that is longer.
    expect(say(find([{ d: 1 }], 0))).toEqual(["d:4#"]);
    expect(say(find([{ e: 1 }, { f: 1 }], 0))).toEqual(["e:4#", "f:4#"]);
  });

  test("are kept when items at the beginning are gone", () => {
    const find = createColumns(12);
    const [a, b, c] = [{ a: 1 }, { b: 1 }, { c: 1 }];
    find([a, b], 0);
    expect(say(find([b, c], 1))).toEqual(["a:4#", "b:4#", "c:4#"]);
    expect(say(find([], 3))).toEqual(["a:4#", "b:4#", "c:4#"]);
    // More came than are kept.
    expect(say(find([{ d: 1 }], 9))).toEqual(["a:4#", "b:4#", "c:4#", "d:4#"]);
  });

  test("take names of what every object has for names", () => {
    const item: unknown = JSON.parse('{"__proto__":{"x":1},"constructor":2,"toString":"3"}');
    expect(say(createColumns(12)([item, {}], 0))).toEqual(["__proto__:12", "constructor:12#", "toString:8"]);
    expect([valueOf(item, "constructor"), valueOf({}, "constructor"), valueOf({}, "__proto__")]).toEqual([
      2,
      undefined,
      undefined,
    ]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test("cost the same per item, however many came before", () => {
    const item = { id: 1, name: "a name", nested: { a: [1, 2, 3] }, tags: ["x"] };
    const items: unknown[] = [];
    const run = (size: number) => {
      const find = createColumns(12);
      items.length = 0;
      for (let at = 0; at < size; at++) {
        items.push(item);
        find(items, 0);
      }
    };
    expect(growth(run, 20_000)).toBeLessThan(8);
  });
});
