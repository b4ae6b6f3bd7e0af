import type { StreamError } from "./errors.js";
import { get } from "./read.js";
import { isBusy, type Status } from "./status.js";

/** Who speaks. */
export type Role = "system" | "user" | "assistant" | "tool";

/** Why the model stopped. Words of the wire outside this list are kept as they are. */
export type FinishReason =
  | "stop"
  | "length"
  | "tool_calls"
  | "content_filter"
  | "error"
  | (string & Record<never, never>);

/** A run of visible text. */
export interface TextPart {
  readonly type: "text";
  /** Set when the wire names its parts. */
  readonly id?: string | undefined;
  readonly text: string;
}

/** What the model thought before or between its words, where the server shows it. */
export interface ReasoningPart {
  readonly type: "reasoning";
  readonly id?: string | undefined;
  readonly text: string;
  /** When its first piece arrived, and when it ended: with the next content that is not part of it. ms since the epoch. */
  readonly startedAt?: number | undefined;
  readonly endedAt?: number | undefined;
}

/** The model declined, in its own words. */
export interface RefusalPart {
  readonly type: "refusal";
  readonly id?: string | undefined;
  readonly text: string;
}

/** A call the model asks for. `arguments` is JSON text, valid only once the call is complete; it is never parsed here. */
export interface ToolCallPart {
  readonly type: "tool-call";
  readonly toolCallId: string;
  readonly name: string;
  readonly arguments: string;
}

/** The result of a tool call, in a message of the role `tool`. */
export interface ToolResultPart {
  readonly type: "tool-result";
  readonly toolCallId: string;
  /** Text, or JSON text, that goes back to the model. */
  readonly result: string;
  /** The tool failed, and the result says why. */
  readonly isError?: boolean | undefined;
}

/** One value of an item stream (JSON Lines, one value per SSE event). */
export interface ItemPart {
  readonly type: "item";
  readonly value: unknown;
  /** Name of the SSE event that carried it. */
  readonly event?: string | undefined;
  /** Id of the SSE event that carried it. */
  readonly id?: string | undefined;
}

/** A value under a name, for formats of one's own. */
export interface DataPart {
  readonly type: "data";
  readonly name: string;
  /** Tells values of one name apart. */
  readonly id?: string | undefined;
  readonly value: unknown;
}

/** An image, a sound or a document that a user message carries. */
export interface FilePart {
  readonly type: "file";
  /** IANA media type, for instance `image/png`. */
  readonly mediaType: string;
  /** `https:` or `data:` address of the content. */
  readonly url?: string | undefined;
  /** Id of a file uploaded earlier. */
  readonly fileId?: string | undefined;
  /** How closely an image is looked at, where the server lets one choose: `low`, `high`, `auto`. */
  readonly detail?: string | undefined;
  readonly name?: string | undefined;
}

/** A piece of a message, in order of arrival. */
export type MessagePart =
  | TextPart
  | ReasoningPart
  | RefusalPart
  | ToolCallPart
  | ToolResultPart
  | ItemPart
  | DataPart
  | FilePart;

/** Something the agent did on the way to its answer. */
export interface Stage {
  readonly id: string;
  /** Id of an earlier stage of the same message that this one is a step of. */
  readonly parentId?: string | undefined;
  /** What sort of work it was, for instance `commentary` (narration), `tool`, `search`. */
  readonly kind?: string | undefined;
  readonly title?: string | undefined;
  readonly text: string;
  /** What a tool that the server ran was given: text, or JSON text. */
  readonly input?: string | undefined;
  /** What it gave back: text, or JSON text. */
  readonly output?: string | undefined;
  /** `submitted` is announced and has not begun. */
  readonly status: Status;
  /** Time of arrival of its first event, ms since the epoch; absent where nobody knows. */
  readonly startedAt?: number | undefined;
  /** Time of its end, ms since the epoch. */
  readonly endedAt?: number | undefined;
  readonly sources: readonly Source[];
}

/** Something an answer rests on. */
export interface Source {
  /** Unique in its message. */
  readonly id: string;
  readonly kind: "web" | "file";
  readonly title?: string | undefined;
  readonly url?: string | undefined;
  readonly fileId?: string | undefined;
  readonly snippet?: string | undefined;
}

/** A range of the text and what supports it. Offsets into the text of the message in UTF-16 units, `end` exclusive. */
export interface Citation {
  readonly start: number;
  readonly end: number;
  readonly kind: "web" | "file" | "video" | "image" | "collection";
  readonly title?: string | undefined;
  readonly url?: string | undefined;
  readonly fileId?: string | undefined;
  /** Id of an item or a collection of a knowledge store. */
  readonly itemId?: string | undefined;
  /** Where in a video, in seconds. */
  readonly startSec?: number | undefined;
  readonly endSec?: number | undefined;
  readonly thumbnailUrl?: string | undefined;
  /** Address of an HLS playlist of the video. */
  readonly hlsUrl?: string | undefined;
}

/** A passage of a source that the server searched, with how well it fits. */
export interface Reference {
  readonly kind: "web" | "file";
  readonly text: string;
  readonly title?: string | undefined;
  readonly url?: string | undefined;
  readonly fileId?: string | undefined;
  /** Higher is better; the scale is the server's. */
  readonly score?: number | undefined;
  /** Page of the file, from 1. */
  readonly page?: number | undefined;
  /** What stands for the passage in inline citations of the text. */
  readonly cite?: string | undefined;
}

