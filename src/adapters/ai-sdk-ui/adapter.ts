import { orBody } from "../../framing/or-body.js";
import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import { createUiDecoder } from "./decode.js";
import { createUiRequest } from "./request.js";

/**
 * The UI message stream of the Vercel AI SDK (`x-vercel-ai-ui-message-stream: v1`), which `toUIMessageStreamResponse()` and
 * `createUIMessageStreamResponse()` send. The request is the one of `useChat`, so its routes work as they are.
 *
 * Complete on `finish` or `[DONE]`; `error` is an error, and so is `abort`: the server stopped before the end.
 *
 * Source: AI SDK documentation, "Stream Protocols"; `ai` 7.0.173, `ui-message-stream/ui-message-chunks.ts` and
 * `ui/http-chat-transport.ts`.
 */
export const aiSdkUi: Adapter = {
  name: "ai-sdk-ui",
  framing: orBody(sse),
  endMarker: "[DONE]",
  requiresEnd: true,
  createDecoder: createUiDecoder,
  createRequest: createUiRequest,
};
