import type { Decode } from "../../protocol/adapter.js";
import type { StreamEvent } from "../../protocol/events.js";
import { get, list, num, object, str } from "../../protocol/read.js";
import { isErrorBody, serverError } from "../../protocol/server-error.js";
import { jsonText } from "../../protocol/json-text.js";

/** Words of Anthropic, which LangChain passes on as they are. */
const finishReasons = new Map([
  ["end_turn", "stop"],
  ["max_tokens", "length"],
  ["tool_use", "tool_calls"],
]);

/** `ai`, `tool`, `human` or none of these. Python calls pieces `AIMessageChunk`. */
function kindOf(message: unknown): string {
  const [kind = ""] = /^(ai|tool|human)/i.exec(str(message, "type") ?? "") ?? [];
  return kind.toLowerCase();
}

/** A content is a text, or a list of blocks and texts. */
function blocksOf(message: unknown): readonly unknown[] {
  const content = get(message, "content");
  return typeof content === "string" ? [content] : list(message, "content");
}

function textOf(block: unknown): string | undefined {
  return typeof block === "string" ? block : str(block, "text");
}

function joinTexts(blocks: readonly unknown[]): string {
  return blocks.map(textOf).join("");
}

/** Anthropic writes `thinking`, LangChain 1 `reasoning`, DeepSeek `reasoning_content`, OpenAI a summary in pieces. */
function textsOf(block: unknown) {
  return {
    reasoning:
      str(block, "thinking") ??
      str(block, "reasoning") ??
      str(block, "reasoning_content") ??
      joinTexts(list(block, "summary")),
    text: textOf(block),
    refusal: str(block, "refusal"),
  };
}

function countsOf(usage: unknown) {
  return {
    inputTokens: num(usage, "input_tokens"),
    outputTokens: num(usage, "output_tokens"),
    totalTokens: num(usage, "total_tokens"),
    reasoningTokens: num(get(usage, "output_token_details"), "reasoning"),
    cachedInputTokens: num(get(usage, "input_token_details"), "cache_read"),
  };
}

