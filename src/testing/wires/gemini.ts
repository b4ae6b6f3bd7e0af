import { list, str } from "../../protocol/read.js";
import { callsOf, countsOf, createIds, finishReasonOf, modelOf, newestWords, type Counts } from "./facts.js";
import { cutWords, frameJson, sseJson } from "./frames.js";
import { groundingOf } from "./gemini-grounding.js";
import type { MockAnswer, MockError, MockRequest, MockStage, MockWire } from "./wire.js";

const finishReasons = new Map([
  ["stop", "STOP"],
  ["tool_calls", "STOP"],
  ["length", "MAX_TOKENS"],
  ["content_filter", "SAFETY"],
  ["error", "MALFORMED_FUNCTION_CALL"],
]);

/** Google's names of errors, by status. */
const errorNames: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  503: "UNAVAILABLE",
};

function geminiError({ message, type }: MockError, status = 500): unknown {
  return { error: { code: status, message, status: type ?? errorNames[status] ?? "INTERNAL" } };
}

/** Code that ran on the server. Searches show in the grounding; other stages have no place. */
function writeStage({ kind, input, output }: MockStage): readonly object[] {
  if (kind === "search" || (input ?? output) === undefined) return [];
  return [
    { executableCode: { language: "PYTHON", code: input ?? "" } },
    { codeExecutionResult: { outcome: "OUTCOME_OK", output: output ?? "" } },
  ];
}

function writeUsage(
  { input, output, total, reasoning, cached }: Counts,
  candidatesTokenCount: number = output,
): object {
  return {
    promptTokenCount: input,
    candidatesTokenCount,
    totalTokenCount: total - output + candidatesTokenCount,
    promptTokensDetails: [{ modality: "TEXT", tokenCount: input }],
    ...(cached > 0 && { cachedContentTokenCount: cached }),
    ...(reasoning > 0 && { thoughtsTokenCount: reasoning }),
  };
}

function prepare(answer: MockAnswer, request: MockRequest) {
  const ids = createIds(answer);
  const { text = "", reasoning = "", refusal, stages = [] } = answer;
  const calls = callsOf(answer, ids, "fc_").map(({ id, name, value: args }) => ({ functionCall: { name, args, id } }));
  const work = stages.map(writeStage).filter((parts) => parts.length > 0);
  // The address names the model.
  const [, asked] = /\/models\/([^/:]+)/.exec(request.path) ?? [];
  const groundingMetadata = groundingOf(answer);
  const reason = finishReasonOf(refusal === undefined ? answer : { finishReason: "content_filter", ...answer });
  const ending = {
    finishReason: finishReasons.get(reason) ?? reason,
    ...(refusal !== undefined && { finishMessage: refusal }),
    ...(groundingMetadata && { groundingMetadata }),
  };
  const facts = { modelVersion: modelOf(answer, request, asked || "gemini-2.5-flash"), responseId: ids.hex(24) };
  return { text, reasoning, work, calls, ending, facts, counts: countsOf(answer, request) };
}

/** The last chunk has why the answer ends and what it rests on. */
function chunksOf(answer: MockAnswer, request: MockRequest): readonly object[] {
  const { text, reasoning, work, calls, ending, facts, counts } = prepare(answer, request);
  const groups: readonly (readonly object[])[] = [
    ...cutWords(reasoning).map((piece) => [{ text: piece, thought: true }]),
    ...work,
    ...cutWords(text).map((piece) => [{ text: piece }]),
    ...(calls.length > 0 ? [calls] : []),
  ];
  const write = (parts: readonly object[], more: object, usageMetadata: object) => ({
    candidates: [{ content: { parts, role: "model" }, ...more, index: 0 }],
    usageMetadata,
    ...facts,
  });
  return [
    ...groups.map((parts, index) => write(parts, {}, writeUsage(counts, Math.min(index + 1, counts.output)))),
    write([{ text: "" }], ending, writeUsage(counts)),
  ];
}

function wholeOf(answer: MockAnswer, request: MockRequest): object {
  const { text, reasoning, work, calls, ending, facts, counts } = prepare(answer, request);
  const thought = reasoning ? [{ text: reasoning, thought: true }] : [];
  const parts = [...thought, ...work.flat(), ...(text ? [{ text }] : []), ...calls];
  const candidate = { content: { parts, role: "model" }, ...ending, index: 0 };
  return { candidates: [candidate], usageMetadata: writeUsage(counts), ...facts };
}

/**
 * Google's Gemini API and Vertex AI. The address asks for the stream: `…:streamGenerateContent?alt=sse`; without `alt=sse` it
 * sends the same chunks as one JSON array.
 *
 * Source: `@google/genai` 2.32.0, `dist/genai.d.ts`; Gemini API reference, "Generating content".
 */
export const geminiWire: MockWire = {
  name: "gemini",
  title: "Gemini API of Google, Vertex AI",
  routes: [
    "POST /v1beta/models/:model",
    "POST /v1/models/:model",
    "POST /v1/projects/:project/locations/:location/publishers/google/models/:model",
  ],
  transport: "sse",
  contentType: "text/event-stream",
  prompt: (body) => newestWords(list(body, "contents"), "parts"),
  streams: ({ path, query }) =>
    !path.endsWith(":generateContent") && (!path.endsWith(":streamGenerateContent") || query.get("alt") === "sse"),
  encode: (answer, request) => chunksOf(answer, request).map((chunk) => sseJson(chunk)),
  encodeBody(answer, request) {
    return (request.path.endsWith(":streamGenerateContent") ? chunksOf : wholeOf)(answer, request);
  },
  encodeError: (error) => sseJson(geminiError(error)),
  errorBody: geminiError,
  isEnd: (frame) => str(list(frameJson(frame), "candidates")[0], "finishReason") !== undefined,
};
