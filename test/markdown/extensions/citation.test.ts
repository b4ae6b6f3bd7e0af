import { describe, expect, it } from "vitest";
import { createCitations } from "../../../src/markdown/extensions/citation.js";
import { createRandom } from "../../../src/testing/random.js";
import { groupsToHtml } from "../html.js";
import { createDocument, cut, flatten, read, stream } from "../read.js";

const options = { extensions: [createCitations()] };
const seed = Number(process.env["SEED"] ?? 20_261_121);

function html(text: string): string {
  return groupsToHtml(read(text, options));
}

function mark(value: string): string {
  return `<x-citation>${value}</x-citation>`;
}

const cases: readonly (readonly [markdown: string, html: string])[] = [
  ["It is so [1].", `<p>It is so ${mark("1")}.</p>\n`],
  ["It is so.[1][2] Yes[3].", `<p>It is so.${mark("1")}${mark("2")} Yes${mark("3")}.</p>\n`],
  ["[1, 2] [3-5] [6;7]", `<p>${mark("1, 2")} ${mark("3-5")} ${mark("6;7")}</p>\n`],
  ["So 【3†source】 and 【13:5†a.pdf】", `<p>So ${mark("3†source")} and ${mark("13:5†a.pdf")}</p>\n`],
  ["**So [1]**", `<p><strong>So ${mark("1")}</strong></p>\n`],
  ["[1*a*] [a] [1] *b [2*]", `<p>[1<em>a</em>] [a] ${mark("1")} <em>b [2</em>]</p>\n`],
  ["【重要】 【1", "<p>【重要】 【1</p>\n"],
  ["[1](https://a.b) [1](", `<p><a href="https://a.b">1</a> ${mark("1")}(</p>\n`],
  ["[1] [2] [a][1]\n\n[1]: /u", `<p><a href="/u">1</a> ${mark("2")} <a href="/u">a</a></p>\n`],
  ["[1][2]\n\n[2]: /u", '<p><a href="/u">1</a></p>\n'],
  ["[see [1] there](/u)", `<p><a href="/u">see ${mark("1")} there</a></p>\n`],
  ["[^1] [1]\n\n[^1]: Note.", `<p><sup>1</sup> ${mark("1")}</p>\n<aside id="1">\n<p>Note.</p>\n</aside>\n`],
  ["![1] \\[1] `[1]`", "<p>![1] [1] <code>[1]</code></p>\n"],
  ["[2024] [] [x] [", "<p>[2024] [] [x] [</p>\n"],
  [
    "- [ ] a [1]\n- [x] b\n",
    `<ul>\n<li><input disabled="" type="checkbox"> a ${mark("1")}</li>\n<li><input checked="" disabled="" type="checkbox"> b</li>\n</ul>\n`,
  ],
];

describe("citations", () => {
  it.each(cases)("%j", (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });

  it("are text without the extension", () => {
    expect(groupsToHtml(read("a [1] 【3†source】"))).toBe("<p>a [1] 【3†source】</p>\n");
  });

  it("may look otherwise and have another name", () => {
    const own = {
      extensions: [createCitations({ name: "source", pattern: /doc-\d+/gi, brackets: ["[]", "()", "⟦⟧"] })],
    };
    const text = "[doc-1] (DOC-2) ⟦doc-3⟧ [1] (a)";
    const expected =
      "<p><x-source>doc-1</x-source> <x-source>DOC-2</x-source> <x-source>doc-3</x-source> [1] (a)</p>\n";
    expect(groupsToHtml(read(text, own))).toBe(expected);
    expect(groupsToHtml(stream(text, undefined, own))).toBe(expected);
  });
});

const marks = [
  ..."a 1[]()*_`\n,!^【】†",
  "[1]",
  "[2]",
  "[a]",
  "(/u)",
  "[^1]",
  "\n\n",
  "\n\n[1]: /u\n\n",
  "\n\n[^1]: n\n\n",
  "- ",
  "**",
  "<b>",
];

describe("citations that arrive in pieces", () => {
  it("end as those of the whole text, for every cut", () => {
    for (const [text] of cases) {
      expect(flatten(stream(text, undefined, options)), text).toEqual(flatten(read(text, options)));
    }
  });

  it("end as those of the whole text, for 2,000 random texts", () => {
    const random = createRandom(seed);
    for (let index = 0; index < 2_000; index++) {
      let text = "";
      while (text.length < random() * 150) text += marks[Math.floor(random() * marks.length)]!;
      const pieces = cut(text, seed + index, index % 2 === 0 ? 1 : 30);
      const streamed = flatten(stream(pieces, undefined, options));
      expect(streamed, `SEED=${seed}: ${JSON.stringify(text)}`).toEqual(flatten(read(text, options)));
    }
  });

  it("show neither their brackets nor a link", () => {
    const shown: string[] = [];
    stream("It is so [1, 2], **yes**【3†source】. And [4][5].", (groups) => shown.push(groupsToHtml(groups)), options);
    expect(shown.filter((text) => /[[\]【】]|<a/.test(text))).toEqual([]);
    expect(shown.filter((text) => text.includes(mark("1, 2"))).length).toBeGreaterThan(20);
  });

  it("become a link when their address comes at last", () => {
    const document = createDocument(options);
    document.append("It is so [1] and [2].\n\nMore.\n\n");
    expect(groupsToHtml(document.blocks())).toContain(`so ${mark("1")} and ${mark("2")}`);
    document.append("[1]: https://a.b\n\n");
    expect(groupsToHtml(document.blocks())).toContain(`so <a href="https://a.b">1</a> and ${mark("2")}`);
  });
});
