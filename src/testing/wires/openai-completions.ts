import { asksForStream, countsOf, createdAt, createIds, textFinishReasonOf, foldedPrompt, modelOf } from "./facts.js";
import { cutWords, doneFrame, sseJson } from "./frames.js";
import { isChunkEnd, openaiError, openaiErrorFrame, wantsUsage } from "./openai.js";
import type { MockAnswer, MockRequest, MockWire } from "./wire.js";

function headOf(answer: MockAnswer, request: MockRequest) {
  const id = `cmpl-${createIds(answer).hex(29)}`;
  const model = modelOf(answer, request, "gpt-3.5-turbo-instruct");
  return { id, object: "text_completion", created: createdAt, model };
}

function choice(text: string, finish_reason: string | null) {
  return { text, index: 0, logprobs: null, finish_reason };
}

function usageOf(answer: MockAnswer, request: MockRequest) {
  const { input, output, total } = countsOf(answer, request);
  return { prompt_tokens: input, completion_tokens: output, total_tokens: total };
}

/**
 * OpenAI's legacy completions. The endpoint knows text only.
 *
 * Source: OpenAI API reference, "Completions"; `openai` 6.49.0, `resources/completions.d.ts`.
 */
export const openaiCompletionsWire: MockWire = {
  name: "openai-completions",
  title: "Legacy completions of OpenAI, AISIX, vLLM, llama.cpp",
  routes: ["POST /v1/completions", "POST /completions", "POST /openai/deployments/:id/completions"],
  transport: "sse",
  contentType: "text/event-stream; charset=utf-8",
  headers: { "cache-control": "no-cache" },
  prompt: foldedPrompt,
  streams: asksForStream,
  encode(answer, request) {
    const head = headOf(answer, request);
    const withUsage = wantsUsage(request);
    const chunk = (text: string, finishReason: string | null = null) =>
      sseJson({ ...head, choices: [choice(text, finishReason)], ...(withUsage && { usage: null }) });
    return [
      ...cutWords(answer.text ?? "").map((text) => chunk(text)),
      chunk("", textFinishReasonOf(answer)),
      ...(withUsage ? [sseJson({ ...head, choices: [], usage: usageOf(answer, request) })] : []),
      doneFrame,
    ];
  },
  encodeBody: (answer, request) => ({
    ...headOf(answer, request),
    choices: [choice(answer.text ?? "", textFinishReasonOf(answer))],
    usage: usageOf(answer, request),
  }),
  encodeError: openaiErrorFrame,
  errorBody: openaiError,
  isEnd: isChunkEnd,
};
