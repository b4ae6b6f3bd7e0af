import { jsonBody } from "../../framing/json-body.js";
import { jsonLines as jsonLinesFraming } from "../../framing/json-lines.js";
import { plainText as plainTextFraming } from "../../framing/plain-text.js";
import { sniff } from "../../framing/sniff.js";
import { sse } from "../../framing/sse.js";
import { defineAdapter, type Adapter } from "../../protocol/adapter.js";
import type { Frame } from "../../protocol/frame.js";
import { get } from "../../protocol/read.js";
import { isErrorBody, serverError } from "../../protocol/server-error.js";

/** Reads a reply whose first value is an error: no protocol is needed for that. */
const errorReply: Adapter = defineAdapter({
  name: "error",
  framing: sse,
  createDecoder: () => (json) => [{ type: "error", error: serverError("server", json) }],
});

// Protocols come as chunks of their own when a reply needs them: who talks to one back end loads one of them.
const openaiChat = async () => (await import("../openai-chat/adapter.js")).openaiChat;
const jsonLines = async () => (await import("../json-lines/adapter.js")).jsonLines;
const sseItems = async () => (await import("../sse-items/adapter.js")).sseItems;
const plainText = async () => (await import("../plain-text/adapter.js")).plainText;

/** The protocol by the first frame that is not a ping. Key order and address do not matter. */
function select(json: unknown, frame: Frame, atEnd: boolean): Adapter | Promise<Adapter> | undefined {
  if (frame.plain) return plainText();
  if (!atEnd && (frame.data === "" || frame.event === "ping")) return undefined;
  if (Array.isArray(get(json, "choices"))) return openaiChat();
  if (isErrorBody(json)) return errorReply;
  return frame.line !== undefined || frame.whole ? jsonLines() : sseItems();
}

/**
 * Finds the format from the reply itself: the framing by content type and first bytes, the protocol by the first value. What
 * is no known protocol is a stream of items. One reply looks like another in one case only: a server that relays foreign
 * chunks as items of its own; name the adapter there.
 */
export const auto: Adapter = defineAdapter({
  name: "auto",
  framing: sniff({ sse, jsonLines: jsonLinesFraming, jsonBody, plainText: plainTextFraming }),
  endMarker: "[DONE]",
  // Nothing at all: an empty list of items is fine, an empty answer is not.
  requiresEnd: ({ contentType }) => !/jsonl|ndjson|jsonlines/.test(contentType),
  createDecoder: () => () => [],
  select,
});
