const tab = 9;
const space = 32;

function isSpaceOrTab(code: number): boolean {
  return code === space || code === tab;
}

/** A line with a place in it, counted in characters and in columns (tabs stop at multiples of four). */
export interface Cursor {
  readonly line: string;
  offset: number;
  column: number;
  /** Where the next character stands that is not blank, and how deep it is indented from here. */
  next: number;
  nextColumn: number;
  indent: number;
  blank: boolean;
  /** Columns of a tab that are not used up yet. */
  partialTab: boolean;
}

export function createCursor(line: string): Cursor {
  return { line, offset: 0, column: 0, next: 0, nextColumn: 0, indent: 0, blank: false, partialTab: false };
}

/** Whether a space or a tab stands at the place. */
function isAtBlank({ line, offset }: Cursor): boolean {
  return isSpaceOrTab(line.charCodeAt(offset));
}

function columnsOf({ line }: Cursor, at: number, column: number): number {
  return line.charCodeAt(at) === tab ? 4 - (column % 4) : 1;
}

/** Finds the next character that is not blank. */
export function findNext(cursor: Cursor): void {
  const { line } = cursor;
  let { offset, column } = cursor;
  for (; isSpaceOrTab(line.charCodeAt(offset)); offset++) column += columnsOf(cursor, offset, column);
  cursor.blank = offset >= line.length;
  cursor.next = offset;
  cursor.nextColumn = column;
  cursor.indent = column - cursor.column;
}

/** Goes on by columns, of which a tab may have more than are used. */
export function advance(cursor: Cursor, columns: number): void {
  for (let left = columns; left > 0 && cursor.offset < cursor.line.length;) {
    const width = columnsOf(cursor, cursor.offset, cursor.column);
    cursor.partialTab = width > left;
    cursor.column += Math.min(left, width);
    if (!cursor.partialTab) cursor.offset++;
    left -= width;
  }
}

export function advanceToNext(cursor: Cursor): void {
  cursor.offset = cursor.next;
  cursor.column = cursor.nextColumn;
  cursor.partialTab = false;
}

/** Goes past as many columns as are blank, at most `columns`. */
export function skipIndent(cursor: Cursor, columns: number): void {
  for (let left = columns; left > 0 && isAtBlank(cursor); left--) advance(cursor, 1);
}

/** What is left of the line; the rest of a tab counts as spaces. */
export function restOf({ line, offset, column, partialTab }: Cursor): string {
  return partialTab ? " ".repeat(4 - (column % 4)) + line.slice(offset + 1) : line.slice(offset);
}

/** The text without spaces and tabs at its end; others that it may have there as well. */
export function trimEnd(text: string, more: string = ""): string {
  let end = text.length;
  while (end > 0 && (isSpaceOrTab(text.charCodeAt(end - 1)) || more.includes(text[end - 1]!))) end--;
  return text.slice(0, end);
}

/** The text without spaces and tabs around it. */
export function trimBlanks(text: string): string {
  return trimEnd(text.replace(/^[ \t]+/, ""));
}
