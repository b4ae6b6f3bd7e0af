/** Character codes that blocks begin with. */
const tab = 9;
const space = 32;

export function isSpaceOrTab(code: number): boolean {
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

/** Finds the next character that is not blank. */
export function findNext(cursor: Cursor): void {
  const { line } = cursor;
  let at = cursor.offset;
  let column = cursor.column;
  for (; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === space) column++;
    else if (code === tab) column += 4 - (column % 4);
    else break;
  }
  cursor.blank = at >= line.length;
  cursor.next = at;
  cursor.nextColumn = column;
  cursor.indent = column - cursor.column;
}

/** Goes on by characters, or by columns, of which a tab may have more than are used. */
export function advance(cursor: Cursor, count: number, columns: boolean): void {
  const { line } = cursor;
  let left = count;
  while (left > 0 && cursor.offset < line.length) {
    if (line.charCodeAt(cursor.offset) === tab) {
      const toStop = 4 - (cursor.column % 4);
      if (columns) {
        cursor.partialTab = toStop > left;
        const used = Math.min(left, toStop);
        cursor.column += used;
        cursor.offset += cursor.partialTab ? 0 : 1;
        left -= used;
      } else {
        cursor.partialTab = false;
        cursor.column += toStop;
        cursor.offset++;
        left--;
      }
    } else {
      cursor.partialTab = false;
      cursor.offset++;
      cursor.column++;
      left--;
    }
  }
}

export function advanceToNext(cursor: Cursor): void {
  cursor.offset = cursor.next;
  cursor.column = cursor.nextColumn;
  cursor.partialTab = false;
}

/** What is left of the line; the rest of a tab counts as spaces. */
export function restOf(cursor: Cursor): string {
  if (!cursor.partialTab) return cursor.line.slice(cursor.offset);
  return " ".repeat(4 - (cursor.column % 4)) + cursor.line.slice(cursor.offset + 1);
}

/** The text without spaces and tabs at its end. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpaceOrTab(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

/** The text without spaces and tabs around it. */
export function trimBlanks(text: string): string {
  let start = 0;
  while (start < text.length && isSpaceOrTab(text.charCodeAt(start))) start++;
  return trimEnd(text.slice(start));
}
