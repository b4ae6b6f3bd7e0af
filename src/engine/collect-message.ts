import { createMessage, type Message } from "../protocol/message.js";
import { readEvents, type ReadOptions } from "./read-events.js";
import { reduceEvents, settleMessage } from "./reduce-message.js";

/** How to read a whole reply. */
export interface CollectOptions extends ReadOptions {
  /** Clock, ms since the epoch. @defaultValue `Date.now` */
  readonly now?: () => number;
}

/** {@link collectMessage} where the adapter must be given: no default is bundled. */
export async function collectMessageWith(response: Response, options: CollectOptions): Promise<Message> {
  const { now = Date.now, signal } = options;
  let message = createMessage("message", "assistant", { status: "submitted", timing: { startedAt: now() } });
  for await (const events of readEvents(response, options)) {
    message = reduceEvents(message, events, now());
  }
  const status = message.error ? "error" : signal?.aborted ? "aborted" : "done";
  return settleMessage(message, status, message.error, now());
}
