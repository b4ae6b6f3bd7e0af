import { normalizeLabel } from "../characters.js";
import type { Node } from "../node.js";
import { advance, advanceToNext, findNext, type Cursor } from "../scan.js";
import { codeIndent, type Continued, type Start } from "./context.js";

const footnoteStart = /^\[\^([^\s[\]]{1,999})\]:/;

export const startFootnote: Start = (context, container, cursor, rest) => {
  const found = container.type === "paragraph" ? undefined : footnoteStart.exec(rest);
  if (!found) return false;
  advanceToNext(cursor);
  advance(cursor, found[0].length);
  findNext(cursor);
  advanceToNext(cursor);
  context.add("footnote", { look: { label: normalizeLabel(found[1]!) }, indent: codeIndent });
  return true;
};

/** A footnote or an item of a list goes on in lines that are indented, and in blank ones if it has begun with more than its mark. */
export function continueIndented({ children, indent }: Node, cursor: Cursor): Continued {
  if (cursor.blank) {
    advanceToNext(cursor);
    return children.length > 0;
  }
  if (cursor.indent < indent!) return false;
  advance(cursor, indent!);
  return true;
}
