import { describe, expect, test } from "vitest";
import { jsonLines } from "../../src/framing/json-lines.js";
import type { Frame } from "../../src/protocol/frame.js";
import { cutFrames, inPieces, textCuts } from "../helpers/frames.js";
import { growth } from "../helpers/growth.js";

const bodies: readonly (readonly [says: string, body: string, frames: readonly Frame[]])[] = [
  [
    "every line is a frame with its number",
    '{"a":1}\n{"a":2}\n',
    [
      { data: '{"a":1}', line: 1 },
      { data: '{"a":2}', line: 2 },
    ],
  ],
  [
    "any value is a line",
    'null\n1\n"two"\n[]\n',
    ["null", "1", '"two"', "[]"].map((data, index) => ({ data, line: index + 1 })),
  ],
  [
    "the carriage return before a line feed is dropped",
    "1\r\n2\r\n",
    [
      { data: "1", line: 1 },
      { data: "2", line: 2 },
    ],
  ],
  ["only one carriage return is dropped", "1\r\r\n", [{ data: "1\r", line: 1 }]],
  ["a lone carriage return is no line end", '{"a":\r1}\n', [{ data: '{"a":\r1}', line: 1 }]],
  [
    "U+2028, U+2029 and U+0085 are no line ends",
    '"a\u2028b\u2029c\u0085d"\n',
    [{ data: '"a\u2028b\u2029c\u0085d"', line: 1 }],
  ],
  [
    "blank lines are skipped but counted",
    "\n1\n\n  \t\n\r\n2\n",
    [
      { data: "1", line: 2 },
      { data: "2", line: 6 },
    ],
  ],
  [
    "a byte order mark is part of its line: the decoder took away the one that is none",
    "1\n\uFEFF2\n",
    [
      { data: "1", line: 1 },
      { data: "\uFEFF2", line: 2 },
    ],
  ],
  [
    "what is not JSON is a frame too: reading it is not the framing's business",
    "hello {\n",
    [{ data: "hello {", line: 1 }],
  ],
  [
    "a last line without its line end is unterminated",
    "1\n2",
    [
      { data: "1", line: 1 },
      { data: "2", line: 2, unterminated: true },
    ],
  ],
  ["a last line of blanks is no frame", "1\n  ", [{ data: "1", line: 1 }]],
  ["nothing has no frames", "", []],
];

test.for(bodies)("%s, wherever the text is cut", ([, body, frames]) => {
  for (const pieces of textCuts(body)) {
    expect(cutFrames(jsonLines, pieces), JSON.stringify(pieces)).toEqual({ frames, complete: true });
  }
});

describe("cost", () => {
  test("one line of 400 kB in pieces of 16 characters costs in proportion to its length", () => {
    const read = (length: number) => {
      const { frames } = cutFrames(jsonLines, inPieces(`"${"x".repeat(length)}"\n`, 16));
      expect(frames[0]!.data).toHaveLength(length + 2);
    };
    expect(growth(read, 400_000, 3)).toBeLessThan(8);
  });

  test("many lines in one piece cost in proportion to their number", () => {
    const read = (lines: number) => expect(cutFrames(jsonLines, ["1\n".repeat(lines)]).frames).toHaveLength(lines);
    expect(growth(read, 20_000, 3)).toBeLessThan(8);
  });
});
