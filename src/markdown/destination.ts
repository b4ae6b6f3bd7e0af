import { matchAt, unescape } from "./characters.js";

type Named = (name: string) => string | undefined;

const pointy = /<(?:[^<>\n\\]|\\.)*>/y;
const title = /(["'])(?:(?!\1)[^\\]|\\[^])*\1|\((?:[^()\\]|\\[^])*\)/y;
const blanks = /[ \t]*(?:\n[ \t]*)?/y;

const space = 32;
/** Round brackets in each other; each `[a](` that none of them closes is looked at no further. */
const deepest = 32;
const label = /\[(?:[^[\]\\]|\\[^]){1,999}\]/y;
export const longestLabel = 999;
/** The longest destination or title, in characters. */
const longest = 4_096;

export function skipBlanks(text: string, at: number): number {
  return at + matchAt(blanks, text, at)!.length;
}

export interface Found {
  readonly value: string;
  readonly end: number;
}

/** A destination at `at`, `<in brackets>` or bare, where round brackets must match. */
export function readDestination(text: string, at: number, named: Named): Found | undefined {
  if (text[at] === "<") {
    const found = matchAt(pointy, text.slice(at, at + longest), 0);
    return found === undefined ? undefined : { value: unescape(found.slice(1, -1), named), end: at + found.length };
  }
  let depth = 0;
  let end = at;
  for (; end - at < longest && text.charCodeAt(end) > space && text[end] !== "\u007f"; end++) {
    const char = text[end];
    if (char === "\\" && text.charCodeAt(end + 1) > space) end++;
    else if (char === "(" && ++depth > deepest) return undefined;
    else if (char === ")" && depth-- === 0) break;
  }
  if (depth > 0 || (end === at && text[at] !== ")")) return undefined;
  return { value: unescape(text.slice(at, end), named), end };
}

export function readTitle(text: string, at: number, named: Named): Found | undefined {
  const found = matchAt(title, text.slice(at, at + longest), 0);
  if (found === undefined) return undefined;
  return { value: unescape(found.slice(1, -1), named), end: at + found.length };
}

/** A label in square brackets at `at`, without them; at most 999 characters, none of them an unescaped bracket. */
export function readLabel(text: string, at: number): Found | undefined {
  const found = matchAt(label, text, at);
  const value = found?.slice(1, -1);
  return value?.trim() && value.length <= longestLabel ? { value, end: at + found!.length } : undefined;
}
