import type { Node } from "../node.js";
import { advance, advanceToNext, type Cursor } from "../scan.js";
import { codeIndent, type Continued, type Start } from "./context.js";

const footnoteStart = /^\[\^([^\s[\]]{1,999})\]:[ \t]*/;

export const startFootnote: Start = (context, container, cursor, rest) => {
  const found = container.type === "paragraph" ? undefined : footnoteStart.exec(rest);
  if (!found) return "none";
  advanceToNext(cursor);
  advance(cursor, found[0].length, false);
  context.closeUnmatched();
  context.add("footnote", { label: found[1]! });
  return "container";
};

export function continueFootnote(node: Node, cursor: Cursor): Continued {
  if (cursor.blank) {
    if (node.children.length === 0) return "no";
    advanceToNext(cursor);
    return "yes";
  }
  if (cursor.indent < codeIndent) return "no";
  advance(cursor, codeIndent, true);
  return "yes";
}
