import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import { messageText, type Message, type MessagePart } from "../../protocol/message.js";
import { str } from "../../protocol/read.js";

interface AgMessage {
  readonly id: string;
  readonly role: string;
  readonly content?: unknown;
  readonly toolCallId?: string;
  toolCalls?: object[];
}

/** A part of what the user sent. */
function writePart(part: MessagePart): object[] {
  if (part.type === "text") return [{ type: "text", text: part.text }];
  if (part.type !== "file") return [];
  const { mediaType: mimeType, url = "", fileId, name } = part;
  const [kind = ""] = mimeType.split("/");
  const [, base64] = url.split(";base64,");
  const [type, value] = fileId ? ["file", fileId] : base64 ? ["data", base64] : ["url", url];
  const source = { type, value, mimeType };
  const metadata = name === undefined ? undefined : { filename: name };
  return [{ type: /image|audio|video/.test(kind) ? kind : "document", source, metadata }];
}

function writeMessage(message: Message): readonly unknown[] {
  const { id, role, parts, adapter, conversation } = message;
  // As the server listed it, with its own ids.
  if (adapter === "ag-ui" && Array.isArray(conversation?.content)) return conversation.content;
  if (role === "user" || role === "system") {
    const hasFile = parts.some(({ type }) => type === "file");
    return [{ id, role, content: hasFile ? parts.flatMap(writePart) : messageText(message) }];
  }
  // An answer is as many messages as the agent made of it: texts, calls and results in their order.
  const written: AgMessage[] = [];
  for (const part of parts) {
    let last = written.at(-1);
    if (part.type === "text") written.push({ id: part.id ?? id, role, content: part.text });
    if (part.type === "tool-call") {
      const { toolCallId, name, arguments: args } = part;
      if (last?.role !== role) written.push((last = { id: toolCallId, role }));
      (last.toolCalls ??= []).push({ id: toolCallId, type: "function", function: { name, arguments: args } });
    }
    if (part.type === "tool-result") {
      const { toolCallId, result } = part;
      written.push({ id: `${id}:${toolCallId}`, role: "tool", toolCallId, content: result });
    }
  }
  return written;
}

/**
 * `RunAgentInput`: the whole conversation, the thread it belongs to, the last state the agent sent, and `...body`. Messages
 * have the ids that the server gave them, by which it knows them again.
 */
export function createAgUiRequest({ messages, body, conversation }: RequestInput): AdapterRequest {
  let state: unknown = {};
  for (const part of messages.flatMap(({ parts }) => parts)) {
    if (part.type === "data" && part.name === "state") state = part.value;
  }
  return {
    // With `*/*` the official encoder would answer in protobuf.
    headers: { accept: "text/event-stream" },
    body: {
      threadId: conversation?.sessionId ?? messages[0]?.id,
      runId: Math.random().toString(36).slice(2),
      state,
      // A later version of a message stands in the place of the first.
      messages: [...new Map(messages.flatMap(writeMessage).map((message) => [str(message, "id"), message])).values()],
      tools: [],
      context: [],
      forwardedProps: {},
      ...body,
    },
  };
}
