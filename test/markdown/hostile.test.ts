import { afterAll, describe, expect, it } from "vitest";
import type { Block, Groups } from "../../src/markdown/document.js";
import { createCitations } from "../../src/markdown/extensions/citation.js";
import { math } from "../../src/markdown/extensions/math.js";
import type { Inline } from "../../src/markdown/inline.js";
import { growth } from "../helpers/growth.js";
import { createDocument, read } from "./read.js";
import { hostileLength, hostileShapes } from "./shapes.js";

const pieceLength = 64;

/** All there are: with them there is more to go wrong. */
const options = { extensions: [...math, createCitations()] };

function streamInPieces(text: string): void {
  const document = createDocument(options);
  for (let at = 0; at < text.length; at += pieceLength) {
    document.append(text.slice(at, at + pieceLength));
    document.blocks();
  }
  document.end();
  document.blocks();
}

function inlineDepth(inlines: readonly Inline[]): number {
  return Math.max(0, ...inlines.map((inline) => 1 + ("children" in inline ? inlineDepth(inline.children) : 0)));
}

function blockDepth(groups: Groups): number {
  const depthOf = (block: Block): number => 1 + ("groups" in block ? blockDepth(block.groups) : 0);
  return groups.flat().reduce((depth, block) => Math.max(depth, depthOf(block)), 0);
}

const quarter = new Map(hostileShapes(hostileLength / 4));

/** For people only: a slow machine is no failure. */
const times: { readonly name: string; readonly atOnce: number; readonly inPieces: number }[] = [];

function time(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

afterAll(() => {
  const slowest = (key: "atOnce" | "inPieces") => {
    const { name, [key]: ms } = times.reduce((a, b) => (b[key] > a[key] ? b : a));
    return `${ms.toFixed(0)} ms (${name})`;
  };
  console.log(
    `The slowest of ${times.length} hostile texts of ${hostileLength} characters: at once ${slowest("atOnce")}, in pieces of ${pieceLength} ${slowest("inPieces")}`,
  );
});

describe.each(hostileShapes())("60,000 characters of %s", (name, text) => {
  it("are read at once and in pieces in a time that grows with the length only", () => {
    const part = quarter.get(name)!;
    const inOne = (length: number): void => void read(length === 1 ? part : text, options);
    const inPieces = (length: number): void => streamInPieces(length === 1 ? part : text);
    expect(growth(inOne, 1, 2), "at once").toBeLessThan(8);
    expect(growth(inPieces, 1, 2), "in pieces").toBeLessThan(8);
    times.push({ name, atOnce: time(() => inOne(2)), inPieces: time(() => inPieces(2)) });
  });
});

describe("what is too deep is text", () => {
  it("for quotes and lists: 100 blocks", () => {
    const depth = blockDepth(read(`${"> ".repeat(150)}deep`));
    expect(depth).toBeGreaterThan(95);
    expect(depth).toBeLessThanOrEqual(101);
    expect(JSON.stringify(read(`${"> ".repeat(150)}deep`))).toContain("> > deep");
  });

  it("for emphasis, links and images: 50 inlines", () => {
    const nested = ["*a ".repeat(200) + "b* ".repeat(200).trim(), `${"![".repeat(200)}a${"](b)".repeat(200)}`];
    for (const text of nested) {
      const [block] = read(text).flat();
      const depth = block?.type === "paragraph" ? inlineDepth(block.runs.flat()) : 0;
      expect(depth).toBeLessThanOrEqual(51);
    }
    const [block] = read(nested[0]!).flat();
    expect(block?.type === "paragraph" && inlineDepth(block.runs.flat())).toBe(51);
  });
});
