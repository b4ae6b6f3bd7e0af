import type { Decode } from "../protocol/adapter.js";
import type { StreamEvent } from "../protocol/events.js";

/** Every frame is an item, whatever its value: `null`, `0` and `""` count. */
export const decodeItem: Decode = (value, { event, id }) => [{ type: "item-add", value, event, id }];

/** A reply that was not streamed: the members of an array, or the one value. */
export function decodeItemBody(json: unknown): StreamEvent[] {
  return (Array.isArray(json) ? json : [json]).map((value: unknown) => ({ type: "item-add", value }));
}
