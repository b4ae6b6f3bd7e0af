import { parseText } from "./facts.js";
import { sseJson, sseText } from "./frames.js";
import { anyPrompt, itemsOf, streamsByDefault } from "./items.js";
import type { MockError, MockWire } from "./wire.js";

/** Texts as they are, but for those that would be taken for something else, or could not come through. */
function writeItem(item: unknown): string {
  const isPlain = typeof item === "string" && parseText(item) === undefined && !/\r|^\[DONE\]$/.test(item);
  return isPlain ? sseText(item) : sseJson(item);
}

function xanoError({ message, code = "ERROR_FATAL" }: MockError): unknown {
  return { code, message, payload: "" };
}

/**
 * A streaming endpoint of Xano: an event per item of the list, texts without quotes. The end of the body is the end.
 *
 * Source: Xano documentation, "Streaming Responses"; `@xano/js-sdk` 3.0.1, `lib/base-client.js`.
 */
export const xanoWire: MockWire = {
  name: "xano",
  title: "Streaming endpoints of Xano",
  routes: ["POST /api:group/*", "GET /api:group/*", "PUT /api:group/*", "PATCH /api:group/*", "DELETE /api:group/*"],
  transport: "sse",
  contentType: "text/event-stream",
  prompt: anyPrompt,
  streams: streamsByDefault,
  encode: (answer) => itemsOf(answer).map(writeItem),
  encodeBody: itemsOf,
  // Sent by the author of an endpoint with `$stream.send`; Xano itself has no errors once a stream has begun.
  encodeError: (error) => sseJson(xanoError(error), "error"),
  errorBody: xanoError,
};
