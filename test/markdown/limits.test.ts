import { describe, expect, it } from "vitest";
import { groupsToHtml } from "./html.js";
import { flatten, read, stream } from "./read.js";

function html(text: string): string {
  return groupsToHtml(read(text)).slice(0, 200);
}

function fill(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length));
}

/** What is too long, with what it would be if it were shorter. */
const cases: readonly (readonly [name: string, make: (length: number) => string, most: number, found: RegExp])[] = [
  ["emphasis", (length) => `*${fill("a", length)}*`, 4_095, /<em>/],
  ["strong text after other marks", (length) => `a* **${fill("b ", length)}c**`, 4_090, /<strong>/],
  ["a code span", (length) => `\`${fill("a", length)}\``, 4_094, /<code>/],
  ["the text of a link", (length) => `[${fill("a", length)}](/u)`, 4_096, /<a /],
  ["a destination", (length) => `[a](/${fill("u", length)})`, 4_093, /<a /],
  ["a destination in brackets", (length) => `[a](<${fill("u", length)}>)`, 4_092, /<a /],
  ["a title", (length) => `[a](/u "${fill("t", length)}")`, 4_086, /title/],
  ["a label", (length) => `[${fill("a", length)}]\n\n[${fill("a", length)}]: /u`, 999, /<a /],
  ["a footnote's label", (length) => `a[^${fill("b", length)}]\n\n[^${fill("b", length)}]: note`, 998, /<sup>/],
  ["a tag", (length) => `a <b c="${fill("d", length)}">`, 4_088, /<b/],
  ["a comment", (length) => `a <!--${fill("b", length)}-->`, 4_092, /<!--/],
  ["a bare address", (length) => `www.a.b/${fill("c", length)}`, 2_040, /<a /],
  ["the name in a bare mail address", (length) => `${fill("a", length)}@b.c`, 255, /<a /],
  ["an address in brackets", (length) => `<xx:${fill("a", length)}>`, 2_048, /<a /],
  ["a break", (length) => `***${fill(" ", length)}`, 997, /<hr/],
  ["round brackets in a destination", (length) => `[a](${"(".repeat(length)}b${")".repeat(length)})`, 32, /<a /],
  ["columns of a table", (length) => `${"|a".repeat(length)}|\n${"|-".repeat(length)}|`, 128, /<table>/],
];

describe("what is too long is text, also when it arrives in pieces:", () => {
  it.each(cases)("%s", (_name, make, most, found) => {
    expect(html(make(most))).toMatch(found);
    // Some limits count the marks as well, some count to the last word.
    expect(html(make(most + 16))).not.toMatch(found);
    for (const length of [most, most + 16]) {
      const text = `${make(length)}\n\nEnd`;
      const pieces = text.match(/[^]{1,97}/g) ?? [];
      expect(flatten(stream(pieces))).toEqual(flatten(read(text)));
    }
  });
});
