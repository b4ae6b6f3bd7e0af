import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createCodeLines, type CodeView } from "../../src/components/markdown/code-lines.js";
import type { LineTokenizer } from "../../src/index.js";
import { createMarkdown } from "../../src/markdown/document.js";
import { createRandom } from "../../src/testing/random.js";
import { createTestTokenizer } from "../helpers/tokenizer.js";

afterEach(() => {
  vi.restoreAllMocks();
});

const ignore = () => {};

function htmlOf(elements: readonly ReactElement[]): string {
  return renderToStaticMarkup(createElement("code", null, elements));
}

/** Without limits of time. */
function readAll(read: () => CodeView): readonly ReactElement[] {
  for (;;) {
    const { elements, isComplete } = read();
    if (isComplete) return elements;
  }
}

function oneShot(parts: readonly string[], isOpen: boolean, tokenize: LineTokenizer | undefined): string {
  const lines = createCodeLines(ignore);
  return htmlOf(readAll(() => lines(parts, isOpen, tokenize)));
}

function show(parts: readonly string[], isOpen: boolean = false): string {
  return oneShot(parts, isOpen, createTestTokenizer().tokenize);
}

/** What the parser makes of a block of code that has come so far. */
function partsOf(code: string): readonly string[] {
  const document = createMarkdown();
  document.append(`\`\`\`ts\n${code}`);
  const block = document.blocks()[0]![0]!;
  return block.type === "code" ? block.parts : [];
}

describe("lines of code", () => {
  test("are elements with a class per kind, in a box per part, with their line breaks", () => {
    expect(show(["let a = 1\n\n", "b\n"])).toBe(
      '<code><span class="hw-md-lines"><span><span class="hw-tok-keyword">let</span><span> a = </span><span class="hw-tok-number">1\n</span></span>' +
        '<span>\n</span></span><span class="hw-md-lines"><span><span>b\n</span></span></span></code>',
    );
  });

  test("know what was open at the end of the line before, also in the next part", () => {
    expect(show(["/* let\n", "1 */ 2"])).toBe(
      '<code><span class="hw-md-lines"><span><span class="hw-tok-comment">/*</span><span class="hw-tok-comment"> </span><span class="hw-tok-comment">let\n</span></span></span>' +
        '<span class="hw-md-lines"><span><span class="hw-tok-comment">1</span><span class="hw-tok-comment"> </span>' +
        '<span class="hw-tok-comment">*/</span><span> </span><span class="hw-tok-number">2</span></span></span></code>',
    );
  });

  test("name invisible characters within tokens too", () => {
    expect(show(["let \u202E1\n"])).toContain('<span class="hw-md-invisible">U+202E</span>');
  });

  test("without a tokenizer are one text per part", () => {
    expect(oneShot(["let\n1\n", "2"], true, undefined)).toBe(
      '<code><span class="hw-md-lines">let\n1\n</span><span class="hw-md-lines">2</span></code>',
    );
  });

  test("that are still being written are coloured as far as they go", () => {
    expect(show(["/*\n", "let"], true)).toContain('<span class="hw-tok-comment">let</span>');
  });
});

describe("a block of code that grows", () => {
  test("has each finished line tokenised once, in order, after the line before it", () => {
    const { tokenize, read } = createTestTokenizer();
    const asked: [string, unknown, unknown][] = [];
    const lines = createCodeLines(ignore);
    const finished = Array.from({ length: 300 }, (_, index) => (index % 7 === 3 ? `/* ${index}` : `let ${index} */`));
    const watched: LineTokenizer = (line, state) => {
      const result = tokenize(line, state);
      asked.push([line, state, result.state]);
      return result;
    };
    let code = "";
    for (const line of finished) {
      code += `${line}\n`;
      readAll(() => lines(partsOf(code), true, watched));
    }
    expect(read).toEqual(finished);
    expect(asked.map(([, state]) => state)).toEqual([undefined, ...asked.slice(0, -1).map(([, , after]) => after)]);
  });

  test("keeps the elements of finished parts and lines, the very objects", () => {
    const { tokenize } = createTestTokenizer();
    const lines = createCodeLines(ignore);
    const linesOf = ({ props }: ReactElement) => (props as { readonly children: readonly ReactElement[] }).children;
    let code = "";
    let parts: readonly ReactElement[] = [];
    const known: ReactElement[] = [];
    for (let line = 0; line < 200; line++) {
      code += `let a${line} = ${line}\n`;
      const now = readAll(() => lines(partsOf(code), true, tokenize)).filter((part) => linesOf(part).length > 0);
      const finished = parts.slice(0, -1);
      expect(finished.filter((part, index) => part !== now[index])).toEqual([]);
      const shown = now.flatMap(linesOf);
      expect(known.filter((element, index) => element !== shown[index])).toEqual([]);
      known.push(shown[line]!);
      parts = now;
    }
    expect(parts.length).toBeGreaterThan(2);
  });

  const seed = process.env["SEED"] ?? String(Math.floor(Math.random() * 1e9));

  test(`looks at every cut as if it had come in one piece, also when a rendering is repeated or of an older text (SEED=${seed})`, () => {
    const random = createRandom(Number(seed));
    const pieces = ["let ", "a", "1", "/* ", " */", "\n", "\n", "\n", "x".repeat(300), "y".repeat(2500), "\u200B", " "];
    for (let round = 0; round < 30; round++) {
      const { tokenize } = createTestTokenizer();
      const lines = createCodeLines(ignore);
      const texts: string[] = [""];
      for (let step = 0; step < 60; step++) {
        const next = texts.at(-1)! + pieces[Math.floor(random() * pieces.length)]!;
        texts.push(next);
        const shown = random() < 0.1 ? texts[Math.floor(random() * texts.length)]! : next;
        const parts = partsOf(shown);
        expect(htmlOf(readAll(() => lines(parts, true, tokenize)))).toBe(oneShot(parts, true, tokenize));
      }
      const parts = partsOf(texts.at(-1)!);
      expect(htmlOf(readAll(() => lines(parts, false, tokenize)))).toBe(oneShot(parts, false, tokenize));
    }
  });

  test("that becomes another is read from where it differs", () => {
    const { tokenize, read } = createTestTokenizer();
    const lines = createCodeLines(ignore);
    readAll(() => lines(["1\n", "2\n", "3\n"], false, tokenize));
    read.length = 0;
    expect(htmlOf(readAll(() => lines(["1\n", "/*\n", "3\n"], false, tokenize)))).toBe(show(["1\n", "/*\n", "3\n"]));
    expect(read).toEqual(["/*", "3"]);
  });

  test("gets its colours when the tokenizer comes", () => {
    const { tokenize } = createTestTokenizer();
    const lines = createCodeLines(ignore);
    lines(["let\n"], true, undefined);
    expect(htmlOf(readAll(() => lines(["let\n"], true, tokenize)))).toContain("hw-tok-keyword");
    expect(htmlOf(readAll(() => lines(["let\n"], true, undefined)))).not.toContain("hw-tok-keyword");
  });
});

