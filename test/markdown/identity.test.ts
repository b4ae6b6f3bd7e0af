import { describe, expect, it } from "vitest";
import type { Block, Groups } from "../../src/markdown/document.js";
import { answers } from "./answers.js";
import { createDocument, stream } from "./read.js";

/** All but the last of `before`, and what stands at their places now. */
function lost<T>(before: readonly T[], now: readonly T[]): T[] {
  return before.slice(0, -1).filter((element, index) => element !== now[index]);
}

function pieces(text: string, length: number): string[] {
  return text.match(new RegExp(`[^]{1,${length}}`, "gu")) ?? [];
}

function lastBlock(groups: Groups): Block | undefined {
  return groups.at(-1)?.at(-1);
}

describe("while a text grows, what has not changed keeps its identity:", () => {
  it("all groups but the last, the blocks in the last but the last two, and the items of lists", () => {
    const text = answers
      .map((answer) => answer.replaceAll(/\[\^?\w+\](?:: .*)?/g, ""))
      .join("\n\n")
      .repeat(3);
    let before: Groups = [];
    let beforeItems: Groups = [];
    stream(pieces(text, 7), (now) => {
      expect(lost(before, now)).toEqual([]);
      const [old = [], last = []] = [before.at(-1), now[before.length - 1]];
      expect(old.slice(0, -2).filter((block, index) => block !== last[index])).toEqual([]);
      before = now;
      const block = lastBlock(now);
      const items = block?.type === "list" ? block.groups : [];
      expect(items.length < beforeItems.length ? [] : lost(beforeItems, items)).toEqual([]);
      beforeItems = items;
    });
    expect(before.length).toBeGreaterThan(10);
  });

  it("all runs but the last of a long paragraph", () => {
    const text = "Some words with **bold text**, `code` and [links](https://example.com/). More *of it*.\n".repeat(200);
    let before: readonly unknown[] = [];
    stream(pieces(text, 11), (now) => {
      const block = lastBlock(now);
      if (block?.type !== "paragraph") throw new Error(`not a paragraph: ${block?.type}`);
      expect(lost(before, block.runs)).toEqual([]);
      before = block.runs;
    });
    expect(before.length).toBeGreaterThan(8);
  });

  it("all parts but the last of long code, which has its whole lines in them", () => {
    let before: readonly string[] = [];
    stream(pieces("```\n" + "one line of code\n".repeat(1_000), 9), (now) => {
      const block = lastBlock(now);
      if (block?.type !== "code") return;
      expect(lost(before, block.parts)).toEqual([]);
      before = block.parts;
    });
    expect(before.length).toBeGreaterThan(12);
    expect(before.slice(0, -1).every((part) => part.split("\n").length === 65)).toBe(true);
  });

  it.each([
    ["a list", "- a\n- b *c\n\n"],
    ["a list with paragraphs", "1. a\n\n   b\n\n"],
    ["a list in a list", "- a\n  - b\n\n"],
    ["code in a list", "- a\n  ```\n  b\n\n"],
    ["a footnote", "[^1]: note [x]\n\n"],
    ["a footnote of two paragraphs", "[^1]: note\n\n    more\n\n"],
    ["a quote", "> a **b\n\n"],
    ["a table", "| a |\n|---|\n| b |\n\n"],
    ["HTML", "<div>\na\n\n"],
    ["indented code", "    a\n\n"],
    ["a paragraph", "a [b] [^c] **d\n\n"],
  ])("%s, while a paragraph after it arrives", (name, text) => {
    const document = createDocument();
    document.append(`${text}W`);
    const [first] = document.blocks().flat();
    for (const char of "ords - that [go on] *and* `on`.") {
      document.append(char);
      const blocks = document.blocks().flat();
      expect(blocks, name).toHaveLength(2);
      expect(blocks[0], name).toBe(first);
    }
  });

  it("all but the last part of a line of code or HTML without an end, which is cut", () => {
    for (const start of ["```\n", "<div>\n", "    "]) {
      let before: readonly string[] = [];
      const text = start + "words that go on, \u{1f600} ".repeat(2_000);
      stream(pieces(text, 50), (now) => {
        const block = lastBlock(now);
        if (!block || !("parts" in block)) return;
        expect(lost(before, block.parts)).toEqual([]);
        before = block.parts;
      });
      expect(before.length, start).toBeGreaterThan(8);
      expect(Math.max(...before.map((part) => part.length))).toBeLessThan(10_000);
      const halves = before.filter((part) => /^[\udc00-\udfff]|[\ud800-\udbff]$/.test(part));
      expect(halves).toEqual([]);
    }
  });

  it("the same blocks for the same text", () => {
    const document = createDocument();
    document.append("# One\n\nTwo *three");
    const before = document.blocks();
    const now = document.blocks();
    expect(now[0]![0]).toBe(before[0]![0]);
    expect(now[0]![1]).toBe(before[0]![1]);
  });

  it.each([
    ["a link", "See [that] one.", "[that]: https://example.com/\n", '"url":"https://example.com/"'],
    ["a footnote", "A claim.[^1]", "[^1]: A source.\n", '"label":"1"'],
  ])("all blocks but those that wait for %s", (name, use, definition, found) => {
    const document = createDocument();
    document.append(`First *paragraph*.\n\n${use}\n\nThird paragraph.\n\n`);
    const [before = []] = document.blocks();
    document.append(definition + "\n");
    document.append("The end.\n");
    const [now = []] = document.blocks();
    expect(now[0], name).toBe(before[0]);
    expect(now[2], name).toBe(before[2]);
    expect(now[1], name).not.toEqual(before[1]);
    expect(JSON.stringify(now[1])).toContain(found);
    expect(JSON.stringify(now[1])).not.toContain("pending");
  });

  it("but a list whose items get blank lines between them becomes loose as a whole", () => {
    const document = createDocument();
    document.append("- a\n- b\n");
    const tight = (): (boolean | undefined)[] =>
      document
        .blocks()
        .flatMap((group) =>
          group.flatMap((list) =>
            list.type === "list"
              ? [list.tight, ...list.groups.flat().map((item) => "tight" in item && item.tight)]
              : [],
          ),
        );
    expect(tight()).toEqual([true, true, true]);
    document.append("\n- c\n");
    expect(tight()).toEqual([false, false, false, false]);
  });
});
