import { get, list, str } from "../../protocol/read.js";
import type { Counts } from "./facts.js";
import { doneFrame, frameJson, sseJson } from "./frames.js";
import type { MockError, MockRequest } from "./wire.js";

/**
 * `{error}` as OpenAI sends it with an error status and as a frame of its own.
 *
 * Source: OpenAI API reference, "Error codes"; `openai` 6.49.0, `core/streaming.mjs`.
 */
export function openaiError({ message, type = "server_error", code }: MockError): unknown {
  return { error: { message, type, param: null, code: code ?? null } };
}

/** The frame of an error inside the stream. */
export function openaiErrorFrame(error: MockError): string {
  return sseJson(openaiError(error));
}

/** Token counts in OpenAI's words. */
export function openaiUsage({ input, output, total, reasoning, cached }: Counts): object {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: total,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

/** Whether a streamed request asks for a chunk with the token counts. */
export function wantsUsage({ body }: MockRequest): boolean {
  return get(get(body, "stream_options"), "include_usage") === true;
}

/** A finish reason, or the end marker. */
export function isChunkEnd(frame: string): boolean {
  return frame === doneFrame || list(frameJson(frame), "choices").some((choice) => str(choice, "finish_reason"));
}
