import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import { messageText } from "../../protocol/message.js";
import { get, list, object } from "../../protocol/read.js";
import { newestUser } from "../newest-user.js";

/**
 * `{inputs, stream: true, ...body}`. The first of the user's `inputs` whose value is an empty list gets the newest text of
 * the user, the second one the files of that message as ids or addresses. Without `inputs`: the one input of a research
 * agent, `query`.
 */
export function createAgentRequest({ messages, body }: RequestInput): AdapterRequest {
  const user = newestUser(messages);
  const files = (user?.parts ?? []).flatMap((part) => (part.type === "file" ? (part.fileId ?? part.url ?? []) : []));
  const values: string[][] = [[user ? messageText(user) : ""], files];
  const inputs = list({ inputs: [{ id: "query", value: [] }], ...body }, "inputs").map((input) => {
    const value = get(input, "value");
    const isEmpty = Array.isArray(value) && value.length === 0;
    return isEmpty ? { ...object(input), value: values.shift() ?? [] } : input;
  });
  return { body: { stream: true, ...body, inputs } };
}
