import { readFileSync } from "node:fs";
import { bundledLanguages } from "shiki/langs";
import { describe, expect, test, vi } from "vitest";
import type { LineTokenizer } from "../../src/index.js";
import { createFindTokenizer } from "../../src/shiki/find-tokenizer.js";
import type { ShikiLanguage } from "../../src/shiki/index.js";

const find = createFindTokenizer({});

interface Read {
  readonly line: string;
  readonly state: unknown;
  readonly kinds: readonly string[];
}

function readLines(tokenize: LineTokenizer, code: string): Read[] {
  let state: unknown;
  return code.split("\n").map((line) => {
    const before = state;
    const read = tokenize(line, before);
    ({ state } = read);
    expect(read.tokens.map(({ text }) => text).join("")).toBe(line);
    return { line, state: before, kinds: read.tokens.map(({ text, kind }) => `${text.trim()} ${kind ?? "-"}`.trim()) };
  });
}

async function kindsOf(language: string, code: string): Promise<string[]> {
  const tokenize = await find(language);
  return readLines(tokenize!, code).flatMap(({ kinds }) => kinds);
}

describe("kinds", () => {
  test.for<[string, string, string]>([
    [
      "ts",
      "export async function ask<T>(url: string): Promise<T> {",
      "export async function keyword¦ask function¦< punctuation¦T type¦>( punctuation¦url variable¦: operator¦string type",
    ],
    [
      "ts",
      "return new Foo(/re/g, 0x1F, true, MAX, this.url);",
      "return new keyword¦Foo function¦0x1F number¦true constant¦MAX constant¦this keyword¦url property",
    ],
    ["ts", "const s = `a ${b} \\n`; // c", "const keyword¦`a string¦${ keyword¦b -¦} keyword¦\\n escape¦// c comment"],
    [
      "tsx",
      '<Foo bar={1} baz="x">text</Foo>',
      '<Foo tag¦bar attribute¦{ keyword¦1 number¦"x" string¦text -¦</Foo> tag',
    ],
    [
      "py",
      "@cached\ndef f(self, x: int = 3):\n  '''Doc'''\n  return not None",
      "@cached attribute¦def keyword¦f function¦x variable¦int type¦3 number¦'''Doc''' comment¦return not keyword¦None constant",
    ],
    [
      "css",
      ".a > b:hover { color: #fff; margin: 2em !important }",
      "a tag¦> operator¦hover function¦color property¦fff number¦2em number¦!important keyword",
    ],
    [
      "html",
      '<!-- c --><p class="x">a &amp; b</p>',
      '<!-- c --> comment¦<p tag¦class attribute¦"x" string¦amp constant¦</p> tag',
    ],
    ["json", '{"a": [1, "x\\n"]}', 'a property¦1 number¦"x string¦\\n escape'],
    [
      "sh",
      'for f in *; do echo "$f" | grep x; done # c',
      "for keyword¦in keyword¦echo function¦$f variable¦| operator¦done keyword¦# c comment",
    ],
    ["diff", "@@ -1 +1 @@\n-old\n+new\n same", "-1 +1 keyword¦-old deleted¦+new inserted¦same -"],
    ["sql", "SELECT a FROM b WHERE c = 'x' -- d", "SELECT keyword¦FROM keyword¦'x' string¦-- d comment"],
    [
      "rust",
      "fn main() -> Result<u32> { let mut x = 5; }",
      "fn keyword¦main function¦Result type¦u32 type¦let mut keyword¦5 number",
    ],
    [
      "go",
      "func (s *Server) Run(ctx context.Context) error {",
      "func keyword¦s variable¦Server type¦Run function¦context type",
    ],
    ["yaml", 'a: 1\nb:\n  - c: "x" # hi', 'a property¦1 number¦c property¦"x" string¦# hi comment'],
    [
      "java",
      "@Override public String name() { return null; }",
      "Override attribute¦public keyword¦String type¦name function¦return keyword¦null constant",
    ],
    ["md", "# Title\n\n`code`", "# Title heading¦code string"],
    ["php", "<?php function a($x) { return 'z'; }", "function keyword¦a function¦$ variable¦'z' string"],
    ["c#", "public async Task<int> Foo(string a) {", "public async keyword¦Task type¦Foo function¦a variable"],
  ])("of %s: %s", async ([language, code, wanted]) => {
    const kinds = await kindsOf(language, code);
    expect(kinds).toEqual(expect.arrayContaining(wanted.split("¦")));
  });

  test("are none for spaces, which belong to a neighbour: every token is an element of the page", async () => {
    const tokenize = (await find("ts"))!;
    const { tokens } = tokenize("    const   a = 1;", undefined);
    expect(tokens[0]).toEqual({ text: "    const   ", kind: "keyword" });
    expect(tokens.filter(({ text }) => !text.trim())).toEqual([]);
    expect(tokenize("   ", undefined).tokens.map(({ text }) => text)).toEqual(["   "]);
    expect(tokenize("", undefined).tokens).toEqual([]);
  });
});

