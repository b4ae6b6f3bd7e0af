import { memo, useEffect, useId, useRef, useState, type ReactElement, type ReactNode } from "react";
import type { Frame } from "../../../src/core.js";
import { isJson } from "./body.ts";
import { eventMembers } from "./describe.ts";
import { mostRows, type EventRow, type Trace } from "./trace.ts";

/** Rows shown at first, and added by each "show more". */
const page = 500;
/** Characters of a cell that are shown before it is opened. */
const shortLength = 160;

/** One line that opens to the whole text. What fits into a line is only that. */
function Expandable({ short, isLong, full }: { short: ReactNode; isLong: boolean; full: () => string }): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  if (!isLong)
    return (
      <span className="pg-short" dir="ltr">
        {short}
      </span>
    );
  return (
    <details dir="ltr" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{isOpen ? "Show less" : <span className="pg-short">{short}</span>}</summary>
      {isOpen && <pre className="hw-code">{full()}</pre>}
    </details>
  );
}

interface RowsProps {
  readonly title: string;
  /** All there are. */
  readonly count: number;
  /** Those kept. */
  readonly kept: number;
  /** Row that must be among the shown ones, counted from 1. */
  readonly wanted?: number | undefined;
  readonly empty: string;
  /** The table with the first rows, as many as told. */
  readonly children: (shown: number) => ReactNode;
}

/** A long list: its beginning, how long it is, and more of it on request. */
function Rows({ title, count, kept, wanted = 0, empty, children }: RowsProps): ReactElement {
  const id = useId();
  const [asked, setAsked] = useState(page);
  const shown = Math.min(kept, Math.max(asked, Math.ceil(wanted / page) * page));
  const next = Math.min(page, kept - shown);
  return (
    <div className="pg-list" data-list={title.toLowerCase()}>
      <header>
        <h2 id={id}>{title}</h2>
        <span className="pg-muted hw-numeric">
          <b data-count>{count.toLocaleString()}</b>
          {shown < count && `, the first ${shown.toLocaleString()} shown`}
        </span>
      </header>
      {count === 0 ? (
        <p className="pg-muted">{empty}</p>
      ) : (
        // A region that scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
        <section className="pg-table" aria-labelledby={id} tabIndex={0}>
          {children(shown)}
          {next > 0 && (
            <button type="button" className="hw-button pg-more" onClick={() => setAsked(shown + page)}>
              Show {next} more
            </button>
          )}
          {next === 0 && kept < count && (
            <p className="pg-muted">Only the first {mostRows.toLocaleString()} are kept here.</p>
          )}
        </section>
      )}
    </div>
  );
}

/**
 * How much of the beginning of a frame says nothing new after the one before it: chunks of an answer repeat id and model, and
 * what tells them apart would be out of view. Ends before a member of JSON; 0 where little would be saved.
 */
function sharedLength(data: string, before: string): number {
  const longest = Math.min(data.length, before.length);
  let length = 0;
  while (length < longest && data[length] === before[length]) length++;
  if (length === data.length) return 0;
  const start = Math.max(data.lastIndexOf('{"', length - 1), data.lastIndexOf(',"', length - 1));
  return start > 24 ? start : 0;
}

/** What is special about a frame, in a word each. */
function marksOf(frame: Frame, number: number, { stoppedAt, endMarker }: Trace): readonly string[] {
  const { data, plain, whole, unterminated } = frame;
  const isEnd = data === endMarker;
  const isUnread = stoppedAt !== undefined && number > stoppedAt;
  return [
    isEnd && "end marker",
    plain && "plain text",
    !plain && !isEnd && !isJson(data) && "not JSON",
    whole && "whole body",
    unterminated && "unterminated",
    isUnread && "not read",
  ].filter((mark) => typeof mark === "string");
}

interface FrameRowProps {
  readonly frame: Frame;
  readonly number: number;
  readonly trace: Trace;
  readonly columns: readonly FrameColumn[];
  readonly isTarget: boolean;
}

type FrameColumn = "event" | "id" | "line";

