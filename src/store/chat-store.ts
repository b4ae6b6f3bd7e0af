import { createStore, type StoreApi } from "zustand/vanilla";
import type { Message } from "../protocol/message.js";
import type { Forks, Path } from "./message-tree.js";

/** State of a chat. Status, busy and error are derived from the last message, see the selectors. */
export interface ChatState {
  /** The visible conversation, oldest first. */
  readonly messages: readonly Message[];
  /** Ids of `messages`, in the same order; changes only when the list does, not with every token. */
  readonly ids: readonly string[];
  /** Other ways the chat went: earlier attempts and edited questions. */
  readonly forks: Forks;
  /** User messages that wait for the running answer. */
  readonly queue: readonly Message[];
}

/** A zustand vanilla store of {@link ChatState}. */
export type ChatStore = StoreApi<ChatState>;

function idsOf(messages: readonly Message[]): readonly string[] {
  return messages.map((message) => message.id);
}

/** A new store. Messages with an id that stands there already are left out. */
export function createChatStore(messages: readonly Message[]): ChatStore {
  return createStore<ChatState>()(() => ({ ...pathOf(messages), queue: [] }));
}

function pathOf(messages: readonly Message[]): Path & Pick<ChatState, "ids"> {
  const seen = new Set<string>();
  const unique = messages.filter(({ id }) => !seen.has(id) && seen.add(id));
  return { messages: unique, ids: idsOf(unique), forks: {} };
}

/** Replaces the whole conversation and forgets its forks. */
export function resetMessages(store: ChatStore, messages: readonly Message[]): void {
  store.setState(pathOf(messages));
}

/** Puts older messages before the others; what is there already is left out. */
export function prependMessages(store: ChatStore, older: readonly Message[]): void {
  const { ids, messages, forks } = store.getState();
  const path = pathOf([...older.filter(({ id }) => !ids.includes(id)), ...messages]);
  const before = path.messages[path.messages.length - messages.length - 1];
  // The ways on from the beginning begin after what is now before it.
  const { "": first, ...rest } = forks;
  store.setState({ ...path, forks: first && before ? { ...rest, [before.id]: first } : forks });
}

/** Takes a changed list of messages, and a queue that changes with it. */
export function setPath(
  store: ChatStore,
  { messages, forks }: Path,
  queue: readonly Message[] = store.getState().queue,
): void {
  store.setState({ messages, forks, queue, ids: idsOf(messages) });
}

/**
 * Replaces one message by id, searching from the end. One slot of the array changes: the cost does not depend on what the
 * chat holds in other messages. Returns the new message, `undefined` when there is none of that id.
 */
export function updateMessage(
  store: ChatStore,
  id: string,
  change: (message: Message) => Message,
): Message | undefined {
  const { ids, messages } = store.getState();
  const index = ids.lastIndexOf(id);
  const message = messages[index];
  if (!message) return undefined;
  const next = messages.slice();
  const changed = (next[index] = change(message));
  store.setState({ messages: next });
  return changed;
}