describe("lines that are too much", () => {
  test("are plain from 2,001 characters on, and the next one goes on from before", () => {
    const { tokenize, read } = createTestTokenizer();
    const fits = `1${"x".repeat(1999)}`;
    const html = oneShot([`/*\n${fits}\n${fits}x\nlet\n`], false, tokenize);
    expect(read).toEqual(["/*", fits, "let"]);
    expect(html).toContain(`<span><span>${fits}x\n</span></span>`);
    expect(html).toContain('<span class="hw-tok-comment">let\n</span>');
  });

  test("are plain from 401 characters on while they are written", () => {
    const { tokenize, read } = createTestTokenizer();
    const lines = createCodeLines(ignore);
    readAll(() => lines([`let${"x".repeat(397)}`], true, tokenize));
    readAll(() => lines([`let${"x".repeat(398)}`], true, tokenize));
    expect(read.map(({ length }) => length)).toEqual([400]);
    readAll(() => lines([`let${"x".repeat(398)}\n`], true, tokenize));
    expect(read.map(({ length }) => length)).toEqual([400, 401]);
  });

  test("are plain when the parser cut them in two", () => {
    const { tokenize, read } = createTestTokenizer();
    const html = oneShot(["1\nlet 2", "3 let\n4\n"], false, tokenize);
    expect(read).toEqual(["1", "4"]);
    expect(html).toContain("<span><span>let 2</span></span>");
    expect(html).toContain("<span><span>3 let\n</span></span>");
  });
});

describe("a tokenizer that errs", () => {
  test("and throws leaves the line plain, and tells of it", () => {
    const warn = vi.fn<(error: unknown) => void>();
    const good = createTestTokenizer().tokenize;
    const failing: LineTokenizer = (line, state) => {
      if (line.includes("bad")) throw new Error("No");
      return good(line, state);
    };
    const lines = createCodeLines(warn);
    expect(htmlOf(readAll(() => lines(["let bad 1\nlet\nbad\n"], false, failing)))).toBe(
      '<code><span class="hw-md-lines"><span><span>let bad 1\n</span></span><span><span class="hw-tok-keyword">let\n</span></span><span><span>bad\n</span></span></span></code>',
    );
    expect(warn.mock.calls).toEqual([[new Error("No")], [new Error("No")]]);
  });

  test("and gives other words than it got is not believed", () => {
    const lying: LineTokenizer = (line, state) => ({ tokens: [{ text: `${line}!`, kind: "keyword" }], state });
    expect(oneShot(["safe\n"], false, lying)).toBe(
      '<code><span class="hw-md-lines"><span><span>safe\n</span></span></span></code>',
    );
  });
});

describe("much code at once", () => {
  test("is coloured a little at a time, and plain before", () => {
    // A new stretch of time, whatever was done before.
    let now = performance.now() + 24;
    vi.spyOn(performance, "now").mockImplementation(() => now);
    const { tokenize, read } = createTestTokenizer();
    const slow: LineTokenizer = (line, state) => {
      now += 3;
      return tokenize(line, state);
    };
    const lines = createCodeLines(ignore);
    const parts = ["1\n2\n3\n4\n", "5\n6\n"];
    const first = lines(parts, false, slow);
    expect(first.isComplete).toBe(false);
    expect(read).toEqual(["1", "2", "3"]);
    expect(htmlOf(first.elements)).toContain('</span></span>4\n</span><span class="hw-md-lines">5\n6\n</span>');
    // Nothing is done before there is time again, by nobody.
    const other = createCodeLines(ignore);
    const second = lines(parts, false, slow);
    expect([second.isComplete, other(["1"], false, slow).isComplete]).toEqual([false, false]);
    // What waits is not made anew each time.
    expect(second.elements[1]).toBe(first.elements[1]);
    expect(read).toEqual(["1", "2", "3"]);
    now += 24;
    expect(lines(parts, false, slow).isComplete).toBe(true);
    expect(read).toEqual(["1", "2", "3", "4", "5", "6"]);
  });
});
