import { createPiece } from "./piece.js";
import { add, addText, longestSpan, type Reader } from "./reader.js";

const runs = /`+/g;

/** Where the runs of backticks of each length stand, and how far they were used. */
type Runs = Map<number, { readonly places: number[]; used: number }>;

function findRuns(text: string): Runs {
  const found: Runs = new Map();
  for (const { 0: run, index } of text.matchAll(runs)) {
    const known = found.get(run.length);
    if (known) known.places.push(index);
    else found.set(run.length, { places: [index], used: 0 });
  }
  return found;
}

function contentOf(raw: string, isOpen: boolean): string {
  const flat = raw.replaceAll("\n", " ");
  if (isOpen) return flat.startsWith(" ") && flat.length > 1 ? flat.slice(1) : flat;
  return flat.length > 2 && flat.startsWith(" ") && flat.endsWith(" ") && flat.trim() ? flat.slice(1, -1) : flat;
}

/** Reads code spans of one text. */
export function createCodeSpans(reader: Reader): () => void {
  const { text, options } = reader;
  let found: Runs | undefined;
  return () => {
    found ??= findRuns(text);
    const { at } = reader;
    let start = at;
    while (text[start] === "`") start++;
    // After an escaped backtick the run is shorter than the one that was found.
    const known = found.get(start - at) ?? { places: [], used: 0 };
    while (known.used < known.places.length && known.places[known.used]! < start) known.used++;
    const close = known.places[known.used];
    if (close !== undefined && close - at <= longestSpan) {
      add(reader, createPiece("code", contentOf(text.slice(start, close), false)));
      reader.at = close + start - at;
    } else if (options.open && close === undefined && text.length - at <= longestSpan) {
      // The end of it may be the beginning of the closing run.
      let end = text.length;
      while (end > start && text[end - 1] === "`") end--;
      if (end > start) add(reader, createPiece("code", contentOf(text.slice(start, end), true)));
      reader.at = text.length;
    } else addText(reader, text.slice(at, start));
  };
}
