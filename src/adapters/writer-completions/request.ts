import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import { foldPrompt } from "../fold-prompt.js";

/** `{prompt, stream: true, ...body}`: the endpoint takes one prompt, so the conversation is folded into it. */
export function createCompletionRequest({ messages, body, continueFrom }: RequestInput): AdapterRequest {
  return { body: { prompt: foldPrompt(messages, continueFrom), stream: true, ...body } };
}
