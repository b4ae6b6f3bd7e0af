import type { Decode } from "../protocol/adapter.js";
import type { StreamEvent } from "../protocol/events.js";
import type { Usage } from "../protocol/message.js";
import { get, list, num, str } from "../protocol/read.js";
import { isErrorBody, serverError } from "../protocol/server-error.js";

/** Reads what only some servers say in the delta of a choice; before its text. */
export type ReadMore = (delta: unknown) => readonly StreamEvent[];

/** A text that is given as such or as a list of parts. */
export function textIn(json: unknown, key: string): string {
  const pieces = list(json, key).map((part) => str(part, "text"));
  return str(json, key) ?? pieces.join("");
}

/** The next piece of a text; nothing where there is none. */
export function say(
  type: "text-delta" | "reasoning-delta" | "refusal-delta",
  delta: string | undefined,
): readonly StreamEvent[] {
  return delta ? [{ type, delta }] : [];
}

/** Cached input is told in three places: by OpenAI, by Writer, by DeepSeek and AISIX. */
function readUsage(usage: unknown): Usage {
  const inputTokens = num(usage, "prompt_tokens");
  const outputTokens = num(usage, "completion_tokens");
  // NaN, when one of them is missing, is no number to report.
  const sum = inputTokens! + outputTokens!;
  const input = get(usage, "prompt_tokens_details") ?? get(usage, "prompt_token_details");
  return {
    inputTokens,
    outputTokens,
    totalTokens: num(usage, "total_tokens") ?? (sum >= 0 ? sum : undefined),
    reasoningTokens: num(get(usage, "completion_tokens_details"), "reasoning_tokens"),
    cachedInputTokens: num(input, "cached_tokens") ?? num(usage, "prompt_cache_hit_tokens"),
  };
}

/**
 * Decoder of OpenAI-shaped chunks: `choices` with a `delta` each. Whole completions have a `message` instead; some servers
 * send one as their only chunk.
 */
export function createChunkDecoder(readMore: ReadMore): Decode {
  /** Ids of the tool calls by choice and index: only the first delta of a call names it. */
  const callIds = new Map<string, string>();
  let named = false;

  function readChoice(entry: unknown): StreamEvent[] {
    const choice = num(entry, "index") ?? 0;
    const delta = get(entry, "delta") ?? get(entry, "message") ?? entry;

    function readCall(call: unknown, position: number): StreamEvent {
      const called = get(call, "function");
      const id = str(call, "id");
      const name = str(called, "name") || undefined;
      const key = `${choice}:${num(call, "index") ?? position}`;
      // Gemini gives every call the index 0, others give none: a name with an id of its own is a new call.
      const toolCallId = (name && id) || callIds.get(key) || id || `call-${key}`;
      callIds.set(key, toolCallId);
      return { type: "tool-call-delta", toolCallId, name, delta: str(called, "arguments") ?? "" };
    }

    const legacy = get(delta, "function_call");
    const calls = legacy ? [{ id: "function_call", function: legacy }] : list(delta, "tool_calls");
    const raw = str(entry, "finish_reason");
    const finishReason = raw?.replace("function_call", "tool_calls");
    const events: StreamEvent[] = [
      ...readMore(delta),
      ...say("text-delta", textIn(delta, "content")),
      ...say("refusal-delta", str(delta, "refusal")),
      ...calls.map(readCall),
    ];
    if (raw) events.push({ type: "message-end", finishReason, ...(raw !== finishReason && { raw }) });
    return events.map((event) => ({ ...event, choice }));
  }

  return function* decode(json, { whole }) {
    const choices = list(json, "choices");
    const model = str(json, "model");
    if (!named && model) {
      named = true;
      yield { type: "message-start", model, responseId: str(json, "id") };
    }
    yield* choices.flatMap(readChoice);
    const usage = get(json, "usage") ?? get(get(json, "x_groq"), "usage");
    if (usage) yield { type: "usage-set", usage: readUsage(usage) };
    if (isErrorBody(json)) yield { type: "error", error: serverError("server", json) };
    // A reply that was not streamed is complete as it is, unless it is something else.
    if (whole && choices[0]) yield { type: "message-end" };
    else if (whole) {
      const words = "The server answered with JSON instead of an answer.";
      yield { type: "error", error: serverError("unexpected-response", json, {}, words) };
    }
  };
}
