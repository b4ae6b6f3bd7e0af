import type { Adapter, AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import { writeFile } from "../../protocol/chat-messages.js";
import { messageText } from "../../protocol/message.js";
import { createChatRequest } from "../chat-request.js";
import { openaiChat } from "./adapter.js";

/**
 * How a server is told to go on with the answer that the request ends with:
 *
 * - `prefix` the message has `prefix: true` (Mistral, DeepSeek's beta, LiteLLM)
 * - `continue_final_message` the body has that, and `add_generation_prompt: false` (vLLM, SGLang)
 * - `none` it needs no telling (OpenRouter)
 */
export type ContinueMark = "prefix" | "continue_final_message" | "none";

/**
 * {@link openaiChat} for servers that go on with an unfinished answer, see `Chat.continueFrom`. OpenAI's own begins anew and does
 * not belong to them.
 *
 * Source: Mistral and DeepSeek API reference, "prefix"; vLLM `entrypoints/openai/protocol.py`, `continue_final_message`;
 * OpenRouter documentation, "Assistant prefill".
 *
 * @example
 * <ChatPanel endpoint="/v1/chat/completions" adapter={continuableOpenaiChat("continue_final_message")} />
 */
export function continuableOpenaiChat(mark: ContinueMark): Adapter {
  const createRequest = (input: RequestInput): AdapterRequest => {
    const { continueFrom } = input;
    const request = createChatRequest(input, writeFile);
    if (!continueFrom) return request;
    const { messages, ...body } = request.body as { readonly messages: readonly object[] };
    const answer = {
      role: "assistant",
      content: messageText(continueFrom),
      ...(mark === "prefix" && { prefix: true }),
    };
    const told = mark === "continue_final_message" && { [mark]: true, add_generation_prompt: false };
    return { body: { ...body, ...told, messages: [...messages, answer] } };
  };
  return { ...openaiChat, canContinue: true, createRequest };
}
