import type { Arrivals } from "../protocol/arrivals.js";
import type { StreamError } from "../protocol/errors.js";
import type { Message, MessagePart, Role } from "../protocol/message.js";
import type { ChatStore } from "../store/chat-store.js";
import type { AdapterSource, RequestOptions, Resolvable } from "./request.js";
import type { StopOptions } from "./stop-server.js";
import type { TimeOptions } from "./time-options.js";

/** What `send` does while an answer is running: wait for its end, stop it, or do nothing. */
export type WhenBusy = "queue" | "interrupt" | "ignore";

/** A message to send: its text, or its parts for one that carries files. */
export interface MessageInput {
  readonly id?: string;
  /** @defaultValue `"user"` */
  readonly role?: Role;
  readonly text?: string;
  readonly parts?: readonly MessagePart[];
}

/** Everything a chat can be told. Only `endpoint` is needed. */
export interface ChatOptions extends RequestOptions, TimeOptions, StopOptions {
  /** Address of the chat route, or a function that gives it. */
  readonly endpoint: Resolvable<string | URL>;
  /** Reads the replies. @defaultValue `auto`, which finds the format from the reply */
  readonly adapter?: AdapterSource | undefined;
  /** @defaultValue `"queue"` */
  readonly whenBusy?: WhenBusy | undefined;
  /** The conversation so far. */
  readonly messages?: readonly Message[] | undefined;
  /** What to do with a frame that cannot be read. @defaultValue `"skip"`: counted on the message, the answer goes on */
  readonly onBadFrame?: "skip" | "error" | undefined;
  /** @defaultValue 96 random bits in base 36 */
  readonly generateId?: (() => string) | undefined;
  /** The answer is complete. Exactly one of the three callbacks is called per run, once. */
  readonly onFinish?: ((message: Message) => void) | undefined;
  /** The run failed; partial content is in `message`. */
  readonly onError?: ((error: StreamError, message: Message) => void) | undefined;
  /** The user stopped the run; partial content is in `message`. */
  readonly onAbort?: ((message: Message) => void) | undefined;
}

/** A conversation with one endpoint. All functions are stable references and may be passed on alone. */
export interface Chat {
  /** zustand vanilla store; read it, subscribe to it, never write to it. */
  readonly store: ChatStore;
  /** The clock of the chat, ms since the epoch: what all times of its messages are told by. */
  readonly now: () => number;
  /** How the chunks of an answer arrived, for the last 32 answers that were asked for here. Not saved with the messages. */
  readonly arrivals: (messageId: string) => Arrivals | undefined;
  /** Sends a message. Resolves with the settled answer, `undefined` if it was not sent. Never rejects. */
  readonly send: (message: string | MessageInput) => Promise<Message | undefined>;
  /** Stops the running answer, which keeps its partial content and becomes `aborted`. No effect otherwise. */
  readonly abort: () => void;
  /**
   * Asks again for an answer, by default the last. The old attempt stays reachable, see {@link Chat.showAttempt}; a running
   * answer is stopped first. Resolves as `send` does.
   */
  readonly restart: (messageId?: string) => Promise<Message | undefined>;
  /**
   * Goes on with an answer that was cut off (aborted, failed, or ended for its length), by default the last, as a new attempt
   * that begins with its text. `undefined` if that is not possible, see `isContinuable`. A running answer is stopped first.
   */
  readonly continueFrom: (messageId?: string) => Promise<Message | undefined>;
  /** Replaces the text of a user message and asks again from there; the old branch stays reachable. */
  readonly edit: (messageId: string, text: string) => Promise<Message | undefined>;
  /** Makes another attempt at a message visible, counted from 0. A running answer is stopped first. */
  readonly showAttempt: (messageId: string, attempt: number) => void;
  /** Takes a waiting message out of the queue and returns it. */
  readonly unqueue: (messageId: string) => Message | undefined;
  /** Replaces the conversation. A running answer is stopped; one that comes from elsewhere as running counts as stopped. */
  readonly setMessages: (messages: readonly Message[]) => void;
  /** Puts older messages before the conversation, without those that are in it already. A running answer goes on. */
  readonly prependMessages: (messages: readonly Message[]) => void;
  /** Takes new options; they hold from the next request on. `messages` is only read at creation. */
  readonly update: (options: ChatOptions) => void;
  /**
   * Stops the running answer without a callback. Who waits for a queued message gets `undefined`; the message stays in the queue,
   * because the chat can be used again.
   */
  readonly dispose: () => void;
}
