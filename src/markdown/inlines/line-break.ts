import { add, addText, type Reader } from "./reader.js";

/** An end of a line, hard if two spaces or a backslash stand before it. Blanks at the beginning of the next line are nothing. */
function addBreak(reader: Reader, length: number, isHard: boolean): void {
  if (isHard) add(reader, reader.at + length, { type: "break" });
  else addText(reader, "\n", length);
  while (/[ \t]/.test(reader.text[reader.at] ?? "")) reader.at++;
  reader.plainFrom = reader.at;
}

/** Spaces, and an end of a line after them. */
export function readSpaces(reader: Reader): void {
  const { text, at, options } = reader;
  let end = at;
  while (text[end] === " ") end++;
  if (text[end] === "\n") addBreak(reader, end - at + 1, end - at > 1);
  else if (options.open && end === text.length) reader.at = end;
  else addText(reader, text.slice(at, end));
}

/** A backslash makes the next character text, or the end of the line hard. */
export function readBackslash(reader: Reader): void {
  const { text, at, options } = reader;
  const next = text[at + 1];
  if (next === "\n") addBreak(reader, 2, true);
  else if (next !== undefined && /[!-/:-@[-`{-~]/.test(next)) addText(reader, next, 2);
  else if (next === undefined && options.open) reader.at++;
  else addText(reader, "\\");
}
