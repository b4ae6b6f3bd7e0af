import type { Decode } from "../../protocol/adapter.js";
import type { StreamEvent } from "../../protocol/events.js";
import { jsonText } from "../../protocol/json-text.js";
import { decodeItem, decodeItemBody } from "../items.js";

/** An item per event or line; a body of plain text is one text. */
export const decodeEvent: Decode = (value, frame) =>
  frame.plain ? [{ type: "text-delta", delta: frame.data }] : decodeItem(value, frame);

/** The same with the data as it came. */
export const decodeEventAsText: Decode = (_value, frame) => decodeEvent(frame.data, frame);

/** The members of the list as texts; what is no text is written as JSON. */
export function decodeTextBody(json: unknown): StreamEvent[] {
  return decodeItemBody(json).map((event) =>
    event.type === "item-add" && typeof event.value !== "string" ? { ...event, value: jsonText(event.value) } : event,
  );
}
