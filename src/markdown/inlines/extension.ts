import type { ExtensionMatch, ExtensionSyntax, InlineExtension } from "../extension.js";
import type { Template } from "./piece.js";
import { add, longestSpan, previousOf, type Reader, type Triggers } from "./reader.js";

/** What an extension found, and what becomes of it: nothing if it is not known yet. */
export interface FoundExtension extends ExtensionMatch {
  readonly template: Template | undefined;
}

/** Which extensions each character may begin; `undefined`: none. */
export function triggersOf(extensions: readonly ExtensionSyntax[]): Triggers | undefined {
  const found = new Map<string, (Pick<InlineExtension, "read"> & { readonly name: string })[]>();
  for (const { name, inline } of extensions) {
    for (const char of inline?.triggers ?? "") {
      const { read } = inline!;
      found.set(char, [...(found.get(char) ?? []), { name, read }]);
    }
  }
  return found.size > 0 ? found : undefined;
}

/** What the first extension finds that knows what begins at the place. What is not finished counts while the text goes on. */
export function matchExtension(reader: Reader, at: number): FoundExtension | undefined {
  const { text, options } = reader;
  for (const { name, read } of options.triggers?.get(text[at]!) ?? []) {
    const found = read(text.slice(at, at + longestSpan + 1), previousOf(reader, at));
    if (!found || (found.end ?? text.length - at) > longestSpan) continue;
    const { value, end } = found;
    const pending = end === undefined;
    if (pending && !options.open) continue;
    return {
      ...found,
      template: value === undefined ? value : { type: "extension", name, value, ...(pending && { pending }) },
    };
  }
  return undefined;
}

/** Reads what an extension knows. */
export function readExtension(reader: Reader): boolean {
  const { text, at } = reader;
  const found = matchExtension(reader, at);
  if (!found) return false;
  const { template, end } = found;
  if (template) add(reader, end === undefined ? text.length : at + end, template);
  else reader.isUnsettled = true;
  return template !== undefined;
}
