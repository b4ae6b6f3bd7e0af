import type { Decode } from "../../protocol/adapter.js";
import type { StreamEvent } from "../../protocol/events.js";
import { jsonText } from "../../protocol/json-text.js";
import { get, list, num, object, str } from "../../protocol/read.js";
import { isErrorBody, serverError } from "../../protocol/server-error.js";
import { parseObject } from "../tool-arguments.js";

const finishReasons = new Map([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["tool_use", "tool_calls"],
  ["refusal", "content_filter"],
]);

/** Decoder of the events of one message; also reads a message that was not streamed. */
export function createMessagesDecoder(): Decode {
  let events: StreamEvent[];
  /** Content blocks by index, as the server wants them back; arguments are text while they come. */
  const blocks = new Map<unknown, Record<string, unknown>>();
  /** Length of the answer's text: all of it, and what came before the open block. */
  let length = 0;
  let start = 0;
  /** Text after another block is a part of its own; citations alone cut no part. */
  let partId: string | undefined;
  let inputTokens: number | undefined;
  let ended = false;

  function say(json: unknown): void {
    const thinking = str(json, "thinking");
    const text = str(json, "text");
    if (thinking) events.push({ type: "reasoning-delta", delta: thinking });
    if (text) events.push({ type: "text-delta", delta: text, partId });
    length += text?.length ?? 0;
  }

  /** A call that waits for the client, or a stage for a tool that the server runs. */
  function setTool(block: unknown, input: string): void {
    const type = str(block, "type");
    const id = str(block, "id") ?? "";
    const name = str(block, "name");
    const kind = name === "web_search" ? "search" : "tool";
    if (type === "tool_use") events.push({ type: "tool-call-set", toolCallId: id, name, arguments: input });
    else if (type?.endsWith("_tool_use")) events.push({ type: "stage-set", stageId: id, kind, title: name, input });
  }

  /** What a tool that the server ran gave back: addresses are sources, anything else is output. */
  function endTool(block: unknown, stageId: string): void {
    const content = get(block, "content");
    let output: string | undefined = jsonText(content);
    for (const result of [content].flat()) {
      const url = str(result, "url");
      if (!url) continue;
      output = undefined;
      events.push({ type: "source-add", source: { id: url, kind: "web", url, title: str(result, "title") }, stageId });
    }
    const failed = get(content, "error_code") ?? get(block, "is_error");
    events.push({ type: "stage-set", stageId, output });
    events.push({ type: "stage-end", stageId, status: failed ? "error" : "done" });
  }

  function startBlock(index: unknown, block: unknown): void {
    const stageId = str(block, "tool_use_id");
    blocks.set(index, { ...object(block) });
    start = length;
    if (str(block, "type") !== "text") partId = `text-${blocks.size}`;
    say(block);
    setTool(block, "");
    if (stageId) endTool(block, stageId);
  }

  function continueBlock(block: Record<string, unknown>, delta: unknown): void {
    const citation = get(delta, "citation");
    const input = str(delta, "partial_json");
    say(delta);
    for (const member of ["text", "thinking", "signature", "partial_json"]) {
      const piece = str(delta, member);
      if (piece) block[member] = (str(block, member) ?? "") + piece;
    }
    if (citation) {
      const citations = block["citations"];
      if (Array.isArray(citations)) citations.push(citation);
      else block["citations"] = [citation];
    }
    if (input && block["type"] === "tool_use")
      events.push({ type: "tool-call-delta", toolCallId: str(block, "id") ?? "", delta: input });
  }

  function endBlock(block: unknown): void {
    // They come before the text that they support, and support all text of their block.
    for (const citation of list(block, "citations")) {
      const url = str(citation, "url") ?? str(citation, "source");
      const title = str(citation, "title") ?? str(citation, "document_title");
      const fileId = str(citation, "file_id");
      const kind = url === undefined ? "file" : "web";
      events.push({ type: "citation-add", citation: { start, end: length, kind, title, url, fileId } });
    }
    setTool(block, str(block, "partial_json") ?? jsonText(get(block, "input")));
  }

  function setUsage(usage: unknown): void {
    const outputTokens = num(usage, "output_tokens");
    inputTokens = num(usage, "input_tokens") ?? inputTokens;
    // NaN, when one of them is missing, is no number to report.
    const totalTokens = inputTokens! + outputTokens! || undefined;
    const reasoningTokens = num(get(usage, "output_tokens_details"), "thinking_tokens");
    const cachedInputTokens = num(usage, "cache_read_input_tokens");
    events.push({
      type: "usage-set",
      usage: { inputTokens, outputTokens, totalTokens, reasoningTokens, cachedInputTokens },
    });
  }

  /** A message as it starts, what becomes known of it at the end, or a whole one: members that are there count. */
  function readMessage(message: unknown, usage: unknown): void {
    const model = str(message, "model");
    const refusal = str(get(message, "stop_details"), "explanation");
    const raw = str(message, "stop_reason");
    if (model) events.push({ type: "message-start", model, responseId: str(message, "id") });
    list(message, "content").forEach((block, index) => {
      startBlock(index, block);
      endBlock(block);
    });
    if (object(usage)) setUsage(usage);
    if (refusal) events.push({ type: "refusal-delta", delta: refusal });
    if (!raw) return;
    const finishReason = finishReasons.get(raw);
    const content = Array.from(blocks.values(), ({ partial_json: input, ...block }) =>
      typeof input === "string" ? { ...block, input: parseObject(input) ?? {} } : block,
    );
    if (/^(tool_use|pause_turn)$/.test(raw)) events.push({ type: "conversation-set", content });
    events.push(finishReason ? { type: "message-end", finishReason, raw } : { type: "message-end", finishReason: raw });
    ended = true;
  }

  return (json) => {
    const type = str(json, "type");
    const delta = get(json, "delta");
    const index = get(json, "index");
    const block = blocks.get(index) ?? {};
    const message = get(json, "message") ?? delta ?? json;
    events = [];
    if (type === "content_block_start") startBlock(index, get(json, "content_block"));
    else if (type === "content_block_delta") continueBlock(block, delta);
    else if (type === "content_block_stop") endBlock(block);
    else if (isErrorBody(json)) events.push({ type: "error", error: serverError("server", json) });
    else if (type !== "message_stop") readMessage(message, get(message, "usage") ?? get(json, "usage"));
    else if (!ended) events.push({ type: "message-end" });
    return events;
  };
}
