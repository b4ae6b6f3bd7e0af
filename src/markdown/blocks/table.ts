import type { Align } from "../block.js";
import type { Node } from "../node.js";
import { advance, trimBlanks, type Cursor } from "../scan.js";
import { isFence } from "./code.js";
import { codeIndent, type BlockContext, type Start } from "./context.js";
import { isExtension } from "./extension.js";
import { isAtxHeading } from "./heading.js";
import { htmlKind } from "./html.js";
import { isItem } from "./list.js";
import { isThematicBreak } from "./thematic-break.js";

/** More columns are no table: every row has a cell for each of them. */
export const mostColumns = 128;
const delimiterRow = /^[|:-][ \t|:-]*$/;
const delimiterCell = /^:?-+:?$/;

/** Cuts a row of a table into cells: at pipes that are not escaped. One pass. */
export function splitRow(text: string): string[] {
  const row = trimBlanks(text);
  const cells: string[] = [];
  let cell = "";
  let isOpen = false;
  for (let at = row[0] === "|" ? 1 : 0; at < row.length; at++) {
    const char = row[at]!;
    isOpen = char !== "|";
    if (char === "\\" && row[at + 1] === "|") {
      cell += "|";
      at++;
    } else if (char === "|") {
      cells.push(trimBlanks(cell));
      cell = "";
    } else if (char === "\\" && at + 1 < row.length) cell += char + row[++at]!;
    else cell += char;
  }
  if (isOpen) cells.push(trimBlanks(cell));
  return cells;
}

function alignOf(cell: string): Align {
  const right = cell.endsWith(":");
  if (cell.startsWith(":")) return right ? "center" : "left";
  return right ? "right" : undefined;
}

/** The alignment of each column, if the line is one that makes a table of the line above it. */
function readDelimiterRow(text: string): Align[] | undefined {
  if (!delimiterRow.test(text) || !text.includes("-")) return undefined;
  const cells = splitRow(text);
  if (cells.length > mostColumns || !cells.every((cell) => delimiterCell.test(cell))) return undefined;
  // One column needs a pipe, or else it is a heading or a list.
  return cells.length > 1 || text.includes("|") ? cells.map(alignOf) : undefined;
}

/** Cuts the last line off the text of a paragraph, without reading all of it. */
function cutLastLine({ text }: Node): { readonly before: readonly string[]; readonly last: string } {
  let from = text.length - 1;
  while (from > 0 && !text[from - 1]!.endsWith("\n")) from--;
  const end = text.slice(from).join("").replace(/\n$/, "");
  const cut = end.lastIndexOf("\n") + 1;
  return { before: [...text.slice(0, from), ...(cut > 0 ? [end.slice(0, cut)] : [])], last: end.slice(cut) };
}

export function addRow({ journal, changed, lineNumber }: BlockContext, table: Node, text: string): void {
  const row: Node = {
    type: "table-row",
    parent: table,
    index: table.children.length,
    depth: table.depth + 1,
    children: [],
    open: false,
    startLine: lineNumber(),
    endLine: lineNumber(),
    text: [text],
  };
  journal.addChild(table, row);
  changed(row);
}

/** The last line of a paragraph becomes the head of a table. */
export const startTable: Start = (context, container, cursor, rest) => {
  const align = container.type === "paragraph" ? readDelimiterRow(rest) : undefined;
  if (!align) return "none";
  const { before, last } = cutLastLine(container);
  if (splitRow(last).length !== align.length) return "none";
  context.closeUnmatched();
  let table: Node;
  if (before.length === 0) table = context.replaceTip(container, "table", { align }, []);
  else {
    context.journal.set(container, "text", [...before]);
    context.close(container);
    table = context.add("table", { align });
  }
  addRow(context, table, last);
  advance(cursor, cursor.line.length - cursor.offset, false);
  return "leaf";
};

/** Whether a line that could be a row of a table begins something else. */
export function endsTable(context: BlockContext, cursor: Cursor): boolean {
  if (cursor.indent >= codeIndent) return true;
  const rest = cursor.line.slice(cursor.next);
  return (
    rest[0] === ">" ||
    isExtension(context, rest) ||
    isAtxHeading(rest) ||
    isFence(rest) ||
    isThematicBreak(rest) ||
    htmlKind(rest) > 0 ||
    isItem(rest)
  );
}
