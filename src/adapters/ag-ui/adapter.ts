import { orBody } from "../../framing/or-body.js";
import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import { createAgUiDecoder } from "./decode.js";
import { createAgUiRequest } from "./request.js";

/**
 * AG-UI, the Agent–User Interaction Protocol, as CopilotKit, LangGraph, Pydantic AI, Mastra, ADK, TanStack AI and others
 * speak it over HTTP and Server-Sent Events.
 *
 * Complete on `RUN_FINISHED`; `RUN_ERROR` is an error, and so is the outcome `cancelled`: the server stopped before the end.
 * A body that ends before either is `incomplete`.
 *
 * Source: AG-UI specification 1.0 and 1.1; `@ag-ui/core` and `@ag-ui/client` 1.0.0.
 */
export const agUi: Adapter = {
  name: "ag-ui",
  framing: orBody(sse),
  // Not of the protocol, but TanStack AI sends it.
  endMarker: "[DONE]",
  requiresEnd: true,
  createDecoder: createAgUiDecoder,
  createRequest: createAgUiRequest,
};
