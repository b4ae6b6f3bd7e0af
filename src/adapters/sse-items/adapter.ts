import { orBody } from "../../framing/or-body.js";
import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import { decodeItem, decodeItemBody } from "../items.js";

/**
 * Server-Sent Events whose every event is an item: FastAPI's `EventSourceResponse`, and servers of one's own. Data that is
 * not JSON is an item of text. Event names and ids are kept on the item.
 *
 * Source: FastAPI documentation, "Server-Sent Events"; `fastapi/sse.py`.
 */
export const sseItems: Adapter = {
  name: "sse-items",
  framing: orBody(sse),
  payload: "json-or-text",
  endMarker: "[DONE]",
  createDecoder: () => decodeItem,
  decodeBody: decodeItemBody,
};
