import type { Chat } from "../chat/chat.js";
import type { Message } from "../protocol/message.js";

/** A chat and how many components show it. */
export interface SharedChat {
  readonly chat: Chat;
  /** Others may show it by its id. */
  readonly hasId: boolean;
  users: number;
  /** It was given the conversation so far, if there is one. */
  seeded: boolean;
}

const chats = new Map<string, SharedChat>();
const listeners = new Set<() => void>();

/** A chat that is stopped when the last component that shows it is gone. */
export function createShared(chat: Chat, hasId: boolean = false): SharedChat {
  return { chat, hasId, users: 0, seeded: !hasId };
}

/** The chat of that id on this page, made if there is none. `undefined` on a server, where all visitors would share it. */
export function sharedChat(chatId: string, create: () => Chat): SharedChat | undefined {
  if (typeof document === "undefined") return undefined;
  let shared = chats.get(chatId);
  if (!shared) chats.set(chatId, (shared = createShared(create(), true)));
  return shared;
}

/** Calls `listener` whenever a chat was forgotten. */
export function subscribeToChats(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A component shows the chat. Returns the end of that, which stops a running answer if it was the last. */
export function retain(shared: SharedChat): () => void {
  const stopIfLast = () => {
    if (shared.users === 0) shared.chat.dispose();
  };
  shared.users++;
  return () => {
    shared.users--;
    // A chat that goes from one place of the page to another has nobody for a moment: the new place comes in the same turn.
    if (shared.hasId) queueMicrotask(stopIfLast);
    else stopIfLast();
  };
}

/** Gives the chat the conversation so far, once: the component that made it may be one that only joined, and knew none. */
export function seed(shared: SharedChat, messages: readonly Message[] = []): void {
  if (shared.seeded) return;
  shared.seeded = true;
  const { chat } = shared;
  if (messages.length > 0 && chat.store.getState().messages.length === 0) chat.setMessages(messages);
}

/**
 * Stops and forgets a chat that was shared by `chatId`: components with this id, those on the page too, begin a new one.
 * Without it a conversation stays as long as the page, so that it is there again when its components are.
 */
export function forgetChat(chatId: string): void {
  const shared = chats.get(chatId);
  chats.delete(chatId);
  shared?.chat.dispose();
  for (const listener of listeners) listener();
}