const FrameRow = memo(function FrameRow({ frame, number, trace, columns, isTarget }: FrameRowProps): ReactElement {
  const { data } = frame;
  const marks = marksOf(frame, number, trace);
  const start = sharedLength(data, trace.frames[number - 2]?.data ?? "");
  const short = `${start > 0 ? "…" : ""}${data.slice(start, start + shortLength)}`;
  return (
    <tr
      data-frame={number}
      data-target={isTarget}
      data-unread={marks.includes("not read")}
      // Whoever follows an event to its frame goes on reading there.
      tabIndex={isTarget ? -1 : undefined}
    >
      <th scope="row" className="hw-numeric">
        {number}
      </th>
      {columns.map((column) => (
        <td key={column} className="hw-numeric" dir="auto" data-column={column}>
          {frame[column]}
        </td>
      ))}
      <td className="pg-wide">
        <div className="pg-cell">
          {marks.map((mark) => (
            <span key={mark} className="pg-mark" data-mark={mark}>
              {mark}
            </span>
          ))}
          <Expandable short={short} isLong={start > 0 || data.length > 80} full={() => data} />
        </div>
      </td>
    </tr>
  );
});

/** A frame somebody asked to see. A new object asks again. */
export interface FrameTarget {
  readonly number: number;
}

interface FramesTableProps {
  readonly trace: Trace;
  readonly target: FrameTarget | undefined;
  /** Why there are none. */
  readonly empty: string;
}

/** The frames as the framing cut them. */
export function FramesTable({ trace, target, empty }: FramesTableProps): ReactElement {
  const { frames, frameCount } = trace;
  const body = useRef<HTMLTableSectionElement>(null);
  const columns = (["event", "id", "line"] as const).filter((name) =>
    frames.some((frame) => frame[name] !== undefined),
  );
  useEffect(() => {
    const row = body.current?.querySelector<HTMLElement>(`[data-frame="${target?.number}"]`);
    row?.scrollIntoView({ block: "center" });
    row?.focus({ preventScroll: true });
  }, [target]);
  return (
    <Rows title="Frames" count={frameCount} kept={frames.length} wanted={target?.number} empty={empty}>
      {(shown) => (
        <table>
          <thead>
            <tr>
              <th scope="col">#</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
              <th scope="col">data {frames.length > 1 && <small>(… as in the frame before)</small>}</th>
            </tr>
          </thead>
          <tbody ref={body}>
            {frames.slice(0, shown).map((frame, index) => (
              <FrameRow
                // The number of a frame is its identity.
                // oxlint-disable-next-line react/no-array-index-key -- see above
                key={index}
                frame={frame}
                number={index + 1}
                trace={trace}
                columns={columns}
                isTarget={target?.number === index + 1}
              />
            ))}
          </tbody>
        </table>
      )}
    </Rows>
  );
}

interface EventRowProps {
  readonly row: EventRow;
  readonly number: number;
  readonly onShow: (target: FrameTarget) => void;
}

const EventTableRow = memo(function EventTableRow({ row, number, onShow }: EventRowProps): ReactElement {
  const { event, frame } = row;
  const members = eventMembers(event);
  const length = members.reduce((sum, [name, json]) => sum + name.length + json.length + 2, 0);
  return (
    <tr data-event={event.type}>
      <th scope="row" className="hw-numeric">
        {number}
      </th>
      <td className="pg-type">{event.type}</td>
      <td className="pg-wide">
        <Expandable
          short={members.map(([name, json]) => (
            <span key={name} className="pg-member">
              <i>{name}</i> {json.slice(0, shortLength)}{" "}
            </span>
          ))}
          isLong={length > 80}
          full={() => members.map(([name, json]) => `${name}: ${json}`).join("\n")}
        />
      </td>
      <td className="hw-numeric">
        {frame !== undefined && (
          <button
            type="button"
            className="pg-link"
            aria-label={`Show frame ${frame}`}
            onClick={() => onShow({ number: frame })}
          >
            {frame}
          </button>
        )}
      </td>
    </tr>
  );
});

/** The events in order, each with the frame that it came from. */
export function EventsTable({
  trace: { events, eventCount },
  onShow,
}: {
  trace: Trace;
  onShow: (target: FrameTarget) => void;
}): ReactElement {
  return (
    <Rows title="Events" count={eventCount} kept={events.length} empty="There are none.">
      {(shown) => (
        <table>
          <thead>
            <tr>
              <th scope="col">#</th>
              <th scope="col">type</th>
              <th scope="col">what</th>
              <th scope="col">frame</th>
            </tr>
          </thead>
          <tbody>
            {events.slice(0, shown).map((row, index) => (
              // The number of an event is its identity.
              // oxlint-disable-next-line react/no-array-index-key -- see above
              <EventTableRow key={index} row={row} number={index + 1} onShow={onShow} />
            ))}
          </tbody>
        </table>
      )}
    </Rows>
  );
}
