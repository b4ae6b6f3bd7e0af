import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../helpers/packed.js";

/** What makes code or markup of strings, or a look that a strict policy refuses: nothing of it is in the package. */
const forbidden: readonly (readonly [name: string, pattern: RegExp, samples: readonly string[]])[] = [
  ["dangerouslySetInnerHTML", /dangerouslySetInnerHTML/, ["{dangerouslySetInnerHTML:{__html:x}}"]],
  ["innerHTML and outerHTML", /\b(?:inner|outer)HTML\b/i, ["a.innerHTML = x", 'a["outerHTML"] = x']],
  ["insertAdjacentHTML", /insertAdjacentHTML/, ['a.insertAdjacentHTML("beforeend", x)']],
  ["setHTML and setHTMLUnsafe", /\bsetHTML(?:Unsafe)?\b/, ["a.setHTMLUnsafe(x)", "a.setHTML(x)"]],
  ["createContextualFragment", /createContextualFragment/, ["range.createContextualFragment(x)"]],
  ["DOMParser", /\bDOMParser\b|parseHTMLUnsafe/, ["new DOMParser().parseFromString(x)", "Document.parseHTMLUnsafe(x)"]],
  [
    "document.write",
    /\.\s*write(?:ln)?\s*\(\s*[`'"]<|document\s*\.\s*write/,
    ["document.write(x)", "page.writeln('<b>')"],
  ],
  ["eval", /(?<![\w.$])eval\s*\(|\.\s*eval\s*\(|\beval\s*[;,)]/, ["eval(x)", "window.eval(x)", "(0, eval)(x)"]],
  ["new Function", /\bnew\s+Function\b|(?<![\w.$])Function\s*\(/, ["new Function(x)", "Function (x)"]],
  ["srcdoc", /srcdoc/i, ["frame.srcdoc = x", "<iframe srcDoc={x}>"]],
  ["string timers", /set(?:Timeout|Interval|Immediate)\s*\(\s*[`'"]/, ['setTimeout("x()", 1)', "setInterval(`x`)"]],
  ["execCommand, but for copying", /execCommand(?!\("copy"\))/, ['document.execCommand("insertHTML", false, x)']],
  [
    "style strings",
    /setAttribute(?:NS)?\s*\([^)]*["'`]style["'`]|\bcssText\b/,
    ['a.setAttribute("style", x)', "a.style.cssText = x"],
  ],
  [
    "style elements",
    /createElement\s*\(\s*["'`](?:style|script|link|iframe|base|object|embed)["'`]/,
    ['createElement("style")', 'document.createElement("script")'],
  ],
  [
    "inserted rules",
    /\binsertRule\b|adoptedStyleSheets|replaceSync/,
    ["sheet.insertRule(x)", "document.adoptedStyleSheets = [x]"],
  ],
  ["addresses of scripts", /["'`]javascript:/i, ['href: "javascript:void 0"']],
];

const folder = path.join(root, "dist");
/** Server and command line of the mock, which no browser sees, included: there is no reason to have it there either. */
const files = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.(?:js|css|html)$/.test(file));

/** Source without its comments: these may say what the code does not do. */
function codeOf(file: string): string {
  return readFileSync(path.join(folder, file), "utf8").replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
}

describe("what is published", () => {
  test.for(forbidden)("has no %s, and the search would find it", ([, pattern, samples]) => {
    expect(samples.filter((sample) => !pattern.test(sample))).toEqual([]);
    const found = files().flatMap((file) => {
      const match = pattern.exec(codeOf(file));
      return match ? [`${file}: ${match[0]}`] : [];
    });
    expect(found).toEqual([]);
  });

  test("is all searched: the modules and the style sheet", () => {
    const all = files();
    expect(all).toContain("styles.css");
    expect(all).toContain(path.join("components", "markdown", "inlines.js"));
    expect(codeOf(path.join("components", "markdown", "inlines.js"))).toContain("noopener");
  });
});
