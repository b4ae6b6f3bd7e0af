import { sseJson } from "./frames.js";
import { anyPrompt, fastapiError, itemsOf, streamsByDefault } from "./items.js";
import type { MockWire } from "./wire.js";

/**
 * Server-Sent Events whose every event is an item, as FastAPI's `EventSourceResponse` sends them: JSON, texts in quotes too.
 *
 * Source: FastAPI documentation, "Server-Sent Events"; `fastapi/sse.py`.
 */
export const sseItemsWire: MockWire = {
  name: "sse-items",
  title: "Server-Sent Events of FastAPI and others, one item each",
  routes: ["POST /items/events", "GET /items/events"],
  transport: "sse",
  contentType: "text/event-stream; charset=utf-8",
  headers: { "cache-control": "no-cache", "x-accel-buffering": "no" },
  prompt: anyPrompt,
  streams: streamsByDefault,
  encode: (answer) => itemsOf(answer).map((item) => sseJson(item)),
  encodeBody: itemsOf,
  // FastAPI only cuts the connection; applications that report errors send an event of this name.
  encodeError: (error) => sseJson(fastapiError(error), "error"),
  errorBody: fastapiError,
};
