import { jsonText } from "../../protocol/json-text.js";
import type { FinishReason } from "../../protocol/message.js";
import { get, list, str } from "../../protocol/read.js";
import { createRandom } from "../random.js";
import { cutWords } from "./frames.js";
import type { MockAnswer, MockRequest, MockStage, MockToolCall } from "./wire.js";

/** When every mock answer was made, in seconds since the epoch: 2026-01-21T12:53:20Z. */
export const createdAt: number = 1_769_000_000;

/** FNV-1a. */
function hash(text: string): number {
  let state = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  return state;
}

/** Makers of ids that are the same for the same answer. */
export interface Ids {
  /** The next `length` hexadecimal digits. */
  readonly hex: (length: number) => string;
  /** The next UUID. */
  readonly uuid: () => string;
}

/** Ids of an answer: another answer has others, the same answer the same. */
export function createIds(answer: MockAnswer): Ids {
  const random = createRandom(hash(jsonText(answer)));
  const hex = (length: number) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");
  return { hex, uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}` };
}

/** Token counts with nothing left out. */
export interface Counts {
  readonly input: number;
  readonly output: number;
  readonly total: number;
  readonly reasoning: number;
  readonly cached: number;
}

function counted(words: string): number {
  return cutWords(words).length;
}

/** What the answer says it used; where it says nothing, a token is a word. */
export function countsOf(answer: MockAnswer, { prompt }: Pick<MockRequest, "prompt">): Counts {
  const { usage = {}, text = "", reasoning = "", refusal = "" } = answer;
  const thought = usage.reasoningTokens ?? counted(reasoning);
  const input = usage.inputTokens ?? Math.max(counted(prompt), 1);
  const output = usage.outputTokens ?? Math.max(counted(text) + counted(refusal) + thought, 1);
  const total = usage.totalTokens ?? input + output;
  return { input, output, total, reasoning: thought, cached: usage.cachedInputTokens ?? 0 };
}

/** Why the answer ends. */
export function finishReasonOf({ finishReason, toolCalls = [] }: MockAnswer): FinishReason {
  return finishReason ?? (toolCalls.length > 0 ? "tool_calls" : "stop");
}

/** The same on a wire that has no tool calls. */
export function textFinishReasonOf(answer: MockAnswer): FinishReason {
  return finishReasonOf({ ...answer, toolCalls: [] });
}

/** The model that answers: the one of the answer, the one that was asked for, or a model of the wire. */
export function modelOf({ model }: MockAnswer, { body }: Pick<MockRequest, "body">, fallback: string): string {
  return model ?? (str(body, "model") || fallback);
}

/** A tool call as it goes over a wire. */
export interface WireCall {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly text: string;
  /** The same as a value; an empty object where the text is no JSON. */
  readonly value: unknown;
}

/** The value of a JSON text. `undefined` for other text. */
export function parseText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** @param prefix what ids of the wire begin with, for instance `call_` */
export function callsOf({ toolCalls = [] }: MockAnswer, ids: Ids, prefix: string): readonly WireCall[] {
  return toolCalls.map(({ id, name, arguments: given }) => {
    const text = typeof given === "string" ? given : jsonText(given ?? {});
    const value = parseText(text) ?? {};
    return { id: id ?? `${prefix}${ids.hex(24)}`, name, text, value };
  });
}

/** Whether a stage is a tool that the server ran, not only words on the way. */
export function isTool({ kind, input, output }: MockStage): boolean {
  return kind === "tool" || kind === "search" || (input ?? output) !== undefined;
}

/** The call of a tool that the server ran. What is no JSON goes into an object. */
export function serverCallOf({ title, input }: MockStage): MockToolCall {
  const isJson = input !== undefined && parseText(input) !== undefined;
  return { name: title, arguments: isJson ? input : { input } };
}

/** The text of a message's content: a text, or a list of parts with texts. */
function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part: unknown) => (typeof part === "string" ? part : (str(part, "text") ?? ""))).join("");
}

/**
 * The newest words of the user in a list of messages; messages of results only are passed over.
 *
 * @param content the member that holds a message's content
 */
export function newestWords(messages: readonly unknown[], content: string = "content"): string {
  const texts = messages
    .filter((message) => /^(user|human)$/.test(str(message, "role") ?? str(message, "type") ?? ""))
    .map((message) => contentText(get(message, content)));
  return texts.findLast(Boolean) ?? "";
}

/** The words of the user in `messages`. */
export function messagesPrompt(body: unknown): string {
  return newestWords(list(body, "messages"));
}

/** The first of several members that is a text. */
export function memberPrompt(body: unknown, ...names: readonly string[]): string {
  return names.map((name) => str(body, name)).find((text) => text !== undefined) ?? "";
}

/** The newest turn of the user in a `prompt` that a whole conversation may be folded into. */
export function foldedPrompt(body: unknown): string {
  const prompt = contentText(get(body, "prompt"));
  const ending = "\n\nAssistant:";
  const start = `\n\n${prompt}`.lastIndexOf("\n\nUser: ");
  return prompt.endsWith(ending) && start >= 0 ? prompt.slice(start + "User: ".length, -ending.length) : prompt;
}

/** OpenAI's way to ask for a stream: only when told so. */
export function asksForStream({ body }: Pick<MockRequest, "body">): boolean {
  return get(body, "stream") === true;
}
