import type { Definition } from "./inline.js";
import { normalizeLabel } from "./characters.js";
import { readDestination, readLabel, readTitle, skipBlanks } from "./destination.js";

/** A link reference definition at the beginning of a paragraph. */
export interface FoundDefinition extends Definition {
  readonly label: string;
  readonly end: number;
}

const restOfLine = /[ \t]*(?:\n|$)/y;

function lineEnd(text: string, at: number): number | undefined {
  restOfLine.lastIndex = at;
  const found = restOfLine.exec(text);
  return found ? at + found[0].length : undefined;
}

/** Reads one definition at `at`. `undefined`: there is none. */
export function readDefinition(
  text: string,
  at: number,
  named: (name: string) => string | undefined,
): FoundDefinition | undefined {
  const label = readLabel(text, at);
  if (!label || text[label.end] !== ":") return undefined;
  const start = skipBlanks(text, label.end + 1);
  if (start >= text.length) return undefined;
  const url = readDestination(text, start, named);
  if (!url || url.end === start) return undefined;
  const gap = skipBlanks(text, url.end);
  const title = gap > url.end ? readTitle(text, gap, named) : undefined;
  const end = title && lineEnd(text, title.end);
  if (title && end !== undefined) {
    return { label: normalizeLabel(label.value), url: url.value, title: title.value, end };
  }
  // What looked like a title is not one: the line must end after the destination.
  const short = lineEnd(text, url.end);
  return short === undefined ? undefined : { label: normalizeLabel(label.value), url: url.value, end: short };
}
