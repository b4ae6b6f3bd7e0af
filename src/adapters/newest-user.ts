import type { Message } from "../protocol/message.js";

/** The last message of the user: all that a server takes that keeps no conversation, or keeps it itself. */
export function newestUser(messages: readonly Message[]): Message | undefined {
  return messages.findLast(({ role }) => role === "user");
}
