import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import { messageText } from "../../protocol/message.js";
import { newestUser } from "../newest-user.js";

/**
 * `{question, stream: true, ...body}` with the newest text of the user. A web search asks with `query` instead: say so with
 * an empty one.
 */
export function createGraphRequest({ messages, body }: RequestInput): AdapterRequest {
  const user = newestUser(messages);
  const text = user ? messageText(user) : "";
  return {
    body:
      "query" in body
        ? { stream: true, ...body, query: body["query"] || text }
        : { question: text, stream: true, ...body },
  };
}
