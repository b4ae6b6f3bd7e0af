import type { Adapter } from "../../protocol/adapter.js";
import { writerFraming } from "../writer.js";
import { createAgentDecoder, decodeAgentBody } from "./decode.js";
import { createAgentRequest } from "./request.js";

/**
 * Writer's no-code agents, `POST /v1/applications/{id}`: `{"delta": {content, title, stages}}` per event, or
 * `{title, suggestion}` when it is not streamed. What a research agent does on its way arrives as stages with their sources.
 *
 * Complete at the clean end of the body or at `[DONE]`; there is no finish reason, no usage and no session.
 *
 * Source: Writer API reference, "Generate from application"; `writer-sdk` 2.3.2, `resources/applications/applications.d.ts`.
 */
export const writerAgent: Adapter = {
  name: "writer-agent",
  framing: writerFraming,
  endMarker: "[DONE]",
  createDecoder: createAgentDecoder,
  decodeBody: decodeAgentBody,
  createRequest: createAgentRequest,
};
