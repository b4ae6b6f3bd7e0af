import { orBody } from "../../framing/or-body.js";
import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import { createContentDecoder } from "./decode.js";
import { createContentRequest } from "./request.js";

/**
 * Google's Gemini API and Vertex AI: `…:streamGenerateContent?alt=sse`, and the one JSON array that the address sends without
 * `alt=sse`, read when it is whole. The address chooses the model and the stream; the body has no member for either.
 *
 * Complete on a `finishReason` or a `blockReason`; a body that ends before either is `incomplete`.
 *
 * Source: `@google/genai` 2.32.0, `dist/genai.d.ts`; Gemini API reference, "Generating content".
 */
export const gemini: Adapter = {
  name: "gemini",
  framing: orBody(sse),
  requiresEnd: true,
  createDecoder: createContentDecoder,
  createRequest: createContentRequest,
};
