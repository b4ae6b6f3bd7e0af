import { describe, expect, it } from "vitest";
import type { Block, Groups } from "../../src/markdown/document.js";
import type { Inline } from "../../src/markdown/inline.js";
import { answers } from "./answers.js";
import { read, stream } from "./read.js";
import { examples } from "./spec.js";

/** An element that a screen would show. Text counts for nothing: it changes in place. */
interface Shown {
  readonly type: string;
  readonly children: readonly Shown[];
}

function ofInlines(inlines: readonly Inline[]): Shown[] {
  return inlines
    .filter(({ type }) => type !== "text")
    .map((inline) => ({ type: inline.type, children: "children" in inline ? ofInlines(inline.children) : [] }));
}

function ofBlock(block: Block): Shown {
  const { type } = block;
  if ("groups" in block) return { type, children: ofGroups(block.groups) };
  if ("runs" in block) return { type, children: ofInlines(block.runs.flat()) };
  if ("cells" in block)
    return { type, children: block.cells.map((cell) => ({ type: "cell", children: ofInlines(cell) })) };
  return { type, children: [] };
}

function ofGroups(groups: Groups): Shown[] {
  return groups.flat().map(ofBlock);
}

function count(elements: readonly Shown[]): number {
  return elements.reduce((sum, { children }) => sum + 1 + count(children), 0);
}

/** How many elements are removed when one list becomes another: those with another one in their place, and all in them. */
function removed(before: readonly Shown[], now: readonly Shown[]): number {
  return before.reduce((sum, element, index) => {
    const other = now[index];
    return sum + (other?.type === element.type ? removed(element.children, other.children) : count([element]));
  }, 0);
}

function churn(texts: readonly string[]): number {
  let gone = 0;
  let left = 0;
  for (const text of texts) {
    let before: Shown[] = [];
    stream(text, (groups) => {
      const now = ofGroups(groups);
      gone += removed(before, now);
      before = now;
    });
    const end = ofGroups(read(text));
    gone += removed(before, end);
    left += count(end);
  }
  return gone / (gone + left);
}

describe("elements that are removed while a text arrives character by character", () => {
  it("are at most 2 % of those that are added, in answers as models write them", () => {
    expect(churn(answers)).toBeLessThanOrEqual(0.02);
  });

  it("are at most a quarter in the examples of the specification, whose marks mostly turn out to be something else", () => {
    expect(churn(examples.map(({ markdown }) => markdown))).toBeLessThanOrEqual(0.25);
  });
});
