import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import { messageText } from "../../protocol/message.js";
import { newestUser } from "../newest-user.js";

/**
 * `{message, ...body}` with the newest text of the user. The inputs of an endpoint are its author's own; `message` is the
 * one of Xano's examples.
 */
export function createXanoRequest({ messages, body }: RequestInput): AdapterRequest {
  const user = newestUser(messages);
  return { body: { message: user ? messageText(user) : "", ...body } };
}
