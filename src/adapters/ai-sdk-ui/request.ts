import type { AdapterRequest, RequestInput } from "../../protocol/adapter.js";
import type { Message, Role } from "../../protocol/message.js";
import { parseJson } from "../../protocol/parse-json.js";
import { get, object } from "../../protocol/read.js";

interface UiPart {
  readonly type?: string;
  readonly toolCallId?: string;
  readonly providerExecuted?: boolean;
  readonly errorText?: string;
  readonly [member: string]: unknown;
}

interface UiMessage {
  readonly id: string;
  readonly role: Role;
  metadata?: unknown;
  readonly parts: UiPart[];
}

function addParts(ui: UiMessage, message: Message): void {
  const known = get(message.conversation?.content, "parts");
  const kept = (key: string | undefined) => object(get(known, key ?? ""));
  const add = (part: UiPart) => {
    const last = ui.parts.at(-1);
    // What was said after a tool ran belongs to a step of its own; without that the server puts it before the result.
    if (!part.toolCallId && last?.toolCallId && !last.providerExecuted) ui.parts.push({ type: "step-start" });
    ui.parts.push(part);
  };
  for (const part of message.parts) {
    const { type } = part;
    switch (type) {
      case "text":
      case "reasoning":
        add({ type, text: part.text, ...kept(part.id) });
        break;
      case "file":
        add({ type, mediaType: part.mediaType, url: part.url, filename: part.name });
        break;
      case "data":
        add({ type: `data-${part.name}`, id: part.id, data: part.value });
        break;
      case "tool-call": {
        const { toolCallId } = part;
        const input = parseJson(part.arguments);
        // The server leaves out a call that broke off.
        const state = `input-${input ? "available" : "streaming"}`;
        add({ type: `tool-${part.name}`, toolCallId, state, input: input?.json, ...kept(toolCallId) });
        break;
      }
      case "tool-result": {
        const call = ui.parts.findLast(({ toolCallId }) => toolCallId === part.toolCallId);
        const { json: output } = parseJson(part.result) ?? { json: part.result };
        if (call && call.errorText === undefined) Object.assign(call, { state: "output-available", output });
      }
    }
  }
}

/**
 * `{id, messages, trigger: "submit-message", ...body}`, as the transport of `useChat` posts it, with messages as it keeps
 * them: results of tools stand in the answer that asked for them, and what the server said to those goes on there.
 */
export function createUiRequest({ messages, body }: RequestInput): AdapterRequest {
  const written: UiMessage[] = [];
  for (const message of messages) {
    const { id, role, responseId } = message;
    let ui = written.at(-1);
    if (ui?.role !== "assistant" || !/^[at]/.test(role)) {
      written.push(
        (ui = { id: responseId ?? id, role, metadata: get(message.conversation?.content, "metadata"), parts: [] }),
      );
    }
    addParts(ui, message);
  }
  const filled = written.filter(({ parts }) => parts.length > 0);
  return { body: { id: messages[0]?.id, messages: filled, trigger: "submit-message", ...body } };
}
