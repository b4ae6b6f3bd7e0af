import type { Align } from "../block.js";
import type { Node } from "../node.js";
import { trimBlanks, trimEnd } from "../scan.js";
import type { BlockContext, Start } from "./context.js";

/** More columns are no table: every row has a cell for each of them. */
export const mostColumns = 128;
const delimiterRow = /^[|:-][ \t|:-]*$/;
const delimiterCell = /^:?-+:?$/;
/** A cell with the pipe after it; what a backslash escapes does not end it. */
const cell = /((?:[^\\|]+|\\[^])*\\?)(\||$)/g;

/** A cell as it is written, and where in its row. */
export interface RowCell {
  readonly content: string;
  readonly start: number;
  readonly end: number;
}

/** What a cell says. */
export function cellText(content: string): string {
  return trimBlanks(content.replaceAll("\\|", "|"));
}

/** Cuts a row of a table into cells: at pipes that are not escaped. One pass. */
export function splitRow(text: string): RowCell[] {
  const row = trimEnd(text.replace(/^[ \t]*\|?/, ""));
  const before = text.lastIndexOf(row);
  const cells: RowCell[] = [];
  for (const { 1: content = "", 2: end, index } of row.matchAll(cell)) {
    const start = before + index;
    // Nothing stands after a last pipe.
    if (index < row.length && (content || end)) cells.push({ content, start, end: start + content.length });
  }
  return cells;
}

function alignOf(delimiter: string): Align {
  const right = delimiter.endsWith(":");
  if (delimiter.startsWith(":")) return right ? "center" : "left";
  return right ? "right" : undefined;
}

/** The alignment of each column, if the line is one that makes a table of the line above it. */
function readDelimiterRow(text: string): Align[] | undefined {
  if (!delimiterRow.test(text)) return undefined;
  const cells = splitRow(text).map(({ content }) => trimBlanks(content));
  // One column needs a pipe, or else it is a heading or a list.
  const isRow = cells.length <= mostColumns && text.includes("|") && cells.every((each) => delimiterCell.test(each));
  return isRow ? cells.map(alignOf) : undefined;
}

/** Cuts the last line off the text of a paragraph, without reading all of it. */
function cutLastLine({ text }: Node): readonly [before: string[], last: string] {
  let from = text.length - 1;
  while (from > 0 && !text[from - 1]!.endsWith("\n")) from--;
  const end = text.slice(from).join("").replace(/\n$/, "");
  const cut = end.lastIndexOf("\n") + 1;
  const before = text.slice(0, from);
  return [cut > 0 ? [...before, end.slice(0, cut)] : before, end.slice(cut)];
}

export function addRow(context: BlockContext, text: string, extra?: Pick<Node, "textEnd">): void {
  context.close(context.add("table-row", { text: [text], ...extra }));
}

/** The last line of a paragraph becomes the head of a table. */
export const startTable: Start = (context, container, _cursor, rest) => {
  const align = container.type === "paragraph" ? readDelimiterRow(rest) : undefined;
  if (!align) return false;
  const [before, last] = cutLastLine(container);
  if (splitRow(last).length !== align.length) return false;
  const look = { align };
  const textEnd = container.endLine;
  if (before.length === 0) context.replaceTip("table", { look });
  else {
    context.journal.set(container, "text", before);
    context.add("table", { look });
    context.journal.set(container, "endLine", textEnd - 1);
  }
  addRow(context, last, { textEnd });
  return "line";
};
