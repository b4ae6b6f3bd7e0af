import type { Decode } from "../protocol/adapter.js";
import type { StreamEvent } from "../protocol/events.js";
import type { Usage } from "../protocol/message.js";
import { get, list, num, str } from "../protocol/read.js";
import { isErrorBody, serverError } from "../protocol/server-error.js";

/** Reads what only some servers say in the delta of a choice; before its text. */
export type ReadMore = (delta: unknown) => readonly StreamEvent[];

/** A text that is given as such or as a list of parts. */
export function textIn(json: unknown, key: string): string {
  return (
    str(json, key) ??
    list(json, key)
      .map((part) => str(part, "text"))
      .join("")
  );
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

  function readCall(call: unknown, position: number, choice: number): StreamEvent {
    const called = get(call, "function");
    const id = str(call, "id");
    const name = str(called, "name") || undefined;
    const key = `${choice}:${num(call, "index") ?? position}`;
    // Gemini gives every call the index 0, others give none: a name with an id of its own is a new call.
    const toolCallId = (name && id) || callIds.get(key) || id || `call-${key}`;
    callIds.set(key, toolCallId);
    return { type: "tool-call-delta", toolCallId, name, delta: str(called, "arguments") ?? "", choice };
  }

  function readChoice(entry: unknown, events: StreamEvent[]): void {
    const choice = num(entry, "index") ?? 0;
    const delta = get(entry, "delta") ?? get(entry, "message") ?? entry;
    for (const event of readMore(delta)) events.push({ ...event, choice } as StreamEvent);
    for (const type of ["text", "refusal"] as const) {
      const text = textIn(delta, type === "text" ? "content" : type);
      if (text) events.push({ type: `${type}-delta`, delta: text, choice });
    }
    const legacy = get(delta, "function_call");
    const calls = legacy ? [{ id: "function_call", function: legacy }] : list(delta, "tool_calls");
    calls.forEach((call, position) => events.push(readCall(call, position, choice)));
    const raw = str(entry, "finish_reason");
    if (!raw) return;
    const finishReason = raw.replace("function_call", "tool_calls");
    events.push({ type: "message-end", finishReason, ...(raw !== finishReason && { raw }), choice });
  }

  return (json, { whole }) => {
    const events: StreamEvent[] = [];
    const choices = list(json, "choices");
    const model = !named && str(json, "model");
    if (model) {
      named = true;
      events.push({ type: "message-start", model, responseId: str(json, "id") });
    }
    for (const entry of choices) readChoice(entry, events);
    const usage = get(json, "usage") ?? get(get(json, "x_groq"), "usage");
    if (usage) events.push({ type: "usage-set", usage: readUsage(usage) });
    if (isErrorBody(json)) events.push({ type: "error", error: serverError("server", json) });
    // A reply that was not streamed is complete as it is, unless it is something else.
    if (whole && choices[0]) events.push({ type: "message-end" });
    else if (whole) {
      const words = "The server answered with JSON instead of an answer.";
      events.push({ type: "error", error: serverError("unexpected-response", json, {}, words) });
    }
    return events;
  };
}
