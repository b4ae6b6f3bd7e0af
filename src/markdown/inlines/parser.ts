import type { Inline } from "../inline.js";
import { createAngles } from "./angle.js";
import { createBareLinks } from "./bare-link.js";
import { readCode } from "./code-span.js";
import { createDelimiters } from "./emphasis.js";
import { readEntity } from "./entity.js";
import { readExtension } from "./extension.js";
import { readBackslash, readSpaces } from "./line-break.js";
import { createBrackets } from "./link.js";
import { toInlines, type Piece } from "./piece.js";
import { add, addText, createReader, type InlineOptions, type Triggers } from "./reader.js";

export interface InlineResult {
  /** How far the text is settled, whatever follows: reading may begin there. 0 if nowhere. */
  readonly safe: number;
  /** The inlines before that. */
  readonly settled: readonly Inline[];
  /** The inlines after it; all of them if nothing is settled. */
  readonly rest: readonly Inline[];
}

/** Characters that are not only text. */
const special = new Uint8Array(128);
for (const char of "\n`[]\\!<&*_~:@w ") special[char.charCodeAt(0)] = 1;
const space = 32;
const newline = 10;

/** Where plain text from `from` ends; single spaces between words belong to it. */
function plainEnd(text: string, from: number, triggers: Triggers | undefined): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (triggers?.has(text[at]!)) break;
    if (code >= 128 || special[code] === 0) continue;
    if (code === space) {
      const next = text.charCodeAt(at + 1);
      if (next === space || next === newline || at + 1 === text.length) break;
    } else if (text[at] !== "w" || text.startsWith("www.", at)) break;
  }
  return at;
}

/** Characters back to which a bare address looks. */
const lookBack = 256;
const local = /[\w.+-]/;

/** Whether no address can reach back over this place. */
function isBeyondReach(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && at - start < lookBack && local.test(text[start - 1]!)) start--;
  return start === at || at - start === lookBack;
}

/**
 * How much of a plain text cannot change any more: all before its last word; of a very long word what no address can reach back
 * to.
 */
function settledLength(plain: string): number {
  const words = plain.lastIndexOf(" ", plain.length - 2) + 1;
  if (words > 0 || plain.length < 2 * lookBack) return words;
  return plain.length - lookBack + plain.slice(-lookBack).search(/[\w.+-]*$/);
}

/** Reads a text, or what of it is not settled. One pass, linear but for what may be open at once. */
export function parseInlines(text: string, options: InlineOptions): InlineResult {
  const { open, bareLinks, triggers, marks = [] } = options;
  const reader = createReader(text, options);
  const delimiters = createDelimiters(reader);
  const brackets = createBrackets(reader, delimiters);
  const readAngle = createAngles(reader);
  const { readWww, readScheme, readEmail } = createBareLinks(reader);
  let safe = 0;
  let safeLast: Piece | undefined;
  let tried = 0;
  let marked = 0;

  function addMarks(): void {
    for (; marked < marks.length && marks[marked]!.at <= reader.at; marked++)
      add(reader, reader.at, marks[marked]!.template);
  }

  function markSafe(): void {
    tried = reader.at;
    if (reader.isUnsettled) return;
    // What is settled has the marks up to its end.
    addMarks();
    brackets.dropFar();
    // What stands in open brackets is matched when they close.
    const bracket = brackets.start();
    const end = bracket?.start ?? reader.at;
    delimiters.match(end);
    delimiters.dropFar();
    const delimiter = delimiters.first();
    reader.isCut = true;
    if (delimiter && delimiter.at < end) {
      // Of a run that is used in part, the rest cannot be read alone.
      if (delimiter.length === delimiter.originalLength) setSafe(delimiter.at, delimiter.piece.previous);
    } else setSafe(end, bracket ? bracket.piece.previous : reader.root.last);
  }

  function setSafe(at: number, last: Piece | undefined): void {
    if (!last) return;
    safe = at;
    safeLast = last;
  }

  function readPlain(): void {
    const { at } = reader;
    // What an extension did not take is text.
    const plain = text.slice(
      at,
      Math.min(Math.max(plainEnd(text, at, triggers), at + 1), marks[marked]?.at ?? Infinity),
    );
    const settled = open ? settledLength(plain) : 0;
    if (settled > 0) {
      addText(reader, plain.slice(0, settled));
      markSafe();
    }
    addText(reader, plain.slice(settled));
  }

  function readMark(char: string): void {
    switch (char) {
      case "`":
        readCode(reader);
        break;
      case "[":
        brackets.open(false);
        break;
      case "!":
        if (text[reader.at + 1] === "[") brackets.open(true);
        else if (open && reader.at + 1 === text.length) reader.at++;
        else addText(reader, char);
        break;
      case "]":
        brackets.close();
        break;
      case "\\":
        readBackslash(reader);
        break;
      case "<":
        readAngle();
        break;
      case "&":
        readEntity(reader);
        break;
      case "*":
      case "_":
      case "~":
        delimiters.read(char);
        break;
      default:
        if (isAddress(char)) break;
        if (plainEnd(text, reader.at, triggers) === reader.at && /[ \n]/.test(char)) readSpaces(reader);
        else readPlain();
    }
  }

  /** Whether it is an address without brackets, by its first sign. */
  function isAddress(char: string): boolean {
    if (!bareLinks) return false;
    if (char === "@") return readEmail();
    if (char === ":") return readScheme(brackets.isNear());
    return text.startsWith("www.", reader.at) && readWww(brackets.isNear());
  }

  while (reader.at < text.length) {
    addMarks();
    const char = text[reader.at]!;
    // What begins with a bracket may be a link, which wins.
    if (char === "[" || !triggers?.has(char) || !readExtension(reader)) readMark(char);
    // Text without spaces is settled as well, where no address can reach back.
    const { at } = reader;
    if (open && at - tried >= lookBack && at < text.length && isBeyondReach(text, at)) markSafe();
  }

  addMarks();
  if (open) {
    brackets.closeOpen();
    delimiters.closeOpen(undefined);
  } else delimiters.finish(undefined);
  if (!safeLast) return { safe: 0, settled: [], rest: toInlines(reader.root.first) };
  return { safe, settled: toInlines(reader.root.first, safeLast), rest: toInlines(safeLast.next) };
}

/** Reads a text at once. */
export function readInlines(text: string, options: InlineOptions): readonly Inline[] {
  const { settled, rest } = parseInlines(text, options);
  return joinInlines(settled, rest);
}

/** Puts two lists together as if they had been read as one. */
export function joinInlines(a: readonly Inline[], b: readonly Inline[]): readonly Inline[] {
  const last = a.at(-1);
  const [first] = b;
  if (last?.type !== "text" || first?.type !== "text") return a.length === 0 ? b : [...a, ...b];
  return [...a.slice(0, -1), { type: "text", text: last.text + first.text }, ...b.slice(1)];
}
