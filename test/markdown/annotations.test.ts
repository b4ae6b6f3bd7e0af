import { describe, expect, it } from "vitest";
import type { Annotation, Groups } from "../../src/markdown/document.js";
import { createRandom } from "../../src/testing/random.js";
import { growth } from "../helpers/growth.js";
import { answers } from "./answers.js";
import { groupsToHtml } from "./html.js";
import { createDocument, cut, flatten } from "./read.js";
import { examples } from "./spec.js";

const seed = Number(process.env["SEED"] ?? 20_261_121);

function annotate(text: string, annotations: readonly Annotation[]): Groups {
  const document = createDocument();
  document.append(text);
  document.annotate(annotations, text);
  document.end();
  return document.blocks();
}

/** Each `^` is a place; what is read has none. */
function marked(text: string): string {
  const pieces = text.split("^");
  let at = 0;
  const annotations = pieces.slice(0, -1).map((piece, index) => ({
    at: (at += piece.length),
    name: "source",
    value: `${index + 1}`,
  }));
  return groupsToHtml(annotate(pieces.join(""), annotations)).replaceAll(/<\/?x-source>/g, "^");
}

const cases: readonly (readonly [name: string, markdown: string, html: string])[] = [
  ["in a line", "It is so.^ And^ so.", "<p>It is so.^1^ And^2^ so.</p>\n"],
  ["two at one place", "So.^^", "<p>So.^1^^2^</p>\n"],
  [
    "before blanks, not after them",
    "So. ^  \nYes.\n\n^- a\n",
    "<p>So.^1^<br />\nYes.^2^</p>\n<ul>\n<li>a</li>\n</ul>\n",
  ],
  [
    "after code, links and the like",
    "`co^de` [a](/^u) <b^> &am^p; \\^*",
    '<p><code>code</code>^1^ <a href="/u">a</a>^2^ <b>^3^ &amp;^4^ *^5^</p>\n',
  ],
  ["in a link", "[so^ it](/u)", '<p><a href="/u">so^1^ it</a></p>\n'],
  ["in emphasis", "*a^* **b**^ *c^*^*", "<p><em>a^1^</em> <strong>b</strong>^2^ <em>c^3^</em>*^4^</p>\n"],
  ["in the lines of a quote", "> a^\n> b^\nc^", "<blockquote>\n<p>a^1^\nb^2^\nc^3^</p>\n</blockquote>\n"],
  [
    "in items in items",
    "- 1^\n  - 1. 1^ 1\n    1^",
    "<ul>\n<li>1^1^\n<ul>\n<li>\n<ol>\n<li>1^2^ 1\n1^3^</li>\n</ol>\n</li>\n</ul>\n</li>\n</ul>\n",
  ],
  [
    "in headings",
    "# a^ b^ #^\n\nc^\nd^\n===\ne^\n---\n",
    "<h1>a^1^ b^2^^3^</h1>\n<h1>c^4^\nd^5^</h1>\n<h2>e^6^</h2>\n",
  ],
  ["not in the block before or after", "a\n# a^\na\n", "<p>a</p>\n<h1>a^1^</h1>\n<p>a</p>\n"],
  [
    "in cells of a table",
    "p\n| a^ | b^ |^\n|-|-|\n|c^ \\| d^ | `e^\\|`^|",
    "<p>p</p>\n<table>\n<thead>\n<tr>\n<th>a^1^</th>\n<th>b^2^^3^</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>c^4^ | d^5^</td>\n<td><code>e|</code>^6^^7^</td>\n</tr>\n</tbody>\n</table>\n",
  ],
  ["after definitions", "[x]: /u\n[x]^ a^", '<p><a href="/u">x</a>^1^ a^2^</p>\n'],
  ["after \\r\\n and \\r", "a\r\nb^\r\n\rc\rd^", "<p>a\nb^1^</p>\n<p>c\nd^2^</p>\n"],
  ["not in code", "```\na^\n```\nb^", "<pre><code>a\n</code></pre>\n<p>b^2^</p>\n"],
  ["not within a character", "a\ud83d^\ude00b", "<p>a\ud83d\ude00^1^b</p>\n"],
];

describe("annotations", () => {
  it.each(cases)("stand %s", (_name, markdown, html) => {
    expect(marked(markdown)).toBe(html);
  });

  it("that nothing stands before are not shown, nor those behind the end", () => {
    const at = (place: number) => ({ at: place, name: "source", value: "1" });
    expect(groupsToHtml(annotate("a", [at(0), at(-1), at(2), at(Number.NaN)]))).toBe("<p>a</p>\n");
  });
});

const texts = [...examples.map(({ markdown }) => markdown), ...answers];

describe("annotations end in the same blocks", () => {
  it.each(texts.map((text, index) => [index, text] as const))("whenever they come: text %i", (index, text) => {
    const random = createRandom(seed + index);
    const all = Array.from({ length: 6 }, (_, value): Annotation => ({
      at: 1 + Math.floor(random() * text.length),
      name: "source",
      value: `${value}`,
    })).toSorted((a, b) => a.at - b.at);
    const expected = flatten(annotate(text, all));
    const document = createDocument();
    let so = "";
    let known: readonly Annotation[] = [];
    for (const piece of cut(text, seed + index, 1 + Math.floor(random() * 40))) {
      document.append(piece);
      so += piece;
      if (random() < 0.3) known = all.slice(0, Math.max(known.length, Math.ceil(random() * all.length)));
      document.annotate(known, so);
      document.blocks();
    }
    if (random() < 0.5) {
      document.end();
      document.blocks();
      document.annotate(all, so);
    } else {
      document.annotate(all, so);
      document.end();
    }
    expect(flatten(document.blocks()), `SEED=${seed}`).toEqual(expected);
  });
});

it("a late annotation makes anew its own block and nothing else", () => {
  const text = "One.\n\nTwo.\n\n- three\n- four\n\nFive";
  const document = createDocument();
  document.append(text);
  const [before] = document.blocks();
  document.annotate([{ at: 10, name: "source", value: "1" }], text);
  const [after] = document.blocks();
  expect(after!.map((block, index) => block === before![index])).toEqual([true, false, true, true]);
});

/** Streams a text and all its annotations, each as soon as the text before it is there. */
function streamAll(text: string, every: number): void {
  const document = createDocument();
  const known: Annotation[] = [];
  let so = "";
  for (const piece of cut(text, seed, 400)) {
    document.append(piece);
    so += piece;
    for (let at = known.length * every + 1; at <= so.length; at += every)
      known.push({ at, name: "source", value: "1" });
    document.annotate(known, so);
    document.blocks();
  }
  document.end();
  document.blocks();
}

describe("the cost of a text grows with its length, not faster,", () => {
  it.each([
    ["with an annotation in each paragraph", "Words of a paragraph that go on. \n\n", 200],
    ["with annotations in one long paragraph", "Words of a paragraph that go on. ", 4_000],
  ])("%s", (_name, words, every) => {
    expect(growth((size) => streamAll(words.repeat(size), every), 1_000)).toBeLessThan(8);
  });
});
