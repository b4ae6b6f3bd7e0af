import type { StreamError } from "../protocol/errors.js";
import type { Message, ToolResultPart } from "../protocol/message.js";
import { isBusy, type Status } from "../protocol/status.js";
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

/**
 * Where a call of a tool stands: `running` until the server has answered it, then `done` or `failed`; `stopped` when the run failed or was stopped
 * before; `unanswered` when the answer is complete without a result, which the application may still give. `waiting` is for applications to set: a call
 * that needs somebody's consent, for instance.
 */
export type ToolCallState = "waiting" | "running" | "done" | "failed" | "stopped" | "unanswered";

/** What an application gave back for a call, in the messages of the role `tool` that follow it. */
function laterResult(messages: readonly Message[], next: number, toolCallId: string): ToolResultPart | undefined {
  for (let index = next; messages[index]?.role === "tool"; index++) {
    for (const part of messages[index]!.parts) {
      if (part.type === "tool-result" && part.toolCallId === toolCallId) return part;
    }
  }
  return undefined;
}

/**
 * Where the call at `place` of a message stands.
 *
 * @param result place of its result in the same message
 */
export function selectToolCallState(
  { ids, messages }: ChatState,
  id: string,
  place: number,
  result: number | undefined,
): ToolCallState {
  const index = placeOf(ids, id);
  const { parts = [], status = "done" } = messages[index] ?? {};
  const call = parts[place];
  const last = parts.at(-1)?.type;
  const answer =
    result === undefined
      ? call?.type === "tool-call" && laterResult(messages, index + 1, call.toolCallId)
      : parts[result];
  if (answer && answer.type === "tool-result") return answer.isError ? "failed" : "done";
  // Servers that keep results to themselves: the model has gone on.
  if (last !== "tool-call" && last !== "tool-result") return "done";
  if (isBusy(status)) return "running";
  if (status !== "done") return "stopped";
  let next = index + 1;
  while (messages[next]?.role === "tool") next++;
  return messages[next]?.role === "assistant" ? "done" : "unanswered";
}
