import { describe, expect, it } from "vitest";
import { groupsToHtml } from "./html.js";
import { read, stream } from "./read.js";

/** Examples of the extension sections of GitHub Flavored Markdown 0.29: Markdown, HTML. */
const sections: Readonly<Record<string, readonly (readonly [markdown: string, html: string])[]>> = {
  "tables (198-205)": [
    [
      "| foo | bar |\n| --- | --- |\n| baz | bim |\n",
      "<table>\n<thead>\n<tr>\n<th>foo</th>\n<th>bar</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>baz</td>\n<td>bim</td>\n</tr>\n</tbody>\n</table>\n",
    ],
    [
      "| abc | defghi |\n:-: | -----------:\nbar | baz\n",
      '<table>\n<thead>\n<tr>\n<th align="center">abc</th>\n<th align="right">defghi</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align="center">bar</td>\n<td align="right">baz</td>\n</tr>\n</tbody>\n</table>\n',
    ],
    [
      "| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n",
      "<table>\n<thead>\n<tr>\n<th>f|oo</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b <code>|</code> az</td>\n</tr>\n<tr>\n<td>b <strong>|</strong> im</td>\n</tr>\n</tbody>\n</table>\n",
    ],
    [
      "| abc | def |\n| --- | --- |\n| bar | baz |\n> bar\n",
      "<table>\n<thead>\n<tr>\n<th>abc</th>\n<th>def</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>bar</td>\n<td>baz</td>\n</tr>\n</tbody>\n</table>\n<blockquote>\n<p>bar</p>\n</blockquote>\n",
    ],
    [
      "| abc | def |\n| --- | --- |\n| bar | baz |\nbar\n\nbar\n",
      "<table>\n<thead>\n<tr>\n<th>abc</th>\n<th>def</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>bar</td>\n<td>baz</td>\n</tr>\n<tr>\n<td>bar</td>\n<td></td>\n</tr>\n</tbody>\n</table>\n<p>bar</p>\n",
    ],
    ["| abc | def |\n| --- |\n| bar |\n", "<p>| abc | def |\n| --- |\n| bar |</p>\n"],
    [
      "| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n",
      "<table>\n<thead>\n<tr>\n<th>abc</th>\n<th>def</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>bar</td>\n<td></td>\n</tr>\n<tr>\n<td>bar</td>\n<td>baz</td>\n</tr>\n</tbody>\n</table>\n",
    ],
    [
      "| abc | def |\n| --- | --- |\n",
      "<table>\n<thead>\n<tr>\n<th>abc</th>\n<th>def</th>\n</tr>\n</thead>\n</table>\n",
    ],
  ],
  "task list items (279-280)": [
    [
      "- [ ] foo\n- [x] bar\n",
      '<ul>\n<li><input disabled="" type="checkbox"> foo</li>\n<li><input checked="" disabled="" type="checkbox"> bar</li>\n</ul>\n',
    ],
    [
      "- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim\n",
      '<ul>\n<li><input checked="" disabled="" type="checkbox"> foo\n<ul>\n<li><input disabled="" type="checkbox"> bar</li>\n<li><input checked="" disabled="" type="checkbox"> baz</li>\n</ul>\n</li>\n<li><input disabled="" type="checkbox"> bim</li>\n</ul>\n',
    ],
  ],
  "strikethrough (491-493)": [
    ["~~Hi~~ Hello, ~there~ world!\n", "<p><del>Hi</del> Hello, <del>there</del> world!</p>\n"],
    ["This ~~has a\n\nnew paragraph~~.\n", "<p>This ~~has a</p>\n<p>new paragraph~~.</p>\n"],
    ["This will ~~~not~~~ strike.\n", "<p>This will ~~~not~~~ strike.</p>\n"],
  ],
  "autolinks (622-631)": [
    ["www.commonmark.org\n", '<p><a href="http://www.commonmark.org">www.commonmark.org</a></p>\n'],
    [
      "Visit www.commonmark.org/help for more information.\n",
      '<p>Visit <a href="http://www.commonmark.org/help">www.commonmark.org/help</a> for more information.</p>\n',
    ],
    [
      "Visit www.commonmark.org.\n\nVisit www.commonmark.org/a.b.\n",
      '<p>Visit <a href="http://www.commonmark.org">www.commonmark.org</a>.</p>\n<p>Visit <a href="http://www.commonmark.org/a.b">www.commonmark.org/a.b</a>.</p>\n',
    ],
    [
      "www.google.com/search?q=Markup+(business)\n\nwww.google.com/search?q=Markup+(business)))\n\n(www.google.com/search?q=Markup+(business))\n\n(www.google.com/search?q=Markup+(business)\n",
      '<p><a href="http://www.google.com/search?q=Markup+(business)">www.google.com/search?q=Markup+(business)</a></p>\n<p><a href="http://www.google.com/search?q=Markup+(business)">www.google.com/search?q=Markup+(business)</a>))</p>\n<p>(<a href="http://www.google.com/search?q=Markup+(business)">www.google.com/search?q=Markup+(business)</a>)</p>\n<p>(<a href="http://www.google.com/search?q=Markup+(business)">www.google.com/search?q=Markup+(business)</a></p>\n',
    ],
    [
      "www.google.com/search?q=(business))+ok\n",
      '<p><a href="http://www.google.com/search?q=(business))+ok">www.google.com/search?q=(business))+ok</a></p>\n',
    ],
    [
      "www.google.com/search?q=commonmark&hl=en\n\nwww.google.com/search?q=commonmark&hl;\n",
      '<p><a href="http://www.google.com/search?q=commonmark&amp;hl=en">www.google.com/search?q=commonmark&amp;hl=en</a></p>\n<p><a href="http://www.google.com/search?q=commonmark">www.google.com/search?q=commonmark</a>&amp;hl;</p>\n',
    ],
    ["www.commonmark.org/he<lp\n", '<p><a href="http://www.commonmark.org/he">www.commonmark.org/he</a>&lt;lp</p>\n'],
    [
      "http://commonmark.org\n\n(Visit https://encrypted.google.com/search?q=Markup+(business))\n",
      '<p><a href="http://commonmark.org">http://commonmark.org</a></p>\n<p>(Visit <a href="https://encrypted.google.com/search?q=Markup+(business)">https://encrypted.google.com/search?q=Markup+(business)</a>)</p>\n',
    ],
    ["foo@bar.baz\n", '<p><a href="mailto:foo@bar.baz">foo@bar.baz</a></p>\n'],
    [
      "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.\n",
      '<p>hello@mail+xyz.example isn\'t valid, but <a href="mailto:hello+xyz@mail.example">hello+xyz@mail.example</a> is.</p>\n',
    ],
    [
      "a.b-c_d@a.b\n\na.b-c_d@a.b.\n\na.b-c_d@a.b-\n\na.b-c_d@a.b_\n",
      '<p><a href="mailto:a.b-c_d@a.b">a.b-c_d@a.b</a></p>\n<p><a href="mailto:a.b-c_d@a.b">a.b-c_d@a.b</a>.</p>\n<p>a.b-c_d@a.b-</p>\n<p>a.b-c_d@a.b_</p>\n',
    ],
  ],
  "what they leave open": [
    [
      "ftp://a.b/c and HTTPS://A.B\n",
      '<p><a href="ftp://a.b/c">ftp://a.b/c</a> and <a href="HTTPS://A.B">HTTPS://A.B</a></p>\n',
    ],
    ["xhttp://a.b www._a.b www.a_b http://ab\n", "<p>xhttp://a.b www._a.b www.a_b http://ab</p>\n"],
    [
      "**www.a.b** and **https://a.b**\n",
      '<p><strong><a href="http://www.a.b">www.a.b</a></strong> and <strong><a href="https://a.b">https://a.b</a></strong></p>\n',
    ],
    [
      "[https://a.b/c](https://d.e) [**www.a.b**](f) [x@y.z <https://g.h>](i)\n",
      '<p><a href="https://d.e">https://a.b/c</a> <a href="f"><strong>www.a.b</strong></a> <a href="i">x@y.z https://g.h</a></p>\n',
    ],
    ["[https://a.b] [c\n", '<p>[<a href="https://a.b">https://a.b</a>] [c</p>\n'],
    ["text\n| a |\n| - |\n", "<p>text</p>\n<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>\n"],
    ["> [!NOTE]\n> Text.\n", '<blockquote class="note">\n<p>Text.</p>\n</blockquote>\n'],
    ["> [!OTHER]\n> Text.\n", "<blockquote>\n<p>[!OTHER]\nText.</p>\n</blockquote>\n"],
    [
      "A.[^n]\n\n[^n]: Note with\n    *more*.\n\n    And more.\n\nEnd.\n",
      '<p>A.<sup>N</sup></p>\n<aside id="N">\n<p>Note with\n<em>more</em>.</p>\n<p>And more.</p>\n</aside>\n<p>End.</p>\n',
    ],
    ["A.[^unknown]\n", "<p>A.[^unknown]</p>\n"],
  ],
};

describe.each(Object.entries(sections))("GFM: %s", (_name, examples) => {
  it.each(examples)("%j", (markdown, html) => {
    expect(groupsToHtml(read(markdown))).toBe(html);
    expect(groupsToHtml(stream(markdown))).toBe(html);
  });
});

it("short rows under many columns are filled up in moderation: a small text makes no large table", () => {
  const columns = 100;
  const rows = 10_000;
  const [table] = read(`${"|a".repeat(columns)}|\n${"|-".repeat(columns)}|\n${"|b\n".repeat(rows)}`).flat();
  const lengths = table?.type === "table" ? table.groups.flat().map((row) => "cells" in row && row.cells.length) : [];
  expect(lengths.length).toBe(rows + 1);
  expect(lengths[1]).toBe(columns);
  expect(lengths.at(-1)).toBe(1);
  expect(lengths.reduce<number>((sum, length) => sum + Number(length), 0)).toBeLessThan(columns * 200 + rows);
});
