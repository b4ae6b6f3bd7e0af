import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import {
  messageText,
  type FilePart,
  type Message,
  type MessagePart,
  type ToolCallPart,
} from "../../protocol/message.js";
import { get, object } from "../../protocol/read.js";
import { parseObject } from "../tool-arguments.js";

function writeFile({ mediaType, url, fileId: file_id, name: filename }: FilePart): object {
  if (mediaType.startsWith("image/")) return { type: "image_url", image_url: { url } };
  return { type: "file", file: file_id === undefined ? { filename, file_data: url } : { file_id } };
}

function writeBlock(part: MessagePart): object | [] {
  return part.type === "text" ? { type: "text", text: part.text } : part.type === "file" ? writeFile(part) : [];
}

/**
 * One part of an answer as the messages it was. A call goes with its result, because models refuse one without the other; a
 * call that an earlier turn of a thread made is known there.
 */
function writePart(part: MessagePart, calls: ReadonlyMap<string, ToolCallPart>): object[] {
  if (part.type === "text") return part.text ? [{ role: "assistant", content: part.text }] : [];
  if (part.type !== "tool-result") return [];
  const { toolCallId: id, result: content } = part;
  const call = calls.get(id);
  const tool_calls = call && [{ type: "tool_call", id, name: call.name, args: parseObject(call.arguments) ?? {} }];
  return [
    ...(call ? [{ role: "assistant", content: "", tool_calls }] : []),
    { role: "tool", tool_call_id: id, content },
  ];
}

function writeMessages(messages: readonly Message[]): object[] {
  const calls = new Map<string, ToolCallPart>();
  return messages.flatMap((message) => {
    const { role, parts } = message;
    for (const part of parts) if (part.type === "tool-call") calls.set(part.toolCallId, part);
    if (role === "assistant" || role === "tool") return parts.flatMap((part) => writePart(part, calls));
    const plain = parts.every(({ type }) => type === "text");
    return { role, content: plain ? messageText(message) : parts.flatMap(writeBlock) };
  });
}

/** Whether a thread has this answer, or at least its question: it has nothing of a run that never began. */
function isKnown({ role, status, responseId }: Message): boolean {
  return role === "assistant" && (status !== "error" || responseId !== undefined);
}

/**
 * `{stream_mode, input: {messages}, ...body}`. A thread (`body.config.configurable.thread_id`) knows what was said, so it
 * gets what came after the last answer; without one everything is sent, every time. Members of `body.input` stand beside
 * the messages; a `body.command` goes without input.
 */
export function createRunRequest({ messages, body }: RequestInput): AdapterRequest {
  const thread = get(get(body["config"], "configurable"), "thread_id");
  const from = thread ? messages.findLastIndex(isKnown) + 1 : 0;
  const { input = body["command"] ? undefined : {} } = body;
  const own = object(input);
  return {
    body: {
      stream_mode: ["messages-tuple", "updates", "custom"],
      ...body,
      input: own ? { messages: writeMessages(messages.slice(from)), ...own } : input,
    },
  };
}
