import type { Mark } from "./inlines/reader.js";
import type { Node } from "./node.js";

/** What an extension shows at a place of a text that itself says nothing of it, such as the source of a sentence. */
export interface Annotation {
  /** Right after so many characters of the text, and after blanks that precede the place not. */
  readonly at: number;
  /** Of the extension that shows it. */
  readonly name: string;
  readonly value: string;
}

/** An annotation by its line. */
interface Place {
  /** As nodes count lines. */
  readonly line: number;
  /** The line up to it, with the marks of the blocks it stands in. */
  readonly before: string;
  readonly at: number;
  readonly template: Mark["template"];
}

export interface Annotations {
  /**
   * Takes all there are.
   * @param text from its beginning on
   * @param length how much of it was read
   * @returns the lines in which some are new or gone
   */
  readonly take: (annotations: readonly Annotation[], text: string, length: number) => Iterable<number>;
  /** Those in the text of a block, by their places in it. */
  readonly marksOf: (node: Node) => readonly Mark[];
}

/** Number that nodes give to the first line. */
const firstLine = 2;
/** Characters before the text of a line that belong to the blocks it stands in. */
const longestIndent = 256;
const none: readonly Mark[] = [];

/** How many characters of a line of a block stand before a place, of which the line of the source is known up to there. */
function placeIn(line: string, before: string): number {
  const most = Math.min(before.length, longestIndent);
  for (let indent = Math.max(before.length - line.length, 0); indent <= most; indent++)
    if (line.startsWith(before.slice(indent))) return before.length - indent;
  // After what does not belong to the text, such as the signs that close a heading.
  return line.length;
}

/** Finds where annotations of a text stand in its blocks. Blocks know no places, but lines. */
export function createAnnotations(): Annotations {
  /** Where the lines begin, as far as they were looked for. */
  const starts = [0];
  let scanned = 0;
  let places = new Map<string, Place>();
  let sorted: readonly Place[] = [];

  function findLines(text: string, end: number): void {
    const lineEnd = /\r\n?|\n/g;
    lineEnd.lastIndex = scanned;
    for (let found = lineEnd.exec(text); found && found.index < end; found = lineEnd.exec(text)) {
      scanned = lineEnd.lastIndex;
      starts.push(scanned);
    }
  }

  function place({ at, name, value }: Annotation, text: string): Place | undefined {
    let end = at;
    while (end > 0 && /\s/.test(text[end - 1]!)) end--;
    // Whoever counts wrong must not tear a character apart.
    if (/^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(end - 1, end + 1))) end++;
    if (end <= 0) return undefined;
    findLines(text, end);
    const line = starts.findLastIndex((start) => start < end);
    const template = { type: "extension", name, value, isApart: true } as const;
    return { line: line + firstLine, before: text.slice(starts[line], end), at: end, template };
  }

  return {
    take(annotations, text, length) {
      const next = new Map<string, Place>();
      const changed = new Set<number>();
      for (const annotation of annotations) {
        const { at, name, value } = annotation;
        const key = `${at} ${name} ${value}`;
        const known = places.get(key) ?? (at <= length ? place(annotation, text) : undefined);
        if (!known) continue;
        if (!places.has(key)) changed.add(known.line);
        next.set(key, known);
      }
      for (const [key, { line }] of places) if (!next.has(key)) changed.add(line);
      places = next;
      sorted = [...next.values()].toSorted((a, b) => a.at - b.at);
      return changed;
    },
    marksOf({ text, endLine, textEnd = endLine }) {
      if (sorted.length === 0) return none;
      const lines = text.join("").replace(/\n$/, "").split("\n");
      const first = textEnd - lines.length + 1;
      const marks: Mark[] = [];
      let start = 0;
      let counted = 0;
      for (const { line, before, template } of sorted) {
        const own = lines[line - first];
        if (own === undefined) continue;
        for (; counted < line - first; counted++) start += lines[counted]!.length + 1;
        marks.push({ at: start + placeIn(own, before), template });
      }
      return marks;
    },
  };
}
