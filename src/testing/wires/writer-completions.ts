import { asksForStream, foldedPrompt, modelOf } from "./facts.js";
import { cutWords, sseJson } from "./frames.js";
import type { MockWire } from "./wire.js";
import { writerError, writerErrorFrame } from "./writer.js";

/**
 * Writer's text generation: text and nothing else, the first piece empty. The end of the body is the end.
 *
 * Source: Writer API reference, "Text generation"; `writer-sdk` 2.3.2, `resources/completions.d.ts`.
 */
export const writerCompletionsWire: MockWire = {
  name: "writer-completions",
  title: "Text generation of Writer",
  routes: ["POST /v1/completions"],
  transport: "sse",
  contentType: "text/event-stream; charset=utf-8",
  prompt: foldedPrompt,
  streams: asksForStream,
  encode: ({ text = "" }) => ["", ...cutWords(text)].map((value) => sseJson({ value })),
  encodeBody: (answer, request) => ({
    choices: [{ text: answer.text ?? "", log_probs: null }],
    model: modelOf(answer, request, "palmyra-x5"),
  }),
  encodeError: writerErrorFrame,
  errorBody: writerError,
};
