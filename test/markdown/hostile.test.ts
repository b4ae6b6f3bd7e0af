import { describe, expect, it } from "vitest";
import type { Block, Groups } from "../../src/markdown/document.js";
import type { Inline } from "../../src/markdown/inline.js";
import { createDocument, read } from "./read.js";
import { hostileLength, hostileShapes } from "./shapes.js";

/** ms of CPU time for a text of `hostileLength` characters. */
const limit = 300;
const pieceLength = 64;

function cpuTime(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The best of some rounds, up to the first that is good enough: other processes only ever make a round slower. */
function bestTime(run: () => void, enough: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5 && best > enough; round++) best = Math.min(best, cpuTime(run));
  return best;
}

function streamInPieces(text: string): void {
  const document = createDocument();
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

describe.each(hostileShapes())("60,000 characters of %s", (name, text) => {
  it("are read at once and in pieces in little time, which grows with the length only", () => {
    expect(
      bestTime(() => void read(text), limit),
      "at once",
    ).toBeLessThan(limit);
    const whole = bestTime(() => streamInPieces(text), limit);
    expect(whole, "in pieces").toBeLessThan(limit);
    // Below this many ms it is mostly noise.
    const noise = 40;
    const part = bestTime(() => streamInPieces(quarter.get(name)!), noise / 2);
    const ratio = (): number => bestTime(() => streamInPieces(text), 6 * noise) / Math.max(part, noise);
    expect(ratio(), "four times the length").toBeLessThanOrEqual(6);
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
