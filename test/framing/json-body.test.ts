import { describe, expect, test } from "vitest";
import { jsonBody } from "../../src/framing/json-body.js";
import type { Frame } from "../../src/protocol/frame.js";
import { cutFrames, inPieces, textCuts } from "../helpers/frames.js";
import { growth } from "../helpers/growth.js";

const bodies: readonly (readonly [says: string, body: string, frames: readonly Frame[]])[] = [
  ["a document is one whole frame", '{"a":[1,2]}', [{ data: '{"a":[1,2]}', whole: true }]],
  ["an indented document is one whole frame", '{\n  "a": 1\n}\n', [{ data: '{\n  "a": 1\n}', whole: true }]],
  ["an indented list is one whole frame", "[\n1,\n2\n]", [{ data: "[\n1,\n2\n]", whole: true }]],
  [
    "a list that opens with an object on its first line is one document",
    '[{"a":1},\n{"a":2}]',
    [{ data: '[{"a":1},\n{"a":2}]', whole: true }],
  ],
  ["a document with a line end after it is one document", '{"a":1}\n', [{ data: '{"a":1}', whole: true }]],
  [
    "blank lines before a document are dropped, as servers send them to keep the connection",
    "\n\n \n{}",
    [{ data: "{}", whole: true }],
  ],
  ["a scalar is a document", "42", [{ data: "42", whole: true }]],
  [
    "half a document is a frame as it is: the engine tells that it cannot be read",
    '{"a":',
    [{ data: '{"a":', whole: true }],
  ],
  ["nothing has no frames", "", []],
  ["blanks have no frames", " \n\n ", []],
  [
    "two objects on two lines are lines",
    '{"a":1}\n{"a":2}',
    [
      { data: '{"a":1}', line: 1 },
      { data: '{"a":2}', line: 2, unterminated: true },
    ],
  ],
  [
    "two lists on two lines are lines",
    "[1]\n[2]\n",
    [
      { data: "[1]", line: 1 },
      { data: "[2]", line: 2 },
    ],
  ],
  [
    "two texts on two lines are lines",
    '"a"\n"b"\n',
    [
      { data: '"a"', line: 1 },
      { data: '"b"', line: 2 },
    ],
  ],
  [
    "lines with CRLF are lines",
    '{"a":1}\r\n{"a":2}\r\n',
    [
      { data: '{"a":1}', line: 1 },
      { data: '{"a":2}', line: 2 },
    ],
  ],
];

test.for(bodies)("%s, wherever the text is cut", ([, body, frames]) => {
  for (const pieces of textCuts(body)) {
    expect(cutFrames(jsonBody, pieces, "application/json"), JSON.stringify(pieces)).toEqual({ frames, complete: true });
  }
});

describe("lines under the name of JSON", () => {
  test("leave as soon as the second one begins", () => {
    const seen: Frame[] = [];
    const parser = jsonBody.createParser((frame) => seen.push(frame), { status: 200, contentType: "application/json" });
    parser.push('{"a":1}\n');
    expect(seen).toEqual([]);
    parser.push('{"a":2}\n{"a"');
    expect(seen.map(({ data }) => data)).toEqual(['{"a":1}', '{"a":2}']);
    parser.push(":3}\n");
    expect(seen.at(-1)).toEqual({ data: '{"a":3}', line: 3, unterminated: undefined });
  });
});

describe("cost", () => {
  test("an indented document in small pieces costs in proportion to its length", () => {
    const read = (lines: number) => {
      const body = `{\n${'  "a": 1,\n'.repeat(lines)}  "b": 2\n}`;
      expect(cutFrames(jsonBody, inPieces(body, 16)).frames).toHaveLength(1);
    };
    expect(growth(read, 20_000, 3)).toBeLessThan(8);
  });

  test("one line of 400 kB in small pieces costs in proportion to its length", () => {
    const read = (length: number) => {
      expect(cutFrames(jsonBody, inPieces(`"${"x".repeat(length)}"`, 16)).frames).toHaveLength(1);
    };
    expect(growth(read, 400_000, 3)).toBeLessThan(8);
  });

  test("blank lines after a document cost in proportion to their number", () => {
    const read = (lines: number) => expect(cutFrames(jsonBody, [`{}${"\n".repeat(lines)}`]).frames).toHaveLength(1);
    expect(growth(read, 6_000, 2)).toBeLessThan(8);
  });

  test("blank lines that come one by one after a document cost in proportion to their number", () => {
    const read = (lines: number) => {
      expect(cutFrames(jsonBody, ["{}", ...Array.from({ length: lines }, () => "\n")]).frames).toHaveLength(1);
    };
    expect(growth(read, 100, 2)).toBeLessThan(8);
  });
});
