import type { ListMark, Node } from "../node.js";
import { advance, advanceToNext, isSpaceOrTab, restOf, type Cursor } from "../scan.js";
import type { Continued, Start } from "./context.js";

const marker = /^(?:([*+-])|(\d{1,9})([.)]))(?=[ \t]|$)/;
const taskStart = /^\[([ xX])\](?=[ \t])/;

export function isItem(rest: string): boolean {
  return marker.test(rest);
}

function sameList(a: ListMark | undefined, b: ListMark): boolean {
  return a?.ordered === b.ordered && a.mark === b.mark;
}

export function continueItem(node: Node, cursor: Cursor): Continued {
  if (cursor.blank) {
    // A blank line right after an empty start ends the item.
    if (node.children.length === 0) return "no";
    advanceToNext(cursor);
    return "yes";
  }
  const columns = node.markerOffset! + node.padding!;
  if (cursor.indent < columns) return "no";
  advance(cursor, columns, true);
  return "yes";
}

/** Goes past the marker and the blanks after it; returns how many columns belong to the item. */
function takeMarker(cursor: Cursor, length: number): number {
  const { line } = cursor;
  advanceToNext(cursor);
  advance(cursor, length, true);
  const { column, offset } = cursor;
  do advance(cursor, 1, true);
  while (cursor.column - column < 5 && isSpaceOrTab(line.charCodeAt(cursor.offset)));
  const spaces = cursor.column - column;
  if (spaces >= 1 && spaces < 5 && cursor.offset < line.length) return length + spaces;
  cursor.column = column;
  cursor.offset = offset;
  cursor.partialTab = false;
  if (isSpaceOrTab(line.charCodeAt(offset))) advance(cursor, 1, true);
  return length + 1;
}

export const startItem: Start = (context, container, cursor, rest) => {
  const found = marker.exec(rest);
  if (!found) return "none";
  const [{ length }, bullet, number, after] = found;
  if (container.type === "paragraph") {
    // Only a list that begins with 1, and no empty item, may interrupt a paragraph.
    if (number !== undefined && Number(number) !== 1) return "none";
    if (!rest.slice(length).trim()) return "none";
  }
  const list: ListMark =
    number === undefined
      ? { ordered: false, mark: bullet!, start: 1 }
      : { ordered: true, mark: after!, start: Number(number) };
  const markerOffset = cursor.indent;
  const padding = takeMarker(cursor, length);
  context.closeUnmatched();
  if (context.tip().type !== "list" || !sameList(container.list, list)) context.add("list", { list, tight: true });
  const task = taskStart.exec(restOf(cursor));
  context.add("list-item", { list, markerOffset, padding, ...(task && { checked: task[1] !== " " }) });
  if (task) {
    advance(cursor, 3, false);
    advance(cursor, 1, true);
  }
  return "container";
};
