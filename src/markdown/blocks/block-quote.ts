import type { Node } from "../node.js";
import { advance, advanceToNext, skipIndent, type Cursor } from "../scan.js";
import { codeIndent, type BlockContext, type Start } from "./context.js";

const alertStart = /^\[!(note|tip|important|warning|caution)\][ \t]*$/i;

/** Goes past the mark and the blank after it, if there is one. */
export function takeQuoteMark(cursor: Cursor): boolean {
  if (cursor.indent >= codeIndent || cursor.line[cursor.next] !== ">") return false;
  advanceToNext(cursor);
  advance(cursor, 1);
  skipIndent(cursor, 1);
  return true;
}

export const startQuote: Start = (context, _container, cursor) => {
  if (!takeQuoteMark(cursor)) return false;
  context.add("block-quote");
  return true;
};

/** `[!NOTE]` alone in the first line of a quote makes it an alert, as GitHub has it. */
export function takeAlert({ journal, close, changed }: BlockContext, paragraph: Node, line: string): boolean {
  const quote = paragraph.parent!;
  const kind = quote.type === "block-quote" && paragraph.index === 0 && alertStart.exec(line)?.[1];
  if (!kind) return false;
  journal.set(quote, "look", { alert: kind.toLowerCase() });
  close(paragraph);
  journal.set(quote, "children", []);
  changed(quote);
  return true;
}
