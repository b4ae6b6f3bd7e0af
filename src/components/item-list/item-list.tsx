"use client";
import {
  forwardRef,
  Fragment,
  useMemo,
  useState,
  type ForwardedRef,
  type ReactElement,
  type ReactNode,
  type RefAttributes,
} from "react";
import type { JsonLinesStream } from "../../hooks/use-json-lines-stream.js";
import { useStickToBottom } from "../../hooks/use-stick-to-bottom.js";
import { isBusy, type Status } from "../../protocol/status.js";
import { useElement, type PartElementProps } from "../element.js";
import { ErrorText } from "../error-text.js";
import { useFormat } from "../format.js";
import { WarningIcon } from "../icons.js";
import { JumpToEnd } from "../jump-to-end.js";
import { useLabels } from "../labels.js";
import { StallNotice } from "../stall-notice.js";
import { createWindowed } from "../windowed.js";
import { BadLines } from "./bad-lines.js";
import type { ItemColumn } from "./item-cells.js";
import { ItemTable } from "./item-table.js";
import { defaultItemListLabels, type ItemListLabels } from "./labels.js";

type Optional = "count" | "dropped" | "badLines" | "badLineCount" | "status" | "error" | "stalledSince";

/** What {@link ItemList} shows: all that `useJsonLinesStream` returns, or items of your own. */
export type ItemSource<T> = Pick<JsonLinesStream<T>, "items"> & Partial<Pick<JsonLinesStream<T>, Optional>>;

/** What the outer element of {@link ItemList} depends on. */
export interface ItemListState {
  /** That of the stream. */
  readonly status: Status;
  /** It stands still, while the stream goes on. */
  readonly isPaused: boolean;
}

interface PauseProps {
  /** Whether it stands still, when the application holds it. */
  readonly paused?: boolean | undefined;
  /** The reader pauses it or lets it go on. */
  readonly onPausedChange?: ((paused: boolean) => void) | undefined;
}

/** Props of {@link ItemList}; all others go to its outer element. */
export interface ItemListProps<T = unknown> extends PartElementProps<"div", ItemListState>, PauseProps {
  /** What `useJsonLinesStream` returns, or `{ items }` of your own. Items are only ever added; `dropped` are gone from the front. */
  readonly stream: ItemSource<T>;
  /** Renders one item, instead of the table. `index` counts from the first item that ever came. Keep the function. */
  readonly renderItem?: ((item: T, index: number) => ReactNode) | undefined;
  /** The columns of the table, or their keys. @defaultValue found from the items, in the order in which they appear */
  readonly columns?: readonly (string | ItemColumn<T>)[] | undefined;
  /** How many columns are found at most; further keys share one. @defaultValue `12` */
  readonly maxColumns?: number | undefined;
  /** Texts, in part or in whole. @defaultValue English */
  readonly labels?: Partial<ItemListLabels> | undefined;
  /** Shown while there is no item and none is awaited. */
  readonly empty?: ReactNode;
  /** Beside the numbers at the head: buttons of your own. */
  readonly children?: ReactNode;
}

const stateLabels: Readonly<Record<Status, keyof ItemListLabels | undefined>> = {
  idle: undefined,
  submitted: "waiting",
  streaming: "receiving",
  done: "complete",
  error: "failed",
  aborted: "stopped",
};

const WindowedEntries = createWindowed({
  container: "ol",
  item: "li",
  attributes: { className: "hw-messages hw-windowed" },
  itemAttributes: (index, count) => ({ "aria-posinset": index + 1, "aria-setsize": count }),
});

interface Shown<T> {
  readonly items: readonly T[];
  readonly count: number;
  readonly dropped: number;
}

/** What of a stream is shown: it stands still while it is paused. A pause of our own ends where the stream begins anew. */
function useShown<T>(live: Shown<T>, { paused, onPausedChange }: PauseProps) {
  const [still, setStill] = useState<Shown<T>>();
  const kept = still && live.count >= still.count ? still : undefined;
  const isPaused = paused ?? kept !== undefined;
  const next = isPaused ? (kept ?? live) : undefined;
  if (next !== still) setStill(next);
  return {
    shown: next ?? live,
    isPaused,
    toggle: () => {
      if (paused === undefined) setStill(isPaused ? undefined : live);
      onPausedChange?.(!isPaused);
    },
  };
}

