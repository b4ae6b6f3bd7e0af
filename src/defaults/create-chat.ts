import type { Chat, ChatOptions } from "../chat/chat.js";
import { createChatWith } from "../chat/create-chat.js";
import { loadAuto } from "./load-auto.js";

/**
 * A conversation without React. Without an `adapter` the format is found from the reply; the code for that is loaded with
 * the first request, so naming an adapter keeps it out of the bundle.
 *
 * @example
 * const chat = createChat({ endpoint: "/api/chat" });
 * const answer = await chat.send("Hello");
 */
export function createChat(options: ChatOptions): Chat {
  return createChatWith(options, loadAuto);
}
