import type { Source } from "../../protocol/message.js";
import { list, str } from "../../protocol/read.js";
import {
  callsOf,
  countsOf,
  createIds,
  finishReasonOf,
  isTool,
  messagesPrompt,
  newestWords,
  parseText,
  serverCallOf,
} from "./facts.js";
import { cutArguments, cutWords, doneFrame, frameJson, sseJson } from "./frames.js";
import type { MockToolCall, MockWire } from "./wire.js";

/** A text or a reasoning between its start and its end. */
function block(kind: "text" | "reasoning", id: string, text: string | undefined): readonly object[] {
  if (text === undefined) return [];
  const deltas = cutWords(text).map((delta) => ({ type: `${kind}-delta`, id, delta }));
  return [{ type: `${kind}-start`, id }, ...deltas, { type: `${kind}-end`, id }];
}

function writeSource({ id, kind, url, title, fileId }: Source): object {
  if (kind === "web") return { type: "source-url", sourceId: id, url: url ?? id, title };
  const mediaType = "application/octet-stream";
  return { type: "source-document", sourceId: id, mediaType, title: title ?? fileId ?? id };
}

/**
 * The UI message stream of the Vercel AI SDK, as `toUIMessageStreamResponse()` sends it; tools that the server runs are
 * executed by the provider. Model and token counts are what an application adds: they come if the answer has them.
 *
 * Source: AI SDK documentation, "Stream Protocols"; `ai` 7.0.173, `ui-message-stream/ui-message-chunks.ts`.
 */
export const aiSdkUiWire: MockWire = {
  name: "ai-sdk-ui",
  title: "UI message stream of the Vercel AI SDK",
  routes: ["POST /api/chat"],
  transport: "sse",
  contentType: "text/event-stream",
  headers: { "cache-control": "no-cache", "x-vercel-ai-ui-message-stream": "v1", "x-accel-buffering": "no" },
  prompt: (body) => newestWords(list(body, "messages"), "parts") || messagesPrompt(body),
  // A route of `useChat` always streams.
  streams: () => true,
  encode(answer, request) {
    const ids = createIds(answer);
    const { model, usage, stages = [], sources = [] } = answer;
    const { input, output, total } = countsOf(answer, request);
    const counts = { inputTokens: input, outputTokens: output, totalTokens: total };
    const server = { providerExecuted: true, dynamic: true };
    const call = (given: MockToolCall, mark: object = {}) =>
      callsOf({ toolCalls: [given] }, ids, "call_").flatMap(({ id: toolCallId, name: toolName, text, value }) => [
        { type: "tool-input-start", toolCallId, toolName, ...mark },
        ...cutArguments(text).map((inputTextDelta) => ({ type: "tool-input-delta", toolCallId, inputTextDelta })),
        { type: "tool-input-available", toolCallId, toolName, input: value, ...mark },
      ]);
    const stageChunks = stages.flatMap((stage) => {
      if (!isTool(stage)) return [];
      const id = `srvtoolu_${ids.hex(24)}`;
      const result = stage.output ?? "";
      const value = parseText(result) ?? result;
      const ending = { type: "tool-output-available", toolCallId: id, output: value, ...server };
      return [...call({ ...serverCallOf(stage), id }, server), ending];
    });
    const all = [...stages.flatMap((stage) => stage.sources ?? []), ...sources];
    return [
      ...[
        {
          type: "start",
          messageId: `msg_${ids.hex(24)}`,
          ...(model !== undefined && { messageMetadata: { model } }),
        },
        { type: "start-step" },
        ...block("reasoning", "reasoning-0", answer.reasoning),
        ...stageChunks,
        ...all.map(writeSource),
        ...block("text", "txt-0", answer.text),
        ...(answer.toolCalls ?? []).flatMap((given) => call(given)),
        { type: "finish-step" },
        {
          type: "finish",
          finishReason: finishReasonOf(answer).replace("_", "-"),
          ...(usage && { messageMetadata: { usage: counts } }),
        },
      ].map((chunk) => sseJson(chunk)),
      doneFrame,
    ];
  },
  encodeError: ({ message }) => sseJson({ type: "error", errorText: message }),
  errorBody: ({ message }) => ({ error: message }),
  isEnd: (frame) => frame === doneFrame || str(frameJson(frame), "type") === "finish",
};
