import type { Decode } from "../../protocol/adapter.js";
import { get, str } from "../../protocol/read.js";
import { isErrorBody, serverError } from "../../protocol/server-error.js";
import { readUsage } from "../responses.js";

/** Reads one line, or the whole analysis of a server that did not stream: its members stand side by side there. */
export const decodeAnalysis: Decode = function* decode(json) {
  const metadata = get(json, "metadata") ?? json;
  const responseId = str(metadata, "generation_id") ?? str(json, "id");
  const delta = str(json, "text") ?? str(json, "data");
  const usage = get(metadata, "usage");
  const finishReason = str(json, "finish_reason");

  if (responseId) yield { type: "message-start", responseId };
  if (delta) yield { type: "text-delta", delta };
  if (usage) yield { type: "usage-set", usage: readUsage(usage) };
  // `length` comes with an `error` that only warns of it.
  if (finishReason || str(json, "event_type") === "stream_end") yield { type: "message-end", finishReason };
  else if (isErrorBody(json)) yield { type: "error", error: serverError("server", json) };
};
