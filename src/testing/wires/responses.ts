import { str } from "../../protocol/read.js";
import { finishReasonOf } from "./facts.js";
import { cutWords, frameJson, sseJson } from "./frames.js";
import type { MockAnswer } from "./wire.js";

/** An event of a response, without its number and its place. */
interface ItemEvent {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** One entry of a response's `output`, and how it comes. */
export interface OutputItem {
  /** As `response.output_item.added` has it. */
  readonly added: { readonly id: string; readonly [member: string]: unknown };
  /** As `response.output_item.done` and the final output have it. */
  readonly done: object;
  /** What comes between the two. */
  readonly events: readonly ItemEvent[];
}

/** A text or a refusal inside a message. */
export interface ContentPart {
  readonly kind: "output_text" | "refusal";
  readonly text: string;
  readonly annotations?: readonly object[] | undefined;
}

function writePart({ kind, text, annotations = [] }: ContentPart, said: string = text): object {
  return kind === "refusal" ? { type: kind, refusal: said } : { type: kind, annotations, text: said };
}

function partEvents(part: ContentPart, content_index: number): readonly ItemEvent[] {
  const { kind, text } = part;
  const empty = writePart({ kind, text: "" });
  return [
    { type: "response.content_part.added", content_index, part: empty },
    ...cutWords(text).map((delta) => ({ type: `response.${kind}.delta`, content_index, delta })),
    { type: `response.${kind}.done`, content_index, [kind === "refusal" ? kind : "text"]: text },
    { type: "response.content_part.done", content_index, part: writePart(part) },
  ];
}

/** @param phase `commentary` for what is said on the way, `final_answer`, or `undefined` where the server does not tell */
export function messageItem(id: string, parts: readonly ContentPart[], phase?: string): OutputItem {
  const head = { id, type: "message", role: "assistant", ...(phase !== undefined && { phase }) };
  return {
    added: { ...head, status: "in_progress", content: [] },
    done: { ...head, status: "completed", content: parts.map((part) => writePart(part)) },
    events: parts.flatMap(partEvents),
  };
}

/** The text and the refusal of an answer; an empty text for an answer that is nothing else. */
export function contentParts(answer: MockAnswer, annotations?: readonly object[]): readonly ContentPart[] {
  const { text, refusal, reasoning, toolCalls = [], stages = [] } = answer;
  const hasMore = (refusal ?? reasoning) !== undefined || toolCalls.length + stages.length > 0;
  const parts: ContentPart[] = [];
  if (text !== undefined || !hasMore) parts.push({ kind: "output_text", text: text ?? "", annotations });
  if (refusal !== undefined) parts.push({ kind: "refusal", text: refusal });
  return parts;
}

/** `completed`, or `incomplete` and why. */
export function statusOf(answer: MockAnswer): {
  readonly status: string;
  readonly incomplete_details: { readonly reason: string } | null;
} {
  const reason = finishReasonOf(answer);
  if (/^(stop|tool_calls)$/.test(reason)) return { status: "completed", incomplete_details: null };
  return { status: "incomplete", incomplete_details: { reason: reason.replace("length", "max_output_tokens") } };
}

/**
 * The events of a response.
 *
 * @param write gives the response object with this output, at its end with what is known then
 * @param ending the name of the last event
 */
export function encodeResponse(
  items: readonly OutputItem[],
  write: (output: readonly object[], ended: boolean) => object,
  ending: string,
): readonly string[] {
  const events: ItemEvent[] = [
    { type: "response.created", response: write([], false) },
    { type: "response.in_progress", response: write([], false) },
  ];
  for (const [output_index, { added, done, events: between }] of items.entries()) {
    const place = { item_id: added.id, output_index };
    events.push(
      { type: "response.output_item.added", output_index, item: added },
      ...between.map(({ type, ...members }) => ({ type, ...place, ...members })),
      { type: "response.output_item.done", output_index, item: done },
    );
  }
  const output = items.map(({ done }) => done);
  events.push({ type: ending, response: write(output, true) });
  return events.map(({ type, ...members }, sequence_number) => sseJson({ type, sequence_number, ...members }, type));
}

/** The terminal event. */
export function isResponseEnd(frame: string): boolean {
  return /^response\.(completed|incomplete|failed)$/.test(str(frameJson(frame), "type") ?? "");
}
