import { jsonLines } from "../adapters/json-lines/adapter.js";
import { createItemStreamWith, type ItemStream, type ItemStreamOptions } from "../chat/create-item-stream.js";

/** A stream of items without React, by default JSON Lines. Call `start` to begin. */
export function createItemStream<T = unknown>(options: ItemStreamOptions<T>): ItemStream<T> {
  return createItemStreamWith(options, jsonLines);
}
