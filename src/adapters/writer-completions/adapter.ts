import type { Adapter } from "../../protocol/adapter.js";
import { writerFraming } from "../writer.js";
import { decodeCompletion, decodeCompletionBody } from "./decode.js";
import { createCompletionRequest } from "./request.js";

/**
 * Writer's text generation, `POST /v1/completions`: `{"value": "…"}` per event, or `{choices: [{text}], model}` when it is
 * not streamed.
 *
 * Complete at the clean end of the body or at `[DONE]`; there is no finish reason and no usage. The endpoint takes one
 * prompt, so the conversation is folded into it.
 *
 * Source: Writer API reference, "Text generation"; `writer-sdk` 2.3.2, `resources/completions.d.ts`, `core/streaming.mjs`.
 */
export const writerCompletions: Adapter = {
  name: "writer-completions",
  framing: writerFraming,
  endMarker: "[DONE]",
  createDecoder: () => decodeCompletion,
  decodeBody: decodeCompletionBody,
  canContinue: true,
  createRequest: createCompletionRequest,
};
