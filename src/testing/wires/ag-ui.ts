import { str } from "../../protocol/read.js";
import { callsOf, countsOf, createIds, messagesPrompt, modelOf, isTool, serverCallOf, type Ids } from "./facts.js";
import { cutArguments, cutWords, frameJson, sseJson } from "./frames.js";
import type { MockStage, MockToolCall, MockWire } from "./wire.js";

function callEvents(call: MockToolCall, ids: Ids): readonly object[] {
  return callsOf({ toolCalls: [call] }, ids, "call_").flatMap(({ id: toolCallId, name: toolCallName, text }) => [
    { type: "TOOL_CALL_START", toolCallId, toolCallName },
    ...cutArguments(text).map((delta) => ({ type: "TOOL_CALL_ARGS", toolCallId, delta })),
    { type: "TOOL_CALL_END", toolCallId },
  ]);
}

function textEvents(messageId: string, text: string, more: object = {}): readonly object[] {
  const contents = cutWords(text).map((delta) => ({ type: "TEXT_MESSAGE_CONTENT", messageId, delta, ...more }));
  return [
    { type: "TEXT_MESSAGE_START", messageId, role: "assistant", ...more },
    ...contents,
    { type: "TEXT_MESSAGE_END", messageId, ...more },
  ];
}

/** A stage that says something is a subagent, any other a step; a tool in it is a call with its result. */
function stageEvents(stage: MockStage, ids: Ids): readonly object[] {
  const { title, text, output = "" } = stage;
  const toolCallId = `call_${ids.hex(24)}`;
  const result = { type: "TOOL_CALL_RESULT", messageId: ids.uuid(), toolCallId, content: output, role: "tool" };
  const call = { ...serverCallOf(stage), id: toolCallId };
  const work = isTool(stage) ? [...callEvents(call, ids), result] : [];
  if (text === undefined)
    return [{ type: "STEP_STARTED", stepName: title }, ...work, { type: "STEP_FINISHED", stepName: title }];
  const subagent = { subagentRunId: ids.uuid() };
  return [
    { type: "SUBAGENT_STARTED", ...subagent, name: title },
    ...work,
    ...textEvents(ids.uuid(), text, subagent),
    { type: "SUBAGENT_FINISHED", ...subagent },
  ];
}

function reasoningEvents(messageId: string, reasoning: string): readonly object[] {
  return [
    { type: "REASONING_START", messageId },
    { type: "REASONING_MESSAGE_START", messageId, role: "reasoning" },
    ...cutWords(reasoning).map((delta) => ({ type: "REASONING_MESSAGE_CONTENT", messageId, delta })),
    { type: "REASONING_MESSAGE_END", messageId },
    { type: "REASONING_END", messageId },
  ];
}

/**
 * AG-UI over Server-Sent Events. It has no finish reason but that calls wait for the client.
 *
 * Source: AG-UI specification 1.0 and 1.1; `@ag-ui/core` 1.0.0.
 */
export const agUiWire: MockWire = {
  name: "ag-ui",
  title: "AG-UI of CopilotKit, Pydantic AI, Mastra, LangGraph and others",
  routes: ["POST /agent", "POST /ag-ui"],
  transport: "sse",
  contentType: "text/event-stream",
  headers: { "cache-control": "no-cache" },
  prompt: messagesPrompt,
  // An agent always streams.
  streams: () => true,
  encode(answer, request) {
    const ids = createIds(answer);
    const { text, reasoning, stages = [] } = answer;
    const run = {
      threadId: str(request.body, "threadId") ?? `thread_${ids.hex(16)}`,
      runId: str(request.body, "runId") ?? `run_${ids.hex(16)}`,
    };
    const calls = callsOf(answer, ids, "call_");
    const pendingToolCallIds = calls.map(({ id }) => id);
    const { input, output, total, reasoning: thought, cached } = countsOf(answer, request);
    const usage = {
      model: modelOf(answer, request, "gpt-5-mini"),
      inputTokens: input,
      outputTokens: output,
      totalTokens: total,
      reasoningTokens: thought,
      cachedInputTokens: cached,
    };
    return [
      { type: "RUN_STARTED", ...run, protocolVersion: "1.0" },
      ...(reasoning === undefined ? [] : reasoningEvents(ids.uuid(), reasoning)),
      ...stages.flatMap((stage) => stageEvents(stage, ids)),
      ...(text === undefined ? [] : textEvents(ids.uuid(), text)),
      ...calls.flatMap(({ id, name, text: args }) => callEvents({ id, name, arguments: args }, ids)),
      {
        type: "RUN_FINISHED",
        ...run,
        outcome: { type: "success", ...(calls.length > 0 && { pendingToolCallIds }) },
        usage: [usage],
      },
    ].map((event) => sseJson(event));
  },
  encodeError: ({ message, code }) => sseJson({ type: "RUN_ERROR", message, code }),
  errorBody: ({ message }) => ({ error: message }),
  isEnd: (frame) => str(frameJson(frame), "type") === "RUN_FINISHED",
};
