import { get, list, object, str } from "../../protocol/read.js";
import {
  callsOf,
  countsOf,
  createIds,
  finishReasonOf,
  modelOf,
  newestWords,
  parseText,
  type Ids,
  type WireCall,
} from "./facts.js";
import { cutArguments, cutWords, sseJson } from "./frames.js";
import type { MockAnswer, MockRequest, MockStage, MockWire } from "./wire.js";

/** The node that answers. */
const answering = "model";

function writePiece(index: number, args: string, { id, name }: { id: string | null; name: string | null }): object {
  return { name, args, id, index, type: "tool_call_chunk" };
}

function callPieces({ id, name, text }: WireCall, index: number): readonly object[] {
  const rest = cutArguments(text).map((piece) => writePiece(index, piece, { id: null, name: null }));
  return [writePiece(index, "", { id, name }), ...rest];
}

/** What is known of a message when it is whole. */
function prepare(answer: MockAnswer, request: MockRequest) {
  const ids = createIds(answer);
  const { input, output, total, reasoning, cached } = countsOf(answer, request);
  const calls = callsOf(answer, ids, "call_");
  const { text = "", reasoning: thought, refusal } = answer;
  const facts = {
    response_metadata: {
      finish_reason: finishReasonOf(answer),
      model_name: modelOf(answer, request, "gpt-4.1-2025-04-14"),
      model_provider: "openai",
    },
    usage_metadata: {
      input_tokens: input,
      output_tokens: output,
      total_tokens: total,
      input_token_details: { audio: 0, cache_read: cached },
      output_token_details: { audio: 0, reasoning },
    },
  };
  const id = `lc_run--${ids.uuid()}`;
  const whole = {
    content: text,
    additional_kwargs: { reasoning_content: thought, refusal },
    type: "ai",
    name: null,
    id,
    tool_calls: calls.map(({ id: call, name, value }) => ({ name, args: value, id: call, type: "tool_call" })),
    invalid_tool_calls: [],
    ...facts,
  };
  return { ids, calls, facts, id, whole };
}

/** A node with nothing to say in the answer: its words are those of a model inside a tool, its output is what it changes. */
function stageEvents(
  { title, text = "", output }: MockStage,
  ids: Ids,
  write: (said: object, node: string, space: string) => string,
): readonly string[] {
  const id = `lc_run--${ids.uuid()}`;
  const value = output === undefined ? undefined : parseText(output);
  const update = object(value) ?? (output === undefined ? null : { output: value ?? output });
  return [
    ...cutWords(text).map((content) => write({ content, id }, title, `tools:${id}|`)),
    sseJson({ [title]: update }, "updates"),
  ];
}

function encode(answer: MockAnswer, request: MockRequest): readonly string[] {
  const { ids, calls, facts, id, whole } = prepare(answer, request);
  const { stages = [], reasoning = "", text = "", refusal = "" } = answer;
  const thread = str(get(get(request.body, "config"), "configurable"), "thread_id") ?? request.params["id"];
  const run_id = ids.uuid();
  const thread_id = thread ?? ids.uuid();
  const write = (said: object, node: string, space = "") => {
    const place = `${space}${node}:${run_id}`;
    const message = {
      content: "",
      additional_kwargs: {},
      response_metadata: {},
      type: "AIMessageChunk",
      name: null,
      tool_calls: [],
      invalid_tool_calls: [],
      usage_metadata: null,
      tool_call_chunks: [],
      ...said,
    };
    const metadata = {
      created_by: "system",
      graph_id: "agent",
      thread_id,
      run_id,
      langgraph_step: 1,
      langgraph_node: node,
      langgraph_triggers: [`branch:to:${node}`],
      langgraph_path: ["__pregel_pull", node],
      langgraph_checkpoint_ns: place,
      checkpoint_ns: place,
    };
    return sseJson([message, metadata], "messages");
  };
  const say = (said: object) => write({ id, ...said }, answering);
  return [
    sseJson({ run_id, attempt: 1, thread_id }, "metadata"),
    ...stages.flatMap((stage) => stageEvents(stage, ids, write)),
    // As LangChain's reader of DeepSeek passes it on.
    ...cutWords(reasoning).map((piece) => say({ additional_kwargs: { reasoning_content: piece } })),
    ...cutWords(text).map((content) => say({ content })),
    ...cutWords(refusal).map((piece) => say({ additional_kwargs: { refusal: piece } })),
    ...calls.flatMap(callPieces).map((piece) => say({ tool_call_chunks: [piece] })),
    say(facts),
    sseJson({ [answering]: { messages: [whole] } }, "updates"),
    sseJson(null, "end"),
  ];
}

/**
 * Runs of LangGraph's Agent Server in the modes `messages-tuple` and `updates`, and the state that `runs/wait` gives. An event
 * `end` closes the stream; clients do not need it.
 *
 * Source: LangSmith documentation, "Streaming API"; `@langchain/langgraph-sdk` 2.0.0, `types.stream.d.ts`.
 */
export const langgraphWire: MockWire = {
  name: "langgraph",
  title: "Runs of LangGraph's Agent Server",
  routes: ["POST /runs/stream", "POST /threads/:id/runs/stream", "POST /runs/wait", "POST /threads/:id/runs/wait"],
  transport: "sse",
  contentType: "text/event-stream; charset=utf-8",
  headers: { "cache-control": "no-store", "x-accel-buffering": "no" },
  prompt: (body) => newestWords(list(get(body, "input"), "messages")),
  streams: ({ path }) => !path.endsWith("/wait"),
  encode,
  encodeBody(answer, request) {
    const { ids, whole } = prepare(answer, request);
    return { messages: [{ content: request.prompt, type: "human", id: ids.uuid() }, whole] };
  },
  encodeError: ({ message, type = "InternalServerError" }) => sseJson({ error: type, message }, "error"),
  errorBody: ({ message }) => ({ error: message }),
};
