import {
  asksForStream,
  callsOf,
  countsOf,
  createdAt,
  createIds,
  finishReasonOf,
  messagesPrompt,
  modelOf,
  type WireCall,
} from "./facts.js";
import { cutArguments, cutWords, doneFrame, sseJson } from "./frames.js";
import { isChunkEnd, openaiError, openaiErrorFrame, openaiUsage, wantsUsage } from "./openai.js";
import type { MockAnswer, MockRequest, MockWire } from "./wire.js";

/** Citations of pages; pages that support the whole answer have no range (OpenRouter). */
function annotationsOf({ citations = [], sources = [] }: MockAnswer): readonly object[] {
  const cited = citations.map(({ url, title, start, end }) => ({ url, title, start_index: start, end_index: end }));
  return [...cited, ...sources.map(({ url, title }) => ({ url, title }))]
    .filter(({ url }) => url !== undefined)
    .map((url_citation) => ({ type: "url_citation", url_citation }));
}

function writeCall({ id, name, text }: WireCall): object {
  return { id, type: "function", function: { name, arguments: text } };
}

function headOf(answer: MockAnswer, request: MockRequest, object: string) {
  const ids = createIds(answer);
  const id = `chatcmpl-${ids.hex(29)}`;
  const model = modelOf(answer, request, "gpt-4o-mini");
  return { head: { id, object, created: createdAt, model, system_fingerprint: "fp_0a1b2c3d4e" }, ids };
}

function encode(answer: MockAnswer, request: MockRequest): readonly string[] {
  const { head, ids } = headOf(answer, request, "chat.completion.chunk");
  const annotations = annotationsOf(answer);
  const withUsage = wantsUsage(request);
  const chunk = (delta: object, finish_reason: string | null = null) =>
    sseJson({
      ...head,
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
      ...(withUsage && { usage: null }),
    });
  const calls = callsOf(answer, ids, "call_").flatMap(({ id, name, text }, index) => [
    { index, id, type: "function", function: { name, arguments: "" } },
    ...cutArguments(text).map((piece) => ({ index, function: { arguments: piece } })),
  ]);
  return [
    chunk({ role: "assistant", content: "", refusal: null }),
    // DeepSeek's name for it, which AISIX and xAI share; OpenAI keeps its reasoning to itself.
    ...cutWords(answer.reasoning ?? "").map((piece) => chunk({ content: null, reasoning_content: piece })),
    ...cutWords(answer.text ?? "").map((content) => chunk({ content })),
    ...cutWords(answer.refusal ?? "").map((refusal) => chunk({ refusal })),
    ...(annotations.length > 0 ? [chunk({ annotations })] : []),
    ...calls.map((call) => chunk({ tool_calls: [call] })),
    chunk({}, finishReasonOf(answer)),
    ...(withUsage ? [sseJson({ ...head, choices: [], usage: openaiUsage(countsOf(answer, request)) })] : []),
    doneFrame,
  ];
}

function encodeBody(answer: MockAnswer, request: MockRequest): unknown {
  const { head, ids } = headOf(answer, request, "chat.completion");
  const { text, reasoning, refusal = null } = answer;
  const calls = callsOf(answer, ids, "call_").map(writeCall);
  const annotations = annotationsOf(answer);
  const message = {
    role: "assistant",
    content: text ?? (calls.length > 0 || refusal !== null ? null : ""),
    ...(reasoning !== undefined && { reasoning_content: reasoning }),
    ...(calls.length > 0 && { tool_calls: calls }),
    refusal,
    annotations,
  };
  return {
    ...head,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReasonOf(answer) }],
    usage: openaiUsage(countsOf(answer, request)),
  };
}

/**
 * Chat completions of OpenAI and of everything that copies them: reasoning as DeepSeek and AISIX send it, pages without a
 * range as OpenRouter does.
 *
 * Source: OpenAI API reference, "Chat completion chunk object"; `openai` 6.49.0,
 * `resources/chat/completions/completions.d.ts`.
 */
export const openaiChatWire: MockWire = {
  name: "openai-chat",
  title: "Chat completions of OpenAI, AISIX, Azure, DeepSeek, Groq, Mistral, OpenRouter, vLLM, xAI",
  routes: [
    "POST /v1/chat/completions",
    "POST /chat/completions",
    "POST /api/v1/chat/completions",
    "POST /openai/v1/chat/completions",
    "POST /openai/deployments/:id/chat/completions",
    "POST /v1beta/openai/chat/completions",
  ],
  transport: "sse",
  contentType: "text/event-stream; charset=utf-8",
  headers: { "cache-control": "no-cache" },
  prompt: messagesPrompt,
  streams: asksForStream,
  encode,
  encodeBody,
  encodeError: openaiErrorFrame,
  errorBody: openaiError,
  isEnd: isChunkEnd,
};
