import type { Citation, Source } from "../../protocol/message.js";
import { callsOf, isTool, parseText, type Ids } from "./facts.js";
import { cutArguments, cutWords } from "./frames.js";
import type { MockAnswer } from "./wire.js";

/** A block of the content: as it starts, how it goes on, and as it is in the end. */
export interface Block {
  readonly start: object;
  readonly deltas: readonly object[];
  readonly whole: object;
}

function writeCitation({ kind, url, title, fileId, start, end }: Citation, text: string): object {
  const cited_text = text.slice(start, end);
  if (kind === "web") return { type: "web_search_result_location", cited_text, url, title, encrypted_index: "Eo8=" };
  const document = { document_index: 0, document_title: title ?? null, file_id: fileId ?? null };
  return { type: "page_location", cited_text, ...document, start_page_number: 1, end_page_number: 2 };
}

function textBlock(text: string, citations: readonly object[] = []): Block {
  const start = { type: "text", text: "", ...(citations.length > 0 && { citations: [] }) };
  return {
    start,
    deltas: [
      ...citations.map((citation) => ({ type: "citations_delta", citation })),
      ...cutWords(text).map((piece) => ({ type: "text_delta", text: piece })),
    ],
    whole: { type: "text", text, citations: citations.length > 0 ? citations : null },
  };
}

/** What is cited is a block of its own; a citation that overlaps another is left out. */
function textBlocks(text: string, citations: readonly Citation[]): readonly Block[] {
  const blocks: Block[] = [];
  let done = 0;
  const known = citations.filter(({ kind }) => kind === "web" || kind === "file");
  for (const { start, end } of known.toSorted((one, other) => one.start - other.start)) {
    if (start < done || end <= start) continue;
    if (done < start) blocks.push(textBlock(text.slice(done, start)));
    const same = known.filter((one) => one.start === start && one.end === end);
    blocks.push(
      textBlock(
        text.slice(start, end),
        same.map((one) => writeCitation(one, text)),
      ),
    );
    done = end;
  }
  return done < text.length || done === 0 ? [...blocks, textBlock(text.slice(done))] : blocks;
}

function toolBlock(head: object, text: string): Block {
  const pieces = ["", ...cutArguments(text)];
  return {
    start: { ...head, input: {} },
    deltas: pieces.map((partial_json) => ({ type: "input_json_delta", partial_json })),
    whole: { ...head, input: parseText(text) ?? {} },
  };
}

function wholeBlock(whole: object): Block {
  return { start: whole, deltas: [], whole };
}

function searchBlocks(query: string, sources: readonly Source[], ids: Ids): readonly Block[] {
  const id = `srvtoolu_${ids.hex(24)}`;
  const head = { type: "server_tool_use", id, name: "web_search" };
  const content = sources.flatMap(({ url, title = url }) =>
    url === undefined
      ? []
      : { type: "web_search_result", title, url, encrypted_content: `Et${ids.hex(30)}`, page_age: null },
  );
  const args = parseText(query) === undefined ? JSON.stringify({ query }) : query;
  return [toolBlock(head, args), wholeBlock({ type: "web_search_tool_result", tool_use_id: id, content })];
}

/** Tools that the server runs: searches, and tools of an MCP server. Stages that are no tools have no place. */
function stageBlocks({ stages = [], sources = [] }: MockAnswer, ids: Ids): readonly Block[] {
  const told = new Set(stages.flatMap((stage) => stage.sources ?? []).map(({ url }) => url));
  const rest = sources.filter(({ url }) => url !== undefined && !told.has(url));
  const blocks = stages.flatMap((stage) => {
    const { title, kind, input, output, sources: found = [] } = stage;
    if (kind === "search" || found.length > 0) return searchBlocks(input ?? title, found, ids);
    if (!isTool(stage)) return [];
    const id = `mcptoolu_${ids.hex(24)}`;
    const content = [{ type: "text", text: output ?? "" }];
    return [
      toolBlock({ type: "mcp_tool_use", id, name: title, server_name: "mock" }, input ?? "{}"),
      wholeBlock({ type: "mcp_tool_result", tool_use_id: id, is_error: false, content }),
    ];
  });
  // Pages come from a search only.
  return rest.length > 0 ? [...blocks, ...searchBlocks("sources", rest, ids)] : blocks;
}

/** The content of an answer; an empty text for an answer that is nothing else. */
export function blocksOf(answer: MockAnswer, ids: Ids): readonly Block[] {
  const { text, reasoning, citations = [] } = answer;
  const signature = `Eq${ids.hex(60)}==`;
  const blocks: Block[] = [];
  if (reasoning !== undefined)
    blocks.push({
      start: { type: "thinking", thinking: "", signature: "" },
      deltas: [
        ...cutWords(reasoning).map((thinking) => ({ type: "thinking_delta", thinking })),
        { type: "signature_delta", signature },
      ],
      whole: { type: "thinking", thinking: reasoning, signature },
    });
  blocks.push(...stageBlocks(answer, ids));
  if (text !== undefined) blocks.push(...textBlocks(text, citations));
  blocks.push(
    ...callsOf(answer, ids, "toolu_").map(({ id, name, text: args }) =>
      toolBlock({ type: "tool_use", id, name }, args),
    ),
  );
  return blocks.length > 0 ? blocks : [textBlock("")];
}
