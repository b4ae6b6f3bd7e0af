import type { Decode } from "../../protocol/adapter.js";
import type { StreamEvent } from "../../protocol/events.js";
import { jsonText } from "../../protocol/json-text.js";
import type { Source } from "../../protocol/message.js";
import { get, list, num, object, str } from "../../protocol/read.js";
import { isErrorBody, serverError } from "../../protocol/server-error.js";

/** Stands in ids of calls that the server gave none: it must not get them back. */
export const ownIdMark = "#";

const finishReasons = [
  [/^STOP$/, "stop"],
  [/^MAX_TOKENS$/, "length"],
  [/SAFETY|RECITATION|BLOCKLIST|PROHIBITED|SPII|MODEL_ARMOR|JAILBREAK/, "content_filter"],
  [/_CALL/, "error"],
] as const;

function readSource(chunk: unknown): Source {
  const file = get(chunk, "retrievedContext");
  const found = file ?? get(chunk, "web") ?? get(chunk, "maps");
  const url = str(found, "uri");
  const title = str(found, "title");
  return { id: url ?? title ?? "", kind: file ? "file" : "web", title, url, snippet: str(found, "text") };
}

/** Decoder of the chunks of an answer, one by one or all in an array. */
export function createContentDecoder(): Decode {
  let events: StreamEvent[];
  /** The answer as the server wants it back. */
  const parts: unknown[] = [];
  /** Grounding counts bytes of UTF-8 from the start of a part: the byte where each part starts, the place of each byte in the text. */
  const starts: number[] = [];
  const places: number[] = [];
  let length = 0;
  let lastKind: unknown;
  let grounding: unknown;
  let calls = 0;
  let stages = 0;
  let responseId: string | undefined;

  function countBytes(text: string): void {
    for (const character of text) {
      const code = character.codePointAt(0)!;
      const bytes = code < 0x80 ? 1 : code < 0x8_00 ? 2 : code < 0x1_00_00 ? 3 : 4;
      for (let byte = 0; byte < bytes; byte++) places.push(length);
      length += character.length;
    }
  }

  function readPart(part: unknown, isFirst: boolean, choice: number): void {
    const text = str(part, "text");
    const thought = get(part, "thought");
    const kind = text === undefined ? part : thought;
    const call = get(part, "functionCall");
    const name = str(call, "name");
    const code = get(part, "executableCode");
    const result = get(part, "codeExecutionResult");
    const file = get(part, "inlineData");
    const mediaType = str(file, "mimeType");
    if (code) stages++;
    const stageId = `code-${stages}`;
    if (!choice) {
      parts.push(part);
      // The first part of a chunk continues the last one of the chunk before.
      if (!isFirst || kind !== lastKind) starts.push(places.length);
      if (text && !thought) countBytes(text);
      lastKind = kind;
    }
    if (text) {
      const type = thought ? "reasoning-delta" : "text-delta";
      // Text after code that ran is a part of its own.
      events.push({ type, delta: text, partId: stages ? stageId : undefined, choice });
    }
    if (name) {
      const toolCallId = str(call, "id") ?? `${responseId}${ownIdMark}${calls}`;
      events.push({ type: "tool-call-set", toolCallId, name, arguments: jsonText(get(call, "args") ?? {}), choice });
      calls++;
    }
    if (code)
      events.push({ type: "stage-set", stageId, kind: "tool", title: str(code, "language"), input: str(code, "code") });
    if (result) {
      const status = get(result, "outcome") === "OUTCOME_OK" ? "done" : "error";
      events.push(
        { type: "stage-set", stageId, output: str(result, "output") },
        { type: "stage-end", stageId, status },
      );
    }
    if (mediaType) {
      const url = `data:${mediaType};base64,${str(file, "data")}`;
      events.push({ type: "file-add", mediaType, url, name: str(file, "displayName") });
    }
  }

  function addCitations(): void {
    for (const support of list(grounding, "groundingSupports")) {
      const segment = get(support, "segment");
      const part = starts[num(segment, "partIndex") ?? 0] ?? 0;
      const start = places[part + (num(segment, "startIndex") ?? 0)] ?? length;
      const end = places[part + (num(segment, "endIndex") ?? 0)] ?? length;
      for (const index of list(support, "groundingChunkIndices")) {
        const { id, kind, title, url } = readSource(list(grounding, "groundingChunks")[index as number]);
        if (id && start < end) events.push({ type: "citation-add", citation: { start, end, kind, title, url } });
      }
    }
  }

  function end(raw: string, words: string | undefined, choice: number): void {
    const known = finishReasons.find(([pattern]) => pattern.test(raw))?.[1] ?? raw;
    const finishReason = known === "stop" && calls ? "tool_calls" : known;
    if (known === "content_filter" && words) events.push({ type: "refusal-delta", delta: words, choice });
    if (calls) events.push({ type: "conversation-set", content: [...parts] });
    events.push({ type: "message-end", finishReason, choice, ...(finishReason !== raw && { raw }) });
  }

  function readCandidate(candidate: unknown): void {
    const choice = num(candidate, "index") ?? 0;
    const metadata = get(candidate, "groundingMetadata");
    const raw = str(candidate, "finishReason");
    list(get(candidate, "content"), "parts").forEach((part, position) => readPart(part, position === 0, choice));
    // The last one counts: it comes again, with more in it, and may come before the text it speaks of.
    if (metadata) grounding = metadata;
    for (const chunk of list(metadata, "groundingChunks")) {
      const source = readSource(chunk);
      if (source.id) events.push({ type: "source-add", source });
    }
    if (!raw) return;
    addCitations();
    end(raw, str(candidate, "finishMessage"), choice);
  }

  function readChunk(json: unknown): void {
    const model = str(json, "modelVersion");
    const usage = get(json, "usageMetadata");
    const feedback = get(json, "promptFeedback");
    const blocked = str(feedback, "blockReason");
    if (model && !responseId) {
      responseId = str(json, "responseId") ?? model;
      events.push({ type: "message-start", model, responseId });
    }
    list(json, "candidates").forEach(readCandidate);
    if (object(usage)) {
      const inputTokens = num(usage, "promptTokenCount");
      const outputTokens = num(usage, "candidatesTokenCount");
      const totalTokens = num(usage, "totalTokenCount");
      const reasoningTokens = num(usage, "thoughtsTokenCount");
      const cachedInputTokens = num(usage, "cachedContentTokenCount");
      events.push({
        type: "usage-set",
        usage: { inputTokens, outputTokens, totalTokens, reasoningTokens, cachedInputTokens },
      });
    }
    if (blocked) end(blocked, str(feedback, "blockReasonMessage"), 0);
    if (isErrorBody(json)) events.push({ type: "error", error: serverError("server", json) });
  }

  return (json) => {
    events = [];
    [json].flat().forEach(readChunk);
    return events;
  };
}
