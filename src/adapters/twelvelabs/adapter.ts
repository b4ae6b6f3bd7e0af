import { orBody } from "../../framing/or-body.js";
import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import { messageText } from "../../protocol/message.js";
import { newestUser } from "../newest-user.js";
import { createResponsesDecoder, instructionsOf } from "../responses.js";

/**
 * TwelveLabs' Responses (Jockey): the shape of OpenAI Responses, with citations of videos, images and collections.
 *
 * Complete on the terminal event, whatever its name says about an answer that was cut; `[DONE]` follows it. A body that
 * ends before is `incomplete`. The server keeps the conversation as a session.
 *
 * Source: twelvelabs-js@1.3.4, `api/types/Response*.d.ts` and "Example streamed response (SSE)".
 */
export const twelvelabs: Adapter = {
  name: "twelvelabs",
  framing: orBody(sse),
  endMarker: "[DONE]",
  requiresEnd: true,
  createDecoder: createResponsesDecoder,
  createRequest({ messages, body, conversation }) {
    const question = newestUser(messages);
    return {
      body: {
        stream: true,
        knowledge_store_id: conversation?.knowledgeStoreId,
        session_id: conversation?.sessionId,
        instructions: instructionsOf(messages),
        input: [{ type: "message", role: "user", content: question ? messageText(question) : "" }],
        ...body,
      },
    };
  },
};
