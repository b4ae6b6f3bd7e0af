import { sse } from "../../framing/sse.js";
import type { Adapter } from "../../protocol/adapter.js";
import type { Frame } from "../../protocol/frame.js";
import { get, list, object, str } from "../../protocol/read.js";
import { isErrorBody, serverError } from "../../protocol/server-error.js";

/** Reads a reply whose first value is an error: no protocol is needed for that. */
const errorReply: Adapter = {
  name: "error",
  framing: sse,
  createDecoder: () => (json) => [{ type: "error", error: serverError("server", json) }],
};

// Protocols come as chunks of their own when a reply needs them: who talks to one back end loads one of them.
const readers = {
  agUi: async () => (await import("../ag-ui/adapter.js")).agUi,
  aiSdkUi: async () => (await import("../ai-sdk-ui/adapter.js")).aiSdkUi,
  anthropic: async () => (await import("../anthropic/adapter.js")).anthropic,
  gemini: async () => (await import("../gemini/adapter.js")).gemini,
  jsonLines: async () => (await import("../json-lines/adapter.js")).jsonLines,
  langgraph: async () => (await import("../langgraph/adapter.js")).langgraph,
  ollama: async () => (await import("../ollama/adapter.js")).ollama,
  openaiChat: async () => (await import("../openai-chat/adapter.js")).openaiChat,
  openaiCompletions: async () => (await import("../openai-completions/adapter.js")).openaiCompletions,
  openaiResponses: async () => (await import("../openai-responses/adapter.js")).openaiResponses,
  plainText: async () => (await import("../plain-text/adapter.js")).plainText,
  sseItems: async () => (await import("../sse-items/adapter.js")).sseItems,
  twelvelabs: async () => (await import("../twelvelabs/adapter.js")).twelvelabs,
  twelvelabsAnalyze: async () => (await import("../twelvelabs-analyze/adapter.js")).twelvelabsAnalyze,
  writerAgent: async () => (await import("../writer-agent/adapter.js")).writerAgent,
  writerChat: async () => (await import("../writer-chat/adapter.js")).writerChat,
  writerCompletions: async () => (await import("../writer-completions/adapter.js")).writerCompletions,
  writerGraph: async () => (await import("../writer-graph/adapter.js")).writerGraph,
} satisfies Record<string, () => Promise<Adapter>>;

type Reader = keyof typeof readers;

const has = (json: unknown, key: string): boolean => get(json, key) !== undefined;

/** OpenAI's Responses, and TwelveLabs' lookalike, which alone has stores and sessions. */
function ofResponses(json: unknown): Reader | undefined {
  const type = str(json, "type") ?? "";
  const isError = type === "error" && has(json, "sequence_number");
  const isBody = str(json, "object") === "response" || (type === "response" && has(json, "output"));
  if (!type.startsWith("response.") && !isError && !isBody) return undefined;
  const response = get(json, "response") ?? json;
  return has(response, "knowledge_store_id") || has(response, "session_id") ? "twelvelabs" : "openaiResponses";
}

/** Everything with a `choices` array, also an empty one (Azure). */
function ofChoices(json: unknown): Reader | undefined {
  if (!Array.isArray(get(json, "choices"))) return undefined;
  const [choice] = list(json, "choices");
  if (str(json, "object") === "text_completion") return "openaiCompletions";
  if (str(choice, "text") !== undefined) return has(json, "object") ? "openaiCompletions" : "writerCompletions";
  const said = get(choice, "delta") ?? get(choice, "message");
  return ["graph_data", "llm_data", "web_search_data"].some((key) => has(said, key)) ? "writerChat" : "openaiChat";
}

/** Formats whose values name their kind in `type`. */
function ofTypes(json: unknown): Reader | undefined {
  const type = str(json, "type") ?? "";
  if (type === "message_start" || (type === "message" && has(json, "stop_reason"))) return "anthropic";
  if (/^(RUN|STEP|TEXT_MESSAGE|TOOL_CALL|STATE|MESSAGES|THINKING|REASONING|ACTIVITY)_[A-Z_]+$/.test(type))
    return "agUi";
  const isUi = /^(start(-step)?|(text|reasoning|tool-input)-start|message-metadata|data-.+)$/.test(type);
  return isUi || str(json, "errorText") ? "aiSdkUi" : undefined;
}

function ofMembers(json: unknown, { event = "", line, whole }: Frame): Reader | undefined {
  const isAnalysis = whole && str(json, "data") !== undefined && has(json, "finish_reason");
  if (isAnalysis || /^(stream_start|text_generation)$/.test(str(json, "event_type") ?? "")) return "twelvelabsAnalyze";
  if (typeof get(json, "done") === "boolean" && has(json, "model")) return "ollama";
  // Without `alt=sse` Gemini sends an array.
  const first = Array.isArray(json) ? (json[0] as unknown) : json;
  if (Array.isArray(get(first, "candidates")) || object(get(first, "promptFeedback"))) return "gemini";
  if ((/^messages(\/|\||$)/.test(event) && Array.isArray(json)) || (event === "metadata" && has(json, "run_id")))
    return "langgraph";
  if (/^(ai|human|system|tool)$/.test(str(list(json, "messages").at(-1), "type") ?? "")) return "langgraph";
  if (object(get(json, "delta"))) return "writerAgent";
  if (str(json, "answer") !== undefined || str(get(json, "data"), "answer") !== undefined) return "writerGraph";
  if (str(json, "suggestion") !== undefined) return "writerAgent";
  const isEvent = line === undefined && !whole;
  const isOnlyValue = str(json, "value") !== undefined && Object.keys(json as object).length === 1;
  return isEvent && isOnlyValue ? "writerCompletions" : undefined;
}

/** The protocol by the first value of a reply. Key order and address do not matter; the order of the tests does. */
export function detect(json: unknown, frame: Frame): Adapter | Promise<Adapter> {
  if (frame.plain) return readers.plainText();
  const known = ofResponses(json) ?? ofChoices(json) ?? ofTypes(json) ?? ofMembers(json, frame);
  if (known) return readers[known]();
  if (isErrorBody(json)) return errorReply;
  return frame.line !== undefined || frame.whole ? readers.jsonLines() : readers.sseItems();
}
