import { orBody } from "../../framing/or-body.js";
import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import { createResponsesDecoder } from "../responses.js";
import { createResponsesRequest } from "./request.js";

/**
 * OpenAI Responses and its compatibles: AISIX, GitHub Copilot, LM Studio, vLLM.
 *
 * Complete on `response.completed` or `response.incomplete`; there is no end marker, and one that comes all the same is
 * fine. A body that ends before is `incomplete`. The server keeps the conversation: the next turn names the last response.
 *
 * Source: openai@6.49.0, `resources/responses/responses.d.ts`; OpenAI API reference, "Responses, Streaming events".
 */
export const openaiResponses: Adapter = {
  name: "openai-responses",
  framing: orBody(sse),
  endMarker: "[DONE]",
  requiresEnd: true,
  createDecoder: createResponsesDecoder,
  createRequest: createResponsesRequest,
};
