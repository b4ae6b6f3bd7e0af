import type { Citation } from "../../protocol/message.js";
import { callsOf, isTool, type Ids, type WireCall } from "./facts.js";
import { cutArguments, cutWords } from "./frames.js";
import { contentParts, messageItem, type OutputItem } from "./responses.js";
import type { MockAnswer, MockStage } from "./wire.js";

function writeCitation({ kind, url, title, fileId, start, end }: Citation): object | readonly [] {
  if (kind === "web") return { type: "url_citation", url, title, start_index: start, end_index: end };
  // A file is cited at a place, not over a range.
  return fileId === undefined ? [] : { type: "file_citation", file_id: fileId, filename: title, index: start };
}

function reasoningItem(id: string, text: string): OutputItem {
  const head = { id, type: "reasoning" };
  const [name, place] = ["response.reasoning_summary", { summary_index: 0 }];
  const part = { type: "summary_text", text };
  return {
    added: { ...head, summary: [] },
    done: { ...head, summary: [part] },
    events: [
      { type: `${name}_part.added`, ...place, part: { ...part, text: "" } },
      ...cutWords(text).map((delta) => ({ type: `${name}_text.delta`, ...place, delta })),
      { type: `${name}_text.done`, ...place, text },
      { type: `${name}_part.done`, ...place, part },
    ],
  };
}

/** Work of the server: a search, a tool of an MCP server, or words on the way. */
function stageItem(stage: MockStage, ids: Ids): OutputItem {
  const { title, text, kind, input, output, sources = [] } = stage;
  if (kind === "search") {
    const head = { id: `ws_${ids.hex(32)}`, type: "web_search_call" };
    const pages = sources.map(({ url }) => ({ type: "url", url }));
    const action = { type: "search", query: input ?? title, ...(pages.length > 0 && { sources: pages }) };
    return {
      added: { ...head, status: "in_progress" },
      done: { ...head, status: "completed", action },
      events: ["in_progress", "searching", "completed"].map((act) => ({ type: `response.web_search_call.${act}` })),
    };
  }
  if (!isTool(stage))
    return messageItem(`msg_${ids.hex(32)}`, [{ kind: "output_text", text: text ?? title }], "commentary");
  const head = { id: `mcp_${ids.hex(32)}`, type: "mcp_call", name: title, server_label: "mock" };
  const args = input ?? "{}";
  return {
    added: { ...head, status: "in_progress", arguments: "", output: null },
    done: { ...head, status: "completed", arguments: args, output: output ?? null, error: null },
    events: [
      { type: "response.mcp_call.in_progress" },
      ...cutArguments(args).map((delta) => ({ type: "response.mcp_call_arguments.delta", delta })),
      { type: "response.mcp_call_arguments.done", arguments: args },
      { type: "response.mcp_call.completed" },
    ],
  };
}

function callItem({ id: call_id, name, text }: WireCall, id: string): OutputItem {
  const head = { id, type: "function_call", call_id, name };
  return {
    added: { ...head, status: "in_progress", arguments: "" },
    done: { ...head, status: "completed", arguments: text },
    events: [
      ...cutArguments(text).map((delta) => ({ type: "response.function_call_arguments.delta", delta })),
      { type: "response.function_call_arguments.done", arguments: text },
    ],
  };
}

/** The output of an answer: reasoning, work of the server, the message, calls for the client. */
export function itemsOf(answer: MockAnswer, ids: Ids): readonly OutputItem[] {
  const { reasoning, stages = [], citations = [] } = answer;
  const parts = contentParts(answer, citations.flatMap(writeCitation));
  const items: OutputItem[] = [];
  if (reasoning !== undefined) items.push(reasoningItem(`rs_${ids.hex(32)}`, reasoning));
  items.push(...stages.map((stage) => stageItem(stage, ids)));
  if (parts.length > 0)
    items.push(messageItem(`msg_${ids.hex(32)}`, parts, stages.length > 0 ? "final_answer" : undefined));
  items.push(...callsOf(answer, ids, "call_").map((call) => callItem(call, `fc_${ids.hex(32)}`)));
  return items;
}
