import type { StreamError } from "./errors.js";
import type { BadFrame, Citation, Conversation, FinishReason, Source, Subquery, Usage } from "./message.js";

/**
 * Everything that can happen in a stream, whatever the wire. Deltas append, the rest set.
 *
 * A delta opens its part: no start event is needed. Ends are optional: settling a run closes what is open.
 * `choice` is the index of the answer when several were asked for; absent means 0.
 */
export type StreamEvent =
  | { readonly type: "message-start"; adapter?: string; model?: string | undefined; responseId?: string | undefined }
  | { readonly type: "text-delta"; delta: string; partId?: string; choice?: number }
  /** Replaces the text of a part by the server's own final version. */
  | { readonly type: "text-set"; text: string; partId?: string; choice?: number }
  | { readonly type: "reasoning-delta"; delta: string; partId?: string; choice?: number }
  | { readonly type: "refusal-delta"; delta: string; choice?: number }
  /** `delta` is the next piece of the arguments as JSON text; a `name` sets the name. */
  | { readonly type: "tool-call-delta"; toolCallId: string; name?: string | undefined; delta: string; choice?: number }
  | { readonly type: "stage-delta"; stageId: string; delta: string; title?: string | undefined }
  | { readonly type: "stage-set"; stageId: string; text: string; title?: string | undefined }
  | { readonly type: "stage-end"; stageId: string }
  | { readonly type: "source-add"; source: Source; stageId?: string | undefined }
  | { readonly type: "citation-add"; citation: Citation }
  | { readonly type: "subquery-set"; subquery: Subquery }
  | { readonly type: "item-add"; value: unknown; event?: string | undefined; id?: string | undefined }
  /** The open door for custom formats: a value under a name. */
  | { readonly type: "data-set"; name: string; value: unknown }
  | { readonly type: "usage-set"; usage: Usage }
  | ({ readonly type: "conversation-set" } & Conversation)
  /** A frame was not readable and was skipped. Emitted by the engine, not by adapters. */
  | { readonly type: "bad-frame-add"; frame: BadFrame }
  | { readonly type: "message-end"; finishReason?: FinishReason | undefined; choice?: number }
  | { readonly type: "error"; error: StreamError };
