import { add, addText, longestSpan, type Reader } from "./reader.js";

/** Where the runs of backticks of each length stand, and how far they were used. */
type Runs = Map<number, { readonly places: number[]; used: number }>;

function findRuns(text: string): Runs {
  const found: Runs = new Map();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const known = found.get(run.length);
    if (known) known.places.push(index);
    else found.set(run.length, { places: [index], used: 0 });
  }
  return found;
}

/** Reads code spans of one text. */
export function createCodeSpans(reader: Reader): () => void {
  const { text, options } = reader;
  let found: Runs | undefined;

  function addCode(from: number, to: number, end: number, blanks: RegExp): void {
    const code = text.slice(from, to).replaceAll("\n", " ");
    // One blank at both ends is not part of it, unless there is nothing else.
    if (to > from) add(reader, end, { type: "code", text: code.trim() ? code.replace(blanks, "$1") : code });
    reader.at = end;
  }

  return () => {
    found ??= findRuns(text);
    const { at } = reader;
    let start = at;
    while (text[start] === "`") start++;
    // After an escaped backtick the run is shorter than the one that was found.
    const known = found.get(start - at) ?? { places: [], used: 0 };
    while (known.used < known.places.length && known.places[known.used]! < start) known.used++;
    const close = known.places[known.used];
    if (close !== undefined && close - at <= longestSpan) addCode(start, close, close + start - at, /^ ([^]*) $/);
    else if (options.open && close === undefined && text.length - at <= longestSpan) {
      // The end of it may be the beginning of the closing run.
      let end = text.length;
      while (end > start && text[end - 1] === "`") end--;
      addCode(start, end, text.length, /^ ([^]+)/);
    } else addText(reader, text.slice(at, start));
  };
}
