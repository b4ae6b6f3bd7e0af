import { describe, expect, it } from "vitest";
import { math } from "../../../src/markdown/extensions/math.js";
import { createRandom } from "../../../src/testing/random.js";
import { groupsToHtml } from "../html.js";
import { cut, flatten, read, stream } from "../read.js";

const options = { extensions: math };
const seed = Number(process.env["SEED"] ?? 20_261_121);

function html(text: string): string {
  return groupsToHtml(read(text, options));
}

function formula(value: string): string {
  return `<x-math>${value}</x-math>`;
}

function display(value: string): string {
  return `<x-math-display>${value}</x-math-display>`;
}

function block(value: string): string {
  return `<x-math-display>\n${value}</x-math-display>\n`;
}

const inLines: readonly (readonly [markdown: string, html: string])[] = [
  ["So $a_1 + b_2$ holds.", `So ${formula("a_1 + b_2")} holds.`],
  ["$x$, $y$-axis ($z$)", `${formula("x")}, ${formula("y")}-axis (${formula("z")})`],
  ["$a\nb$", formula("a\nb")],
  ["函数$f$在", `函数${formula("f")}在`],
  ["$5 and $10", "$5 and $10"],
  ["It costs $5, or 10$ there.", `It costs ${formula("5, or 10")} there.`],
  ["between $5-$10", "between $5-$10"],
  ["US$5 and A$6$", "US$5 and A$6$"],
  ["$ x$ and $x $", "$ x$ and $x $"],
  ["$HOME and $PATH", "$HOME and $PATH"],
  ["a \\$5 and 6\\$", "a $5 and 6$"],
  ["$a \\$ b$", formula("a \\$ b")],
  ["$a\\\\$", formula("a\\\\")],
  ["$a", "$a"],
  ["a $$", "a $$"],
  ["$", "$"],
  ["*a* $", "<em>a</em> $"],
  ["$$$ to $$$$", "$$$ to $$$$"],
  ["`$a$` and $`b`$", `<code>$a$</code> and ${formula("`b`")}`],
  ["$a*b$ and *c$d$*", `${formula("a*b")} and <em>c$d$</em>`],
  ["$a*b$ and *$c$*", `${formula("a*b")} and <em>${formula("c")}</em>`],
  ["Then $$ a + $b$ $$ too.", `Then ${display("a + $b$")} too.`],
  ["Then $$a\n\\$$$ too.", `Then ${display("a\n\\$")} too.`],
  ["Then $$ $$ or", "Then $$ $$ or"],
  ["Then \\(a (b)\\) too.", `Then ${formula("a (b)")} too.`],
  ["Then \\(a \\(b\\)", `Then (a ${formula("b")}`],
  ["Then \\(\\)", "Then ()"],
  ["Then \\(a", "Then (a"],
  ["Then \\[a\nb\\] too.", `Then ${display("a\nb")} too.`],
  ["Then \\[a \\\\[2pt] b\\] too.", `Then ${display("a \\\\[2pt] b")} too.`],
  ["A \\\\(a\\\\) B\\", "A \\(a\\) B\\"],
  [`$${"a".repeat(5_000)}$`, `$${"a".repeat(5_000)}$`],
  ["[a $b](c$ d)", `[a ${formula("b](c")} d)`],
  ["![a $b$](c)", '<img src="c" alt="a b" />'],
];

const blocks: readonly (readonly [markdown: string, html: string])[] = [
  ["$$\na\n\nb\n$$\nAfter.\n", `${block("a\n\nb\n")}<p>After.</p>\n`],
  ["Before\n$$\na\n$$", `<p>Before</p>\n${block("a\n")}`],
  ["\\[\na = b\n\\]\nAfter.\n", `${block("a = b\n")}<p>After.</p>\n`],
  ["$$a = b$$\nAfter.\n", `${block("a = b\n")}<p>After.</p>\n`],
  ["\\[ a \\]\n", block("a\n")],
  ["$$a$$ is short.\n", `<p>${display("a")} is short.</p>\n`],
  ["$$ a = b\n+ c $$\n", block("a = b\n+ c\n")],
  ["\\[ a\n\nAfter.\n", `${block("a\n")}<p>After.</p>\n`],
  ["$$ is a lot of money\n", "<p>$$ is a lot of money</p>\n"],
  ["$$$\na\n", "<p>$$$\na</p>\n"],
  ["$$\na\n", block("a\n")],
  ["$$\na \\$$\nb\n$$\n", block("a \\$$\nb\n")],
  ["\\[\na \\\\]\n\\]\n", block("a \\\\]\n")],
  ["  $$\n  a\n    b\n  $$\n", block("a\n  b\n")],
  ["- a\n\n  $$\n  b\n  $$\n- c\n", `<ul>\n<li>\n<p>a</p>\n${block("b\n")}</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n`],
  ["> $$\n> a\n\nb\n", `<blockquote>\n${block("a\n")}</blockquote>\n<p>b</p>\n`],
  ["    $$\n", "<pre><code>$$\n</code></pre>\n"],
  ["```\n$$\n```\n", "<pre><code>$$\n</code></pre>\n"],
  [
    "| a |\n|---|\n| $b$ |\n$$\nc\n$$\n",
    `<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>${formula("b")}</td>\n</tr>\n</tbody>\n</table>\n${block("c\n")}`,
  ],
  ["$$\n\na\n", block("\na\n")],
];

