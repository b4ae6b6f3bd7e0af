import { orBody } from "../../framing/or-body.js";
import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import { createChunkDecoder } from "../chat-chunks.js";
import { createChatRequest } from "../chat-request.js";
import { createToolDataReader } from "./decode.js";

/**
 * Writer's chat, `POST /v1/chat`: chunks of the shape of OpenAI, plus what a Knowledge Graph or a web search has found.
 *
 * Complete on a finish reason or `[DONE]`; a body that ends before either is `incomplete`. Every chunk has an id of its own:
 * the first one is kept.
 *
 * Source: Writer API reference, "Chat completion"; `writer-sdk` 2.3.2, `resources/chat.d.ts`, `resources/shared.d.ts`.
 */
export const writerChat: Adapter = {
  name: "writer-chat",
  framing: orBody(sse),
  endMarker: "[DONE]",
  requiresEnd: true,
  createDecoder: () => createChunkDecoder(createToolDataReader()),
  // Files with an id only belong to a tool of the body; the wire has no place for them in a message.
  createRequest: (input) =>
    createChatRequest(input, ({ url }) => (url ? { type: "image_url", image_url: { url } } : [])),
};
