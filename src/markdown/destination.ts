import { unescape } from "./characters.js";

type Named = (name: string) => string | undefined;

const pointy = /<(?:[^<>\n\\]|\\.)*>/y;
const title = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\((?:[^()\\]|\\[^])*\)/y;
const blanks = /[ \t]*(?:\n[ \t]*)?/y;

/** The longest destination or title, in characters. */
const longest = 4_096;

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

export function skipBlanks(text: string, at: number): number {
  return at + (match(blanks, text, at)?.length ?? 0);
}

export interface Found {
  readonly value: string;
  readonly end: number;
}

/** A destination at `at`, `<in brackets>` or bare, where round brackets must match. */
export function readDestination(text: string, at: number, named: Named): Found | undefined {
  if (text[at] === "<") {
    const found = match(pointy, text, at);
    return found === undefined ? undefined : { value: unescape(found.slice(1, -1), named), end: at + found.length };
  }
  let depth = 0;
  let end = at;
  for (; end < text.length && end - at < longest; end++) {
    const code = text.charCodeAt(end);
    if (code === 92 && end + 1 < text.length && text.charCodeAt(end + 1) > 32) end++;
    else if (code === 40) {
      if (++depth > 32) return undefined;
    } else if (code === 41) {
      if (depth === 0) break;
      depth--;
    } else if (code <= 32 || code === 127) break;
  }
  if (depth > 0 || (end === at && text[at] !== ")")) return undefined;
  return { value: unescape(text.slice(at, end), named), end };
}

export function readTitle(text: string, at: number, named: Named): Found | undefined {
  const found = match(title, text, at);
  if (found === undefined || found.length > longest) return undefined;
  return { value: unescape(found.slice(1, -1), named), end: at + found.length };
}

/** A label in square brackets at `at`, without them; at most 999 characters, none of them an unescaped bracket. */
export function readLabel(text: string, at: number): Found | undefined {
  if (text[at] !== "[") return undefined;
  for (let end = at + 1; end < text.length && end - at <= 1_000; end++) {
    const char = text[end];
    if (char === "\\") end++;
    else if (char === "[") return undefined;
    else if (char === "]") {
      const value = text.slice(at + 1, end);
      return value.trim() ? { value, end: end + 1 } : undefined;
    }
  }
  return undefined;
}
