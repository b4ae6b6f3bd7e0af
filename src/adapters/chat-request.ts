import type { AdapterRequest, RequestInput } from "../protocol/adapter.js";
import { writeMessages, type WriteFile } from "../protocol/chat-messages.js";

/** `{messages, stream: true, stream_options: {include_usage: true}, ...body}`: the whole conversation, every time. */
export function createChatRequest({ messages, body }: RequestInput, writeFile: WriteFile): AdapterRequest {
  const stream_options = { include_usage: true };
  return { body: { stream: true, stream_options, messages: writeMessages(messages, writeFile), ...body } };
}
