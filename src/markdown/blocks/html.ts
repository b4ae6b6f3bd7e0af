import { readTag } from "../tag.js";
import { trimBlanks } from "../scan.js";
import type { Start } from "./context.js";

/** How HTML blocks of the kinds 1 to 6 begin, by CommonMark's numbers. */
const starts: readonly RegExp[] = [
  /^<(?:script|pre|textarea|style)(?:\s|>|$)/i,
  /^<!--/,
  /^<[?]/,
  /^<![A-Za-z]/,
  /^<!\[CDATA\[/,
  /^<[/]?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[123456]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|[/]?[>]|$)/i,
];
/** How the kinds 1 to 5 end; the others end with a blank line. */
const ends: readonly RegExp[] = [/<\/(?:script|pre|textarea|style)>/i, /-->/, /\?>/, />/, /\]\]>/];
const wholeTag = 7;

/** The kind of HTML block that begins here and may interrupt a paragraph; 0: none. */
export function htmlKind(rest: string): number {
  return rest[0] === "<" ? starts.findIndex((start) => start.test(rest)) + 1 : 0;
}

function isWholeTag(rest: string): boolean {
  const end = readTag(rest, 0);
  return typeof end === "number" && !trimBlanks(rest.slice(end));
}

export const startHtml: Start = (context, container, _cursor, rest) => {
  if (rest[0] !== "<") return "none";
  let kind = htmlKind(rest);
  // Any other tag begins one only alone in its line, and not within a paragraph.
  const interrupts = container.type === "paragraph" || context.tip().type === "paragraph";
  if (kind === 0 && !interrupts && isWholeTag(rest)) kind = wholeTag;
  if (kind === 0) return "none";
  context.closeUnmatched();
  context.add("html", { htmlKind: kind });
  return "leaf";
};

/** Whether a line ends the HTML block it stands in. */
export function endsHtml(kind: number, line: string): boolean {
  return ends[kind - 1]?.test(line) ?? false;
}

export function endsAtBlank(kind: number): boolean {
  return kind > ends.length;
}
