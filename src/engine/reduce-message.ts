import type { StreamError } from "../protocol/errors.js";
import { isContent, type StreamEvent } from "../protocol/events.js";
import {
  createMessage,
  type Message,
  type MessagePart,
  type Source,
  type Stage,
  type ToolCallPart,
} from "../protocol/message.js";
import type { TerminalStatus } from "../protocol/status.js";
import { rememberGrowth } from "../protocol/text-growth.js";

/** Bad frames kept with their text; the rest is only counted. */
const badFrameSamples = 100;
/** Servers count choices from 0 and small; a huge index is hostile and must not make a huge array. */
const mostChoices = 128;

/** Lists that the running batch has made; nothing but {@link reduceEvents} sets it, and it is synchronous. */
let fresh: WeakSet<object> | undefined;

type Lists = "parts" | "stages" | "sources" | "citations" | "subqueries";

/**
 * The message with one entry of a list changed: the last one that has all members of `key`, or a new one at the end. An
 * undefined `key` always adds.
 */
function put<K extends Lists>(
  message: Message,
  list: K,
  key: Partial<Message[K][number]> | undefined,
  change: (entry: Message[K][number] | undefined) => object,
  delta?: string,
): Message {
  // Lists made in the same batch belong to nobody else yet: a thousand items in one frame cost one copy, not a thousand.
  const known: readonly object[] = message[list];
  const entries = fresh?.has(known) ? (known as object[]) : [...known];
  fresh?.add(entries);
  const wanted = Object.entries(key ?? {});
  const index = key
    ? entries.findLastIndex((entry) => wanted.every(([name, value]) => Reflect.get(entry, name) === value))
    : -1;
  const old = entries[index] as Message[K][number] | undefined;
  const entry = { ...key, ...change(old) };
  entries[index < 0 ? entries.length : index] = entry;
  if (delta !== undefined) rememberGrowth(old, entry, delta);
  return { ...message, [list]: entries };
}

/** A text delta continues the part it names, else the last part if that is of the same type. */
function putText(
  message: Message,
  type: "text" | "reasoning" | "refusal",
  id: string | undefined,
  delta: string,
  at: number,
): Message {
  const last = message.parts.at(-1);
  // The text that is gone on with has no name yet; it takes that of the first part that follows.
  if (message.continuedFrom !== undefined && type === "text" && last?.type === type && last.id === undefined) {
    return put(message, "parts", { type }, () => ({ id, text: last.text + delta }), delta);
  }
  const named = id === undefined ? { type } : { type, id };
  const open = id !== undefined || last?.type === type;
  return put(
    message,
    "parts",
    open ? named : undefined,
    (part) => ({
      ...named,
      ...(type === "reasoning" && at ? { startedAt: at } : undefined),
      ...part,
      ...(part && "endedAt" in part && { endedAt: at }),
      text: part && "text" in part ? part.text + delta : delta,
    }),
    delta,
  );
}

/** Reasoning that stood at the end before an event has ended if the event left it as it was. */
function endReasoning(message: Message, last: MessagePart | undefined, place: number, at: number): Message {
  if (last?.type !== "reasoning" || !last.startedAt || last.endedAt || message.parts[place] !== last) return message;
  // An empty piece, so that how the text came about stays known.
  return put(message, "parts", last, () => ({ endedAt: at }), "");
}

function putStage(message: Message, id: string, at: number, change: (stage: Stage) => Partial<Stage>): Message {
  return put(message, "stages", { id }, (known) => {
    const begun = { status: "streaming", startedAt: at } as const;
    const stage: Stage = { id, text: "", sources: [], ...begun, ...known, ...(known?.status === "submitted" && begun) };
    return merge(stage, change(stage));
  });
}

/** Members of `next` that have a value, over `old`: later nulls never erase earlier values. */
function merge<T extends object>(old: T | undefined, next: T): T {
  return { ...old, ...Object.fromEntries(Object.entries(next).filter(([, value]) => value != null)) } as T;
}

