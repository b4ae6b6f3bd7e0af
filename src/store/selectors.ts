import type { StreamError } from "../protocol/errors.js";
import type { Message } from "../protocol/message.js";
import type { Status } from "../protocol/status.js";
import type { ChatState } from "./chat-store.js";
import { forkState } from "./message-tree.js";

/** The last answer, running or settled. */
export function selectAnswer({ messages }: ChatState): Message | undefined {
  const last = messages[messages.length - 1];
  return last?.role === "assistant" ? last : undefined;
}

/** Where the chat stands: the status of its last answer, `idle` before the first. */
export function selectStatus(state: ChatState): Status {
  return selectAnswer(state)?.status ?? "idle";
}

/** The error of the last answer. */
export function selectError(state: ChatState): StreamError | undefined {
  return selectAnswer(state)?.error;
}

const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** The place of a message: a thousand rows that look for theirs must not walk a list of a thousand each. */
function placeOf(ids: readonly string[], id: string): number {
  let known = places.get(ids);
  if (!known) places.set(ids, (known = new Map(ids.map((each, index) => [each, index]))));
  return known.get(id) ?? -1;
}

/** One message of the visible conversation by id. */
export function selectMessage({ ids, messages }: ChatState, id: string): Message | undefined {
  return messages[placeOf(ids, id)];
}

/** How many attempts there are at a message, and which is visible (from 0). */
export function selectAttempts(state: ChatState, id: string): { readonly count: number; readonly active: number } {
  return forkState(state, placeOf(state.ids, id));
}