describe("lines", () => {
  test.for([
    ["ts", "src/components/markdown/addresses.ts"],
    ["tsx", "src/components/markdown/code-lines.tsx"],
    ["css", "src/components/base.css"],
    ["json", "knip.json"],
    ["md", "CONTRIBUTING.md"],
    ["bash", ".ci/run"],
  ] as const)(
    "of %s (%s) read the same one after another, again from any state, and after other languages came",
    async ([language, file]) => {
      const code = readFileSync(file, "utf8").split("\n").slice(0, 120).join("\n");
      const tokenize = (await find(language))!;
      const first = readLines(tokenize, code);
      await Promise.all(["html", "python", "ts", "css"].map(find));
      expect(readLines(tokenize, code).map(({ kinds }) => kinds)).toEqual(first.map(({ kinds }) => kinds));
      // Backwards: a state that was used still stands for the place it is from.
      for (const { line, state, kinds } of first.toReversed()) {
        expect(tokenize(line, state).tokens.map(({ text, kind }) => `${text.trim()} ${kind ?? "-"}`.trim())).toEqual(
          kinds,
        );
      }
    },
  );

  test("know what the lines before left open", async () => {
    const tokenize = (await find("ts"))!;
    const kinds = readLines(tokenize, "/* a\nb\n*/ const x = `\nc ${d}\n`;").map(({ kinds }) => kinds);
    expect(kinds[1]).toEqual(["b comment"]);
    expect(kinds[3]![0]).toBe("c string");
  });
});

describe("languages", () => {
  const load = (name: keyof typeof bundledLanguages): ShikiLanguage => bundledLanguages[name];

  test("are found by their names and aliases, in any case, whatever stands behind them", async () => {
    const ts = await find("typescript");
    for (const name of ["ts", "TS", "TypeScript", "ts{1,3}", "ts:src/a.ts", "ts,ignore", "ts=1"]) {
      expect(await find(name), name).toBe(ts);
    }
    expect(await find("c++")).toBeTypeOf("function");
  });

  test.for(["", "klingon", "__proto__", "constructor", "toString", "{.ts}", " "])(
    "are none for %j, which is plain code",
    async (name) => {
      expect(await find(name)).toBeUndefined();
    },
  );

  test("are loaded when they are met and once, and only those that were given", async () => {
    const json = vi.fn(load("json"));
    const css = vi.fn(load("css"));
    const own = createFindTokenizer({ languages: { json, json5: json, css } });
    const [first, second, alias, unknown] = await Promise.all([own("json"), own("json"), own("json5"), own("ts")]);
    expect(first).toBeTypeOf("function");
    expect([second, alias]).toEqual([first, first]);
    expect(unknown).toBeUndefined();
    expect([json.mock.calls.length, css.mock.calls.length]).toEqual([1, 0]);
  });

  test("that fail to load are tried again when they are asked for again", async () => {
    const json = vi.fn(load("json")).mockRejectedValueOnce(new Error("offline"));
    const own = createFindTokenizer({ languages: { json } });
    await expect(own("json")).rejects.toThrow("offline");
    await expect(own("json")).resolves.toBeTypeOf("function");
  });

  test("without a grammar are plain code", async () => {
    const own = createFindTokenizer({ languages: { empty: async () => ({ default: [] }) } });
    expect(await own("empty")).toBeUndefined();
  });
});

test("a line that takes too long is left as it is from there on", async () => {
  const own = createFindTokenizer({ lineTimeLimit: 1 });
  const tokenize = (await own("ts"))!;
  // Each look at the clock is a second later.
  let now = 0;
  vi.spyOn(Date, "now").mockImplementation(() => (now += 1000));
  const line = "a + ".repeat(200);
  const { tokens } = tokenize(line, undefined);
  vi.restoreAllMocks();
  expect(tokens.map(({ text }) => text).join("")).toBe(line);
  expect(tokens.length).toBeLessThan(10);
  expect((await find("ts"))!(line, undefined).tokens.length).toBeGreaterThan(100);
});
