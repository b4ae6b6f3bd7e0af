import type { Chat as ChatInstance } from "../hooks/index.js";
import * as parts from "./chat-parts.js";

/** What runs a conversation, see `useChatStream` and `createChat`. */
export type Chat = ChatInstance;

/**
 * The parts of a chat under one name: `Chat.Root` around all others. Each is also exported by its own name, which in a server
 * component is the one to use.
 */
export const Chat: typeof parts = parts;