/** A question a knowledge graph asked itself on the way. */
export interface Subquery {
  readonly query: string;
  readonly answer: string;
  readonly sources: readonly Source[];
  /** Those it asked to answer this one. */
  readonly subqueries?: readonly Subquery[] | undefined;
}

/** Token counts as the server reports them; absent means not on the wire. */
export interface Usage {
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly totalTokens?: number | undefined;
  readonly reasoningTokens?: number | undefined;
  readonly cachedInputTokens?: number | undefined;
}

/** When things happened, all in ms since the epoch. */
export interface Timing {
  /** The request was sent. */
  readonly startedAt: number;
  /** The first byte of the body arrived, be it only a comment. */
  readonly firstByteAt?: number | undefined;
  /** The first content (text, reasoning, item, stage …) arrived. */
  readonly firstContentAt?: number | undefined;
  /** The newest content arrived. */
  readonly lastContentAt?: number | undefined;
  /** The run settled. */
  readonly endedAt?: number | undefined;
}

/** A frame that could not be read and was skipped. */
export interface BadFrame {
  /** Its beginning, at most 500 characters. Untrusted text. */
  readonly text: string;
  /** Line number in the body from 1, for line formats. */
  readonly line?: number | undefined;
}

/** What the next turn must send back to the server. */
export interface Conversation {
  readonly responseId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly knowledgeStoreId?: string | undefined;
  /** This answer in the server's own form, where the server wants it back unchanged. Opaque. */
  readonly content?: unknown;
}

/** One message of a chat. Immutable: a change makes a new object, unchanged parts keep their identity. */
export interface Message {
  readonly id: string;
  readonly role: Role;
  /** Of this answer, kept in history. User messages are `done`. */
  readonly status: Status;
  /** In order of arrival. */
  readonly parts: readonly MessagePart[];
  /** What the agent did. */
  readonly stages: readonly Stage[];
  /** What the answer rests on, unique by id. */
  readonly sources: readonly Source[];
  readonly citations: readonly Citation[];
  readonly subqueries: readonly Subquery[];
  readonly references?: readonly Reference[] | undefined;
  /** What the server calls the answer. */
  readonly title?: string | undefined;
  /** Rate-limit headers of the reply as sent, by their names in lower case. */
  readonly rateLimits?: Readonly<Record<string, string>> | undefined;
  readonly error?: StreamError | undefined;
  readonly usage?: Usage | undefined;
  readonly finishReason?: FinishReason | undefined;
  /** The word of the wire, where it differs from `finishReason`. */
  readonly rawFinishReason?: string | undefined;
  readonly timing?: Timing | undefined;
  /** 1, then +1 per restart. */
  readonly attempt: number;
  /** Since when nothing has come, ms since the epoch, while that is longer than `stallAfter`. */
  readonly stalledSince?: number | undefined;
  /** When such an answer will be given up, ms since the epoch; absent when it is waited for without a limit. */
  readonly stalledUntil?: number | undefined;
  /** The server can go on with this answer where it was cut off, see `Chat.continueFrom`. */
  readonly canContinue?: boolean | undefined;
  /** Id of the earlier attempt whose text this one goes on with. */
  readonly continuedFrom?: string | undefined;
  /** Name of the adapter that read the reply. */
  readonly adapter?: string | undefined;
  /** The model that answered, as the server names it. */
  readonly model?: string | undefined;
  /** The server's own id of this answer. */
  readonly responseId?: string | undefined;
  readonly conversation?: Conversation | undefined;
  /** Frames that were not readable: how many, and the first 100 of them. Absent means none. */
  readonly badFrames?: { readonly count: number; readonly samples: readonly BadFrame[] } | undefined;
  /** The other answers of a request for several (`n > 1`); this message is choice 0. */
  readonly choices?: readonly Message[] | undefined;
}

/** A new message with nothing in it. */
export function createMessage(id: string, role: Role, rest: Partial<Message> = {}): Message {
  return {
    id,
    role,
    status: "done",
    parts: [],
    stages: [],
    sources: [],
    citations: [],
    subqueries: [],
    attempt: 1,
    ...rest,
  };
}

/**
 * The visible text of a message: its text parts joined, without reasoning and refusals. An answer
 * of items that are all texts has them as its lines.
 */
export function messageText({ parts }: Message): string {
  const text = parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  const lines = parts.map((part) => get(part, "value"));
  return text || (lines.every((line) => typeof line === "string") ? lines.join("\n") : "");
}

/** Whether `Chat.continueFrom` can go on with an answer: it was cut off inside its text, by a server that can. */
export function isContinuable(message: Message): boolean {
  const { canContinue, status, finishReason, parts } = message;
  const cutOff = status === "aborted" || status === "error" || finishReason === "length";
  return (
    canContinue === true &&
    !isBusy(status) &&
    cutOff &&
    messageText(message).trim() !== "" &&
    // Half a call is no call, and nothing can be said between a call and its result.
    parts.every(({ type }) => type !== "tool-call")
  );
}
