/** Characters after which a sentence that does not end is spoken in pieces. */
const longest = 1_000;

/** Ends of sentences, where the platform does not know them. */
const end = /[.!?…。！？।]+["'”’»)\]]*(?:\s+|$)|(?<=[。！？])/;

/** Cuts a text after each sentence. Missing in Firefox before 125. */
function segmentsOf(text: string): readonly string[] {
  if (Intl.Segmenter) {
    return Array.from(new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text), (one) => one.segment);
  }
  const segments: string[] = [];
  for (let rest = text; rest;) {
    const found = end.exec(rest);
    const length = found ? found.index + found[0].length : rest.length;
    segments.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return segments;
}

/**
 * The sentences of a text, with the blanks after them. While more of it may come the last one is kept back, because nobody knows
 * where it ends; of one that does not end, what is far back is not.
 */
export function sentencesOf(text: string, isOpen: boolean): readonly string[] {
  const segments = [...segmentsOf(text)];
  if (!isOpen) return segments;
  let last = segments.pop() ?? "";
  while (last.length > longest) {
    const length = last.lastIndexOf(" ", longest - 1) + 1 || longest;
    segments.push(last.slice(0, length));
    last = last.slice(length);
  }
  return segments;
}
