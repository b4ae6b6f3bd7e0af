import { createStore, type StoreApi } from "zustand/vanilla";
import type { StreamError } from "../protocol/errors.js";
import type { BadFrame } from "../protocol/message.js";
import type { Status } from "../protocol/status.js";

/** A line that was not an item: not JSON, or not what the schema asks for. */
export interface BadLine extends BadFrame {
  /** Why: the schema's words, or that the line is not JSON. */
  readonly reason: string;
}

/** State of an item stream. */
export interface ItemsState<T> {
  /** In order of arrival; with a `limit` the newest only. */
  readonly items: readonly T[];
  /** How many items arrived, dropped ones included. */
  readonly count: number;
  /** How many items the `limit` dropped from the front. */
  readonly dropped: number;
  /** Lines that were skipped, the first 1,000 of them. */
  readonly badLines: readonly BadLine[];
  /** How many lines were skipped. */
  readonly badLineCount: number;
  readonly status: Status;
  readonly error: StreamError | undefined;
  /** Since when nothing has come, ms since the epoch, while that is longer than `stallAfter`. */
  readonly stalledSince: number | undefined;
}

/** A zustand vanilla store of {@link ItemsState}. */
export type ItemsStore<T> = StoreApi<ItemsState<T>>;

const badLinesKept = 1_000;

function emptyItems<T>(): ItemsState<T> {
  return {
    items: [],
    count: 0,
    dropped: 0,
    badLines: [],
    badLineCount: 0,
    status: "idle",
    error: undefined,
    stalledSince: undefined,
  };
}

/** A new, empty store. */
export function createItemsStore<T>(): ItemsStore<T> {
  return createStore<ItemsState<T>>()(() => emptyItems<T>());
}

/** Back to empty, for a new run. */
export function resetItems<T>(store: ItemsStore<T>, status: Status): void {
  store.setState({ ...emptyItems<T>(), status });
}

/**
 * Adds what one screen frame brought.
 *
 * @param limit how many items to keep; the oldest are dropped and counted
 */
export function addItems<T>(
  store: ItemsStore<T>,
  items: readonly T[],
  badLines: readonly BadLine[],
  limit: number,
): void {
  const old = store.getState();
  const all = [...old.items, ...items];
  const kept = all.length > limit ? all.slice(all.length - limit) : all;
  store.setState({
    items: kept,
    count: old.count + items.length,
    dropped: old.dropped + all.length - kept.length,
    badLines: badLines.length === 0 ? old.badLines : [...old.badLines, ...badLines].slice(0, badLinesKept),
    badLineCount: old.badLineCount + badLines.length,
    status: "streaming",
  });
}
