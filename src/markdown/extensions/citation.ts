import type { ExtensionMatch, ExtensionSyntax } from "../extension.js";

export interface CitationOptions {
  /**
   * Name of the extension.
   * @defaultValue `citation`
   */
  readonly name?: string;
  /**
   * What stands between the brackets, all of it. Text up to the end that it knows is shown while the rest is arriving.
   * @defaultValue numbers up to 999, also several with `,`, `;`, `-` or `–` between them, and `3†source`
   */
  readonly pattern?: RegExp;
  /**
   * Pairs of brackets.
   * @defaultValue `["[]", "【】"]`
   */
  readonly brackets?: readonly string[];
}

/** Characters between the brackets. */
const longest = 100;
const numbers = /\d{1,3}(?::\d{1,3})?(?:†[^\]】]*)?(?:\s*[,;–-]\s*\d{1,3}(?::\d{1,3})?(?:†[^\]】]*)?)*/;
const unfinishedEnd = /[\s\p{P}\p{S}]+$/u;

/**
 * Marks of sources as models write them: `[1]`, `[1, 2]`, `【3†source】`. The value is what stands between the brackets. Links win: a
 * `[1]` that is defined or followed by an address in round brackets is one; `[^1]` is a footnote.
 */
export function createCitations({
  name = "citation",
  pattern = numbers,
  brackets = ["[]", "【】"],
}: CitationOptions = {}): ExtensionSyntax {
  const whole = new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gy]/g, ""));

  function read(text: string): ExtensionMatch | undefined {
    const [open = "", close = ""] = brackets.find((pair) => pair[0] === text[0]) ?? [];
    const some = text.slice(0, longest + 2);
    const end = some.indexOf(close, 1);
    const value = some.slice(1, end < 0 ? undefined : end);
    if (end >= 0) return whole.test(value) ? { value, end: end + 1 } : undefined;
    if (some.length < text.length || value.includes(open)) return undefined;
    const shown = value.replace(unfinishedEnd, "");
    return !shown || whole.test(shown) ? { value: shown } : undefined;
  }

  return { name, inline: { triggers: brackets.map((pair) => pair[0]).join(""), read } };
}
