import { expect, test } from "vitest";
import { parseJson } from "../../src/protocol/parse-json.js";

test.for(['{"a":1}', "null", "false", "0", '""', " [1]\n", '"\u2028"'])("%j is JSON", (text) => {
  expect(parseJson(text)).toEqual({ json: JSON.parse(text) });
});

test.for(["", "{", "undefined", "NaN", "Infinity", "'a'", "{a:1}", "[1,]", "1 2", "[DONE]", "\uFEFF1"])(
  "%j is not JSON",
  (text) => {
    expect(parseJson(text)).toBeUndefined();
  },
);

test("a key named __proto__ is a key and changes no prototype", () => {
  const { json } = parseJson('{"__proto__":{"polluted":true}}') as { json: object };
  expect(Object.keys(json)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(json)).toBe(Object.prototype);
  expect("polluted" in {}).toBe(false);
});

test("a value nested 100,000 deep is read", () => {
  expect(parseJson("[".repeat(100_000) + "]".repeat(100_000))).toBeDefined();
});
