import type { StreamEvent } from "./events.js";
import type { Frame, Framing, ReplyHead } from "./frame.js";
import type { Conversation, Message } from "./message.js";

/** Turns one frame into events. Keeps its own state; made anew for each run. */
export type Decode = (json: unknown, frame: Frame) => Iterable<StreamEvent>;

/** What an adapter needs to build the request its server expects. */
export interface RequestInput {
  /** The conversation to answer, oldest first, without the answer that is about to start. */
  readonly messages: readonly Message[];
  /** The user's own members of the body (`model`, `temperature`, …); they win over the adapter's. */
  readonly body: Readonly<Record<string, unknown>>;
  /** What the last answer said the next turn must send back. */
  readonly conversation?: Conversation | undefined;
  /** The unfinished answer to go on with; it is not in `messages`. Only given to an adapter that {@link Adapter.canContinue}. */
  readonly continueFrom?: Message | undefined;
}

/** The part of a request that an adapter decides. */
export interface AdapterRequest {
  /** @defaultValue `"POST"` */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is a string. */
  readonly body?: unknown;
}

/** Reads one wire format. A plain object; `defineAdapter` makes one from less. */
export interface Adapter {
  readonly name: string;
  /** How the body is cut into frames. */
  readonly framing: Framing;
  /**
   * What a frame holds: JSON only (anything else is a bad frame), or text where it is not JSON.
   * @defaultValue `"json"`
   */
  readonly payload?: "json" | "json-or-text";
  /** The frame that ends the stream, compared exactly, for instance `[DONE]`. Reading stops even if the socket stays open. */
  readonly endMarker?: string;
  /**
   * Whether an end of the body without `message-end` or the end marker is an error (`incomplete`).
   * @defaultValue `false`
   */
  readonly requiresEnd?: boolean | ((head: ReplyHead) => boolean);
  /** A fresh decoder for one run. */
  readonly createDecoder: () => Decode;
  /** Reads a reply that came as one JSON body. @defaultValue the decoder itself */
  readonly decodeBody?: (json: unknown) => Iterable<StreamEvent>;
  /** Builds the request this server expects. @defaultValue `{messages: [{role, content}], stream: true, ...body}` */
  readonly createRequest?: (input: RequestInput) => AdapterRequest;
  /**
   * The server goes on with an unfinished answer that the request ends with, instead of beginning anew. `createRequest` writes
   * `continueFrom` then.
   * @defaultValue `false`
   */
  readonly canContinue?: boolean;
  /** Loads what reading will need. Called when a request is sent, so that it arrives while the server works. */
  readonly prepare?: () => Promise<unknown>;
  /**
   * Chooses the adapter that reads this reply, asked for each frame until it answers. `json` is `undefined` for a frame
   * that is not JSON; `atEnd` says that nothing more will come. Only an adapter that detects formats has it; it may load
   * the chosen one.
   */
  readonly select?: (json: unknown, frame: Frame, atEnd: boolean) => Adapter | Promise<Adapter> | undefined;
}
