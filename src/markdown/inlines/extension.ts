import type { ExtensionMatch, ExtensionSyntax, InlineExtension } from "../extension.js";
import { charBefore } from "../characters.js";
import { createPiece } from "./piece.js";
import { add, longestSpan, type Reader, type Triggers } from "./reader.js";

/** What an extension found, and which. */
export interface FoundExtension extends ExtensionMatch {
  readonly name: string;
}

/** Which extensions each character may begin; `undefined`: none. */
export function triggersOf(extensions: readonly ExtensionSyntax[]): Triggers | undefined {
  const found = new Map<string, { readonly name: string; readonly read: InlineExtension["read"] }[]>();
  for (const { name, inline } of extensions) {
    for (const char of inline?.triggers ?? "") {
      const { read } = inline!;
      found.set(char, [...(found.get(char) ?? []), { name, read }]);
    }
  }
  return found.size > 0 ? found : undefined;
}

/** What the first extension finds that knows what begins at the place. */
export function matchExtension({ text, options }: Reader, at: number): FoundExtension | undefined {
  const { triggers, before } = options;
  for (const { name, read } of triggers?.get(text[at]!) ?? []) {
    const found = read(text.slice(at, at + longestSpan + 1), at > 0 ? charBefore(text, at) : before);
    if (found && (found.end ?? text.length - at) <= longestSpan) return { ...found, name };
  }
  return undefined;
}

/** Reads what an extension knows. What is not finished is pending while the text goes on, and text when it has ended. */
export function readExtension(reader: Reader): boolean {
  const { text, at, options } = reader;
  const found = matchExtension(reader, at);
  if (!found || (found.end === undefined && !options.open)) return false;
  const { name, value, end } = found;
  if (value === undefined) {
    reader.isUnsettled = true;
    return false;
  }
  const piece = add(reader, createPiece("extension", value));
  piece.name = name;
  if (end === undefined) piece.pending = true;
  reader.at = end === undefined ? text.length : at + end;
  return true;
}
