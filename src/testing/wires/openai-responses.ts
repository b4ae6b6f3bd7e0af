import { get, list, str } from "../../protocol/read.js";
import { asksForStream, countsOf, createdAt, createIds, modelOf, newestWords } from "./facts.js";
import { sseJson } from "./frames.js";
import { itemsOf } from "./openai-items.js";
import { openaiError } from "./openai.js";
import { encodeResponse, isResponseEnd, statusOf } from "./responses.js";
import type { MockAnswer, MockRequest, MockWire } from "./wire.js";

function usageOf(answer: MockAnswer, request: MockRequest) {
  const { input, output, total, reasoning, cached } = countsOf(answer, request);
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: total,
  };
}

/** The items of an answer, and the response object around them. */
function prepare(answer: MockAnswer, request: MockRequest) {
  const ids = createIds(answer);
  const id = `resp_${ids.hex(48)}`;
  const items = itemsOf(answer, ids);
  const write = (output: readonly object[], ended: boolean) => ({
    id,
    object: "response",
    created_at: createdAt,
    ...(ended ? statusOf(answer) : { status: "in_progress", incomplete_details: null }),
    error: null,
    instructions: str(request.body, "instructions") ?? null,
    model: modelOf(answer, request, "gpt-5-mini"),
    output,
    parallel_tool_calls: true,
    previous_response_id: str(request.body, "previous_response_id") ?? null,
    store: get(request.body, "store") !== false,
    tool_choice: "auto",
    tools: [],
    usage: ended ? usageOf(answer, request) : null,
    metadata: {},
  });
  return { items, write };
}

/**
 * OpenAI's Responses: reasoning as a summary, searches and tools of the server as items of their own, words on the way as
 * commentary.
 *
 * Source: `openai` 6.49.0, `resources/responses/responses.d.ts`; OpenAI API reference, "Responses, Streaming events".
 */
export const openaiResponsesWire: MockWire = {
  name: "openai-responses",
  title: "Responses of OpenAI, AISIX, LM Studio, vLLM",
  routes: ["POST /v1/responses", "POST /responses", "POST /openai/v1/responses"],
  transport: "sse",
  contentType: "text/event-stream; charset=utf-8",
  headers: { "cache-control": "no-cache" },
  prompt: (body) => str(body, "input") ?? newestWords(list(body, "input")),
  streams: asksForStream,
  encode(answer, request) {
    const { items, write } = prepare(answer, request);
    return encodeResponse(items, write, `response.${statusOf(answer).status}`);
  },
  encodeBody(answer, request) {
    const { items, write } = prepare(answer, request);
    return write(
      items.map(({ done }) => done),
      true,
    );
  },
  // As recorded; the types of the client have its members beside `type`. The number it would have is not known here.
  encodeError: ({ message, type = "server_error", code = type }) =>
    sseJson({ type: "error", sequence_number: 0, error: { type, code, message, param: null } }, "error"),
  errorBody: openaiError,
  isEnd: isResponseEnd,
};
