import type { ExtensionMatch, ExtensionSyntax, OpenExtension } from "../extension.js";

/** The next dollar, backslash with what it escapes, or end of a text that ends in a backslash. */
const dollarOrEscape = /\$|\\[^]?/g;
const escape = /\\[^]?/g;
const wordEnd = /[A-Za-z0-9]$/;
/** Words rather than a formula: `5 and`, `HOME is`, `is a`. */
const words = /^\s*(?:[\w.,]+\s+[A-Za-z]{2,}|[A-Za-z]{2,}\s+[A-Za-z]+)(?:\s|$)/;

/** What is there of a formula whose end has not come; words are shown as they are until it has. */
function unfinished(value: string): ExtensionMatch {
  return words.test(value) ? {} : { value: value.trim() };
}

/** Where the next dollar stands that is not escaped; `-1`: none. */
function nextDollar(text: string, from: number): number {
  dollarOrEscape.lastIndex = from;
  for (let found = dollarOrEscape.exec(text); found; found = dollarOrEscape.exec(text)) {
    if (found[0] === "$") return found.index;
  }
  return -1;
}

/** `$…$`: the next dollar ends it, or it is none. */
function readDollar(text: string, before: string): ExtensionMatch | undefined {
  if (text[1] === "$" || before === "$" || wordEnd.test(before)) return undefined;
  if (text.length > 1 && /\s/.test(text[1]!)) return undefined;
  const end = nextDollar(text, 1);
  if (end < 0) return unfinished(text.slice(1).replace(/\\$/, ""));
  if (/[\s$]/.test(text[end - 1]!) || /[0-9$]/.test(text[end + 1] ?? "")) return undefined;
  return { value: text.slice(1, end), end: end + 1 };
}

/** `$$…$$`, in which a single dollar is text. */
function readDollars(text: string, before: string): ExtensionMatch | undefined {
  if (text[1] !== "$" || before === "$" || text[2] === "$") return undefined;
  for (let end = nextDollar(text, 2); end >= 0; end = nextDollar(text, end + 1)) {
    if (text[end + 1] !== "$") continue;
    const value = text.slice(2, end).trim();
    return value ? { value, end: end + 2 } : undefined;
  }
  return unfinished(text.slice(2).replace(/[$\\]$/, ""));
}

/** `\(…\)` or `\[…\]`: it ends with the next of its marks, and is none if that opens another. */
function readBackslash(text: string, open: string, close: string): ExtensionMatch | undefined {
  if (text[1] !== open) return text.length > 1 ? undefined : { value: "" };
  escape.lastIndex = 2;
  for (let found = escape.exec(text); found; found = escape.exec(text)) {
    if (found[0] === `\\${open}`) return undefined;
    if (found[0] !== `\\${close}`) continue;
    const value = text.slice(2, found.index).trim();
    return value ? { value, end: found.index + 2 } : undefined;
  }
  return { value: text.slice(2).replace(/\\$/, "").trim() };
}

/**
 * Formulas in a line, `$…$` and `\(…\)`, by the rules of Pandoc and GitHub: no blank inside the dollars, no letter or digit before
 * the first one, no digit after the last one. Amounts such as `$5 and $10` are text; `\$` is a dollar.
 */
const inlineMath: ExtensionSyntax = {
  name: "math",
  inline: {
    triggers: "$\\",
    read: (text, before) => (text[0] === "$" ? readDollar(text, before) : readBackslash(text, "(", ")")),
  },
};

/** Where a mark stands that is not escaped; `-1`: nowhere. */
function findMark(line: string, mark: string): number {
  let at = line.indexOf(mark);
  while (at > 0 && line[at - 1] === "\\") at = line.indexOf(mark, at + 1);
  return at;
}

/** A line that begins a formula with `open`; with text after the mark it ends at a blank line at the latest. */
function openBlock(line: string, open: string, close: string): OpenExtension | undefined {
  if (!line.startsWith(open)) return undefined;
  const value = line.slice(open.length).trim();
  const end = findMark(value, close);
  if (end > 0 && end === value.length - close.length) {
    return { value: value.slice(0, end).trim(), closed: true, close: () => undefined };
  }
  if (end >= 0) return undefined;
  return {
    value,
    close(next) {
      const last = next.trimEnd();
      if (last.endsWith(close) && !last.endsWith(`\\${close}`)) return last.slice(0, -close.length).trimEnd();
      return value && !last ? "" : undefined;
    },
  };
}

function openDollars(line: string): OpenExtension | undefined {
  return line[2] === "$" || words.test(line.slice(2)) ? undefined : openBlock(line, "$$", "$$");
}

/** Formulas of their own: `$$…$$` and `\[…\]`, in a line or over lines. */
const displayMath: ExtensionSyntax = {
  name: "math-display",
  inline: {
    triggers: "$\\",
    read: (text, before) => (text[0] === "$" ? readDollars(text, before) : readBackslash(text, "[", "]")),
  },
  block: {
    marks: "$\\",
    open: (line) => openDollars(line) ?? openBlock(line, "\\[", "\\]"),
  },
};

/** All formulas. A line's are called `math`, those of their own `math-display`; the value is what stands between the marks. */
export const math: readonly ExtensionSyntax[] = [displayMath, inlineMath];
