import { jsonLines } from "../../framing/json-lines.js";
import { jsonBody } from "../../framing/json-body.js";
import { orBody } from "../../framing/or-body.js";
import type { Adapter } from "../../protocol/adapter.js";
import { messageText } from "../../protocol/message.js";
import { newestUser } from "../newest-user.js";
import { decodeAnalysis } from "./decode.js";

/**
 * TwelveLabs' older analysis of one video, `/analyze`: JSON Lines told apart by `event_type`.
 *
 * Complete on `stream_end`; a body that ends before is `incomplete`. The server keeps no conversation: each request is one
 * prompt.
 *
 * Source: TwelveLabs documentation, "Streaming responses"; twelvelabs-js@1.3.4, `api/types/Stream*Response.d.ts`.
 */
export const twelvelabsAnalyze: Adapter = {
  name: "twelvelabs-analyze",
  framing: orBody(jsonLines, jsonBody),
  requiresEnd: true,
  createDecoder: () => decodeAnalysis,
  createRequest({ messages, body }) {
    const question = newestUser(messages);
    return { body: { stream: true, prompt: question && messageText(question), ...body } };
  },
};
