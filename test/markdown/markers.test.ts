import { describe, expect, it } from "vitest";
import type { Block, Groups } from "../../src/markdown/document.js";
import type { Inline } from "../../src/markdown/inline.js";
import { answers } from "./answers.js";
import { createDocument, read, stream } from "./read.js";
import { examples } from "./spec.js";

/** The words of inlines, raw HTML among them. Code shows what is in it. */
function wordsOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.type) {
        case "text":
        case "html":
          return inline.text;
        case "image":
          return inline.alt;
        case "extension":
        case "code":
        case "break":
        case "footnote":
          return "\u0001";
        default:
          return wordsOf(inline.children);
      }
    })
    .join("");
}

function textOf(groups: Groups): string {
  return groups
    .flat()
    .map((block: Block) => {
      if ("groups" in block) return textOf(block.groups);
      if ("runs" in block) return wordsOf(block.runs.flat());
      if ("cells" in block) return block.cells.map(wordsOf).join("\n");
      return block.type === "html" ? block.parts.join("") : "";
    })
    .join("\n");
}

/** Runs of characters that Markdown uses as markers. */
function markersOf(text: string): string[] {
  return text.match(/[*_~`#|<>&\\[\]!]|^(?:[-+]|\d+[.)])(?=\s|$)/gm) ?? [];
}

/** Whether there is a marker that the finished text has less often. */
function hasFlash(text: string, finished: ReadonlyMap<string, number>): boolean {
  const counts = new Map<string, number>();
  for (const marker of markersOf(text)) counts.set(marker, (counts.get(marker) ?? 0) + 1);
  return [...counts].some(([marker, count]) => count > (finished.get(marker) ?? 0));
}

function countFlashes(text: string): { readonly flushes: number; readonly flashes: number; readonly first?: string } {
  const finished = new Map<string, number>();
  for (const marker of markersOf(textOf(read(text)))) finished.set(marker, (finished.get(marker) ?? 0) + 1);
  let flushes = 0;
  let flashes = 0;
  let first: string | undefined;
  stream(text, (blocks) => {
    flushes++;
    const shown = textOf(blocks);
    if (!hasFlash(shown, finished)) return;
    flashes++;
    first ??= shown.slice(-40);
  });
  return { flushes, flashes, ...(first !== undefined && { first }) };
}

function total(texts: readonly string[]): { readonly share: number; readonly worst: string } {
  const counts = texts.map((text) => ({ text, ...countFlashes(text) }));
  const sum = (key: "flushes" | "flashes"): number => counts.reduce((all, count) => all + count[key], 0);
  const worst = counts
    .toSorted((a, b) => b.flashes - a.flashes)
    .slice(0, 12)
    .map(({ text, flashes, first }) => `${flashes}: ${JSON.stringify(text.slice(0, 60))} at ${JSON.stringify(first)}`);
  return { share: sum("flashes") / sum("flushes"), worst: worst.join("\n") };
}

/** What is shown after each character. */
function shown(text: string): string[] {
  const seen: string[] = [];
  stream(text, (blocks) => seen.push(textOf(blocks)));
  return seen;
}

describe("markers that the finished text does not show", () => {
  it("flash in at most 10 % of the flushes of the examples, character by character", () => {
    const { share, worst } = total(examples.map(({ markdown }) => markdown));
    expect(share, worst).toBeLessThanOrEqual(0.1);
  });

  it("flash in at most 1 % of the flushes of answers as models write them", () => {
    const { share, worst } = total(answers);
    expect(share, worst).toBeLessThanOrEqual(0.01);
  });

  it.each([
    ["bold", "**bold** text"],
    ["bold italics", "***both*** text"],
    ["strikethrough", "~~gone~~ text"],
    ["code", "`code` text"],
    ["code with backticks", "``a ` b`` text"],
    ["a link", '[text](https://a.b/c "title") text'],
    ["an image", '![alt](https://a.b/c "title") text'],
    ["an address", "<https://a.b/c> text"],
    ["a heading", "## Heading **bold** ##\n"],
    ["an underline", "Heading\n=======\n"],
    ["another underline", "Heading\n-------\n"],
    ["a break", "text\n\n* * *\n"],
    ["a list", "- one\n- two\n+ three\n1. four\n2) five\n"],
    ["a task", "- [ ] one\n- [x] two\n"],
    ["a quote", "> one\n> two\n"],
    ["an alert", "> [!NOTE]\n> two\n"],
    ["code in fences", "```ts\na *b*\n```\ntext"],
    ["a table", "| a | **b** |\n|:--|--:|\n| c | `d` |\n"],
    ["a footnote", "text[^1] more\n\n[^1]: note\n"],
    ["an entity", "a &amp; b &#35; c"],
    ["a backslash", "a \\* b \\_ c"],
    ["a definition", '[text][label]\n\n[label]: https://a.b/c "title"\n'],
  ])("of %s are never shown", (_name, text) => {
    expect(countFlashes(text)).toMatchObject({ flashes: 0 });
  });

  it("a first row shows as the head of a table at once, and the row of dashes never", () => {
    const kinds = new Set<string>();
    stream("| a | b |\n| --- | --- |\n| c | d |\n", (blocks) => {
      for (const block of blocks.flat()) kinds.add(block.type);
    });
    expect([...kinds]).toEqual(["table"]);
  });

  it("what becomes no marker is shown with the next character", () => {
    expect(shown("2 * 3").slice(-2)).toEqual(["2 ", "2 * 3"]);
    expect(shown("a_b").at(-1)).toBe("a_b");
    expect(shown("AT&T").at(-1)).toBe("AT");
  });
});

function linksOf(inlines: readonly Inline[]): Extract<Inline, { type: "link" | "image" }>[] {
  return inlines.flatMap((inline) => [
    ...(inline.type === "link" || inline.type === "image" ? [inline] : []),
    ...("children" in inline ? linksOf(inline.children) : []),
  ]);
}

describe("an unfinished link", () => {
  it.each([
    '[some **text**](https://example.com/path "a title")',
    "[text](<https://example.com/a b>)",
    "[text](https://example.com/a_(b))",
    "![alt](https://example.com/picture.png)",
  ])("is pending and has no address at every prefix of %s", (text) => {
    for (let end = 2; end < text.length; end++) {
      const document = createDocument();
      document.append(text.slice(0, end));
      const [block] = document.blocks().flat();
      const links = block?.type === "paragraph" ? linksOf(block.runs.flat()) : [];
      for (const link of links) expect(link, text.slice(0, end)).toMatchObject({ pending: true, url: "" });
      // From its first letter on it is there.
      expect(links, text.slice(0, end)).toHaveLength(end > text.indexOf("[") + 1 ? 1 : 0);
    }
    const [block] = read(text).flat();
    const links = block?.type === "paragraph" ? linksOf(block.runs.flat()) : [];
    expect(links).toHaveLength(1);
    expect(links[0]).not.toHaveProperty("pending");
  });
});
