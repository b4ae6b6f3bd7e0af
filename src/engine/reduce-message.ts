import type { StreamError } from "../protocol/errors.js";
import type { StreamEvent } from "../protocol/events.js";
import { createMessage, type Message, type MessagePart, type Stage } from "../protocol/message.js";
import type { TerminalStatus } from "../protocol/status.js";

/** Bad frames kept with their text; the rest is only counted. */
const badFrameSamples = 100;

function replaceAt<T>(items: readonly T[], index: number, item: T): readonly T[] {
  const copy = items.slice();
  copy[index] = item;
  return copy;
}

function lastIndex<T>(items: readonly T[], test: (item: T) => boolean): number {
  for (let index = items.length - 1; index >= 0; index--) if (test(items[index]!)) return index;
  return -1;
}

type Texts = "text" | "reasoning" | "refusal";

/** The part that a text delta continues: the one it names, else the last part if it is of the same type. */
function openPart(parts: readonly MessagePart[], type: Texts, id: string | undefined): number {
  if (id !== undefined) return lastIndex(parts, (part) => part.type === type && "id" in part && part.id === id);
  const index = parts.length - 1;
  return parts[index]?.type === type ? index : -1;
}

function withText(message: Message, type: Texts, id: string | undefined, change: (text: string) => string): Message {
  const { parts } = message;
  const index = openPart(parts, type, id);
  const part = parts[index];
  if (part === undefined || !("text" in part)) {
    const opened: MessagePart =
      id === undefined || type === "refusal" ? { type, text: change("") } : { type, id, text: change("") };
    return { ...message, parts: [...parts, opened] };
  }
  return { ...message, parts: replaceAt(parts, index, { ...part, text: change(part.text) }) };
}

function withStage(message: Message, id: string, at: number, change: (stage: Stage) => Stage): Message {
  const { stages } = message;
  const index = stages.findIndex((stage) => stage.id === id);
  if (index < 0) {
    const opened: Stage = { id, text: "", status: "streaming", startedAt: at, sources: [] };
    return { ...message, stages: [...stages, change(opened)] };
  }
  return { ...message, stages: replaceAt(stages, index, change(stages[index]!)) };
}

function withToolCall(message: Message, event: Extract<StreamEvent, { type: "tool-call-delta" }>): Message {
  const { parts } = message;
  const { toolCallId, name, delta } = event;
  const index = lastIndex(parts, (part) => part.type === "tool-call" && part.toolCallId === toolCallId);
  const part = parts[index];
  if (part?.type !== "tool-call") {
    return { ...message, parts: [...parts, { type: "tool-call", toolCallId, name: name ?? "", arguments: delta }] };
  }
  const next = { ...part, name: name ?? part.name, arguments: part.arguments + delta };
  return { ...message, parts: replaceAt(parts, index, next) };
}

/** Members of `next` that have a value, over `old`: later nulls never erase earlier values. */
function merge<T extends object>(old: T | undefined, next: T): T {
  const known = Object.entries(next).filter(([, value]) => value !== undefined && value !== null);
  return { ...old, ...Object.fromEntries(known) } as T;
}

/** Content turns `submitted` into `streaming`; the head and the tail of a reply do not. */
function isContent({ type }: StreamEvent): boolean {
  return /-delta$|^(text|stage|subquery|data)-set$|^(item|source)-add$/.test(type);
}

