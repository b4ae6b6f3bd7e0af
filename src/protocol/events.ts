import type { StreamError } from "./errors.js";
import type {
  BadFrame,
  Citation,
  Conversation,
  FilePart,
  FinishReason,
  Message,
  Source,
  Stage,
  Subquery,
  Usage,
} from "./message.js";

type TextKind<Act extends string> = `${"text" | "reasoning" | "refusal"}-${Act}`;

/**
 * Everything that can happen in a stream, whatever the wire. Deltas append, the rest set.
 *
 * A delta opens its part: no start event is needed. Ends are optional: settling a run closes what is open.
 * `choice` is the index of the answer when several were asked for; absent means 0.
 */
export type StreamEvent =
  /** The first byte of the body is here. Emitted by the engine, not by adapters. */
  | { readonly type: "body-start" }
  /**
   * Nothing has come for `ms`; after `limit` ms the run is given up, without one never. The next event ends the stall. Emitted by
   * the engine, not by adapters.
   */
  | { readonly type: "stall-start"; readonly ms: number; readonly limit?: number | undefined }
  | { readonly type: "message-start"; adapter?: string; model?: string | undefined; responseId?: string | undefined }
  /** Facts about the whole answer, whenever they come. */
  | ({ readonly type: "message-set" } & Partial<
      Pick<
        Message,
        | "title"
        | "references"
        | "rateLimits"
        | "model"
        | "responseId"
        | "finishReason"
        | "rawFinishReason"
        | "canContinue"
      >
    >)
  | { readonly type: TextKind<"delta">; delta: string; partId?: string | undefined; choice?: number }
  /** Replaces the text of a part by the server's own final version. */
  | { readonly type: TextKind<"set">; text: string; partId?: string | undefined; choice?: number }
  /** `delta` is the next piece of the arguments as JSON text; a `name` sets the name. */
  | { readonly type: "tool-call-delta"; toolCallId: string; name?: string | undefined; delta: string; choice?: number }
  /** Replaces what is known of a call by the server's own final version. */
  | {
      readonly type: "tool-call-set";
      toolCallId: string;
      name?: string | undefined;
      arguments: string;
      choice?: number;
    }
  /** A tool that the server ran has answered. */
  | { readonly type: "tool-result-set"; toolCallId: string; result: string; isError?: boolean | undefined }
  | { readonly type: "stage-delta"; stageId: string; delta: string; title?: string | undefined }
  /** Only members that are given change. `status` announces a stage that begins with its next event. */
  | ({ readonly type: "stage-set"; stageId: string; status?: "submitted" } & Partial<
      Pick<Stage, "parentId" | "kind" | "title" | "text" | "input" | "output">
    >)
  | { readonly type: "stage-end"; stageId: string; status?: "done" | "error" }
  | { readonly type: "source-add"; source: Source; stageId?: string | undefined }
  | { readonly type: "citation-add"; citation: Citation }
  | { readonly type: "subquery-set"; subquery: Subquery }
  | { readonly type: "item-add"; value: unknown; event?: string | undefined; id?: string | undefined }
  | ({ readonly type: "file-add" } & Omit<FilePart, "type">)
  /** The open door for custom formats: a value under a name, and an id where there are several of it. */
  | { readonly type: "data-set"; name: string; id?: string | undefined; value: unknown }
  | { readonly type: "usage-set"; usage: Usage }
  | ({ readonly type: "conversation-set" } & Conversation)
  /** A frame was not readable and was skipped. Emitted by the engine, not by adapters. */
  | { readonly type: "bad-frame-add"; frame: BadFrame }
  | { readonly type: "message-end"; finishReason?: FinishReason | undefined; raw?: string; choice?: number }
  | { readonly type: "error"; error: StreamError };

/** Not the head and the tail of a reply, nor news of the connection. */
const noContent = /^(message|usage|conversation|bad|error|body|stall)/;

/** Whether an event brings something of the answer itself: text, a stage, an item … */
export function isContent({ type }: StreamEvent): boolean {
  return !noContent.test(type);
}
