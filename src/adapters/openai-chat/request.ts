import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import { messageText, type FilePart, type Message, type ToolCallPart } from "../../protocol/message.js";

function writeFile({ mediaType, url, fileId, name }: FilePart): object {
  if (mediaType.startsWith("image/") && url !== undefined) return { type: "image_url", image_url: { url } };
  return { type: "file", file: fileId === undefined ? { filename: name, file_data: url } : { file_id: fileId } };
}

/** Text alone goes as a string, which every compatible server takes; files make it a list of parts. */
function writeContent(message: Message): unknown {
  if (!message.parts.some((part) => part.type === "file")) return messageText(message);
  return message.parts.flatMap((part) => {
    if (part.type === "text") return [{ type: "text", text: part.text }];
    return part.type === "file" ? [writeFile(part)] : [];
  });
}

function writeAnswer(message: Message): object[] {
  const calls = message.parts.filter((part): part is ToolCallPart => part.type === "tool-call");
  const content = messageText(message) || null;
  // A failed answer without content is refused by most servers as an empty message.
  if (content === null && calls.length === 0) return [];
  if (calls.length === 0) return [{ role: "assistant", content }];
  const tool_calls = calls.map(({ toolCallId, name, arguments: args }) => ({
    id: toolCallId,
    type: "function",
    function: { name, arguments: args },
  }));
  return [{ role: "assistant", content, tool_calls }];
}

function writeMessage(message: Message): object[] {
  if (message.role === "assistant") return writeAnswer(message);
  if (message.role !== "tool") return [{ role: message.role, content: writeContent(message) }];
  return message.parts.flatMap((part) =>
    part.type === "tool-result" ? [{ role: "tool", tool_call_id: part.toolCallId, content: part.result }] : [],
  );
}

/** `{messages, stream: true, stream_options: {include_usage: true}, ...body}`: the whole conversation, every time. */
export function createChatRequest({ messages, body }: RequestInput): AdapterRequest {
  return {
    body: {
      stream: true,
      stream_options: { include_usage: true },
      messages: messages.flatMap(writeMessage),
      ...body,
    },
  };
}