const noLines: never[] = [];

function ItemListInner<T>(props: ItemListProps<T>, ref: ForwardedRef<HTMLDivElement>): ReactElement {
  const { stream, renderItem, columns, maxColumns = 12, labels, empty, children, ...others } = props;
  const { paused, onPausedChange, ...rest } = others;
  const { items, dropped = 0, count = dropped + items.length, badLines = noLines, status = "done", error } = stream;
  const { badLineCount = badLines.length, stalledSince } = stream;
  const around = useLabels().items;
  const words = useMemo(() => ({ ...defaultItemListLabels, ...around, ...labels }), [around, labels]);
  const format = useFormat().number;
  const stick = useStickToBottom<HTMLDivElement>();
  const { scrollerRef, isAtEnd, keepAtEnd } = stick;
  const { shown, isPaused, toggle } = useShown({ items, count, dropped }, { paused, onPausedChange });
  const state = stateLabels[status];
  const say = (text: string, number: number) => text.replace("{count}", format(number));
  const window = { first: shown.dropped, scrollerRef, onResize: keepAtEnd };
  const own = {
    ref,
    className: "headwater hw-item-list",
    "data-status": status,
    "data-paused": isPaused || undefined,
    "data-at-end": isAtEnd,
    children: (
      <>
        <div className="hw-item-bar">
          <b>{say(words.count, count)}</b>
          {dropped > 0 && <span>{say(words.dropped, dropped)}</span>}
          <output>{state && words[state]}</output>
          <StallNotice since={stalledSince} />
          {isPaused && <span>{say(words.arrived, count - shown.count)}</span>}
          {(isPaused || isBusy(status)) && (
            <button type="button" className="hw-button" onClick={toggle}>
              {isPaused ? words.resume : words.pause}
            </button>
          )}
          {children}
        </div>
        {error !== undefined && (
          <div className="hw-notice" role="alert" data-error={error.code}>
            <WarningIcon />
            <div className="hw-notice-body">
              <ErrorText error={error} />
            </div>
          </div>
        )}
        <BadLines lines={badLines} count={badLineCount} labels={words} format={format} />
        <div className="hw-message-list" data-table={(!renderItem && shown.items.length > 0) || undefined}>
          {/* A region that scrolls must be reachable by keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- see above */}
          <div ref={scrollerRef} className="hw-scroller" role="region" aria-label={words.list} tabIndex={0}>
            {shown.items.length === 0 ? (
              !isBusy(status) && <div className="hw-empty">{empty ?? words.empty}</div>
            ) : renderItem === undefined ? (
              <ItemTable
                {...window}
                items={shown.items}
                columns={columns}
                maxColumns={maxColumns}
                labels={words}
                format={format}
              />
            ) : (
              <WindowedEntries
                {...window}
                count={shown.items.length}
                renderItem={(index) => (
                  <Fragment key={shown.dropped + index}>
                    {renderItem(shown.items[index]!, shown.dropped + index)}
                  </Fragment>
                )}
              />
            )}
          </div>
          <JumpToEnd stick={stick} />
        </div>
      </>
    ),
  };
  return useElement("div", own, rest, { status, isPaused });
}

/**
 * The items of a stream of JSON Lines as they arrive: a table whose columns are found by itself, or what `renderItem` makes of
 * them. Only the rows near the visible part are in the page, so it needs a height: by itself it takes that of its parent.
 *
 * Keeps the end in view until the reader scrolls away, and stands still while it is paused; the stream goes on.
 *
 * @example
 * const stream = useJsonLinesStream({ url: "/items/stream", autoStart: true });
 * return <ItemList stream={stream} />;
 */
export const ItemList: <T>(props: ItemListProps<T> & RefAttributes<HTMLDivElement>) => ReactNode = forwardRef(
  ItemListInner,
) as <T>(props: ItemListProps<T> & RefAttributes<HTMLDivElement>) => ReactNode;
