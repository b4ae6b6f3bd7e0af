import {
  asksForStream,
  callsOf,
  countsOf,
  createdAt,
  createIds,
  finishReasonOf,
  messagesPrompt,
  modelOf,
  type Counts,
  type WireCall,
} from "./facts.js";
import { cutArguments, cutWords, doneFrame, sseJson } from "./frames.js";
import { isChunkEnd, wantsUsage } from "./openai.js";
import type { MockAnswer, MockRequest, MockWire } from "./wire.js";
import { writeGraphData, writePages, writerError, writerErrorFrame } from "./writer.js";

/** Members that Writer sends as `null` where others leave them out. */
const nothing = {
  content: null,
  role: "assistant",
  tool_calls: null,
  graph_data: { sources: null, status: null, subqueries: null },
  llm_data: null,
  refusal: null,
};

function writeUsage({ input, output, total, cached, reasoning }: Counts): object {
  return {
    prompt_tokens: input,
    total_tokens: total,
    completion_tokens: output,
    // In the singular: Writer's own spelling.
    prompt_token_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

/** The deltas of what Writer's tools found. */
function toolDeltas(answer: MockAnswer): readonly object[] {
  const graph_data = { ...writeGraphData(answer), status: "finished" };
  const pages = writePages(answer.sources ?? []);
  const isFromGraph = graph_data.sources.length + graph_data.subqueries.length > 0 || graph_data.references;
  const searching = { sources: null, status: "processing", subqueries: null };
  return [
    ...(isFromGraph ? [{ content: "", graph_data: searching }, { graph_data }] : []),
    ...(pages.length > 0 ? [{ web_search_data: { sources: pages } }] : []),
  ];
}

/** Names are told once, arguments after them. */
function callDeltas({ id, name, text }: WireCall, index: number): readonly object[] {
  return [
    { index, id, type: "function", function: { name, arguments: null } },
    ...cutArguments(text).map((piece) => ({
      index,
      id: null,
      type: null,
      function: { name: null, arguments: piece },
    })),
  ].map((call) => ({ tool_calls: [call] }));
}

function encode(answer: MockAnswer, request: MockRequest): readonly string[] {
  const ids = createIds(answer);
  const model = modelOf(answer, request, "palmyra-x5");
  const facts = { created: createdAt, model };
  const more = { system_fingerprint: "v1", service_tier: null };
  // Every chunk has an id of its own, as recorded.
  const chunk = (choices: readonly object[], usage: object | null = null) =>
    sseJson({ id: ids.uuid(), object: "chat.completion.chunk", choices, ...facts, usage, ...more });
  const say = (delta: object, finish_reason: string | null = null) =>
    chunk([{ index: 0, finish_reason, delta: { ...nothing, ...delta }, logprobs: null }]);
  return [
    say({ content: "" }),
    ...toolDeltas(answer).map((delta) => say(delta)),
    ...cutWords(answer.text ?? "").map((content) => say({ content })),
    ...cutWords(answer.refusal ?? "").map((refusal) => say({ refusal })),
    ...callsOf(answer, ids, "chatcmpl-tool-")
      .flatMap(callDeltas)
      .map((delta) => say(delta)),
    say({}, finishReasonOf(answer)),
    ...(wantsUsage(request) ? [chunk([], writeUsage(countsOf(answer, request)))] : []),
    doneFrame,
  ];
}

function encodeBody(answer: MockAnswer, request: MockRequest): unknown {
  const ids = createIds(answer);
  const calls = callsOf(answer, ids, "chatcmpl-tool-").map(({ id, name, text }, index) => ({
    index,
    id,
    type: "function",
    function: { name, arguments: text },
  }));
  const found = Object.assign({}, ...toolDeltas(answer)) as object;
  const { text = null, refusal = null } = answer;
  const message = { ...nothing, ...found, content: text, tool_calls: calls.length > 0 ? calls : null, refusal };
  return {
    id: ids.uuid(),
    object: "chat.completion",
    choices: [{ index: 0, finish_reason: finishReasonOf(answer), message, logprobs: null }],
    created: createdAt,
    model: modelOf(answer, request, "palmyra-x5"),
    usage: writeUsage(countsOf(answer, request)),
    system_fingerprint: "v1",
    service_tier: null,
  };
}

/**
 * Writer's chat: OpenAI's chunks with everything unused as `null`, an id of its own for every chunk, and what a Knowledge
 * Graph or a web search found. It has no place for reasoning.
 *
 * Source: Writer API reference, "Chat completion"; `writer-sdk` 2.3.2, `resources/chat.d.ts`, `resources/shared.d.ts`.
 */
export const writerChatWire: MockWire = {
  name: "writer-chat",
  title: "Chat of Writer",
  routes: ["POST /v1/chat"],
  transport: "sse",
  contentType: "text/event-stream; charset=utf-8",
  prompt: messagesPrompt,
  streams: asksForStream,
  encode,
  encodeBody,
  encodeError: writerErrorFrame,
  errorBody: writerError,
  isEnd: isChunkEnd,
};
