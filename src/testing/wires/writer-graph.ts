import { asksForStream, memberPrompt } from "./facts.js";
import { cutWords, sseJson } from "./frames.js";
import type { MockAnswer, MockRequest, MockWire } from "./wire.js";
import { writeGraphData, writePages, writerError, writerErrorFrame } from "./writer.js";

/** The whole answer. A web search asks with `query` and finds pages. */
function writeWhole(answer: MockAnswer, { path, prompt }: MockRequest) {
  const { text = "" } = answer;
  if (path.endsWith("web-search")) return { query: prompt, answer: text, sources: writePages(answer.sources ?? []) };
  return { question: prompt, answer: text, ...writeGraphData(answer) };
}

/**
 * Writer's Knowledge Graph questions, and its older web search: the question with every piece, what was found with the last
 * one. The end of the body is the end.
 *
 * Bare, as the documentation and Writer's own framework read it; the types of the SDK wrap it in `data`.
 *
 * Source: Writer documentation, "Ask questions to Knowledge Graphs"; `writer-sdk` 2.3.2, `resources/graphs.d.ts`,
 * `resources/tools/tools.d.ts`.
 */
export const writerGraphWire: MockWire = {
  name: "writer-graph",
  title: "Knowledge Graph questions and web search of Writer",
  routes: ["POST /v1/graphs/question", "POST /v1/tools/web-search"],
  transport: "sse",
  contentType: "text/event-stream; charset=utf-8",
  prompt: (body) => memberPrompt(body, "question", "query"),
  streams: asksForStream,
  encode(answer, request) {
    const whole = writeWhole(answer, request);
    const empty = writeWhole({}, request);
    return [...cutWords(answer.text ?? "").map((piece) => ({ ...empty, answer: piece })), { ...whole, answer: "" }].map(
      (chunk) => sseJson(chunk),
    );
  },
  encodeBody: writeWhole,
  encodeError: writerErrorFrame,
  errorBody: writerError,
};
