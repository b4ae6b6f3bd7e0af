import { describe, expect, it } from "vitest";
import { groupsToHtml } from "./html.js";
import { createDocument, flatten, read } from "./read.js";

function htmlOf(pieces: readonly string[]): string {
  const document = createDocument();
  for (const piece of pieces) {
    document.append(piece);
    document.blocks();
  }
  document.end();
  return groupsToHtml(document.blocks());
}

const words = "Some words that go on. ".repeat(80);

describe("a document", () => {
  it("takes nothing more after its end, and ends once", () => {
    const document = createDocument();
    document.append("a");
    document.end();
    document.append("b");
    document.end();
    expect(groupsToHtml(document.blocks())).toBe("<p>a</p>\n");
  });

  it("ends a line with a carriage return at the end of the text", () => {
    expect(htmlOf(["```\na\r"])).toBe("<pre><code>a\n</code></pre>\n");
    expect(htmlOf(["a\r", "", "\nb"])).toBe("<p>a\nb</p>\n");
    expect(htmlOf(["a\r", "\rb"])).toBe("<p>a</p>\n<p>b</p>\n");
  });

  it("shows a replacement character for a NUL", () => {
    expect(htmlOf(["a\0b"])).toBe("<p>a\ufffdb</p>\n");
  });

  it("reads the line after a line that was taken in parts, and what a long line means for the lines before it", () => {
    expect(htmlOf([words, words, "end", "\n", "===\n"])).toBe(`<h1>${words}${words}end</h1>\n`);
    expect(htmlOf([words, `${words}\nnext`, " *one*"])).toBe(`<p>${words}${words.trim()}\nnext <em>one</em></p>\n`);
    expect(htmlOf(["a\n", `${words}|b`, "\n", "-|-\n"])).toContain("<p>a</p>\n<table>");
    expect(htmlOf(["```\n", words, "end", "\n```\n", "after"])).toContain("end\n</code></pre>\n<p>after</p>");
  });

  it("shows what is new of a long line that could still be anything", () => {
    const document = createDocument();
    document.append(`<${"a".repeat(2_000)}`);
    document.blocks();
    document.append("bcd");
    expect(groupsToHtml(document.blocks())).toContain("abcd");
  });

  it("reads long blocks that wait for a definition again before they are shown at the end", () => {
    const long = `${words.repeat(3)} [one] and [two].`;
    const text = `${long}\n\n[one]: /1\n\n${words}\n\n[two]: /2\n\n`;
    const html = htmlOf(text.match(/[^]{1,50}/g) ?? []);
    expect(html).toContain('<a href="/1">one</a> and <a href="/2">two</a>');
    expect(html).toBe(groupsToHtml(read(text)));
  });

  it("shows a long block that waits for a definition with it when an eighth more of text has come", () => {
    const document = createDocument();
    document.append(`${words.repeat(3)} [one].\n\n`);
    document.blocks();
    document.append(`[one]: /1\n\n${words.repeat(2)}\n\n`);
    expect(groupsToHtml(document.blocks())).toContain('<a href="/1">one</a>');
  });

  it("hides a definition that somebody waits for from its first character on", () => {
    const document = createDocument();
    document.append("See [one].\n\n");
    for (const char of "[one]: /1") {
      document.append(char);
      expect(document.blocks().flat()).toHaveLength(1);
    }
    document.append("\n\n[other](/u");
    expect(document.blocks().flat()).toHaveLength(2);
  });

  it("ends a table with whatever ends a paragraph, and with HTML and footnotes", () => {
    const table = "| a |\n|---|\n| b |\n";
    for (const next of ["# c", "> c", "- c", "1. c", "```\nc", "---", "<b>\n", "[^c]: d", "    c"]) {
      const [first, second] = flatten(read(table + next)) as readonly {
        readonly type: string;
        readonly blocks?: object[];
      }[];
      expect(first?.blocks, next).toHaveLength(2);
      expect(second, next).toBeDefined();
    }
  });
});
