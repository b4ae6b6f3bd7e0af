import { describe, expect, test } from "vitest";
import { createPlaces } from "../../src/components/message-list/places.js";

/** The places of a list in each of its states. */
function placesOf(...states: readonly string[]): string[] {
  const placeOf = createPlaces();
  return states.map((state) => {
    const { first, list } = placeOf([...state]);
    return `${list}:${first}`;
  });
}

describe("the place of a list of messages", () => {
  test("stays while messages come at its end", () => {
    expect(placesOf("ab", "abc", "abcd")).toEqual(["1:0", "1:0", "1:0"]);
  });

  test("falls by as many as come before the first, also while others come at the end", () => {
    expect(placesOf("cd", "bcd", "xyzbcdef")).toEqual(["1:0", "1:-1", "1:-4"]);
  });

  test("rises by as many as go at the beginning", () => {
    expect(placesOf("abcd", "cd", "cde", "e")).toEqual(["1:0", "1:2", "1:2", "1:4"]);
  });

  test("stays when what follows is replaced, as by another attempt", () => {
    expect(placesOf("abc", "abx", "a")).toEqual(["1:0", "1:0", "1:0"]);
  });

  test("is a new one in another list, and after an empty one", () => {
    expect(placesOf("ab", "xy", "", "xy")).toEqual(["1:0", "2:0", "3:0", "4:0"]);
  });

  test("is the same when asked twice, as StrictMode does", () => {
    const placeOf = createPlaces();
    const ids = ["b"];
    placeOf(["a", "b"]);
    expect(placeOf(ids)).toBe(placeOf(ids));
    expect(placeOf(ids).first).toBe(1);
  });
});
