import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import { messageText, type Message, type MessagePart } from "../../protocol/message.js";
import { parseObject } from "../tool-arguments.js";

const base64 = /^data:image\/[^,]*;base64,/;

/** `list`, or `undefined` for an empty one, which JSON leaves out. */
function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function writeMessages(messages: readonly Message[]): object[] {
  /** A result names its tool; the message only knows the call. */
  const names = new Map<string, string>();
  const writeCall = (part: MessagePart): object | [] => {
    if (part.type !== "tool-call") return [];
    const { toolCallId: id, name } = part;
    names.set(id, name);
    return { id, function: { name, arguments: parseObject(part.arguments) ?? {} } };
  };
  return messages.flatMap((message): object[] => {
    const { role, parts } = message;
    if (role === "tool") {
      return parts.flatMap((part) => {
        if (part.type !== "tool-result") return [];
        const { toolCallId, result: content } = part;
        return { role, content, tool_name: names.get(toolCallId), tool_call_id: toolCallId };
      });
    }
    const content = messageText(message);
    const images = some(
      parts.flatMap((part) =>
        part.type === "file" && part.url && base64.test(part.url) ? part.url.replace(base64, "") : [],
      ),
    );
    const tool_calls = some(parts.flatMap(writeCall));
    const thinking = parts.map((part) => (part.type === "reasoning" ? part.text : "")).join("") || undefined;
    // A failed answer without content says nothing.
    return content || images || tool_calls ? [{ role, content, thinking, images, tool_calls }] : [];
  });
}

/** `{messages, stream: true, ...body}` for `/api/chat`: the whole conversation, every time. */
export function createOllamaRequest({ messages, body, continueFrom }: RequestInput): AdapterRequest {
  return {
    body: { stream: true, messages: writeMessages(continueFrom ? [...messages, continueFrom] : messages), ...body },
  };
}
