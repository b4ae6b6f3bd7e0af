import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import { messageText, type Message, type MessagePart } from "../../protocol/message.js";
import { instructionsOf } from "../responses.js";

function writeContent(part: MessagePart): object | [] {
  if (part.type === "text") return { type: "input_text", text: part.text };
  if (part.type !== "file") return [];
  const { mediaType, url, fileId: file_id, name: filename, detail = "auto" } = part;
  if (mediaType.startsWith("image/")) return { type: "input_image", image_url: url, file_id, detail };
  return { type: "input_file", filename, file_id, [url?.startsWith("data:") ? "file_data" : "file_url"]: url };
}

function writeCall(part: MessagePart): object | [] {
  if (part.type === "tool-result")
    return { type: "function_call_output", call_id: part.toolCallId, output: part.result };
  if (part.type !== "tool-call") return [];
  return { type: "function_call", call_id: part.toolCallId, name: part.name, arguments: part.arguments };
}

function writeMessage(message: Message): object[] {
  const { role, parts } = message;
  const content = role === "user" ? parts.flatMap(writeContent) : messageText(message);
  // A failed answer without content would be refused as an empty message.
  return [...(content.length > 0 ? [{ role, content }] : []), ...parts.flatMap(writeCall)];
}

/**
 * What is new since the response that the server remembers, or the whole conversation if it remembers none
 * (`store: false`). System messages are the instructions, which the server does not remember.
 */
export function createResponsesRequest({ messages, body, conversation }: RequestInput): AdapterRequest {
  const previous_response_id = body["store"] === false ? undefined : conversation?.responseId;
  // An answer that failed is not remembered, so what was asked then is sent again.
  const known = previous_response_id
    ? messages.findLastIndex(({ role, status }) => role === "assistant" && status === "done") + 1
    : 0;
  const turn = messages.slice(known).filter(({ role }) => role !== "system");
  const [first] = turn;
  const isPlain = !previous_response_id && turn.length === 1 && first!.parts.every(({ type }) => type === "text");
  return {
    body: {
      stream: true,
      instructions: instructionsOf(messages),
      previous_response_id,
      input: isPlain ? messageText(first!) : turn.flatMap(writeMessage),
      ...body,
    },
  };
}
