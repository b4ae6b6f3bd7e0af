import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface TextFile {
  readonly file: string;
  readonly text: string;
}

function filesIn(folder: string): TextFile[] {
  const at = path.join(root, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:tsx?|mjs|js|css|html|md|mdx|json|sse|ndjson|jsonl|txt)$/.test(file))
    .map((file) => ({ file: path.posix.join(folder, file), text: readFileSync(path.join(at, file), "utf8") }));
}

/** Forms in which providers give out keys. */
const keys = [
  /\bsk-(?:proj-|ant-|or-)?(?=[\w-]*\d)[\w-]{20,}/,
  /\bAIza[\w-]{35}/,
  /\bgsk_\w{20,}/,
  /\bxai-\w{20,}/,
  /\btlk_\w{20,}/,
  /\bgh[pousr]_\w{30,}/,
  /\bhf_\w{30,}/,
  /\bAKIA[A-Z0-9]{16}\b/,
  /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{15,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

function keysIn(files: readonly TextFile[]): string[] {
  return files.flatMap(({ file, text }) =>
    keys.flatMap((pattern) => {
      const [found] = pattern.exec(text) ?? [];
      return found === undefined ? [] : [`${file}: ${found.slice(0, 12)}…`];
    }),
  );
}

describe("no key is in what browsers get", () => {
  test.for(["src", "stories", "playground", "dist", "storybook-static", "docs"])("from %s/", (folder) => {
    const files = filesIn(folder);
    // The last three are there only when they were built.
    expect(files.length > 0 || ["dist", "storybook-static"].includes(folder)).toBe(true);
    expect(keysIn(files)).toEqual([]);
  });

  test("and one would be found", () => {
    const found = keysIn([
      { file: "a", text: `const key = "sk-${"a1".repeat(20)}"` },
      { file: "b", text: `AIza${"x".repeat(35)}` },
      { file: "c", text: "a task-force for risk-analysis-of-everything" },
    ]);
    expect(found.map((line) => line[0])).toEqual(["a", "b"]);
  });
});

/** Comments say what the code does not do. */
const code = filesIn("src")
  .filter(({ file }) => /\.tsx?$/.test(file) && !file.startsWith("src/testing"))
  .map(({ file, text }) => ({ file, text: text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "") }));

describe("what the source does not use, it cannot get wrong", () => {
  const absent: readonly (readonly [string, RegExp])[] = [
    [
      "updates that wait behind others, which tokens could starve",
      /\b(?:startTransition|useTransition|useDeferredValue)\b/,
    ],
    ["ids that need a secure context", /\brandomUUID\b/],
    [
      "markup made of text",
      /\b(?:dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|srcDoc)\b|document\.write/,
    ],
    ["code made of text", /\beval\(|\bnew Function\b/],
    ["storage of the browser", /\b(?:localStorage|sessionStorage|indexedDB)\b/],
    ["a timer that sends again", /\bsetInterval\b|\bEventSource\(/],
    [
      "events of a page that is hidden, which could stop or repeat a request",
      /visibilitychange|pagehide|pageshow|freeze/,
    ],
    ["asynchronous iteration of a platform's stream", /for await \([^)]*\bof (?:response\.)?body\b/],
  ];
  const users = (pattern: RegExp) => code.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

  test.for(absent)("%s", ([, pattern]) => {
    expect(code.length).toBeGreaterThan(100);
    expect(users(pattern)).toEqual([]);
  });

  test("links made of what a server said, but those of Markdown, which are read first", () => {
    const found = users(/<a\b|\bhref=/).filter((file) => !file.startsWith("src/components/markdown/"));
    // A mark of a source is a link whose address was read in the same way.
    expect(found).toEqual(["src/components/citations/citation-mark.tsx"]);
  });
});
