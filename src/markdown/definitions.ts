import type { Definition } from "./inline.js";
import { matchAt, normalizeLabel } from "./characters.js";
import { readDestination, readLabel, readTitle, skipBlanks } from "./destination.js";

/** A link reference definition at the beginning of a paragraph. */
export interface FoundDefinition extends Definition {
  readonly label: string;
  readonly end: number;
}

const restOfLine = /[ \t]*(?:\n|$)/y;

function lineEnd(text: string, at: number): number | undefined {
  const found = matchAt(restOfLine, text, at);
  return found === undefined ? found : at + found.length;
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
  const long = title && lineEnd(text, title.end);
  // What looked like a title is none if more follows it: then the line must end after the destination.
  const end = long ?? lineEnd(text, url.end);
  if (end === undefined) return undefined;
  return { label: normalizeLabel(label.value), url: url.value, title: long === undefined ? long : title!.value, end };
}
