import { describe, expect, test } from "vitest";
import { sse } from "../../src/framing/sse.js";
import type { Frame } from "../../src/protocol/frame.js";
import { cutFrames, inPieces, textCuts } from "../helpers/frames.js";
import { growth } from "../helpers/growth.js";

const bodies: readonly (readonly [says: string, body: string, frames: readonly Frame[]])[] = [
  ["one event is one frame", "data: a\n\n", [{ data: "a" }]],
  [
    "the blank after the colon is optional, and only one is dropped",
    "data:a\n\ndata:  b\n\n",
    [{ data: "a" }, { data: " b" }],
  ],
  ["several data lines of one event are joined", 'data: {\ndata: "a": 1}\n\n', [{ data: '{\n"a": 1}' }]],
  [
    "name and id stay with their event",
    "event: item\nid: 7\ndata: a\n\ndata: b\n\n",
    [{ data: "a", event: "item", id: "7" }, { data: "b" }],
  ],
  [
    "comments, retry, id and name alone make no frame",
    ": ping\n\nretry: 10\n\nid: 1\n\nevent: x\n\n:\n\ndata: a\n\n",
    [{ data: "a" }],
  ],
  ["comments inside an event do not cut it", "data: a\n: ping\ndata: b\n\n", [{ data: "a\nb" }]],
  ["unknown fields are ignored", "foo: bar\ndata: a\nnonsense\n\n", [{ data: "a" }]],
  [
    "an event of empty data is a frame of its own",
    "data: a\n\ndata: \n\ndata:\n\ndata\n\ndata: b\n\n",
    [{ data: "a" }, { data: "" }, { data: "" }, { data: "" }, { data: "b" }],
  ],
  ["CRLF ends lines", "event: x\r\ndata: a\r\n\r\ndata: b\r\n\r\n", [{ data: "a", event: "x" }, { data: "b" }]],
  [
    "line ends may be mixed",
    "data: a\r\ndata: b\n\r\ndata: c\r\r\ndata: d\n\n",
    [{ data: "a\nb" }, { data: "c" }, { data: "d" }],
  ],
  ["a byte order mark in the data is text", "data: a\n\ndata: \uFEFFb\n\n", [{ data: "a" }, { data: "\uFEFFb" }]],
  [
    "U+2028, U+2029, U+0085 and form feed are no line ends",
    "data: a\u2028b\u2029c\u0085d\fe\n\n",
    [{ data: "a\u2028b\u2029c\u0085d\fe" }],
  ],
  ["a colon in the data is data", "data: : PROCESSING\n\ndata: a: b\n\n", [{ data: ": PROCESSING" }, { data: "a: b" }]],
  [
    "an end marker is a frame like any other",
    "data: [DONE]\n\ndata: [DONE]xyz\n\n",
    [{ data: "[DONE]" }, { data: "[DONE]xyz" }],
  ],
  ["an id with a NUL character is ignored", "id: a\0b\ndata: a\n\n", [{ data: "a" }]],
  ["a body of nothing has no frames", "", []],
  ["a body of blank lines has no frames", "\n\n\r\n\n", []],
];

test.for(bodies)("%s, wherever the text is cut", ([, body, frames]) => {
  for (const pieces of textCuts(body)) {
    expect(cutFrames(sse, pieces), JSON.stringify(pieces)).toEqual({ frames, complete: true });
  }
});

describe("a carriage return at the end of a chunk", () => {
  test("is one line end together with the line feed of the next chunk", () => {
    expect(cutFrames(sse, ["data: a\r", "\ndata: b\r", "\n\r", "\ndata: c\r", "\n\r\n"]).frames).toEqual([
      { data: "a\nb" },
      { data: "c" },
    ]);
  });

  test("ends the last event of a body that knows no line feeds", () => {
    const { frames, complete } = cutFrames(sse, ["data: a\r\rdata: b\r\r"]);
    expect(frames.map(({ data }) => data)).toEqual(["a", "b"]);
    expect(complete).toBe(true);
  });
});

describe("the end of the body", () => {
  test.for([
    [
      "emits a last event without its blank line",
      "data: a\n\ndata: b\n",
      [{ data: "a" }, { data: "b", unterminated: true }],
    ],
    [
      "emits a last event without any line end",
      "data: a\n\nevent: x\ndata: b",
      [{ data: "a" }, { data: "b", event: "x", unterminated: true }],
    ],
    ["is clean after a comment without its line end", "data: a\n\n: keep-al", [{ data: "a" }]],
    ["is clean after a comment line", "data: a\n\n: keep-alive\n", [{ data: "a" }]],
  ] as const)("%s", ([, body, frames]) => {
    for (const pieces of textCuts(body)) expect(cutFrames(sse, pieces)).toEqual({ frames, complete: true });
  });

  test.for(["data: a\n\nda", "data: a\n\nevent: x", "data: a\r\n\r\nid", "d", `data: a\n\n${"x".repeat(50)}`])(
    "is not clean inside a line that makes no frame: %j",
    (body) => {
      for (const pieces of textCuts(body)) {
        const { frames, complete } = cutFrames(sse, pieces);
        expect(complete, JSON.stringify(pieces)).toBe(false);
        expect(frames).toEqual(body.startsWith("data: a") ? [{ data: "a" }] : []);
      }
    },
  );
});

test("one line of 400 kB in pieces of 16 characters costs in proportion to its length", () => {
  const read = (length: number) => {
    const { frames } = cutFrames(sse, inPieces(`data: ${"x".repeat(length)}\n\n`, 16));
    expect(frames[0]!.data).toHaveLength(length);
  };
  expect(growth(read, 400_000, 3)).toBeLessThan(8);
});

test("an event of many data lines costs in proportion to their number", () => {
  const read = (lines: number) => {
    const { frames } = cutFrames(sse, inPieces(`${"data: x\n".repeat(lines)}\n`, 64));
    expect(frames[0]!.data).toHaveLength(2 * lines - 1);
  };
  expect(growth(read, 20_000, 3)).toBeLessThan(8);
});

test("two parsers do not share state", () => {
  const seen: string[] = [];
  const head = { status: 200, contentType: "" };
  const first = sse.createParser(({ data }) => seen.push(`first ${data}`), head);
  const second = sse.createParser(({ data }) => seen.push(`second ${data}`), head);
  first.push("data: a");
  second.push("data: b\n\n");
  first.push("\n\n");
  expect(seen).toEqual(["second b", "first a"]);
});
