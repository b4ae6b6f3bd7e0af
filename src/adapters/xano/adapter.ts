import { jsonBody } from "../../framing/json-body.js";
import { jsonLines } from "../../framing/json-lines.js";
import { plainText } from "../../framing/plain-text.js";
import { sniff } from "../../framing/sniff.js";
import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import { decodeItemBody } from "../items.js";
import { decodeEvent, decodeEventAsText, decodeTextBody } from "./decode.js";
import { createXanoRequest } from "./request.js";

/**
 * A streaming endpoint of Xano: one item per Server-Sent Event, text where the data is not JSON; also its JSON Lines, the
 * whole list that Xano sends to a caller that does not stream, and plain text.
 *
 * The clean end of the body is the end, also of nothing: an empty list. Chunks of a model that a function stack relays are
 * items like any other, `[DONE]` included, because more may follow it.
 *
 * Source: Xano documentation, "Streaming Responses"; `@xano/js-sdk` 3.0.1, `lib/base-client.js`; XanoScript `api.stream`.
 */
export const xano: Adapter = {
  name: "xano",
  framing: sniff({ sse, jsonLines, jsonBody, plainText }),
  payload: "json-or-text",
  createDecoder: () => decodeEvent,
  decodeBody: decodeItemBody,
  createRequest: createXanoRequest,
};

/** As {@link xano}, but every item is a text, also one that looks like JSON: `42`, `true`, `"quoted"`. */
export const xanoText: Adapter = {
  ...xano,
  name: "xano-text",
  createDecoder: () => decodeEventAsText,
  decodeBody: decodeTextBody,
};
