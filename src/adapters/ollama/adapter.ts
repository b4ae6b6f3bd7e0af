import { jsonLines } from "../../framing/json-lines.js";
import { jsonBody } from "../../framing/json-body.js";
import { orBody } from "../../framing/or-body.js";
import type { Adapter } from "../../protocol/adapter.js";
import { createOllamaDecoder } from "./decode.js";
import { createOllamaRequest } from "./request.js";

/**
 * Ollama's own API: `/api/chat` and `/api/generate`, one JSON object per line, or one with `stream: false`.
 *
 * Complete on `done: true`; a body that ends before is `incomplete`. A line `{"error": "…"}` ends the answer with that error.
 *
 * Source: Ollama documentation, "Streaming", "Errors", "Usage" and `docs/api.md`; `api/types.go` and `server/routes.go` of
 * github.com/ollama/ollama; ollama 0.6.4 on npm.
 */
export const ollama: Adapter = {
  name: "ollama",
  framing: orBody(jsonLines, jsonBody),
  requiresEnd: true,
  createDecoder: createOllamaDecoder,
  canContinue: true,
  createRequest: createOllamaRequest,
};
