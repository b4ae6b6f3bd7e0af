import { jsonLine } from "./frames.js";
import { anyPrompt, fastapiError, itemsOf, streamsByDefault } from "./items.js";
import type { MockWire } from "./wire.js";

/**
 * JSON Lines as FastAPI sends them for a path function that yields: a value per line, no end but the end of the body, no
 * errors once it has begun.
 *
 * Source: FastAPI documentation, "Stream JSON Lines"; `fastapi/routing.py`.
 */
export const jsonLinesWire: MockWire = {
  name: "json-lines",
  title: "JSON Lines (NDJSON) of FastAPI and others",
  routes: ["POST /items/stream", "GET /items/stream"],
  transport: "jsonl",
  contentType: "application/jsonl",
  prompt: anyPrompt,
  streams: streamsByDefault,
  encode: (answer) => itemsOf(answer).map(jsonLine),
  encodeBody: itemsOf,
  errorBody: fastapiError,
};
