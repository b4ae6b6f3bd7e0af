import type { Decode } from "../../protocol/adapter.js";
import { StreamError } from "../../protocol/errors.js";
import type { StreamEvent } from "../../protocol/events.js";
import { jsonText } from "../../protocol/json-text.js";
import { get, list, num, str } from "../../protocol/read.js";
import { serverError } from "../../protocol/server-error.js";
import { applyPatch } from "./patch.js";

const counts = ["inputTokens", "outputTokens", "totalTokens", "reasoningTokens", "cachedInputTokens"] as const;

/** The sum over the models of the run; absent counts stay absent. */
function readUsage(entries: readonly unknown[]): StreamEvent {
  const usage: { [name in (typeof counts)[number]]?: number } = {};
  for (const entry of entries) {
    for (const name of counts) {
      const count = num(entry, name);
      if (count !== undefined) usage[name] = (usage[name] ?? 0) + count;
    }
  }
  return { type: "usage-set", usage };
}

/** The messages after the last one of these roles. */
function after(messages: readonly unknown[], roles: RegExp): readonly unknown[] {
  return messages.slice(messages.findLastIndex((message) => roles.test(str(message, "role") ?? "")) + 1);
}

/** Decoder of AG-UI events. */
export function createAgUiDecoder(): Decode {
  /** What an event without an id continues, by kind. */
  const open = new Map<string, string>();
  /** Ids of stages: names come again. */
  const stageIds = new Map<string, string>();
  let stages = 0;
  /** What patches change: the state, and activities by id. */
  const documents = new Map<string, unknown>([["", {}]]);
  /** Texts of the agent by id, `false` for messages of others. */
  const texts = new Map<string, boolean>();
  /** The messages of the answer, while nothing has been said since the server listed them. */
  let listed: readonly unknown[] = [];

  return (json) => {
    const events: StreamEvent[] = [];
    const add = (event: StreamEvent) => events.push(event);
    const text = (member: string) => str(json, member) ?? "";
    const type = text("type");
    const role = str(json, "role");
    const delta = text("delta");
    const subagent = text("subagentRunId");
    const step = text("stepName");
    const stage = step + subagent;
    const document = text("messageId");
    const activity = text("activityType");
    const usage = list(json, "usage");

    const idOf = (kind: string, member: string) => {
      const id = str(json, member) ?? open.get(kind) ?? "";
      open.set(kind, id);
      return id;
    };
    const keep = (name: string, value: unknown) => {
      documents.set(document, value);
      add({ type: "data-set", name, value });
    };
    const change = (name: string, patch: readonly unknown[]) => {
      const next = applyPatch(documents.get(document), patch);
      if (next !== documents.get(document)) keep(name, next);
    };

    if (usage.length > 0) add(readUsage(usage));
    if (/^(TEXT|TOOL)/.test(type)) listed = [];
    switch (type) {
      case "RUN_STARTED":
        add({ type: "message-start", responseId: str(json, "runId") });
        add({ type: "conversation-set", sessionId: str(json, "threadId") });
        break;
      case "TEXT_MESSAGE_START":
      case "TEXT_MESSAGE_CONTENT":
      case "TEXT_MESSAGE_CHUNK": {
        const partId = idOf("text", "messageId");
        if (role) texts.set(partId, role === "assistant");
        if (!delta || texts.get(partId) === false) break;
        // What a subagent says is work on the way, not the answer.
        if (subagent) add({ type: "stage-delta", stageId: stageIds.get(subagent) ?? subagent, delta });
        else {
          add({ type: "text-delta", delta, partId });
          texts.set(partId, true);
        }
        break;
      }
      case "REASONING_MESSAGE_CONTENT":
      case "REASONING_MESSAGE_CHUNK":
      case "THINKING_TEXT_MESSAGE_CONTENT": {
        const partId = idOf("reasoning", "messageId") || undefined;
        if (delta) add({ type: "reasoning-delta", delta, partId });
        break;
      }
      case "TOOL_CALL_START":
      case "TOOL_CALL_ARGS":
      case "TOOL_CALL_CHUNK":
        add({
          type: "tool-call-delta",
          toolCallId: idOf("tool", "toolCallId"),
          name: str(json, "toolCallName"),
          delta,
        });
        break;
      case "TOOL_CALL_RESULT": {
        const result = str(json, "content") ?? jsonText(get(json, "content"));
        add({ type: "tool-result-set", toolCallId: text("toolCallId"), result });
        break;
      }
      case "STATE_SNAPSHOT":
        keep("state", get(json, "snapshot"));
        break;
      case "STATE_DELTA":
        change("state", list(json, "delta"));
        break;
      case "ACTIVITY_SNAPSHOT":
        if (get(json, "replace") !== false || !documents.has(document)) keep(activity, get(json, "content"));
        break;
      case "ACTIVITY_DELTA":
        change(activity, list(json, "patch"));
        break;
      case "MESSAGES_SNAPSHOT": {
        const messages = list(json, "messages").filter((message) => get(message, "role") !== "activity");
        const isAllNew = texts.size === 0;
        listed = after(messages, /user/);
        for (const message of after(listed, /tool/)) {
          const partId = str(message, "id") ?? "";
          const said = str(message, "content");
          const isOwn = get(message, "role") === "assistant" && !get(message, "subagentRunId");
          if (said && isOwn && (isAllNew || texts.has(partId))) add({ type: "text-set", text: said, partId });
        }
        break;
      }
      case "STEP_STARTED":
      case "SUBAGENT_STARTED":
        stageIds.set(stage, `${stage}:${++stages}`);
        add({
          type: "stage-set",
          stageId: `${stage}:${stages}`,
          // A step of a subagent, or a subagent of another.
          parentId: stageIds.get(step ? subagent : text("parentSubagentRunId")),
          title: step || text("name"),
        });
        break;
      case "STEP_FINISHED":
      case "SUBAGENT_FINISHED":
      case "SUBAGENT_ERROR": {
        const status = type === "SUBAGENT_ERROR" ? "error" : "done";
        add({ type: "stage-end", stageId: stageIds.get(stage) ?? stage, status });
        break;
      }
      case "CUSTOM":
        add({ type: "data-set", name: text("name"), value: get(json, "value") });
        break;
      case "RUN_FINISHED": {
        const outcome = get(json, "outcome");
        const interrupts = list(outcome, "interrupts");
        let finishReason = list(outcome, "pendingToolCallIds").length > 0 ? "tool_calls" : undefined;
        if (listed.length > 0) add({ type: "conversation-set", content: listed });
        if (interrupts.length > 0) {
          finishReason = "interrupt";
          add({ type: "data-set", name: "interrupts", value: interrupts });
        }
        if (get(outcome, "type") === "cancelled") {
          const words = "The server stopped the answer.";
          add({ type: "error", error: new StreamError("incomplete", words, { retryable: true }) });
        }
        add({ type: "message-end", finishReason });
        break;
      }
      case "RUN_ERROR":
        add({ type: "error", error: serverError("server", { message: text("message"), code: get(json, "code") }) });
    }
    return events;
  };
}
