/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a browser places the rows of a real table itself */
import { memo, type NamedExoticComponent, type ReactElement, type ReactNode } from "react";
import { valueOf, type FoundColumn } from "./columns.js";
import { restText, valueText } from "./value-text.js";

/** Characters of a value that a cell shows. */
const cellLength = 200;
/** Characters of a value that are told to who points at its cell. */
const titleLength = 2_000;
/** What is shorter has room in its column. */
const shortLength = 24;

/** A column of the table. */
export interface ItemColumn<T = unknown> {
  /** Key of the items; `"value"` also for items that have no keys. */
  readonly key: string;
  /** Over the column. @defaultValue the key */
  readonly label?: string | undefined;
  /** What a cell shows. Keep the function. @defaultValue texts as they are, all else as JSON, cut where it is long */
  readonly format?: ((value: unknown, item: T) => ReactNode) | undefined;
  /** In characters. @defaultValue wide enough for most values */
  readonly width?: number | undefined;
  /** Where in the cell the value stands. @defaultValue `"end"` while every value is a number */
  readonly align?: "start" | "end" | undefined;
}

/** A column as it is shown. */
export interface ShownColumn extends Omit<ItemColumn, "format" | "width">, FoundColumn {
  readonly format?: ((value: unknown, item: never) => ReactNode) | undefined;
  /** Characters that it keeps where there is no room for all. */
  readonly least?: number | undefined;
}

interface CellProps {
  readonly item: unknown;
  readonly column: ShownColumn;
}

function Cell({ item, column: { key, format, isNumeric } }: CellProps): ReactElement {
  const value = valueOf(item, key);
  if (format !== undefined) {
    return (
      <div role="cell" dir="auto" data-numeric={isNumeric || undefined}>
        {format(value, item as never)}
      </div>
    );
  }
  const text = valueText(value, cellLength);
  if (isNumeric) {
    // At the end of its column in any language, and written from left to right in every one.
    return (
      <div role="cell" data-numeric>
        <bdi dir="ltr">{text}</bdi>
      </div>
    );
  }
  const title = text.length > shortLength ? valueText(value, titleLength) : undefined;
  return (
    <div role="cell" dir={typeof value === "string" ? "auto" : "ltr"} title={title}>
      {text}
    </div>
  );
}

interface ItemCellsProps {
  readonly item: unknown;
  readonly number: string;
  readonly columns: readonly ShownColumn[];
  /** Keys with a column of their own, when there are others. */
  readonly shownKeys: ReadonlySet<string> | undefined;
}

/** What is in a row. Once shown it is rendered again only when the columns change. */
export const ItemCells: NamedExoticComponent<ItemCellsProps> = memo(function ItemCells(props) {
  const { item, number, columns, shownKeys } = props;
  return (
    <>
      <div role="rowheader">{number}</div>
      {columns.map((column) => (
        <Cell key={column.key} item={item} column={column} />
      ))}
      {shownKeys && (
        <div role="cell" dir="ltr" title={restText(item, shownKeys, titleLength)}>
          {restText(item, shownKeys, cellLength)}
        </div>
      )}
    </>
  );
});
