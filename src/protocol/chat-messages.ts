import { messageText, type FilePart, type Message } from "./message.js";

/** Writes a file as a part of the content; an empty list leaves it out. */
export type WriteFile = (file: FilePart) => object;

function writeMessage(message: Message, writeFile: WriteFile): object[] {
  const { role, parts } = message;
  if (role === "tool") {
    return parts.flatMap((part) =>
      part.type === "tool-result" ? { role, tool_call_id: part.toolCallId, content: part.result } : [],
    );
  }
  const tool_calls = parts.flatMap((part) => {
    if (part.type !== "tool-call") return [];
    return { id: part.toolCallId, type: "function", function: { name: part.name, arguments: part.arguments } };
  });
  const content = parts.flatMap((part) => {
    if (part.type === "text") return { type: "text", text: part.text };
    return part.type === "file" && role === "user" ? writeFile(part) : [];
  });
  // Text alone goes as a string, which every compatible server takes.
  const said = content.every((part) => "text" in part) ? messageText(message) || null : content;
  // A failed answer without content is refused by most servers as an empty message.
  return said || tool_calls[0] ? [{ role, content: said, tool_calls: tool_calls[0] && tool_calls }] : [];
}

/**
 * A conversation as `messages` in the form of OpenAI, which most servers take: text and files of the user, tool calls and their
 * results. Failed answers without content are left out.
 */
export function writeMessages(messages: readonly Message[], writeFile: WriteFile): object[] {
  return messages.flatMap((message) => writeMessage(message, writeFile));
}

/** Images by address or content, sounds by content, everything else by content; uploaded files by their id. */
export const writeFile: WriteFile = ({ mediaType, url, fileId, name, detail }) => {
  if (url && mediaType.startsWith("image/")) return { type: "image_url", image_url: { url, detail } };
  if (url && mediaType.startsWith("audio/")) {
    // The wire names formats by file extension.
    const format = mediaType.slice(6).replace("mpeg", "mp3");
    return { type: "input_audio", input_audio: { data: url.split(",")[1], format } };
  }
  return { type: "file", file: fileId ? { file_id: fileId } : { filename: name, file_data: url } };
};
