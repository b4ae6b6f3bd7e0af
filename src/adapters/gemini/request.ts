import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import { messageText, type FilePart, type MessagePart } from "../../protocol/message.js";
import { parseObject } from "../tool-arguments.js";
import { ownIdMark } from "./decode.js";

function writeFile({ mediaType: mimeType, url = "", fileId }: FilePart): object {
  if (!url.startsWith("data:")) return { fileData: { mimeType, fileUri: fileId ?? url } };
  return { inlineData: { mimeType, data: url.slice(url.indexOf(",") + 1) } };
}

/** `{systemInstruction, contents, ...body}`: the whole conversation, every time. */
export function createContentRequest({ messages, body }: RequestInput): AdapterRequest {
  const system = messages.filter(({ role }) => role === "system");
  const contents: { role: string; parts: unknown[] }[] = [];
  /** A result names its function, not only its call. */
  const names = new Map<string, string>();

  function writePart(part: MessagePart): object {
    if (part.type === "file") return writeFile(part);
    if (part.type !== "tool-call" && part.type !== "tool-result")
      return part.type === "text" && part.text ? { text: part.text } : [];
    const { toolCallId } = part;
    const id = toolCallId.includes(ownIdMark) ? undefined : toolCallId;
    if (part.type === "tool-call") {
      names.set(toolCallId, part.name);
      return { functionCall: { id, name: part.name, args: parseObject(part.arguments) ?? {} } };
    }
    const response = parseObject(part.result) ?? { output: part.result };
    return { functionResponse: { id, name: names.get(toolCallId), response } };
  }

  for (const message of messages) {
    const written = message.parts.flatMap(writePart);
    const { content: known } = message.conversation ?? {};
    const content: unknown[] = Array.isArray(known) ? known : written;
    const role = message.role === "assistant" ? "model" : "user";
    const last = contents.at(-1);
    // A failed answer has no content; then two turns of the user follow each other, and they are one.
    if (system.includes(message) || content.length === 0) continue;
    if (last?.role === role) last.parts.push(...content);
    else contents.push({ role, parts: [...content] });
  }
  const text = system.map(messageText).join("\n\n");
  return { body: { systemInstruction: text ? { parts: [{ text }] } : undefined, contents, ...body } };
}
