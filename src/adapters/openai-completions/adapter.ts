import { orBody } from "../../framing/or-body.js";
import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import { str } from "../../protocol/read.js";
import { createChunkDecoder, say } from "../chat-chunks.js";
import { createCompletionRequest } from "./request.js";

/**
 * OpenAI's legacy completions, `POST /v1/completions`, and servers that kept them (vLLM, llama.cpp, TGI): `choices[].text`.
 *
 * Complete on a finish reason or `[DONE]`; a body that ends before either is `incomplete`. The endpoint takes one prompt, so
 * the conversation is folded into it.
 *
 * Source: OpenAI API reference, "Completions"; `openai` 6.49.0, `resources/completions.d.ts`.
 */
export const openaiCompletions: Adapter = {
  name: "openai-completions",
  framing: orBody(sse),
  endMarker: "[DONE]",
  requiresEnd: true,
  createDecoder: () => createChunkDecoder((choice) => say("text-delta", str(choice, "text"))),
  canContinue: true,
  createRequest: createCompletionRequest,
};