function apply(message: Message, event: StreamEvent, at: number): Message {
  switch (event.type) {
    case "body-start":
      return { ...message, timing: { startedAt: at, ...message.timing, firstByteAt: at } };
    case "stall-start":
      return {
        ...message,
        stalledSince: at - event.ms,
        stalledUntil: event.limit && at - event.ms + event.limit,
      };
    case "message-start": {
      const { type: _type, ...head } = event;
      return merge<Message>(head as Message, message);
    }
    case "message-set": {
      const { type: _type, ...facts } = event;
      return merge(message, facts as Message);
    }
    case "text-delta":
    case "reasoning-delta":
    case "refusal-delta":
      return putText(message, event.type.slice(0, -6) as "text", event.partId, event.delta, at);
    case "text-set":
    case "reasoning-set":
    case "refusal-set":
      return put(message, "parts", { type: event.type.slice(0, -4) as "text", id: event.partId }, (part) => ({
        ...part,
        text: event.text,
      }));
    case "tool-call-delta": {
      const { toolCallId, name, delta } = event;
      return put(message, "parts", { type: "tool-call", toolCallId }, (part) => {
        const old = part?.type === "tool-call" ? part : { name: "", arguments: "" };
        return { ...old, name: name ?? old.name, arguments: old.arguments + delta };
      });
    }
    case "tool-call-set": {
      const { type: _type, toolCallId, choice: _choice, ...call } = event;
      return put(message, "parts", { type: "tool-call", toolCallId }, (part) =>
        merge({ name: "", ...part } as ToolCallPart, call as ToolCallPart),
      );
    }
    case "tool-result-set":
      return put(message, "parts", { type: "tool-result", toolCallId: event.toolCallId }, () => ({
        result: event.result,
        ...(event.isError && { isError: true }),
      }));
    case "stage-delta":
      return putStage(message, event.stageId, at, ({ text }) => ({ title: event.title, text: text + event.delta }));
    case "stage-set": {
      const { type: _type, stageId, ...facts } = event;
      return putStage(message, stageId, at, () => facts);
    }
    case "stage-end":
      return putStage(message, event.stageId, at, () => ({ status: event.status ?? "done", endedAt: at }));
    case "source-add": {
      const { source, stageId } = event;
      const { id } = source;
      const next = put(message, "sources", { id }, (known) => merge(known as Source, source));
      if (stageId === undefined) return next;
      return putStage(next, stageId, at, ({ sources }) => ({
        sources: sources.some((known) => known.id === id) ? sources : [...sources, source],
      }));
    }
    case "citation-add":
      return put(message, "citations", undefined, () => event.citation);
    case "subquery-set":
      return put(message, "subqueries", { query: event.subquery.query }, () => event.subquery);
    case "item-add": {
      const { value, event: name, id } = event;
      return put(message, "parts", undefined, () => ({ type: "item", value, event: name, id }));
    }
    case "file-add": {
      const { type: _type, ...file } = event;
      return put(message, "parts", undefined, () => ({ type: "file", ...file }));
    }
    case "data-set":
      return put(message, "parts", { type: "data", name: event.name, id: event.id }, () => ({ value: event.value }));
    case "usage-set":
      return { ...message, usage: merge(message.usage, event.usage) };
    case "conversation-set": {
      const { type: _type, ...conversation } = event;
      return { ...message, conversation: merge(message.conversation, conversation) };
    }
    case "bad-frame-add": {
      const { count, samples } = message.badFrames ?? { count: 0, samples: [] };
      return {
        ...message,
        badFrames: { count: count + 1, samples: [...samples, event.frame].slice(0, badFrameSamples) },
      };
    }
    case "message-end":
      return merge(message, { finishReason: event.finishReason, rawFinishReason: event.raw } as Message);
    case "error":
      return { ...message, error: event.error };
    default:
      // An event kind the compiler does not know of comes from a newer adapter: leave the message as it is.
      event satisfies never;
      return message;
  }
}

function applyToChoice(message: Message, event: StreamEvent, choice: number, at: number): Message {
  if (!Number.isInteger(choice) || choice < 0 || choice > mostChoices) return message;
  const { id, role, status, attempt } = message;
  const choices = [...(message.choices ?? [])];
  while (choices.length < choice) choices.push(createMessage(`${id}:${choices.length + 1}`, role, { status, attempt }));
  choices[choice - 1] = reduceMessage(choices[choice - 1]!, { ...event, choice: 0 } as StreamEvent, at);
  return { ...message, choices };
}

/**
 * One step of a message: the old one and an event give the new one. Pure; what the event does not touch keeps its identity.
 *
 * @param at the time of arrival, ms since the epoch
 */
export function reduceMessage(message: Message, event: StreamEvent, at: number = 0): Message {
  const heard =
    message.stalledSince === undefined ? message : { ...message, stalledSince: undefined, stalledUntil: undefined };
  const choice = "choice" in event && event.choice;
  const place = heard.parts.length - 1;
  const last = heard.parts[place];
  const applied = choice ? applyToChoice(heard, event, choice, at) : apply(heard, event, at);
  const next = choice || !isContent(event) ? applied : endReasoning(applied, last, place, at);
  const { timing } = next;
  // The events of one frame have one time: only the first of them pays.
  if (next === heard || !isContent(event) || timing?.lastContentAt === at) return next;
  const status = next.status === "submitted" ? "streaming" : next.status;
  return { ...next, status, timing: { startedAt: at, firstContentAt: at, ...timing, lastContentAt: at } };
}

/**
 * {@link reduceMessage} for all events of one screen frame or network chunk: the same message for less copying. Pure: what was
 * there before is not changed.
 */
export function reduceEvents(message: Message, events: readonly StreamEvent[], at: number = 0): Message {
  fresh = new WeakSet();
  try {
    return events.reduce((next, event) => reduceMessage(next, event, at), message);
  } finally {
    fresh = undefined;
  }
}

/**
 * Closes a message at the end of its run: the final status, the end of its timing, and the same status for every stage that
 * is still open. Partial content stays.
 *
 * @param at the time of the end, ms since the epoch
 */
export function settleMessage(message: Message, status: TerminalStatus, error?: StreamError, at: number = 0): Message {
  return {
    ...endReasoning(message, message.parts.at(-1), message.parts.length - 1, at),
    status,
    stalledSince: undefined,
    stalledUntil: undefined,
    stages: message.stages.map((stage) =>
      stage.status === "streaming"
        ? { ...stage, status, endedAt: at }
        : // What was announced and never begun has not failed, nor is it done.
          stage.status === "submitted"
          ? { ...stage, status: "aborted", startedAt: undefined }
          : stage,
    ),
    // Who sees the error arrive may still abort.
    error: status === "error" ? (error ?? message.error) : undefined,
    choices: message.choices?.map((choice) => settleMessage(choice, status, undefined, at)),
    timing: { startedAt: at, ...message.timing, endedAt: at },
  };
}
