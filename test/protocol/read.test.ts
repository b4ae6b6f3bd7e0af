import { describe, expect, test } from "vitest";
import { get, list, num, object, str } from "../../src/protocol/read.js";

const json: unknown = JSON.parse('{"s":"x","n":1,"zero":0,"empty":"","l":[1],"o":{"a":1},"null":null,"b":true}');
const scalars = [undefined, null, 1, "text", true, []];

describe("reading a member", () => {
  test("gives it when it has the wanted type", () => {
    expect([get(json, "b"), str(json, "s"), num(json, "n"), list(json, "l")]).toEqual([true, "x", 1, [1]]);
    expect([str(json, "empty"), num(json, "zero")]).toEqual(["", 0]);
  });

  test("gives nothing when it has another type", () => {
    for (const key of ["n", "l", "o", "null", "b", "missing"]) expect(str(json, key), key).toBeUndefined();
    for (const key of ["s", "l", "o", "null", "b", "missing"]) expect(num(json, key), key).toBeUndefined();
    for (const key of ["s", "n", "o", "null", "b", "missing"]) expect(list(json, key), key).toEqual([]);
  });

  test("gives nothing for what has no members, instead of throwing", () => {
    for (const value of scalars) {
      expect([get(value, "x"), str(value, "x"), num(value, "x"), list(value, "x")]).toEqual([
        undefined,
        undefined,
        undefined,
        [],
      ]);
    }
  });

  test("takes only finite numbers", () => {
    expect([Infinity, -Infinity, NaN].map((n) => num({ n }, "n"))).toEqual([undefined, undefined, undefined]);
    expect(num(JSON.parse('{"n":1e999}'), "n")).toBeUndefined();
  });
});

test("only an object is an object", () => {
  expect(object(json)).toBe(json);
  for (const value of scalars) expect(object(value)).toBeUndefined();
});
