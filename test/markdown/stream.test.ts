import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/testing/random.js";
import { answers } from "./answers.js";
import { cut, flatten, read, stream } from "./read.js";
import { hostileShapes } from "./shapes.js";
import { examples } from "./spec.js";

const seed = Number(process.env["SEED"] ?? 20_261_121);

/** What may begin, end or break something. */
const marks = [
  ..."a \n\t*_`[]()<|&\\:!é",
  "\n\n",
  "    ",
  "> ",
  "- ",
  "+ ",
  "1. ",
  "2) ",
  "**",
  "~~",
  "```",
  "~~~",
  "[^1]",
  "[^1]: ",
  "[x]",
  "[x]: /u",
  "![",
  "[ ] ",
  "[!NOTE]",
  "<b>",
  "</b>",
  "<!--",
  "-->",
  "<div>",
  "<https://a.b>",
  "&amp;",
  "|-|-|",
  "---",
  "===",
  "# ",
  "## ",
  "www.a.b",
  "http://a.b",
  "@b.c",
  '"t"',
  "\ud83d\ude00",
  "\r\n",
  "\r",
];

function check(text: string, pieces: Iterable<string>, name: string): void {
  expect(flatten(stream(pieces)), name).toEqual(flatten(read(text)));
}

describe("a text that arrives in pieces ends in the blocks of the whole text", () => {
  it("for every example, character by character and code unit by code unit", () => {
    for (const { number, markdown } of examples) {
      check(markdown, markdown, `example ${number}`);
      check(markdown, cut(markdown, seed, 1), `example ${number}`);
    }
  });

  it("for every example at random cuts", () => {
    for (const { number, markdown } of examples)
      check(markdown, cut(markdown, seed + number, 12), `SEED=${seed}, ${number}`);
  });

  it("for 300 documents of random examples", () => {
    const random = createRandom(seed);
    const pick = (): string => examples[Math.floor(random() * examples.length)]!.markdown;
    for (let index = 0; index < 300; index++) {
      const glue = random() < 0.5 ? "\n" : "";
      const text = Array.from({ length: 2 + Math.floor(random() * 12) }, pick).join(glue);
      check(text, cut(text, seed + index), `SEED=${seed}, document ${index}`);
      check(text, cut(text, seed - index, 400), `SEED=${seed}, document ${index}, long pieces`);
    }
  });

  it("for documents whose paragraphs are longer than what is settled at once", () => {
    const random = createRandom(seed);
    const words = [
      "word ",
      "**bold** ",
      "*a ",
      "`code` ",
      "[link](https://a.b/c) ",
      "_",
      "[",
      "]",
      "`",
      "~~",
      "www.a.b ",
      "a@b.c ",
      "<b> ",
      "<",
      "&amp;",
      "!",
      "\n",
      "\\",
      "[^n] ",
      "[x] ",
      "é😀 ",
    ];
    for (let index = 0; index < 60; index++) {
      let text = index % 3 === 0 ? "- " : "";
      while (text.length < 12_000) text += random() < 0.5 ? "word " : words[Math.floor(random() * words.length)]!;
      text += "\n\n[x]: /url\n[^n]: note\n";
      check(text, cut(text, seed + index, 300), `SEED=${seed}, text ${index}`);
    }
  });

  it("for 2,000 short texts of marks in any order", () => {
    const random = createRandom(seed);
    const pick = (): string => marks[Math.floor(random() * marks.length)]!;
    for (let index = 0; index < 2_000; index++) {
      const text = Array.from({ length: 3 + Math.floor(random() * 60) }, pick).join("");
      check(
        text,
        cut(text, seed + index, index % 2 === 0 ? 1 : 8),
        `SEED=${seed}, text ${index}: ${JSON.stringify(text)}`,
      );
    }
  });

  it.each(["\\``", "`a \\`` b`", "\\``` a ``"])("for backticks after an escaped one: %s", (text) => {
    check(text, text, text);
  });

  it.each(hostileShapes(9_000))("for %s", (name, text) => {
    check(text, cut(text, seed, 200), `SEED=${seed}, ${name}`);
  });

  it("for answers as models write them", () => {
    for (const text of answers) check(text, text, text.slice(0, 40));
  });

  it("whichever end of line is used, also when it is cut in two", () => {
    for (const end of ["\r\n", "\r"]) {
      for (const text of answers) {
        const other = text.replaceAll("\n", end);
        expect(flatten(stream(other)), text.slice(0, 40)).toEqual(flatten(read(text)));
      }
    }
  });
});