/** Decoder of the events of a run. They are named `mode`, or `mode|namespace` where they are of a subgraph. */
export function createRunDecoder(): Decode {
  /** How much of each text and count has been told, for the modes that repeat whole messages. */
  const told = new Map<string, number>();
  /** Ids of the tool calls by message and index: only the first piece of a call names it. */
  const callIds = new Map<string, string>();
  /** Stages of the nodes at work. */
  const working = new Map<string, string>();
  const usage: Record<string, number> = {};
  let events: StreamEvent[] = [];
  let stages = 0;
  let reason: string | undefined;
  /** Modes tell the same messages, each in its way: the first that tells any is read. */
  let source: string | undefined;

  /** The stage of a node at work. A node that works again gets another one. */
  function stageOf(space: string, title: string): string {
    const node = `${space}|${title}`;
    const known = working.get(node);
    if (known) return known;
    // A subgraph is the work of a node: `outer:task|inner:task` is that of `inner`.
    const [, around = "", name] = /^(?:(.*)\|)?(.+?):/.exec(space) ?? [];
    const parentId = name && stageOf(around, name);
    const stageId = `${node} ${++stages}`;
    working.set(node, stageId);
    events.push({ type: "stage-set", stageId, kind: "node", title, parentId });
    return stageId;
  }

  /** @param whole whether the message is all that there is of it so far, not its next piece */
  function readMessage(message: unknown, mode: string, whole = true): void {
    const id = str(message, "id");
    const kind = kindOf(message);
    if ((kind !== "ai" && kind !== "tool") || (whole && !id) || (source ??= mode) !== mode) return;
    /** Where the news begins in something that is this long. */
    const news = (key: string, length: number): number => {
      const path = `${id} ${key}`;
      const from = told.get(path) ?? 0;
      if (whole) told.set(path, length);
      return from;
    };

    const blocks = blocksOf(message);
    if (kind === "tool") {
      const toolCallId = str(message, "tool_call_id") ?? "";
      const result = joinTexts(blocks) || jsonText(get(message, "content") ?? "");
      const isError = get(message, "status") === "error";
      if (!news("", 1)) events.push({ type: "tool-result-set", toolCallId, result, isError });
      return;
    }

    [object(get(message, "additional_kwargs")), ...blocks].forEach((block, position) => {
      const partId = `${id}:${num(block, "index") ?? position}`;
      for (const [name, text = ""] of Object.entries(textsOf(block))) {
        const delta = text.slice(news(name + partId, text.length));
        if (delta) events.push({ type: `${name as "text"}-delta`, delta, partId });
      }
    });

    const pieces = whole ? [] : list(message, "tool_call_chunks");
    // Pieces are repeated as calls, as far as their arguments can be parsed.
    const calls = pieces.length > 0 ? [] : list(message, "tool_calls");
    pieces.forEach((piece, position) => {
      const key = `${id}:${num(piece, "index") ?? (str(piece, "id") || position)}`;
      const toolCallId = str(piece, "id") || (callIds.get(key) ?? `call-${key}`);
      callIds.set(key, toolCallId);
      const name = str(piece, "name") || undefined;
      events.push({ type: "tool-call-delta", toolCallId, name, delta: str(piece, "args") ?? "" });
    });
    calls.forEach((call, position) => {
      const toolCallId = str(call, "id") || `call-${id}:${position}`;
      const args = jsonText(get(call, "args") ?? {});
      if (news(toolCallId, args.length) < args.length)
        events.push({ type: "tool-call-set", toolCallId, name: str(call, "name"), arguments: args });
    });

    const facts = get(message, "response_metadata");
    const model = str(facts, "model_name");
    if (model) events.push({ type: "message-start", model });
    reason = str(facts, "finish_reason") ?? str(facts, "stop_reason") ?? reason;
    const reported = get(message, "usage_metadata");
    for (const [name, count] of Object.entries(countsOf(reported)))
      if (count !== undefined) usage[name] = (usage[name] ?? 0) + count - news(name, count);
    if (object(reported)) events.push({ type: "usage-set", usage: { ...usage } });
  }

  /** Reads a state, or what a node changes in it, and gives what it has beside messages. */
  function readState(state: unknown, mode: string): object | undefined {
    const { messages, __interrupt__: value, ...rest } = object(state) ?? {};
    if (value) events.push({ type: "data-set", name: "interrupt", value });
    const all = [messages].flat();
    // What stands before the newest question was said in earlier turns.
    const from = all.findLastIndex((message) => kindOf(message) === "human") + 1;
    for (const message of all.slice(from)) readMessage(message, mode);
    return Object.keys(rest).length > 0 ? rest : undefined;
  }

  return (json, { event = "" }) => {
    events = [];
    const [mode = "", ...path] = event.split("|");
    const space = path.join("|");
    switch (mode) {
      case "metadata": {
        const sessionId = str(json, "thread_id");
        events.push({ type: "message-start", responseId: str(json, "run_id") });
        if (sessionId) events.push({ type: "conversation-set", sessionId });
        break;
      }
      case "messages": {
        const [message, metadata] = [json].flat();
        const title = str(metadata, "langgraph_node");
        const stageId = title && stageOf(space, title);
        const said = kindOf(message) === "ai";
        const delta = joinTexts(blocksOf(message));
        const within = (said && str(metadata, "langgraph_checkpoint_ns")) || space;
        // What models say inside a tool is work, not the answer.
        if (!stageId || !within.includes("tools:")) readMessage(message, mode, false);
        else if (said && delta) events.push({ type: "stage-delta", stageId, delta, title });
        break;
      }
      case "messages/partial":
      case "messages/complete":
        readState({ messages: json }, "messages/");
        break;
      case "updates":
        for (const [title, update] of Object.entries(object(json) ?? {})) {
          if (title.startsWith("__")) readState(json, mode);
          else {
            const stageId = stageOf(space, title);
            const output = readState(space ? undefined : update, mode);
            if (output) events.push({ type: "stage-set", stageId, output: jsonText(output) });
            events.push({ type: "stage-end", stageId });
            working.delete(`${space}|${title}`);
          }
        }
        break;
      case "values": {
        const value = readState(space ? undefined : json, mode);
        if (value) events.push({ type: "data-set", name: mode, value });
        break;
      }
      case "custom":
        events.push({ type: "data-set", name: str(json, "type") ?? mode, value: json });
        break;
      case "error":
        events.push({ type: "error", error: serverError("server", json) });
        break;
      case "end": {
        const finishReason = finishReasons.get(reason!) ?? reason?.toLowerCase();
        events.push({ type: "message-end", finishReason, ...(reason !== finishReason && { raw: reason! }) });
      }
    }
    return events;
  };
}

/** A reply that was not streamed: the last state, as `runs/wait` sends it, or an error. */
export function decodeRunBody(json: unknown): Iterable<StreamEvent> {
  const error = get(json, "__error__") ?? (isErrorBody(json) ? json : undefined);
  return createRunDecoder()(error ?? json, { data: "", event: error ? "error" : "values" });
}
