import { str } from "../../protocol/read.js";
import { blocksOf } from "./anthropic-blocks.js";
import { asksForStream, countsOf, createIds, finishReasonOf, messagesPrompt, modelOf } from "./facts.js";
import { frameJson, sseJson } from "./frames.js";
import type { MockAnswer, MockError, MockRequest, MockWire } from "./wire.js";

const stopReasons = new Map([
  ["stop", "end_turn"],
  ["length", "max_tokens"],
  ["tool_calls", "tool_use"],
  ["content_filter", "refusal"],
]);

/** Words for an error by its status. */
const errorTypes: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  429: "rate_limit_error",
  529: "overloaded_error",
};

function prepare(answer: MockAnswer, request: MockRequest) {
  const ids = createIds(answer);
  const { input, output, reasoning, cached } = countsOf(answer, request);
  const usage = { input_tokens: input, cache_creation_input_tokens: 0, cache_read_input_tokens: cached };
  const details = reasoning > 0 ? { output_tokens_details: { thinking_tokens: reasoning } } : {};
  const { refusal } = answer;
  const reason = finishReasonOf(refusal === undefined ? answer : { finishReason: "content_filter", ...answer });
  const head = {
    id: `msg_${ids.hex(24)}`,
    type: "message",
    role: "assistant",
    model: modelOf(answer, request, "claude-sonnet-5"),
  };
  const ending = {
    stop_reason: stopReasons.get(reason) ?? reason,
    stop_sequence: null,
    ...(refusal !== undefined && { stop_details: { type: "refusal", category: null, explanation: refusal } }),
  };
  const counts = { ...usage, output_tokens: output, ...details };
  return { head, usage, counts, ending, blocks: blocksOf(answer, ids) };
}

function encode(answer: MockAnswer, request: MockRequest): readonly string[] {
  const { head, usage, counts, ending, blocks } = prepare(answer, request);
  const start = { ...head, content: [], stop_reason: null, stop_sequence: null, usage: { ...usage, output_tokens: 1 } };
  return [
    { type: "message_start", message: start },
    ...blocks.flatMap((block, index) => [
      { type: "content_block_start", index, content_block: block.start },
      ...(index === 0 ? [{ type: "ping" }] : []),
      ...block.deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
      { type: "content_block_stop", index },
    ]),
    { type: "message_delta", delta: ending, usage: counts },
    { type: "message_stop" },
  ].map((event) => sseJson(event, event.type));
}

function anthropicError({ message, type }: MockError, status = 529): unknown {
  const error = { type: type ?? errorTypes[status] ?? "api_error", message };
  return { type: "error", error, request_id: "req_011CT7Qw8fZbN2dYxK4mVhLs" };
}

/**
 * Anthropic's Messages: thinking, searches and MCP tools of the server, cited text as blocks of its own.
 *
 * Source: `@anthropic-ai/sdk` 1.12.0, `resources/messages/messages.d.ts`; Claude documentation, "Streaming messages".
 */
export const anthropicWire: MockWire = {
  name: "anthropic",
  title: "Messages of Anthropic, AISIX, OpenRouter",
  routes: ["POST /v1/messages"],
  transport: "sse",
  contentType: "text/event-stream; charset=utf-8",
  headers: { "cache-control": "no-cache" },
  prompt: messagesPrompt,
  streams: asksForStream,
  encode,
  encodeBody(answer, request) {
    const { head, counts, ending, blocks } = prepare(answer, request);
    return { ...head, content: blocks.map(({ whole }) => whole), ...ending, usage: counts };
  },
  encodeError: (error) => sseJson(anthropicError(error), "error"),
  errorBody: anthropicError,
  isEnd: (frame) => /^message_(delta|stop)$/.test(str(frameJson(frame), "type") ?? ""),
};
