import { orBody } from "../../framing/or-body.js";
import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import { createMessagesDecoder } from "./decode.js";
import { createMessagesRequest } from "./request.js";

/**
 * Anthropic's Messages API: `POST /v1/messages`, also as AISIX, OpenRouter, Vercel AI Gateway and others serve it.
 *
 * Complete on a `stop_reason` or `message_stop`; a body that ends before either is `incomplete`. The request sends
 * `max_tokens: 4096`, because the server requires a limit, and `anthropic-version: 2023-06-01`; `body` and `headers` replace
 * them.
 *
 * The request can end with an unfinished answer, but models from 4.6 on refuse that: for older ones, and without extended
 * thinking, `{ ...anthropic, canContinue: true }`.
 *
 * Source: `@anthropic-ai/sdk` 1.12.0, `resources/messages/messages.d.ts`; Claude documentation, "Streaming messages".
 */
export const anthropic: Adapter = {
  name: "anthropic",
  framing: orBody(sse),
  requiresEnd: true,
  createDecoder: createMessagesDecoder,
  createRequest: createMessagesRequest,
};
