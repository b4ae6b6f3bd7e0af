import type { Decode } from "../../protocol/adapter.js";
import { StreamError } from "../../protocol/errors.js";
import type { StreamEvent } from "../../protocol/events.js";
import type { Usage } from "../../protocol/message.js";
import { get, list, num, object, str } from "../../protocol/read.js";
import { isErrorBody, serverError } from "../../protocol/server-error.js";

/** Ids of the tool calls by `choice:index`: only the first delta of a call names it. */
type CallIds = Map<string, string>;

/** Token counts; cached input tokens are named differently by OpenAI and by DeepSeek and AISIX. */
function readUsage(json: unknown): Usage | undefined {
  const usage = object(get(json, "usage")) ?? object(get(get(json, "x_groq"), "usage"));
  if (usage === undefined) return undefined;
  const inputTokens = num(usage, "prompt_tokens");
  const outputTokens = num(usage, "completion_tokens");
  const sum = inputTokens === undefined || outputTokens === undefined ? undefined : inputTokens + outputTokens;
  return {
    inputTokens,
    outputTokens,
    totalTokens: num(usage, "total_tokens") ?? sum,
    reasoningTokens: num(get(usage, "completion_tokens_details"), "reasoning_tokens"),
    cachedInputTokens:
      num(get(usage, "prompt_tokens_details"), "cached_tokens") ?? num(usage, "prompt_cache_hit_tokens"),
  };
}

function joinTexts(parts: readonly unknown[]): string {
  return parts.map((part) => str(part, "text") ?? "").join("");
}

/** `content` is a string, or with Mistral a list of `{type: "text"}` and `{type: "thinking", thinking: […]}`. */
function* readContent(delta: unknown, choice: number): Iterable<StreamEvent> {
  const content = str(delta, "content");
  if (content) yield { type: "text-delta", delta: content, choice };
  for (const part of list(delta, "content")) {
    const thought = joinTexts(list(part, "thinking"));
    if (thought) yield { type: "reasoning-delta", delta: thought, choice };
    const text = str(part, "text");
    if (text) yield { type: "text-delta", delta: text, choice };
  }
}

/** DeepSeek, xAI, AISIX: `reasoning_content`. Groq, vLLM, OpenRouter: `reasoning`, repeated in `reasoning_details`. */
function readReasoning(delta: unknown): string {
  return str(delta, "reasoning_content") || str(delta, "reasoning") || joinTexts(list(delta, "reasoning_details"));
}

function* readToolCalls(delta: unknown, choice: number, ids: CallIds): Iterable<StreamEvent> {
  for (const [position, call] of list(delta, "tool_calls").entries()) {
    const id = str(call, "id") || undefined;
    // Without an index a new id is a new call, and no id continues the call at this position.
    const key = `${choice}:${num(call, "index") ?? id ?? position}`;
    const toolCallId = ids.get(key) ?? id ?? `call-${key}`;
    ids.set(key, toolCallId);
    const called = get(call, "function");
    yield {
      type: "tool-call-delta",
      toolCallId,
      name: str(called, "name") || undefined,
      delta: str(called, "arguments") ?? "",
      choice,
    };
  }
  const legacy = object(get(delta, "function_call"));
  if (legacy !== undefined) {
    const name = str(legacy, "name") || undefined;
    yield { type: "tool-call-delta", toolCallId: "function_call", name, delta: str(legacy, "arguments") ?? "", choice };
  }
}

function* readChoice(json: unknown, ids: CallIds): Iterable<StreamEvent> {
  const choice = num(json, "index") ?? 0;
  const delta = get(json, "delta") ?? get(json, "message");
  const reasoning = readReasoning(delta);
  if (reasoning) yield { type: "reasoning-delta", delta: reasoning, choice };
  yield* readContent(delta, choice);
  const refusal = str(delta, "refusal");
  if (refusal) yield { type: "refusal-delta", delta: refusal, choice };
  yield* readToolCalls(delta, choice, ids);
  const reason = str(json, "finish_reason");
  if (reason) {
    yield { type: "message-end", finishReason: reason === "function_call" ? "tool_calls" : reason, choice };
  }
}

/**
 * Decoder of chat completion chunks. Also reads whole completions (`message` instead of `delta`), because some servers send
 * one as their only chunk.
 */
export function createChatDecoder(): Decode {
  const ids: CallIds = new Map();
  let named = false;
  return function* decode(json) {
    const model = str(json, "model");
    if (!named && model) {
      named = true;
      yield { type: "message-start", model, responseId: str(json, "id") || undefined };
    }
    for (const choice of list(json, "choices")) yield* readChoice(choice, ids);
    const usage = readUsage(json);
    if (usage !== undefined) yield { type: "usage-set", usage };
    if (isErrorBody(json)) yield { type: "error", error: serverError("server", json) };
  };
}

/** A reply that was not streamed: `object: "chat.completion"`, or an error under status 200. */
export function* decodeChatBody(json: unknown): Iterable<StreamEvent> {
  if (list(json, "choices").length === 0 && !isErrorBody(json)) {
    const words = "The server answered with JSON that is not a chat completion.";
    yield { type: "error", error: new StreamError("unexpected-response", words) };
    return;
  }
  yield* createChatDecoder()(json, { data: "" });
  yield { type: "message-end" };
}
