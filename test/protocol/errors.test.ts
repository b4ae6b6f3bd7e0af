import { describe, expect, test } from "vitest";
import { isStreamError, StreamError, wordsOf } from "../../src/protocol/errors.js";

describe("StreamError", () => {
  test("is an Error with a code, a message and its evidence", () => {
    const cause = new TypeError("terminated");
    const error = new StreamError("http", "Too many requests", { status: 429, retryable: true, retryAfter: 5, cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "StreamError", code: "http", status: 429, retryable: true, retryAfter: 5 });
    expect([error.message, error.cause]).toEqual(["Too many requests", cause]);
    expect(String(error)).toBe("StreamError: Too many requests");
  });

  test("is not worth a retry unless it says so", () => {
    expect(new StreamError("parse", "x").retryable).toBe(false);
    expect(new StreamError("parse", "x", {}).retryable).toBe(false);
  });

  test("has no members for what was not on the wire", () => {
    const own = Object.keys(new StreamError("network", "x", { retryable: true }));
    expect(own.toSorted()).toEqual(["code", "name", "retryable"]);
  });
});

describe("isStreamError", () => {
  test("knows an error of another copy of the package", () => {
    const foreign = Object.assign(new Error("x"), { name: "StreamError" });
    expect(isStreamError(foreign)).toBe(true);
  });

  test.for([
    ["another error", new Error("x")],
    ["null", null],
    ["undefined", undefined],
    ["a text", "StreamError"],
    ["an object of that name that is no error", { name: "StreamError" }],
  ])("is false for %s", ([, value]) => {
    expect(isStreamError(value)).toBe(false);
  });

  test("is true for our own", () => {
    expect(isStreamError(new StreamError("parse", "x"))).toBe(true);
  });
});

test.for([
  [new Error("went wrong"), "went wrong"],
  ["a text", "a text"],
  [undefined, "undefined"],
  [null, "null"],
  [42, "42"],
] as const)("the words of a thrown %s are %j", ([thrown, words]) => {
  expect(wordsOf(thrown)).toBe(words);
});
