const tag =
  /^<(?:\/[a-z][a-z\d-]*\s*|[a-z][a-z\d-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?)>/i;
const maybeTag = /^<(?:[a-z/][^>"']*(?:["']|$)|[!?]|$)/i;

/** The longest tag, in characters. */
const longest = 4_096;

/** The opening or closing HTML tag at a place. */
export function readTag(text: string, at: number): string | undefined {
  return tag.exec(text.slice(at, at + longest))?.[0];
}

/** Whether what follows may make HTML of what begins at a place. */
export function maybeHtml(text: string, at: number): boolean {
  return text.length - at <= longest && maybeTag.test(text.slice(at));
}
