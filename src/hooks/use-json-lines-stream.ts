"use client";
import { useEffect, useInsertionEffect, useState } from "react";
import { createItemStreamWith, type ItemStream, type ItemStreamOptions } from "../chat/create-item-stream.js";
import { isBusy } from "../protocol/status.js";
import type { ItemsState } from "../store/items-store.js";
import { jsonLines } from "./default-adapter.js";
import { useTracked } from "./use-tracked.js";

/** Options of {@link useJsonLinesStream}. */
export interface JsonLinesStreamOptions<T> extends ItemStreamOptions<T> {
  /** Start when the component mounts, once, also in StrictMode. @defaultValue `false` */
  readonly autoStart?: boolean | undefined;
}

/** What {@link useJsonLinesStream} returns. Values are read lazily: taking one subscribes to it. */
export interface JsonLinesStream<T> extends ItemsState<T>, Pick<ItemStream<T>, "start" | "abort" | "restart"> {
  /** The stream is being read. */
  readonly isBusy: boolean;
}

function whole<S>(state: S): S {
  return state;
}

/**
 * Reads a stream of JSON Lines (NDJSON), item by item, while it is still open.
 *
 * Lines that are not JSON, or not what the `schema` asks for, are collected in `badLines` and do not end the stream.
 * Unmounting stops reading.
 *
 * @example
 * const { items, status, start } = useJsonLinesStream<Item>({ url: "/items/stream", limit: 1000 });
 */
export function useJsonLinesStream<T = unknown>(options: JsonLinesStreamOptions<T>): JsonLinesStream<T> {
  const [stream] = useState(() => createItemStreamWith(options, jsonLines));
  // Before any effect that could send a request; and, unlike a layout effect, silent on the server of React 18.
  useInsertionEffect(() => stream.update(options));
  useEffect(() => () => stream.dispose(), [stream]);
  const { autoStart = false } = options;
  useEffect(() => {
    let mounted = autoStart;
    // StrictMode unmounts and mounts again at once: only the mount that stays may send a request.
    queueMicrotask(() => {
      if (mounted) void stream.start();
    });
    return () => {
      mounted = false;
    };
  }, [stream, autoStart]);

  const take = useTracked<ItemsState<T>, ItemsState<T>>(stream.store, whole);
  const { start, abort, restart } = stream;
  return {
    get items() {
      return take("items");
    },
    get count() {
      return take("count");
    },
    get dropped() {
      return take("dropped");
    },
    get badLines() {
      return take("badLines");
    },
    get badLineCount() {
      return take("badLineCount");
    },
    get status() {
      return take("status");
    },
    get error() {
      return take("error");
    },
    get stalledSince() {
      return take("stalledSince");
    },
    get isBusy() {
      return isBusy(take("status"));
    },
    start,
    abort,
    restart,
  };
}
