import { describe, expect, it } from "vitest";
import { growth } from "../helpers/growth.js";
import { answers } from "./answers.js";
import { createDocument } from "./read.js";

/** Characters of 16 tokens. */
const pieceLength = 54;
const tokenLength = 3.4;

function mixed(length: number): string {
  const all = answers.join("\n");
  return all.repeat(Math.ceil(length / all.length)).slice(0, length);
}

function stream(text: string): void {
  const document = createDocument();
  for (let at = 0; at < text.length; at += pieceLength) {
    document.append(text.slice(at, at + pieceLength));
    document.blocks();
  }
}

function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** CPU time of the second and the last tenth of an answer of 1 MB, 256 characters per append. */
function tenths(text: string): { readonly second: number; readonly last: number } {
  const document = createDocument();
  const step = 256;
  const times = Array.from({ length: 10 }, () => 0);
  for (let tenth = 0; tenth < 10; tenth++) {
    const start = cpuTime();
    for (let at = (text.length / 10) * tenth; at < (text.length / 10) * (tenth + 1); at += step) {
      document.append(text.slice(at, at + step));
      document.blocks();
    }
    times[tenth] = cpuTime() - start;
  }
  return { second: times[1]!, last: times[9]! };
}

const megabyte = 1_024_000;

function fill(text: string, start: string = ""): string {
  return (start + text.repeat(Math.ceil(megabyte / text.length))).slice(0, megabyte);
}

describe("the cost of an append", () => {
  it("does not grow with a mixed answer: 8,000 and 32,000 tokens", () => {
    expect(growth((tokens) => stream(mixed(tokens * tokenLength)), 8_000)).toBeLessThan(4 * 1.25);
  });

  it.each([
    ["a paragraph without an end of line", fill("Some words, **bold** ones and `code`, and a [link](https://a.b/c). ")],
    ["a paragraph of many lines", fill("Some words, *more* of them\n")],
    ["code", fill("const value = compute(input);\n", "```ts\n")],
    ["a line of code without end", fill("const value = 1; ", "```\n")],
    ["a list", fill("- An item with **bold** text\n")],
    ["a loose list", fill("1. An item\n\n")],
    ["a table", fill("| a cell | **another** |\n", "| A | B |\n|---|---|\n")],
    ["a quote", fill("> words in a quote\n")],
    ["paragraphs", fill("A paragraph of some words.\n\n")],
  ])("does not grow with 1 MB of %s", (name, text) => {
    let ratio = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 4 && ratio > 2; round++) {
      const { second, last } = tenths(text);
      // Less than this many ms is mostly noise.
      ratio = Math.min(ratio, last / Math.max(second, 10));
    }
    expect(ratio, name).toBeLessThanOrEqual(2);
  });
});
