import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Adapter } from "../../src/protocol/adapter.js";
import { createMessage, type Message, type MessagePart } from "../../src/protocol/message.js";
import { hasWireFolder, wireFolder } from "./recordings.js";

type WireMessage = {
  role: Message["role"];
  content:
    | string
    | null
    | {
        type: string;
        text?: string;
        image_url?: { url: string; detail?: string };
        file?: { filename: string; file_data: string };
      }[];
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
};

/** A recorded request body of a chat. */
export interface RequestBody {
  readonly messages: readonly WireMessage[];
  readonly [member: string]: unknown;
}

/** The message that a wire message was written from. */
function fromWire({ role, content, tool_calls, tool_call_id }: WireMessage, index: number): Message {
  const parts: MessagePart[] = [];
  if (typeof content === "string") {
    parts.push(
      tool_call_id === undefined
        ? { type: "text", text: content }
        : { type: "tool-result", toolCallId: tool_call_id, result: content },
    );
  } else {
    for (const { text, image_url, file } of content ?? []) {
      if (text !== undefined) parts.push({ type: "text", text });
      if (image_url) parts.push({ type: "file", mediaType: "image/png", ...image_url });
      if (file) parts.push({ type: "file", mediaType: "application/pdf", url: file.file_data, name: file.filename });
    }
  }
  for (const call of tool_calls ?? []) parts.push({ type: "tool-call", toolCallId: call.id, ...call.function });
  return createMessage(String(index), role, { parts });
}

/** Names of the recorded requests that begin with `prefix`. */
export function requestFiles(prefix: string): string[] {
  if (!hasWireFolder) return [];
  return readdirSync(path.join(wireFolder, "requests")).filter((file) => file.startsWith(prefix));
}

/** The body of a recorded request. */
export function recordedBody(file: string): RequestBody {
  const text = readFileSync(path.join(wireFolder, "requests", file), "utf8");
  return (JSON.parse(text) as { body: RequestBody }).body;
}

/** The body that an adapter writes for a conversation, as it would travel. */
export function writeBody(
  adapter: Adapter,
  messages: readonly Message[],
  body: Readonly<Record<string, unknown>> = {},
): unknown {
  return JSON.parse(JSON.stringify(adapter.createRequest!({ messages, body }).body));
}

/** The body that an adapter writes for the conversation of a recorded request and the user's members of it. */
export function rewrite(adapter: Adapter, { messages, stream: _stream, ...rest }: RequestBody): unknown {
  // Usage is asked for unless the user takes the member out.
  return writeBody(adapter, messages.map(fromWire), { stream_options: undefined, ...rest });
}
