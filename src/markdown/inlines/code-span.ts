import { add, addText, longestSpan, match, type Reader } from "./reader.js";

/** Reads code between runs of backticks of the same length. */
export function readCode(reader: Reader): void {
  const { text, at, options } = reader;
  const run = match(reader, /`+/y)!;
  const start = at + run.length;
  const near = text.slice(start, at + longestSpan);
  let close = -1;
  for (const { 0: other, index } of near.matchAll(/`+/g)) {
    if (other !== run || text[start + index + run.length] === "`") continue;
    close = index;
    break;
  }
  if (close < 0 && (!options.open || start + near.length < text.length)) {
    addText(reader, run);
    return;
  }
  // What is not closed yet may end with the beginning of the closing run.
  const code = (close < 0 ? near.replace(/`+$/, "") : near.slice(0, close)).replaceAll("\n", " ");
  // One blank at both ends is not part of it, unless there is nothing else.
  const inner = code.trim() && code.replace(close < 0 ? /^ / : /^ ([^]*) $/, "$1");
  const end = close < 0 ? text.length : start + close + run.length;
  if (code) add(reader, end, { type: "code", text: inner || code });
  reader.at = end;
}
