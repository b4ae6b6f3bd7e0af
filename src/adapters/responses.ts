import type { Decode } from "../protocol/adapter.js";
import type { StreamEvent } from "../protocol/events.js";
import { jsonText } from "../protocol/json-text.js";
import { messageText, type Citation, type Message, type Usage } from "../protocol/message.js";
import { get, list, num, str } from "../protocol/read.js";
import { serverError } from "../protocol/server-error.js";

/** The member that names a piece in the events of its family. */
const idNames = {
  text: "partId",
  reasoning: "partId",
  refusal: "partId",
  stage: "stageId",
  "tool-call": "toolCallId",
} as const;

type Family = keyof typeof idNames;

/** A text, a stage or a tool call of the answer while it comes. */
interface Piece {
  readonly family: Family;
  readonly id: string;
  /** What is known of it: its text or arguments; of a stage, whether it is done. */
  text?: string;
}

/** What comes in deltas, by the name in `response.<name>.delta`. Other deltas are not for reading. */
const families = new Map<string | undefined, Family>([
  ["output_text", "text"],
  ["refusal", "refusal"],
  ["reasoning_text", "reasoning"],
  ["reasoning_summary_text", "reasoning"],
  ["function_call_arguments", "tool-call"],
]);

/** The text of a part, of a `done` event or of a call. */
function textOf(json: unknown): string {
  return str(json, "text") ?? str(json, "refusal") ?? str(json, "arguments") ?? "";
}

/** The first of several values that is there and not empty: a text as it is, anything else as JSON text. */
function firstText(...values: unknown[]): string | undefined {
  const value = values.find((one) => get(one, "length") ?? one);
  return typeof value === "string" ? value : jsonText(value);
}

/** Token counts, of TwelveLabs' older analysis too. */
export function readUsage(usage: unknown): Usage {
  const inputTokens = num(usage, "input_tokens");
  const outputTokens = num(usage, "output_tokens");
  return {
    inputTokens,
    outputTokens,
    // TwelveLabs reports no total; NaN, when one of them is missing, is no number to report.
    totalTokens: num(usage, "total_tokens") ?? (inputTokens! + outputTokens! || undefined),
    reasoningTokens: num(get(usage, "output_tokens_details"), "reasoning_tokens"),
    cachedInputTokens: num(get(usage, "input_tokens_details"), "cached_tokens"),
  };
}

/**
 * Decoder of the events of a response, or of a whole one. OpenAI, its compatibles and TwelveLabs differ in two things only:
 * TwelveLabs runs every function itself, and counts the offsets of citations differently.
 *
 * Pieces are known by their place (`output_index`, `content_index`): GitHub Copilot gives an item another id in every event.
 */
