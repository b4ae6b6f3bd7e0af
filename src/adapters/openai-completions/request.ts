import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import { foldPrompt } from "../fold-prompt.js";

/** `{prompt, stream: true, stream_options: {include_usage: true}, ...body}` with the conversation as one text. */
export function createCompletionRequest({ messages, body, continueFrom }: RequestInput): AdapterRequest {
  return {
    body: {
      prompt: foldPrompt(messages, continueFrom),
      stream: true,
      stream_options: { include_usage: true },
      ...body,
    },
  };
}
