import { describe, expect, test } from "vitest";
import {
  endsWithBlankLine,
  joinBytes,
  offsetInsideCharacter,
  offsetInsideLine,
  splitFrames,
  sseData,
  takeBytes,
  trimLineEnds,
  withCrlf,
} from "../../src/testing/faults/bytes.js";
import type { Transport } from "../../src/testing/wires/wire.js";

describe("frames", () => {
  test.for<[Transport, string | null, string, string[]]>([
    ["sse", null, "a\n\nb\n\n", ["a\n\n", "b\n\n"]],
    ["sse", null, "a\r\n\r\nb\r\n\r\n", ["a\r\n\r\n", "b\r\n\r\n"]],
    ["sse", null, "a\r\rb\r\r", ["a\r\r", "b\r\r"]],
    ["sse", null, "a\r\nb\r\n\r\nc", ["a\r\nb\r\n\r\n", "c"]],
    ["sse", null, "a\n\n\nb", ["a\n\n\n", "b"]],
    ["sse", null, "a\n\r\nb", ["a\n\r\n", "b"]],
    ["jsonl", null, "1\r\n\n2", ["1\r\n", "\n", "2"]],
    ["text", "text/plain; charset=utf-8", "one  two\nvoilà trois", ["one  ", "two\n", "voilà ", "trois"]],
    ["text", "text/html", "one two", ["one two"]],
    ["json", "application/json", "[1,\n\n2]", ["[1,\n\n2]"]],
    ["sse", null, "", []],
  ])("%s of type %s: %j", ([transport, contentType, body, frames]) => {
    expect(splitFrames(Buffer.from(body), transport, contentType).map(String)).toEqual(frames);
  });

  test("the data of an event is its data lines without their first space", () => {
    expect(sseData(Buffer.from("event: x\r\ndata: a\r\ndata:  b\r\n: c\r\n\r\n"))).toBe("a\n b");
  });

  test.for([
    ["a\n\n", true],
    ["a\r\r", true],
    ["a\r\n\r\n", true],
    ["a\r\n", false],
    ["a\n", false],
    ["a", false],
  ] as const)("%j ends an event: %s", ([text, ends]) => {
    expect(endsWithBlankLine(Buffer.from(text))).toBe(ends);
  });

  test.for([
    ["ab\n\ncd", 3, 1],
    ["ab\n\ncd", 4, 5],
    ["abcd", 2, 2],
    ["abcd", 0, 1],
    ["abcd", 4, 3],
    ["a\nb", 1, 1],
    ["", 0, 0],
  ] as const)("in %j, a cut at %i moves to %i", ([text, offset, moved]) => {
    expect(offsetInsideLine(Buffer.from(text), offset)).toBe(moved);
  });

  test.for([
    ["für", 0, 2],
    ["für", 2, 2],
    ["für 🌊", 6, 6],
    ["für 🌊", 9, 8],
  ] as const)("in %j, a cut at %i moves to %i, inside a character", ([text, offset, moved]) => {
    expect(offsetInsideCharacter(Buffer.from(text), offset)).toBe(moved);
  });

  test("a body of ASCII has no place inside a character", () => {
    expect(offsetInsideCharacter(Buffer.from("plain"), 2)).toBeUndefined();
  });

  test("the first bytes of frames keep their borders", () => {
    const frames = [Buffer.from("abc"), Buffer.from("def"), Buffer.from("g")];
    expect(takeBytes(frames, 4).map(String)).toEqual(["abc", "d"]);
    expect(takeBytes(frames, 0)).toEqual([]);
    expect(joinBytes(takeBytes(frames, 99))).toEqual(new Uint8Array(Buffer.from("abcdefg")));
  });

  test("every line end becomes CRLF, once", () => {
    expect(Buffer.from(withCrlf(Buffer.from("a\nb\r\nc\rd\n\n"))).toString()).toBe("a\r\nb\r\nc\r\nd\r\n\r\n");
  });

  test("line ends at the end are taken off", () => {
    expect(String(trimLineEnds(Buffer.from("a\nb\r\n\n")))).toBe("a\nb");
    expect(String(trimLineEnds(Buffer.from("\n")))).toBe("");
  });
});
