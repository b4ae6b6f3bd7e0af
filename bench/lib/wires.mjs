/** One answer as each contender's server would send it: a list of events, one per token, and the words around them. */

const sse = (json) => `data: ${JSON.stringify(json)}\n\n`;
const done = "data: [DONE]\n\n";

function chunk(delta, reason = null) {
  return sse({
    id: "chatcmpl-bench",
    object: "chat.completion.chunk",
    created: 1_700_000_000,
    model: "bench",
    choices: [{ index: 0, delta, finish_reason: reason }],
  });
}

function openai(tokens) {
  return {
    head: [chunk({ role: "assistant", content: "" })],
    events: tokens.map((content) => chunk({ content })),
    foot: [chunk({}, "stop"), done],
  };
}

function aiSdkUi(tokens) {
  return {
    headers: { "x-vercel-ai-ui-message-stream": "v1" },
    head: [{ type: "start" }, { type: "start-step" }, { type: "text-start", id: "t" }].map(sse),
    events: tokens.map((delta) => sse({ type: "text-delta", id: "t", delta })),
    foot: [...[{ type: "text-end", id: "t" }, { type: "finish-step" }, { type: "finish" }].map(sse), done],
  };
}

function agUi(tokens) {
  const run = { threadId: "thread", runId: "run" };
  const message = { messageId: "answer" };
  return {
    head: [
      { type: "RUN_STARTED", ...run },
      { type: "TEXT_MESSAGE_START", ...message, role: "assistant" },
    ].map(sse),
    events: tokens.map((delta) => sse({ type: "TEXT_MESSAGE_CONTENT", ...message, delta })),
    foot: [
      { type: "TEXT_MESSAGE_END", ...message },
      { type: "RUN_FINISHED", ...run, finishReason: "stop" },
    ].map(sse),
  };
}

const wires = { openai, "ai-sdk-ui": aiSdkUi, "ag-ui": agUi };

export function encodeAnswer(wire, tokens) {
  return { headers: {}, ...wires[wire](tokens) };
}
