import { reduceEvents, settleMessage } from "../../src/engine/reduce-message.js";
import { readEvents } from "../../src/engine/read-events.js";
import type { Adapter } from "../../src/protocol/adapter.js";
import { createMessage, messageText, type Message } from "../../src/protocol/message.js";

/** A request that can be left. */
export type Ask = (signal: AbortSignal) => Promise<Response>;

/**
 * Reads a reply as `collectMessage` does, and leaves one without end as soon as it has said something. No reply at all is an
 * answer that failed.
 *
 * @param leaves whether the reply has no end
 * @param asked settles when a reply that never comes would have come
 */
export async function readReply(ask: Ask, adapter: Adapter, leaves: boolean, asked: Promise<void>): Promise<Message> {
  const controller = new AbortController();
  const { signal } = controller;
  let message = createMessage("message", "assistant", { status: "submitted" });
  const reply = ask(signal);
  if (leaves) void Promise.race([reply, asked]).then(async () => (await headOrNothing(reply)) ?? controller.abort());
  try {
    for await (const events of readEvents(await reply, { adapter, signal })) {
      message = reduceEvents(message, events, 0);
      if (leaves && messageText(message) !== "") controller.abort();
    }
  } catch {
    return settleMessage(message, signal.aborted ? "aborted" : "error", undefined, 0);
  }
  return settleMessage(message, message.error ? "error" : signal.aborted ? "aborted" : "done", message.error, 0);
}

/** The reply if it is there already. */
function headOrNothing(reply: Promise<Response>): Promise<Response | undefined> {
  return Promise.race([reply, new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)))]);
}

/**
 * What a user would see of a message, in one line: the status, the code and HTTP status of the error, how much of the text
 * there is, and whether frames could not be read.
 *
 * @param text the whole text
 */
export function sayOutcome(message: Message, text: string): string {
  const { status, error, badFrames } = message;
  const seen = messageText(message);
  const much = seen === text ? "all" : seen === "" ? "nothing" : text.startsWith(seen) ? "a part" : "other text";
  const why = error ? `${error.code}${error.status === undefined ? "" : ` ${error.status}`}` : undefined;
  return [status, why, much, badFrames && `${badFrames.count} bad`].filter(Boolean).join(", ");
}
