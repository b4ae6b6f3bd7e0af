import type { Decode } from "../../protocol/adapter.js";
import { StreamError } from "../../protocol/errors.js";
import type { StreamEvent } from "../../protocol/events.js";
import type { Usage } from "../../protocol/message.js";
import { get, list, num, object, str } from "../../protocol/read.js";
import { isErrorBody, serverError } from "../../protocol/server-error.js";

/** Token counts; cached input tokens are named differently by OpenAI and by DeepSeek and AISIX. */
function readUsage(usage: unknown): Usage {
  const inputTokens = num(usage, "prompt_tokens");
  const outputTokens = num(usage, "completion_tokens");
  // NaN, when one of them is missing, is no number to report.
  const sum = inputTokens! + outputTokens!;
  return {
    inputTokens,
    outputTokens,
    totalTokens: num(usage, "total_tokens") ?? (sum >= 0 ? sum : undefined),
    reasoningTokens: num(get(usage, "completion_tokens_details"), "reasoning_tokens"),
    cachedInputTokens:
      num(get(usage, "prompt_tokens_details"), "cached_tokens") ?? num(usage, "prompt_cache_hit_tokens"),
  };
}

function joinTexts(parts: readonly unknown[]): string {
  return parts.map((part) => str(part, "text") ?? "").join("");
}

/**
 * Decoder of chat completion chunks. Also reads whole completions (`message` instead of `delta`), because some servers send
 * one as their only chunk.
 */
export function createChatDecoder(): Decode {
  /** Ids of the tool calls by choice and index: only the first delta of a call names it. */
  const callIds = new Map<string, string>();
  let named = false;

  function readChoice(json: unknown, events: StreamEvent[]): void {
    const choice = num(json, "index") ?? 0;
    const delta = get(json, "delta") ?? get(json, "message");
    const add = (type: "text-delta" | "reasoning-delta" | "refusal-delta", text: string | undefined) => {
      if (text) events.push({ type, delta: text, choice });
    };
    const call = (toolCallId: string, called: unknown) => {
      const name = str(called, "name") || undefined;
      events.push({ type: "tool-call-delta", toolCallId, name, delta: str(called, "arguments") ?? "", choice });
    };

    // DeepSeek, xAI, AISIX: reasoning_content. Groq, vLLM, OpenRouter: reasoning, repeated in reasoning_details.
    add(
      "reasoning-delta",
      str(delta, "reasoning_content") || str(delta, "reasoning") || joinTexts(list(delta, "reasoning_details")),
    );
    add("text-delta", str(delta, "content"));
    // Mistral: a list of {type: "text", text} and {type: "thinking", thinking: [{text}]}.
    for (const part of list(delta, "content")) {
      add("reasoning-delta", joinTexts(list(part, "thinking")));
      add("text-delta", str(part, "text"));
    }
    add("refusal-delta", str(delta, "refusal"));
    list(delta, "tool_calls").forEach((entry, position) => {
      const id = str(entry, "id");
      // Without an index a new id is a new call, and no id continues the call at this position.
      const key = `${choice}:${num(entry, "index") ?? (id || position)}`;
      const known = callIds.get(key) ?? (id || `call-${key}`);
      callIds.set(key, known);
      call(known, get(entry, "function"));
    });
    const legacy = get(delta, "function_call");
    if (object(legacy)) call("function_call", legacy);
    const finishReason = str(json, "finish_reason")?.replace("function_call", "tool_calls");
    if (finishReason) events.push({ type: "message-end", finishReason, choice });
  }

  return (json) => {
    const events: StreamEvent[] = [];
    const model = str(json, "model");
    if (!named && model) {
      named = true;
      events.push({ type: "message-start", model, responseId: str(json, "id") || undefined });
    }
    for (const choice of list(json, "choices")) readChoice(choice, events);
    const usage = object(get(json, "usage")) ?? object(get(get(json, "x_groq"), "usage"));
    if (usage) events.push({ type: "usage-set", usage: readUsage(usage) });
    if (isErrorBody(json)) events.push({ type: "error", error: serverError("server", json) });
    return events;
  };
}

/** A reply that was not streamed: `object: "chat.completion"`, or an error under status 200. */
export function decodeChatBody(json: unknown): Iterable<StreamEvent> {
  const events = [...createChatDecoder()(json, { data: "" }), { type: "message-end" } as const];
  if (list(json, "choices").length > 0 || isErrorBody(json)) return events;
  const words = "The server answered with JSON that is not a chat completion.";
  return [{ type: "error", error: new StreamError("unexpected-response", words) }];
}
