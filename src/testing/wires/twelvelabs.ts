import type { Citation } from "../../protocol/message.js";
import { list, str } from "../../protocol/read.js";
import { asksForStream, countsOf, createdAt, createIds, isTool, newestWords, type Ids } from "./facts.js";
import { doneFrame, sseJson } from "./frames.js";
import { contentParts, encodeResponse, isResponseEnd, messageItem, statusOf, type OutputItem } from "./responses.js";
import type { MockAnswer, MockError, MockRequest, MockStage, MockWire } from "./wire.js";

const time = new Date(createdAt * 1000).toISOString().replace(".000", "");

function codePoints(text: string): number {
  return Array.from(text).length;
}

/** Offsets are of code points, and the end is the last of them. What is absent is absent, but for three that are null. */
function writeCitation(citation: Citation, text: string): object | readonly [] {
  const { kind, start, end, itemId, startSec, endSec, title, thumbnailUrl, hlsUrl } = citation;
  if (!/^(video|image|collection)$/.test(kind)) return [];
  return {
    type: `${kind}_citation`,
    start_index: codePoints(text.slice(0, start)),
    end_index: codePoints(text.slice(0, end)) - 1,
    [kind === "collection" ? "collection_id" : "item_id"]: itemId,
    start_sec: startSec,
    end_sec: endSec,
    title: title ?? null,
    thumbnail_url: thumbnailUrl ?? null,
    hls_url: hlsUrl ?? null,
  };
}

/** A function that the server ran, with what it gave back; or words on the way. */
function stageItems(stage: MockStage, ids: Ids): readonly OutputItem[] {
  const { title, text, input, output } = stage;
  if (!isTool(stage))
    return [messageItem(`msg_${ids.uuid()}`, [{ kind: "output_text", text: text ?? title }], "commentary")];
  const call_id = `call_${ids.hex(24)}`;
  const args = input ?? "{}";
  const call = { type: "function_call", id: `fc_${ids.uuid()}`, name: title, call_id };
  const result = { type: "function_call_output", id: `fco_${ids.uuid()}`, call_id, output: output ?? "" };
  return [
    {
      added: { ...call, status: "in_progress", arguments: "" },
      done: { ...call, status: "completed", arguments: args },
      events: [{ type: "response.function_call_arguments.done", arguments: args }],
    },
    { added: { ...result, status: "in_progress" }, done: { ...result, status: "completed" }, events: [] },
  ];
}

/** The response object with nothing in it yet. */
function headOf(ids: Ids, body: unknown) {
  return {
    id: `resp_${ids.uuid()}`,
    type: "response",
    object: "response",
    session_id: str(body, "session_id") ?? `sess_${ids.uuid()}`,
    knowledge_store_id: str(body, "knowledge_store_id") ?? `ks_${ids.uuid()}`,
    created_at: time,
  };
}

function prepare(answer: MockAnswer, { body, prompt }: MockRequest) {
  const ids = createIds(answer);
  const head = headOf(ids, body);
  const { text = "", citations = [], stages = [] } = answer;
  const parts = contentParts(
    { ...answer, reasoning: undefined, refusal: undefined, toolCalls: undefined },
    citations.flatMap((citation) => writeCitation(citation, text)),
  );
  const items = stages.flatMap((stage) => stageItems(stage, ids));
  if (parts.length > 0) items.push(messageItem(`msg_${head.session_id}_0`, parts, "final_answer"));
  const { input, output: output_tokens } = countsOf(answer, { prompt });
  const write = (output: readonly object[], ended: boolean) => ({
    ...head,
    ...(ended ? statusOf(answer) : { status: "in_progress", incomplete_details: null }),
    output,
    ...(ended && { usage: { input_tokens: input, output_tokens } }),
  });
  return { items, write };
}

/** The body of a reply with an error status. */
export function twelvelabsError({ message, code = "internal_server_error" }: MockError): unknown {
  return { code, message };
}

/**
 * TwelveLabs' Responses (Jockey). Functions are run by the server, so calls for the client have no place; nor have reasoning
 * and refusals.
 *
 * Source: `twelvelabs-js` 1.3.4, `api/types/Response*.d.ts` and "Example streamed response (SSE)".
 */
export const twelvelabsWire: MockWire = {
  name: "twelvelabs",
  title: "Responses of TwelveLabs (Jockey)",
  routes: ["POST /v1.3/responses"],
  transport: "sse",
  contentType: "text/event-stream",
  headers: { "cache-control": "no-cache" },
  prompt: (body) => newestWords(list(body, "input")),
  streams: asksForStream,
  encode(answer, request) {
    const { items, write } = prepare(answer, request);
    // There is no event for an incomplete answer: its status tells.
    return [...encodeResponse(items, write, "response.completed"), doneFrame];
  },
  encodeBody(answer, request) {
    const { items, write } = prepare(answer, request);
    return write(
      items.map(({ done }) => done),
      true,
    );
  },
  // A failed response has no words on this wire.
  encodeError(error) {
    const type = "response.failed";
    const failed = { ...headOf(createIds({ text: error.message }), {}), status: "failed", incomplete_details: null };
    return sseJson({ type, sequence_number: 0, response: { ...failed, output: [] } }, type) + doneFrame;
  },
  errorBody: twelvelabsError,
  isEnd: (frame) => frame === doneFrame || isResponseEnd(frame),
};
