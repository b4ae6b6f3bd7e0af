import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import { messageText, type FilePart, type Message } from "../../protocol/message.js";

function writeFile({ mediaType, url, fileId, name }: FilePart): object {
  if (mediaType.startsWith("image/") && url !== undefined) return { type: "image_url", image_url: { url } };
  return { type: "file", file: fileId === undefined ? { filename: name, file_data: url } : { file_id: fileId } };
}

function writeMessage(message: Message): object[] {
  const { role, parts } = message;
  const text = messageText(message);
  if (role === "tool") {
    return parts.flatMap((part) =>
      part.type === "tool-result" ? { role, tool_call_id: part.toolCallId, content: part.result } : [],
    );
  }
  if (role === "assistant") {
    const tool_calls = parts.flatMap((part) => {
      if (part.type !== "tool-call") return [];
      return { id: part.toolCallId, type: "function", function: { name: part.name, arguments: part.arguments } };
    });
    if (tool_calls.length > 0) return [{ role, content: text || null, tool_calls }];
    // A failed answer without content is refused by most servers as an empty message.
    return text ? [{ role, content: text }] : [];
  }
  // Text alone goes as a string, which every compatible server takes; files make it a list of parts.
  const content = parts.some((part) => part.type === "file")
    ? parts.flatMap((part) =>
        part.type === "text" ? { type: "text", text: part.text } : part.type === "file" ? writeFile(part) : [],
      )
    : text;
  return [{ role, content }];
}

/** `{messages, stream: true, stream_options: {include_usage: true}, ...body}`: the whole conversation, every time. */
export function createChatRequest({ messages, body }: RequestInput): AdapterRequest {
  const stream_options = { include_usage: true };
  return { body: { stream: true, stream_options, messages: messages.flatMap(writeMessage), ...body } };
}
