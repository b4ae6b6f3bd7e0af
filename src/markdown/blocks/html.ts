import { readTag } from "../tag.js";
import { trimBlanks } from "../scan.js";
import type { Start } from "./context.js";

/** How HTML blocks of the kinds 1 to 6 begin, by CommonMark's numbers. */
const starts: readonly RegExp[] = [
  /^<(?:script|pre|textarea|style)(?:\s|>|$)/i,
  /^<!--/,
  /^<\?/,
  /^<![a-z]/i,
  /^<!\[CDATA\[/,
  /^<\/?(?:address|article|aside|base(?:font)?|blockquote|body|caption|center|col(?:group)?|dd|details|dialog|dir|div|dl|dt|fieldset|fig(?:caption|ure)|footer|form|frame(?:set)?|h[1-6]|head(?:er)?|hr|html|iframe|legend|li|link|main|menu(?:item)?|nav|noframes|ol|opt(?:group|ion)|p|param|search|section|summary|table|tbody|td|tfoot|th(?:ead)?|title|tr|track|ul)(?:\s|\/?>|$)/i,
];
/** How the kinds 1 to 5 end; the others end with a blank line. */
const ends: readonly RegExp[] = [/<\/(?:script|pre|textarea|style)>/i, /-->/, /\?>/, />/, /\]\]>/];
const wholeTag = 7;

export const startHtml: Start = (context, container, _cursor, rest) => {
  if (rest[0] !== "<") return false;
  let kind = starts.findIndex((start) => start.test(rest)) + 1;
  // Any other tag begins one only alone in its line, and not within a paragraph.
  if (!kind && container.type !== "paragraph" && context.tip().type !== "paragraph") {
    const tag = readTag(rest, 0);
    if (tag && !trimBlanks(rest.slice(tag.length))) kind = wholeTag;
  }
  if (kind) context.add("html", { htmlKind: kind });
  return kind > 0;
};

/** Whether a line ends the HTML block it stands in. */
export function endsHtml(kind: number, line: string): boolean {
  return ends[kind - 1]?.test(line) ?? false;
}

export function endsAtBlank(kind: number): boolean {
  return kind > ends.length;
}
