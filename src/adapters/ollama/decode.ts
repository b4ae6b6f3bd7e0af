import type { Decode } from "../../protocol/adapter.js";
import type { StreamEvent } from "../../protocol/events.js";
import { get, list, num, str } from "../../protocol/read.js";
import { isErrorBody, serverError } from "../../protocol/server-error.js";
import { jsonText } from "../../protocol/json-text.js";

/** Decoder of chat and generate responses. A whole response is read like the only line of a stream. */
export function createOllamaDecoder(): Decode {
  let model: string | undefined;
  let calls = 0;

  return (json) => {
    const events: StreamEvent[] = [];
    // A generated text has its members at the top.
    const message = get(json, "message") ?? json;
    if (!model) {
      model = str(json, "model");
      if (model) events.push({ type: "message-start", model });
    }
    const thinking = str(message, "thinking");
    if (thinking) events.push({ type: "reasoning-delta", delta: thinking });
    const text = str(message, "content") ?? str(json, "response");
    if (text) events.push({ type: "text-delta", delta: text });
    for (const image of [...list(message, "images"), get(json, "image")]) {
      // The wire does not say what kind of image it is; browsers look at the bytes.
      if (typeof image === "string" && image)
        events.push({ type: "file-add", mediaType: "image/png", url: `data:image/png;base64,${image}` });
    }
    for (const call of list(message, "tool_calls")) {
      const called = get(call, "function");
      // Servers before 0.12.10 send no ids.
      const toolCallId = str(call, "id") || `call-${calls}`;
      const args = jsonText(get(called, "arguments") ?? {});
      calls++;
      events.push({ type: "tool-call-set", toolCallId, name: str(called, "name"), arguments: args });
    }
    if (get(json, "done") === true) {
      const inputTokens = num(json, "prompt_eval_count");
      const outputTokens = num(json, "eval_count");
      // NaN, when one of them is missing, is no number to report.
      const sum = inputTokens! + outputTokens!;
      const totalTokens = sum >= 0 ? sum : undefined;
      if ((inputTokens ?? outputTokens) !== undefined)
        events.push({ type: "usage-set", usage: { inputTokens, outputTokens, totalTokens } });
      const reason = str(json, "done_reason");
      // The server says `stop` after calls too.
      const called = calls > 0 && reason === "stop";
      events.push(
        called
          ? { type: "message-end", finishReason: "tool_calls", raw: reason }
          : { type: "message-end", finishReason: reason || undefined },
      );
    }
    if (isErrorBody(json)) events.push({ type: "error", error: serverError("server", json) });
    return events;
  };
}