export function createResponsesDecoder(): Decode {
  const pieces = new Map<string, Piece>();
  /** In order of arrival, to be found again in the final output. */
  const arrived: Partial<Record<Family, Piece[]>> = {};
  /** Citations come again in the final output. */
  const cited = new Set<string>();
  let events: StreamEvent[];
  let finishReason = "stop";
  let isTwelvelabs = false;
  let ended = false;

  function say({ family, id }: Piece, act: string, rest: object): void {
    events.push({ type: `${family}-${act}`, [idNames[family]]: id, ...rest } as StreamEvent);
  }

  function find(family: Family, key: string, id: string = key, text?: string): Piece {
    const known = (arrived[family] ??= []);
    let piece = pieces.get(key);
    if (ended) {
      // Positions in the final output are not the indexes of the stream: the same text is the same piece, else the next one.
      const same = known.findIndex((one) => one.text === text);
      piece = known.splice(0, Math.max(same, 0) + 1).at(-1);
    }
    if (!piece) {
      piece = { family, id };
      pieces.set(key, piece);
      if (!ended) known.push(piece);
    }
    return piece;
  }

  /** The server's own version of a piece. */
  function settle(
    family: Family,
    key: string,
    text: string,
    facts: object = { text },
    id?: string,
    status?: "done" | "error" | false,
  ): Piece {
    const piece = find(family, key, id, text);
    if (piece.text !== text) {
      piece.text = text;
      say(piece, "set", facts);
      if (status) say(piece, "end", { status });
    }
    return piece;
  }

  /** @param ends where each code point of the text ends: TwelveLabs counts these, the last one included */
  function cite(json: unknown, piece: Piece, ends?: readonly number[]): void {
    const kind = /(url|file|video|image|collection)_citation$/.exec(str(json, "type") ?? "")?.[1];
    if (!kind) return;
    let start = num(json, "start_index") ?? num(json, "index") ?? 0;
    let end = num(json, "end_index") ?? start;
    if (ends) {
      start = ends[start - 1] ?? 0;
      end = ends[end] ?? start;
    }
    for (const before of pieces.values()) {
      if (before === piece) break;
      const length = before.family === "text" && before.text ? before.text.length : 0;
      start += length;
      end += length;
    }
    const citation = {
      start,
      end,
      kind: kind.replace("url", "web"),
      title: str(json, "title") ?? str(json, "filename"),
      url: str(json, "url"),
      fileId: str(json, "file_id"),
      itemId: str(json, "item_id") ?? str(json, "collection_id"),
      startSec: num(json, "start_sec"),
      endSec: num(json, "end_sec"),
      thumbnailUrl: str(json, "thumbnail_url"),
      hlsUrl: str(json, "hls_url"),
    } as Citation;
    const key = jsonText(citation);
    if (!cited.has(key)) events.push({ type: "citation-add", citation });
    cited.add(key);
  }

  function readItem(item: unknown, index: string, done: boolean): void {
    const type = str(item, "type") ?? "";
    const callId = str(item, "call_id");
    const name = str(item, "name");
    const args = textOf(item);
    const action = get(item, "action");
    const parts = [...list(item, "summary"), ...list(item, "content")];
    const status = str(item, "status") === "failed" ? "error" : "done";
    const stage = (facts: object, last = done) => settle("stage", index, `${done}`, facts, callId, last && status);

    if ((str(item, "phase") ?? "final_answer") !== "final_answer")
      stage({ kind: "commentary", text: parts.map(textOf).join("") });
    else if (isTwelvelabs && type === "function_call") stage({ kind: "tool", title: name, input: args }, false);
    else if (isTwelvelabs && type === "function_call_output") stage({ output: firstText(get(item, "output")) });
    else if (type === "function_call") {
      finishReason = "tool_calls";
      settle("tool-call", index, args, { name, arguments: args }, callId);
    } else if (/^(\w+_search|code_interpreter|image_generation|mcp)_call$/.test(type))
      stage({
        kind: type.includes("search") ? "search" : "tool",
        title: name ?? type.slice(0, -5).replace("_", " "),
        input: firstText(args, get(item, "code"), get(action, "query"), get(action, "url"), get(item, "queries")),
        output: firstText(get(item, "output"), get(item, "outputs"), get(item, "results"), get(item, "error")),
      });
    else if (type === "message" || type === "reasoning")
      parts.forEach((part, position) => {
        const family = type === "reasoning" ? type : str(part, "type") === "refusal" ? "refusal" : "text";
        const text = textOf(part);
        if (!text) return;
        const piece = settle(family, `${index}:${position}`, text);
        let length = 0;
        const ends = isTwelvelabs ? Array.from(text, (point) => (length += point.length)) : undefined;
        for (const annotation of list(part, "annotations")) cite(annotation, piece, ends);
      });
  }

  return (json) => {
    const type = str(json, "type") ?? "";
    const [, name, act] = /^response\.(\w+)\.(\w+)/.exec(type) ?? [];
    const index = `${num(json, "output_index")}`;
    const key = `${index}:${num(json, "content_index") ?? num(json, "summary_index") ?? 0}`;
    const family = families.get(name);
    const delta = str(json, "delta");
    const text = textOf(json);
    const response = get(json, "response") ?? json;
    const responseId = str(response, "id");
    const status = str(response, "status") ?? type.slice("response.".length);
    const isTerminal = /^(in)?complete|^cancel/.test(status);
    events = [];

    if (name === "output_item") readItem(get(json, "item"), index, act === "done");
    else if (family) {
      // A call or a stage is known by its item.
      const piece = pieces.get(index) ?? (family === "tool-call" ? undefined : find(family, key));
      if (piece && delta) {
        piece.text = (piece.text ?? "") + delta;
        say(piece, "delta", { delta });
      } else if (piece?.id === key) {
        if (text) settle(family, key, text);
        cite(get(json, "annotation"), piece);
      }
    }

    if (responseId) {
      const sessionId = str(response, "session_id");
      const knowledgeStoreId = str(response, "knowledge_store_id");
      isTwelvelabs ||= !!(sessionId ?? knowledgeStoreId);
      // Copilot's last id is the one that counts, and a `message-start` does not replace what is known.
      events.push({ type: "message-set", model: str(response, "model"), responseId });
      // What failed or was stopped cannot be continued by its id.
      if (isTwelvelabs || isTerminal)
        events.push({ type: "conversation-set", responseId, sessionId, knowledgeStoreId });
    }
    if (type === "error" || status === "failed" || (!name && get(response, "error"))) {
      const error = status === "failed" ? get(response, "error") : response;
      events.push({ type: "error", error: serverError("server", error, {}, "response failed") });
    } else if (isTerminal && !ended) {
      ended = true;
      list(response, "output").forEach((item, position) => readItem(item, `end-${position}`, true));
      const usage = get(response, "usage");
      if (usage) events.push({ type: "usage-set", usage: readUsage(usage) });
      const raw = str(get(response, "incomplete_details"), "reason") ?? status.replace("completed", "");
      if (raw) finishReason = raw.replace("max_output_tokens", "length");
      events.push({ type: "message-end", finishReason, ...(raw && raw !== finishReason && { raw }) });
    }
    return events;
  };
}

/** The words of the system messages. */
export function instructionsOf(messages: readonly Message[]): string | undefined {
  const words = messages.filter(({ role }) => role === "system").map(messageText);
  return words.join("\n\n") || undefined;
}
