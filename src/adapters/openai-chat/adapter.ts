import { orBody } from "../../framing/or-body.js";
import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import { writeFile } from "../../protocol/chat-messages.js";
import { createChunkDecoder } from "../chat-chunks.js";
import { createChatRequest } from "../chat-request.js";
import { readVendor } from "./decode.js";

/**
 * OpenAI chat completions and everything compatible: AISIX, DeepSeek, Groq, xAI, vLLM, OpenRouter, Mistral, Azure.
 *
 * Complete on a finish reason or `[DONE]`; a body that ends before either is `incomplete`. With `n > 1` choice 0 is the
 * message, the others are in `choices`.
 *
 * Source: OpenAI API reference, "Chat completion chunk object".
 */
export const openaiChat: Adapter = {
  name: "openai-chat",
  framing: orBody(sse),
  endMarker: "[DONE]",
  requiresEnd: true,
  createDecoder: () => createChunkDecoder(readVendor),
  createRequest: (input) => createChatRequest(input, writeFile),
};
