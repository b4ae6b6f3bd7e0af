import { jsonLines as jsonLinesFraming } from "../../framing/json-lines.js";
import { jsonBody } from "../../framing/json-body.js";
import { orBody } from "../../framing/or-body.js";
import type { Adapter } from "../../protocol/adapter.js";
import { decodeItem, decodeItemBody } from "../items.js";

/**
 * JSON Lines (NDJSON): one item per line, as FastAPI sends for a path function that yields. A line that is not JSON is
 * counted and skipped. The end of the body is the end; a lost connection or half a last line is not.
 *
 * Source: FastAPI documentation, "Stream JSON Lines"; jsonlines.org.
 */
export const jsonLines: Adapter = {
  name: "json-lines",
  framing: orBody(jsonLinesFraming, jsonBody),
  createDecoder: () => decodeItem,
  decodeBody: decodeItemBody,
};
