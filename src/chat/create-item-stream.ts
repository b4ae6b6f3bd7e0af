import { createRun, type Run } from "../engine/run.js";
import type { StreamError } from "../protocol/errors.js";
import type { StreamEvent } from "../protocol/events.js";
import { jsonText } from "../protocol/json-text.js";
import { addItems, createItemsStore, resetItems, type BadLine, type ItemsStore } from "../store/items-store.js";
import { callBack, guarded } from "./report.js";
import { openRequest, type AdapterSource, type RequestOptions, type Resolvable } from "./request.js";
import type { StandardSchema } from "./standard-schema.js";
import { runTimes, type TimeOptions } from "./time-options.js";

/** Everything an item stream can be told. Only `url` is needed. */
export interface ItemStreamOptions<T> extends RequestOptions, TimeOptions {
  readonly url: Resolvable<string | URL>;
  /** @defaultValue `"GET"`, or `"POST"` when there is a `body` */
  readonly method?: string | undefined;
  /** @defaultValue `jsonLines` */
  readonly adapter?: AdapterSource | undefined;
  /** Checks and converts each item: any Standard Schema (zod, valibot, arktype). What fails becomes a bad line. */
  readonly schema?: StandardSchema<T> | undefined;
  /** Keep only the newest items, counting the dropped ones. @defaultValue `Infinity` */
  readonly limit?: number | undefined;
  /** Called for every item, also those that a `limit` drops later. */
  readonly onItem?: ((item: T) => void) | undefined;
  /** The stream ended. Exactly one of the three callbacks is called per run, once. */
  readonly onFinish?: (() => void) | undefined;
  readonly onError?: ((error: StreamError) => void) | undefined;
  readonly onAbort?: (() => void) | undefined;
}

/** A stream of items from one address. All functions are stable references. */
export interface ItemStream<T> {
  /** zustand vanilla store; read it, subscribe to it, never write to it. */
  readonly store: ItemsStore<T>;
  /** Starts reading; no effect while it runs. Resolves when the stream has settled. Never rejects. */
  readonly start: () => Promise<void>;
  /** Stops reading; the items stay. */
  readonly abort: () => void;
  /** Stops, forgets the items and starts again. */
  readonly restart: () => Promise<void>;
  /** Takes new options; they hold from the next start on. */
  readonly update: (options: ItemStreamOptions<T>) => void;
  /** Stops reading without a callback. The stream can be started again. */
  readonly dispose: () => void;
}

type Checked<T> = { readonly value: T } | { readonly reason: string };

function check<T>(schema: StandardSchema<T> | undefined, value: unknown): Checked<T> {
  if (schema === undefined) return { value: value as T };
  try {
    const result = schema["~standard"].validate(value);
    if (result instanceof Promise)
      return { reason: "the schema checks asynchronously, which item streams cannot wait for" };
    if (result.issues === undefined) return { value: result.value };
    return { reason: result.issues.map((issue) => issue.message).join("; ") };
  } catch (thrown) {
    return { reason: `the schema threw: ${String(thrown)}` };
  }
}

/** `createItemStream` with the default adapter passed in, so that this module bundles none. */
export function createItemStreamWith<T>(initial: ItemStreamOptions<T>, defaultAdapter: AdapterSource): ItemStream<T> {
  let options = initial;
  const plain = createItemsStore<T>();
  const store: ItemsStore<T> = { ...plain, subscribe: guarded(plain.subscribe) };
  let active: { run: Run; silent: boolean; done: Promise<void> } | undefined;

  function take(events: readonly StreamEvent[]): void {
    const items: T[] = [];
    const badLines: BadLine[] = [];
    let stalledSince: number | undefined;
    for (const event of events) {
      stalledSince = event.type === "stall-start" ? (options.now ?? Date.now)() - event.ms : undefined;
      if (event.type === "bad-frame-add") badLines.push({ ...event.frame, reason: "not JSON" });
      if (event.type !== "item-add") continue;
      const checked = check(options.schema, event.value);
      if ("value" in checked) items.push(checked.value);
      else badLines.push({ text: jsonText(event.value).slice(0, 500), reason: checked.reason });
    }
    if (stalledSince !== store.getState().stalledSince) store.setState({ stalledSince });
    if (items.length === 0 && badLines.length === 0) return;
    addItems(store, items, badLines, options.limit ?? Infinity);
    for (const item of items) callBack(options.onItem, item);
  }

  function start(): Promise<void> {
    if (active !== undefined) return active.done;
    let settled!: () => void;
    const done = new Promise<void>((resolve) => (settled = resolve));
    const run = createItemRun(settled);
    active = { run, silent: false, done };
    resetItems(store, "submitted");
    run.start();
    return done;
  }

  function createItemRun(settled: () => void): Run {
    return createRun({
      open(signal) {
        // What changes from now on is for the next start.
        const given = options;
        return openRequest(
          given.url,
          given.adapter ?? defaultAdapter,
          given,
          (_adapter, body) => {
            const sends = given.body !== undefined;
            return { method: given.method ?? (sends ? "POST" : "GET"), ...(sends && { body }) };
          },
          signal,
        );
      },
      // A log may be silent for hours, and that is no failure.
      ...runTimes(options, Infinity),
      onEvents: take,
      onSettle(status, error) {
        const silent = active?.silent;
        active = undefined;
        store.setState({ status, error, stalledSince: undefined });
        if (!silent) {
          if (status === "done") callBack(options.onFinish);
          else if (status === "aborted") callBack(options.onAbort);
          else if (error !== undefined) callBack(options.onError, error);
        }
        settled();
      },
    });
  }

  function stop(silent = false): void {
    if (active === undefined) return;
    active.silent = silent;
    active.run.abort();
  }

  return {
    store,
    start,
    abort: () => stop(),
    restart() {
      stop();
      return start();
    },
    update(next) {
      options = next;
    },
    dispose: () => stop(true),
  };
}
