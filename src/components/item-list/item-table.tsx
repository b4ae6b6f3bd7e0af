"use client";
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a browser places the rows of a real table itself */
import { useMemo, type CSSProperties, type ReactElement } from "react";
import { createWindowed, type WindowedProps } from "../windowed.js";
import { createColumns } from "./columns.js";
import { ItemCells, type ItemColumn, type ShownColumn } from "./item-cells.js";
import type { ItemListLabels } from "./labels.js";
import { cut } from "./value-text.js";

/** Characters of the column of all that has none. */
const restWidth = 24;
/** Height of a row as the style sheet has it, in CSS px. */
const rowHeight = 32.4;
/** Characters of the name of a column. */
const titleLength = 200;
/** Characters that a column keeps where there is no room for all. */
const narrowest = 16;

const WindowedRows = createWindowed({
  container: "div",
  item: "div",
  attributes: { role: "rowgroup" },
  // The first row is that of the names.
  itemAttributes: (index) => ({ role: "row", className: "hw-row", "aria-rowindex": index + 2 }),
});

interface Track {
  readonly size: string;
  /** Characters that it takes at least. */
  readonly least: number;
}

/** Numbers take what they need, the rest of the room goes to texts. */
function trackOf(width: number, isNumeric: boolean, least: number = Math.min(width, narrowest)): Track {
  return isNumeric
    ? { size: `calc(${width}ch + 1.5rem)`, least: width }
    : { size: `minmax(calc(${least}ch + 1.5rem), ${width}fr)`, least };
}

function layOut(tracks: readonly Track[]): CSSProperties {
  const characters = tracks.reduce((sum, { least }) => sum + least, 0);
  return {
    "--_columns": tracks.map(({ size }) => size).join(" "),
    minInlineSize: `calc(${characters}ch + ${tracks.length * 1.5}rem + 2 * var(--_pad))`,
  } as CSSProperties;
}

function keyOf(column: string | ItemColumn<never>): string {
  return typeof column === "string" ? column : column.key;
}

/** Props of {@link ItemTable}. */
export interface ItemTableProps extends Omit<WindowedProps, "renderItem" | "count"> {
  readonly items: readonly unknown[];
  readonly columns: readonly (string | ItemColumn<never>)[] | undefined;
  readonly maxColumns: number;
  readonly labels: ItemListLabels;
  /** Writes a number. */
  readonly format: (number: number) => string;
}

/** Items as a table whose columns are found as they come. */
export function ItemTable(props: ItemTableProps): ReactElement {
  const { items, first, columns: given, maxColumns, labels, format, ...window } = props;
  // Compared as a text: an array that an application writes in its JSX is another one each time.
  const keys = given && JSON.stringify(given.map(keyOf));
  const find = useMemo(
    () => createColumns(maxColumns, given?.map(keyOf)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- see above
    [keys, maxColumns],
  );
  const { columns: found, hasMore } = find(items, first);
  const columns = useMemo(
    () =>
      found.map((column): ShownColumn => {
        const own = given?.find((one) => typeof one !== "string" && one.key === column.key);
        if (own === undefined || typeof own === "string") return column;
        const isNumeric = own.align === undefined ? column.isNumeric : own.align === "end";
        return {
          ...own,
          isNumeric,
          width: own.width ?? Math.max(column.width, own.label?.length ?? 0),
          least: own.width,
        };
      }),
    [found, given],
  );
  const shownKeys = useMemo(() => (hasMore ? new Set(columns.map(({ key }) => key)) : undefined), [columns, hasMore]);
  const numberWidth = Math.max(3, format(first + items.length).length);
  const tracks = [
    trackOf(numberWidth, true),
    ...columns.map(({ width, isNumeric, least }) => trackOf(width, isNumeric, least)),
    ...(hasMore ? [trackOf(restWidth, false)] : []),
  ];
  return (
    <div
      className="hw-table"
      role="table"
      aria-label={labels.list}
      aria-rowcount={items.length + 1}
      aria-colcount={tracks.length}
      style={layOut(tracks)}
    >
      <div role="rowgroup" className="hw-table-head">
        <div role="row" className="hw-row" aria-rowindex={1}>
          <div role="columnheader">{labels.number}</div>
          {columns.map(({ key, isKeyless, label = isKeyless ? labels.value : key, isNumeric }) => {
            const name = cut(label, titleLength);
            return isNumeric ? (
              <div key={key} role="columnheader" title={name} data-numeric>
                <bdi>{name}</bdi>
              </div>
            ) : (
              <div key={key} role="columnheader" title={name} dir="auto">
                {name}
              </div>
            );
          })}
          {hasMore && <div role="columnheader">{labels.more}</div>}
        </div>
      </div>
      <WindowedRows
        {...window}
        itemSize={rowHeight}
        first={first}
        count={items.length}
        renderItem={(index) => (
          <ItemCells
            key={first + index}
            item={items[index]}
            number={format(first + index + 1)}
            columns={columns}
            shownKeys={shownKeys}
          />
        )}
      />
    </div>
  );
}
