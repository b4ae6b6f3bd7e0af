import { advance, advanceToNext, restOf, skipIndent, type Cursor } from "../scan.js";
import type { Start } from "./context.js";

const marker = /^(?:[*+-]|(\d{1,9})[.)])(?=[ \t]|$)/;
const taskStart = /^\[([ x])\](?=[ \t])/i;
/** Columns of blanks after a mark that belong to the item; from 5 on they begin code. */
const mostBlanks = 5;

/** Goes past the marker and the blanks after it; returns how many columns belong to the item. */
function takeMarker(cursor: Cursor, length: number): number {
  advanceToNext(cursor);
  advance(cursor, length);
  const after = { ...cursor };
  skipIndent(cursor, mostBlanks);
  const spaces = cursor.column - after.column;
  if (spaces >= 1 && spaces < mostBlanks && cursor.offset < cursor.line.length) return length + spaces;
  Object.assign(cursor, after);
  skipIndent(cursor, 1);
  return length + 1;
}

export const startItem: Start = (context, container, cursor, rest) => {
  const found = marker.exec(rest);
  if (!found) return false;
  const [{ length }, number] = found;
  const start = Number(number ?? 1);
  // Only a list that begins with 1, and no empty item, may interrupt a paragraph.
  if (container.type === "paragraph" && (start !== 1 || !rest.slice(length).trim())) return false;
  const mark = rest[length - 1]!;
  const indent = cursor.indent + takeMarker(cursor, length);
  if (container.type !== "list" || container.mark !== mark) {
    context.add("list", { mark, look: { ordered: number !== undefined, start, tight: true } });
  }
  const task = taskStart.exec(restOf(cursor));
  context.add("list-item", { indent, look: task ? { checked: task[1] !== " " } : {} });
  if (task) advance(cursor, 4);
  return true;
};
