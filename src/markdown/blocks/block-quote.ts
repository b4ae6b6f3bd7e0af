import type { Node } from "../node.js";
import { advance, advanceToNext, isSpaceOrTab, type Cursor } from "../scan.js";
import { codeIndent, type BlockContext, type Continued, type Start } from "./context.js";

const alertStart = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*$/i;

function takeMarker(cursor: Cursor): void {
  advanceToNext(cursor);
  advance(cursor, 1, false);
  if (isSpaceOrTab(cursor.line.charCodeAt(cursor.offset))) advance(cursor, 1, true);
}

export function continueQuote(cursor: Cursor): Continued {
  if (cursor.indent >= codeIndent || cursor.line[cursor.next] !== ">") return "no";
  takeMarker(cursor);
  return "yes";
}

export const startQuote: Start = (context, _container, cursor, rest) => {
  if (rest[0] !== ">") return "none";
  takeMarker(cursor);
  context.closeUnmatched();
  context.add("block-quote");
  return "container";
};

/** `[!NOTE]` alone in the first line of a quote makes it an alert, as GitHub has it. */
export function takeAlert({ journal, close, changed }: BlockContext, paragraph: Node, line: string): boolean {
  const quote = paragraph.parent;
  if (quote?.type !== "block-quote" || paragraph.index > 0) return false;
  const kind = alertStart.exec(line)?.[1];
  if (kind === undefined) return false;
  journal.set(quote, "alert", kind.toLowerCase());
  close(paragraph);
  journal.set(quote, "children", []);
  changed(quote);
  return true;
}