function apply(message: Message, event: StreamEvent, at: number): Message {
  switch (event.type) {
    case "message-start":
      return {
        ...message,
        adapter: event.adapter ?? message.adapter,
        model: message.model ?? event.model,
        responseId: message.responseId ?? event.responseId,
      };
    case "text-delta":
      return withText(message, "text", event.partId, (text) => text + event.delta);
    case "text-set":
      return withText(message, "text", event.partId, () => event.text);
    case "reasoning-delta":
      return withText(message, "reasoning", event.partId, (text) => text + event.delta);
    case "refusal-delta":
      return withText(message, "refusal", undefined, (text) => text + event.delta);
    case "tool-call-delta":
      return withToolCall(message, event);
    case "stage-delta":
    case "stage-set":
      return withStage(message, event.stageId, at, (stage) => ({
        ...stage,
        title: event.title ?? stage.title,
        text: event.type === "stage-set" ? event.text : stage.text + event.delta,
      }));
    case "stage-end":
      return withStage(message, event.stageId, at, (stage) => ({ ...stage, status: "done", endedAt: at }));
    case "source-add": {
      const { source, stageId } = event;
      if (stageId !== undefined) {
        message = withStage(message, stageId, at, (stage) =>
          stage.sources.some((known) => known.id === source.id)
            ? stage
            : { ...stage, sources: [...stage.sources, source] },
        );
      }
      const index = message.sources.findIndex((known) => known.id === source.id);
      const known = message.sources[index];
      const sources =
        known === undefined ? [...message.sources, source] : replaceAt(message.sources, index, merge(known, source));
      return { ...message, sources };
    }
    case "citation-add":
      return { ...message, citations: [...message.citations, event.citation] };
    case "subquery-set": {
      const index = message.subqueries.findIndex((known) => known.query === event.subquery.query);
      const subqueries =
        index < 0 ? [...message.subqueries, event.subquery] : replaceAt(message.subqueries, index, event.subquery);
      return { ...message, subqueries };
    }
    case "item-add": {
      const { value, event: name, id } = event;
      return { ...message, parts: [...message.parts, { type: "item", value, event: name, id }] };
    }
    case "data-set": {
      const { name, value } = event;
      const index = lastIndex(message.parts, (part) => part.type === "data" && part.name === name);
      const part: MessagePart = { type: "data", name, value };
      return { ...message, parts: index < 0 ? [...message.parts, part] : replaceAt(message.parts, index, part) };
    }
    case "usage-set":
      return { ...message, usage: merge(message.usage, event.usage) };
    case "conversation-set": {
      const { responseId, sessionId } = event;
      return { ...message, conversation: merge(message.conversation, { responseId, sessionId }) };
    }
    case "bad-frame-add": {
      const { count, samples } = message.badFrames ?? { count: 0, samples: [] };
      const kept = samples.length < badFrameSamples ? [...samples, event.frame] : samples;
      return { ...message, badFrames: { count: count + 1, samples: kept } };
    }
    case "message-end":
      return { ...message, finishReason: event.finishReason ?? message.finishReason };
    case "error":
      return { ...message, error: event.error };
    default:
      return unknownEvent(event, message);
  }
}

/** An event kind the compiler does not know of comes from a newer adapter: leave the message as it is. */
function unknownEvent(_event: never, message: Message): Message {
  return message;
}

/**
 * One step of a message: the old one and an event give the new one. Pure; what the event does not touch keeps its identity.
 *
 * @param at the time of arrival, ms since the epoch
 */
export function reduceMessage(message: Message, event: StreamEvent, at: number = 0): Message {
  const choice = "choice" in event ? (event.choice ?? 0) : 0;
  if (choice > 0) return reduceChoice(message, event, choice, at);
  const next = apply(message, event, at);
  if (!isContent(event) || next.timing?.firstContentAt !== undefined) return next;
  const timing = { startedAt: next.timing?.startedAt ?? at, ...next.timing, firstContentAt: at };
  return { ...next, status: next.status === "submitted" ? "streaming" : next.status, timing };
}

/** Servers count choices from 0 and small; a huge index is hostile and must not make a huge array. */
const mostChoices = 128;

function reduceChoice(message: Message, event: StreamEvent, choice: number, at: number): Message {
  if (choice > mostChoices) return message;
  const choices = (message.choices ?? []).slice();
  while (choices.length < choice) {
    const id = `${message.id}:${choices.length + 1}`;
    choices.push(createMessage(id, message.role, { status: message.status, attempt: message.attempt }));
  }
  choices[choice - 1] = apply(choices[choice - 1]!, event, at);
  return { ...message, choices };
}

/**
 * Closes a message at the end of its run: the final status, the end of its timing, and the same status for every stage that
 * is still open. Partial content stays.
 *
 * @param at the time of the end, ms since the epoch
 */
export function settleMessage(message: Message, status: TerminalStatus, error?: StreamError, at: number = 0): Message {
  const stages = message.stages.map((stage): Stage =>
    stage.status === "streaming" ? { ...stage, status, endedAt: at } : stage,
  );
  return {
    ...message,
    status,
    stages,
    error: error ?? message.error,
    choices: message.choices?.map((choice) => settleMessage(choice, status, undefined, at)),
    timing: { startedAt: at, ...message.timing, endedAt: at },
  };
}
