import type { StreamEvent } from "../../protocol/events.js";
import { list, str } from "../../protocol/read.js";
import { readBody, readError } from "../writer.js";

/** One chunk. The first one is empty: not yet a sign that the answer has begun. */
export function decodeCompletion(json: unknown): StreamEvent[] {
  const delta = str(json, "value");
  return readError(json) ?? (delta ? [{ type: "text-delta", delta }] : []);
}

/** A completion that was not streamed. Further choices are further answers. */
export function decodeCompletionBody(json: unknown): readonly StreamEvent[] {
  const choices = list(json, "choices");
  return readBody(json, choices[0], [
    { type: "message-start", model: str(json, "model") },
    ...choices.map((entry, choice): StreamEvent => ({
      type: "text-delta",
      delta: str(entry, "text") ?? "",
      choice,
    })),
  ]);
}
