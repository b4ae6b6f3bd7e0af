import { createPiece } from "./piece.js";
import { add, addText, type Reader } from "./reader.js";

function skipLineStart(reader: Reader): void {
  while (reader.text[reader.at] === " " || reader.text[reader.at] === "\t") reader.at++;
  reader.plainFrom = reader.at;
}

/** An end of a line, hard if two spaces stand before it. */
export function readNewline(reader: Reader, spaces: number = 0): void {
  if (spaces >= 2) {
    add(reader, createPiece("break"));
    reader.at += spaces + 1;
  } else addText(reader, "\n", spaces + 1);
  skipLineStart(reader);
}

export function readSpaces(reader: Reader): void {
  const { text, at, options } = reader;
  let end = at;
  while (text[end] === " ") end++;
  if (text[end] === "\n") readNewline(reader, end - at);
  else if (options.open && end === text.length) reader.at = end;
  else addText(reader, text.slice(at, end));
}

const escapable = /[!"#$%&'()*+,./:;<=>?@[\\\]^_`{|}~-]/;

/** A backslash makes the next character text, or the end of the line hard. */
export function readBackslash(reader: Reader): void {
  const { text, at, options } = reader;
  const next = text[at + 1];
  if (next === "\n") {
    add(reader, createPiece("break"));
    reader.at += 2;
    skipLineStart(reader);
  } else if (next !== undefined && escapable.test(next)) addText(reader, next, 2);
  else if (next === undefined && options.open) reader.at++;
  else addText(reader, "\\");
}