describe("formulas", () => {
  it.each(inLines)("in a line: %j", (markdown, expected) => {
    expect(html(markdown)).toBe(`<p>${expected}</p>\n`);
  });

  it.each(blocks)("of their own: %j", (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });

  it("are text without the extension", () => {
    expect(groupsToHtml(read("$a$ \\(b\\)\n\n$$\nc\n$$\n"))).toBe("<p>$a$ (b)</p>\n<p>$$\nc\n$$</p>\n");
  });
});

const answer = `The roots of $ax^2 + bx + c = 0$ are

$$
x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}
$$

where \\(a \\neq 0\\). For **real** roots:

\\[
b^2 \\geq 4ac
\\]

1. Compute $b^2$:
   $$b^2 = 16$$
2. Then \\[ 4ac = 12 \\] follows, so $x_{1,2} = \\{1, 3\\}$.
`;

const marks = [
  ..."a $\\\n*_`[]()",
  "$$",
  "\\(",
  "\\)",
  "\\[",
  "\\]",
  "\\$",
  "\\\\",
  "5",
  "\n\n",
  "- ",
  "> ",
  "  ",
  "**",
  " and so on ",
  "|",
];

describe("formulas that arrive in pieces", () => {
  it("end as those of the whole text, for every cut", () => {
    for (const text of [...inLines, ...blocks].map(([markdown]) => markdown).concat(answer)) {
      const whole = flatten(read(text, options));
      expect(flatten(stream(text, undefined, options)), text.slice(0, 80)).toEqual(whole);
    }
  });

  it("end as those of the whole text, for 2,000 random texts", () => {
    const random = createRandom(seed);
    for (let index = 0; index < 2_000; index++) {
      let text = "";
      const length = random() < 0.02 ? 9_000 : 120;
      while (text.length < random() * length) text += marks[Math.floor(random() * marks.length)]!;
      const pieces = cut(text, seed + index, index % 2 === 0 ? 1 : 30);
      const streamed = flatten(stream(pieces, undefined, options));
      expect(streamed, `SEED=${seed}: ${JSON.stringify(text)}`).toEqual(flatten(read(text, options)));
    }
  });

  it("never show a mark of theirs", () => {
    const shown: string[] = [];
    stream(answer, (groups) => shown.push(groupsToHtml(groups)), options);
    const flashes = shown.filter((text) => /\$|\\[()[\]]|\\(?:\n|<)/.test(text.replaceAll("\\{", "")));
    expect(flashes).toEqual([]);
  });

  it("are pending up to their end, with what is there of them", () => {
    const seen = new Set<string>();
    stream(
      "So $a + b$ is",
      (groups) => seen.add(JSON.stringify(groups.flat().map((each) => "runs" in each && each.runs))),
      options,
    );
    expect([...seen]).toContainEqual(
      expect.stringContaining('{"type":"extension","name":"math","value":"a +","pending":true}'),
    );
    expect([...seen].at(-1)).toContain('{"type":"extension","name":"math","value":"a + b"}');
  });

  it("show an amount of money as text again as soon as words follow it", () => {
    const shown: string[] = [];
    stream("It costs $5 per month, **really**", (groups) => shown.push(groupsToHtml(groups)), options);
    expect(shown.filter((text) => text.includes("<x-math>")).length).toBeLessThanOrEqual(5);
    expect(shown.at(-1)).toBe("<p>It costs $5 per month, <strong>really</strong></p>\n");
  });
});
