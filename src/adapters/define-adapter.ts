import { jsonBody } from "../framing/json-body.js";
import { jsonLines } from "../framing/json-lines.js";
import { plainText } from "../framing/plain-text.js";
import { sniff } from "../framing/sniff.js";
import { sse } from "../framing/sse.js";
import type { Adapter, Decode } from "../protocol/adapter.js";
import type { StreamEvent } from "../protocol/events.js";
import type { FinishReason } from "../protocol/message.js";
import { serverError } from "../protocol/server-error.js";
import type { Frame } from "../protocol/frame.js";

/** What one frame says. All members may be absent; `undefined` and `null` say nothing. */
export interface MappedFrame {
  /** The next piece of the answer. */
  readonly text?: string | null | undefined;
  /** The next piece of what the model thinks. */
  readonly reasoning?: string | null | undefined;
  /** One value of an item stream. */
  readonly item?: unknown;
  /** An error of the server, in any of the common shapes, or its words. Ends the answer. */
  readonly error?: unknown;
  /** The answer is complete: `true`, or why it ended. */
  readonly end?: boolean | FinishReason | null | undefined;
  /** Everything else, in the words of the event vocabulary. */
  readonly events?: Iterable<StreamEvent> | undefined;
}

/** A wire format described by what its frames say. */
export interface MappedAdapter extends Partial<Omit<Adapter, "name" | "createDecoder">> {
  readonly name: string;
  /** Called for each frame with its parsed JSON. What it throws ends the answer as `parse`. */
  readonly map: (json: unknown, frame: Frame) => MappedFrame | null | undefined;
}

function* eventsOf({ text, reasoning, item, error, end, events = [] }: MappedFrame): Iterable<StreamEvent> {
  if (reasoning) yield { type: "reasoning-delta", delta: reasoning };
  if (text) yield { type: "text-delta", delta: text };
  if (item !== undefined) yield { type: "item-add", value: item };
  yield* events;
  if (error !== undefined && error !== null) yield { type: "error", error: serverError("server", error) };
  if (end) yield { type: "message-end", finishReason: end === true ? undefined : end };
}

/**
 * Declares an adapter for a wire of one's own: whole, or by a `map` from a frame to what it says. With `map` the framing is
 * found from the reply (SSE, JSON Lines, one JSON body, plain text) unless `framing` names one.
 *
 * @example
 * const acme = defineAdapter({
 *   name: "acme",
 *   endMarker: "[DONE]",
 *   map: (json: any) => ({ text: json.value, error: json.problem }),
 * });
 */
export function defineAdapter(adapter: Adapter | MappedAdapter): Adapter {
  if (!("map" in adapter)) return adapter;
  const { map, ...rest } = adapter;
  const decode: Decode = (json, frame) => eventsOf(map(json, frame) ?? {});
  return { framing: sniff({ sse, jsonLines, jsonBody, plainText }), ...rest, createDecoder: () => decode };
}
