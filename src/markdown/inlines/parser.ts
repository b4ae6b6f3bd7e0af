import type { Inline } from "../inline.js";
import { createAngles } from "./angle.js";
import { readEmail, readScheme, readWww } from "./bare-link.js";
import { createCodeSpans } from "./code-span.js";
import { createDelimiters } from "./emphasis.js";
import { readEntity } from "./entity.js";
import { readBackslash, readNewline, readSpaces } from "./line-break.js";
import { createBrackets } from "./link.js";
import { toInlines, type Piece } from "./piece.js";
import { addText, createReader, type InlineOptions } from "./reader.js";

export interface InlineResult {
  readonly inlines: readonly Inline[];
  /**
   * How far the text is settled, whatever follows: nothing before it is open, and reading may begin there. 0 if nowhere.
   * `settled` are the inlines before it.
   */
  readonly safe: number;
  readonly settled: readonly Inline[];
}

/** Characters that are not only text. */
const special = new Uint8Array(128);
for (const char of "\n`[]\\!<&*_~:@w ") special[char.charCodeAt(0)] = 1;
const space = 32;
const newline = 10;

/** Where plain text from `from` ends; single spaces between words belong to it. */
function plainEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
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
const local = /[a-zA-Z0-9.+_-]/;

/** Where in a plain text reading may begin anew: after a space; in a very long word where no address can reach back. */
function cutOf(text: string, from: number, end: number): number {
  const blank = text.lastIndexOf(" ", end - 1);
  if (blank >= from && blank + 1 < end) return blank + 1;
  if (end - from < 2 * lookBack) return from;
  for (let at = end; at > end - lookBack; at--) if (!local.test(text[at - 1]!)) return at;
  return end;
}

/** Reads a text, or what of it is not settled. One pass, linear but for what may be open at once. */
export function parseInlines(text: string, options: InlineOptions): InlineResult {
  const { open, bareLinks } = options;
  const reader = createReader(text, options);
  const delimiters = createDelimiters(reader);
  const brackets = createBrackets(reader, delimiters);
  const readCode = createCodeSpans(reader);
  const readAngle = createAngles(reader);
  let safe = 0;
  let safeLast: Piece | undefined;

  function markSafe(): void {
    if (reader.isUnsettled) return;
    brackets.dropFar();
    if (brackets.isOpen()) return;
    delimiters.match();
    delimiters.dropFar();
    if (delimiters.top()) return;
    safe = reader.at;
    safeLast = reader.root.last;
    reader.isCut = true;
  }

  function readPlain(): void {
    const { at } = reader;
    const end = plainEnd(text, at);
    const cut = open ? cutOf(text, at, end) : at;
    if (cut > at) {
      addText(reader, text.slice(at, cut));
      markSafe();
    }
    if (end > cut) addText(reader, text.slice(cut, end));
  }

  while (reader.at < text.length) {
    const char = text[reader.at]!;
    switch (char) {
      case "\n":
        readNewline(reader);
        break;
      case " ":
        if (plainEnd(text, reader.at) > reader.at) readPlain();
        else readSpaces(reader);
        break;
      case "`":
        readCode();
        break;
      case "[":
        brackets.open(false);
        break;
      case "!":
        if (text[reader.at + 1] === "[") brackets.open(true);
        else if (open && reader.at + 1 === text.length) reader.at++;
        else addText(reader, "!");
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
      case "w":
        if (!text.startsWith("www.", reader.at)) readPlain();
        else if (!bareLinks || !readWww(reader)) addText(reader, "w");
        break;
      case ":":
        if (!bareLinks || !readScheme(reader)) addText(reader, ":");
        break;
      case "@":
        if (!bareLinks || !readEmail(reader)) addText(reader, "@");
        break;
      default:
        readPlain();
    }
  }

  if (open) {
    brackets.closeOpen();
    delimiters.closeOpen(undefined);
  } else delimiters.finish(undefined);
  return {
    inlines: toInlines(reader.root),
    safe,
    settled: safe > 0 ? toInlines(reader.root, safeLast) : [],
  };
}
