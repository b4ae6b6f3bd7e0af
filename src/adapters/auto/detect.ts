import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import type { Frame } from "../../protocol/frame.js";
import { get } from "../../protocol/read.js";
import { isErrorBody, serverError } from "../../protocol/server-error.js";

/** Reads a reply whose first value is an error: no protocol is needed for that. */
const errorReply: Adapter = {
  name: "error",
  framing: sse,
  createDecoder: () => (json) => [{ type: "error", error: serverError("server", json) }],
};

// Protocols come as chunks of their own when a reply needs them: who talks to one back end loads one of them.
const openaiChat = async () => (await import("../openai-chat/adapter.js")).openaiChat;
const jsonLines = async () => (await import("../json-lines/adapter.js")).jsonLines;
const sseItems = async () => (await import("../sse-items/adapter.js")).sseItems;
const plainText = async () => (await import("../plain-text/adapter.js")).plainText;

/** The protocol by the first value of a reply. Key order and address do not matter. */
export function detect(json: unknown, frame: Frame): Adapter | Promise<Adapter> {
  if (frame.plain) return plainText();
  if (Array.isArray(get(json, "choices"))) return openaiChat();
  if (isErrorBody(json)) return errorReply;
  return frame.line !== undefined || frame.whole ? jsonLines() : sseItems();
}
