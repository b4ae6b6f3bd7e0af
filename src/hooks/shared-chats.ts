import type { Chat } from "../chat/create-chat.js";

/** A chat and how many components show it. */
export interface SharedChat {
  readonly chat: Chat;
  users: number;
}

const chats = new Map<string, SharedChat>();

/** A chat that is stopped when the last component that shows it is gone. */
export function createShared(chat: Chat): SharedChat {
  return { chat, users: 0 };
}

/** The chat of that id on this page, made if there is none. */
export function sharedChat(chatId: string, create: () => Chat): SharedChat {
  // On a server all visitors would share it.
  if (typeof document === "undefined") return createShared(create());
  let shared = chats.get(chatId);
  if (!shared) chats.set(chatId, (shared = createShared(create())));
  return shared;
}

/** A component shows the chat. Returns the end of that, which stops a running answer if it was the last. */
export function retain(shared: SharedChat): () => void {
  shared.users++;
  return () => {
    if (--shared.users === 0) shared.chat.dispose();
  };
}

/**
 * Stops and forgets a chat that was shared by `chatId`: the next component with this id begins a new one. Without it a
 * conversation stays as long as the page, so that it is there again when its components are.
 */
export function forgetChat(chatId: string): void {
  chats.get(chatId)?.chat.dispose();
  chats.delete(chatId);
}
