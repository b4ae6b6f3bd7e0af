import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import { messageText, type FilePart, type Message, type MessagePart } from "../../protocol/message.js";
import { list } from "../../protocol/read.js";
import { parseObject } from "../tool-arguments.js";

function writeFile({ mediaType: media_type, url = "", fileId: file_id, name: title }: FilePart): object {
  const data = url.slice(url.indexOf(",") + 1);
  const content = url.startsWith("data:") ? { type: "base64", media_type, data } : { type: "url", url };
  const source = file_id === undefined ? content : { type: "file", file_id };
  return media_type.startsWith("image/") ? { type: "image", source } : { type: "document", source, title };
}

function writePart(part: MessagePart): object {
  switch (part.type) {
    case "file":
      return writeFile(part);
    case "tool-call":
      return { type: "tool_use", id: part.toolCallId, name: part.name, input: parseObject(part.arguments) ?? {} };
    case "tool-result":
      return { type: "tool_result", tool_use_id: part.toolCallId, content: part.result };
    default:
      // The server refuses blank texts; what was thought goes back in the content that the server gave, or not at all.
      return part.type === "text" && part.text.trim() ? { type: "text", text: part.text } : [];
  }
}

function writeMessage({ role, parts, conversation }: Message): object[] {
  const content = conversation?.content ?? parts.flatMap(writePart);
  // A failed answer has no content, and a message without content is refused.
  return list({ content }, "content").length > 0 ? [{ role: role === "assistant" ? role : "user", content }] : [];
}

/** `{max_tokens: 4096, stream: true, system, messages, ...body}`: the whole conversation, every time. */
export function createMessagesRequest({ messages, body, continueFrom }: RequestInput): AdapterRequest {
  const system = messages.filter(({ role }) => role === "system");
  return {
    headers: { "anthropic-version": "2023-06-01" },
    body: {
      max_tokens: 4096,
      stream: true,
      system: system.map(messageText).join("\n\n") || undefined,
      messages: [
        ...messages.filter((message) => !system.includes(message)).flatMap(writeMessage),
        // Only its text: what was thought is not taken back without its signature.
        ...(continueFrom ? [{ role: "assistant", content: messageText(continueFrom) }] : []),
      ],
      ...body,
    },
  };
}
