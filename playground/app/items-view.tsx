import type { ReactElement } from "react";
import { StallNotice, type JsonLinesStream } from "../../src/index.js";

/** Columns as they are found: the keys of the objects, or one column of values. */
function columnsOf(items: readonly unknown[]): readonly string[] {
  const names = new Set<string>();
  for (const item of items) {
    if (typeof item === "object" && item !== null && !Array.isArray(item)) {
      for (const name of Object.keys(item)) names.add(name);
    }
  }
  return names.size === 0 ? ["value"] : [...names];
}

function cell(item: unknown, column: string): string {
  const isObject = typeof item === "object" && item !== null && !Array.isArray(item);
  const value: unknown = isObject ? (item as Record<string, unknown>)[column] : column === "value" ? item : undefined;
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}

/** The items of a JSON Lines stream as they arrive, newest first, with the lines that could not be read. */
export function ItemsView({ stream }: { readonly stream: JsonLinesStream<unknown> }): ReactElement {
  const { items, count, dropped, badLines, status, error, isBusy, stalledSince } = stream;
  const columns = columnsOf(items);
  const first = count - items.length;
  return (
    <section className="pg-items headwater" data-status={status} aria-label="Items">
      <header>
        <button type="button" className="hw-button" onClick={() => void (isBusy ? stream.abort() : stream.restart())}>
          {isBusy ? "Stop" : count === 0 && status === "idle" ? "Start" : "Start again"}
        </button>
        <span className="hw-numeric">
          <b data-items-count>{count}</b> items
          {dropped > 0 && `, ${dropped.toLocaleString()} dropped`}
          {stream.badLineCount > 0 && `, ${stream.badLineCount} bad line${stream.badLineCount === 1 ? "" : "s"}`}
        </span>
        <span>{status}</span>
        <StallNotice since={stalledSince} />
      </header>
      {error !== undefined && (
        <p role="alert" className="pg-error">
          {error.message}
        </p>
      )}
      {badLines.length > 0 && (
        <details className="pg-bad">
          <summary>Bad lines</summary>
          <pre>{badLines.map(({ line, reason, text }) => `${line ?? "–"} (${reason}): ${text}`).join("\n")}</pre>
        </details>
      )}
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
      <div className="pg-table" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">#</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items
              .map((item, index) => (
                // The number of an item in the stream is its identity.
                // oxlint-disable-next-line react/no-array-index-key -- see above
                <tr key={first + index} data-item>
                  <td className="hw-numeric">{first + index + 1}</td>
                  {columns.map((column) => (
                    <td key={column} dir="auto">
                      {cell(item, column)}
                    </td>
                  ))}
                </tr>
              ))
              .toReversed()}
          </tbody>
        </table>
      </div>
    </section>
  );
}
