import { isRecord, valueText } from "./value-text.js";

/** The column of items that have no keys. */
const valueKey = "value";

/** Characters that a column is made wide enough for, at most. */
const widest = 40;

/** Widths grow by this many characters at once: fewer movements while items arrive. */
const step = 4;

/** A column as the items so far ask for it. */
export interface FoundColumn {
  readonly key: string;
  /** Every value so far is a number. */
  readonly isNumeric: boolean;
  /** Characters. */
  readonly width: number;
  /** Made for items without keys. */
  readonly isKeyless?: true;
}

/** The columns of all items so far. */
export interface FoundColumns {
  readonly columns: readonly FoundColumn[];
  /** There are keys for which there was no room. */
  readonly hasMore: boolean;
}

/** What an item has in a column. */
export function valueOf(item: unknown, key: string): unknown {
  if (isRecord(item)) return Object.hasOwn(item, key) ? item[key] : undefined;
  return key === valueKey ? item : undefined;
}

/** Wide enough for this many characters. */
function widthOf(length: number): number {
  return Math.min(Math.ceil(length / step) * step, widest);
}

function create(key: string): FoundColumn {
  return { key, isNumeric: true, width: widthOf(key.length) };
}

function adapt(column: FoundColumn, value: unknown): FoundColumn {
  if (value === undefined || value === null) return column;
  const isNumber = typeof value === "number";
  const isNumeric = column.isNumeric && isNumber;
  const width = column.width === widest ? widest : Math.max(column.width, widthOf(valueText(value, widest).length));
  return isNumeric === column.isNumeric && width === column.width ? column : { ...column, isNumeric, width };
}

/**
 * Finds the columns of items as they come: each item is looked at once, however many came before it.
 *
 * @param most columns that are found; all other keys are `hasMore`
 * @param wanted keys of the columns, instead of those that are found
 * @returns gives the columns for a list that grew at its end, of which `dropped` items at the beginning are gone; the same
 *   object while nothing about them changed
 */
export function createColumns(
  most: number,
  wanted?: readonly string[],
): (items: readonly unknown[], dropped: number) => FoundColumns {
  let found = new Map<string, FoundColumn>();
  let hasMore = false;
  let result: FoundColumns = { columns: [], hasMore };
  /** Items that were looked at, from the first there ever was, and the last of them. */
  let seen = 0;
  let last: unknown;

  const forget = () => {
    found = new Map((wanted ?? []).map((key) => [key, create(key)]));
    hasMore = false;
    seen = 0;
    last = undefined;
  };
  forget();

  const find = (item: unknown) => {
    if (!isRecord(item)) {
      if (!found.has(valueKey)) found.set(valueKey, { ...create(valueKey), isKeyless: true });
      return;
    }
    for (const key in item) {
      if (found.has(key) || !Object.hasOwn(item, key)) continue;
      if (found.size >= most) {
        hasMore = true;
        return;
      }
      found.set(key, create(key));
    }
  };

  return (items, dropped) => {
    const end = dropped + items.length;
    // Another list than the last time.
    if (end < seen || (seen > dropped && items[seen - dropped - 1] !== last)) forget();
    for (let index = Math.max(seen - dropped, 0); index < items.length; index++) {
      const item = items[index];
      if (wanted === undefined && !hasMore) find(item);
      for (const [key, column] of found) found.set(key, adapt(column, valueOf(item, key)));
    }
    seen = end;
    last = items.at(-1);
    const columns = [...found.values()];
    const isSame =
      hasMore === result.hasMore &&
      columns.length === result.columns.length &&
      columns.every((column, index) => column === result.columns[index]);
    if (!isSame) result = { columns, hasMore };
    return result;
  };
}
