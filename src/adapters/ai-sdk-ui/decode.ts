import type { Decode } from "../../protocol/adapter.js";
import { StreamError } from "../../protocol/errors.js";
import type { StreamEvent } from "../../protocol/events.js";
import { jsonText } from "../../protocol/json-text.js";
import { get, num, object, str, type JsonObject } from "../../protocol/read.js";
import { isErrorBody, serverError } from "../../protocol/server-error.js";

/** Decoder of UI message chunks. */
export function createUiDecoder(): Decode {
  /** Steps use the same ids again, so each start names a part of its own. */
  const partIds = new Map<string, string>();
  let started = 0;
  /** What the vocabulary has no place for; the next turn sends it back. `parts` is by part and by call. */
  let content: { readonly metadata?: JsonObject; readonly parts: JsonObject } = { parts: {} };

  return (json) => {
    const events: StreamEvent[] = [];
    const add = (event: StreamEvent) => events.push(event);
    const fail = (error: StreamError) => add({ type: "error", error });
    const text = (member: string) => str(json, member) ?? "";
    const type = text("type");
    const [kind, act] = type.split("-");
    const id = kind + text("id");
    if (act === "start") partIds.set(id, id + ++started);
    const partId = partIds.get(id);
    const toolCallId = text("toolCallId");
    const key = toolCallId || partId;
    const name = str(json, "toolName");
    const url = str(json, "url");
    const delta = text("delta");
    const failure = str(json, "errorText");
    const added = object(get(json, "messageMetadata"));
    const providerMetadata = get(json, "providerMetadata");
    const before = content;
    const note = (members: object) => {
      const { parts } = content;
      if (key) content = { ...content, parts: { ...parts, [key]: { ...object(parts[key]), ...members } } };
    };

    if (added) {
      content = { ...content, metadata: { ...content.metadata, ...added } };
      add({ type: "message-start", model: str(added, "model") });
      // As the documentation shows it: the total alone, or all counts as `usage`.
      const usage = get(added, "usage") ?? added;
      const totalTokens = num(usage, "totalTokens");
      const [inputTokens, outputTokens] = [num(usage, "inputTokens"), num(usage, "outputTokens")];
      if (totalTokens !== undefined) add({ type: "usage-set", usage: { inputTokens, outputTokens, totalTokens } });
    }
    switch (type) {
      case "start":
        add({ type: "message-start", responseId: str(json, "messageId") });
        break;
      case "reasoning-start":
        // Reasoning may be all secret; the provider wants it back nevertheless.
        if (providerMetadata) add({ type: "reasoning-delta", delta, partId });
        break;
      case "text-delta":
      case "reasoning-delta":
        if (delta) add({ type, delta, partId });
        break;
      case "tool-input-start":
      case "tool-input-delta":
        add({ type: "tool-call-delta", toolCallId, name, delta: text("inputTextDelta") });
        break;
      case "tool-input-available":
      case "tool-input-error":
        add({ type: "tool-call-set", toolCallId, name, arguments: jsonText(get(json, "input")) });
        break;
      case "tool-output-available": {
        const output = get(json, "output");
        add({ type: "tool-result-set", toolCallId, result: typeof output === "string" ? output : jsonText(output) });
        break;
      }
      case "tool-output-denied":
        add({ type: "tool-result-set", toolCallId, result: "Denied.", isError: true });
        break;
      case "source-url":
      case "source-document":
        add({
          type: "source-add",
          source: { id: text("sourceId"), kind: url === undefined ? "file" : "web", title: str(json, "title"), url },
        });
        break;
      case "file":
        add({ type: "file-add", mediaType: text("mediaType"), url });
        break;
      case "finish": {
        const raw = str(json, "finishReason");
        const finishReason = raw?.replace("-", "_");
        add({ type: "message-end", finishReason, ...(raw !== finishReason && { raw: raw! }) });
        break;
      }
      case "abort":
        fail(new StreamError("incomplete", text("reason") || "The server stopped the answer.", { retryable: true }));
        break;
      case "error":
        fail(serverError("server", { message: failure }));
        break;
      default:
        if (kind === "data")
          add({ type: "data-set", name: type.slice(5), id: str(json, "id"), value: get(json, "data") });
        if (isErrorBody(json)) fail(serverError("server", json));
    }
    if (providerMetadata) {
      note({
        [toolCallId ? (act === "input" ? "callProviderMetadata" : "resultProviderMetadata") : "providerMetadata"]:
          providerMetadata,
      });
    }
    if (get(json, "providerExecuted")) note({ providerExecuted: true });
    if (name && get(json, "dynamic")) note({ type: "dynamic-tool", toolName: name });
    if (toolCallId && failure !== undefined) {
      add({ type: "tool-result-set", toolCallId, result: failure, isError: true });
      note({ state: "output-error", errorText: failure });
    }
    if (content !== before) add({ type: "conversation-set", content });
    return events;
  };
}
