import { countsOf, createIds, textFinishReasonOf, memberPrompt } from "./facts.js";
import { get, str } from "../../protocol/read.js";
import { cutWords, frameJson, jsonLine } from "./frames.js";
import { twelvelabsError } from "./twelvelabs.js";
import type { MockWire } from "./wire.js";

/**
 * TwelveLabs' older analysis of one video: text, and how many tokens it is.
 *
 * Source: TwelveLabs documentation, "Streaming responses"; `twelvelabs-js` 1.3.4, `api/types/Stream*Response.d.ts`,
 * `NonStreamAnalyzeResponse.d.ts`.
 */
export const twelvelabsAnalyzeWire: MockWire = {
  name: "twelvelabs-analyze",
  title: "Analysis of a video by TwelveLabs (older)",
  routes: ["POST /v1.3/analyze"],
  transport: "jsonl",
  contentType: "application/x-ndjson",
  prompt: (body) => memberPrompt(body, "prompt"),
  streams: ({ body }) => get(body, "stream") !== false,
  encode(answer, request) {
    const generation_id = createIds(answer).uuid();
    const usage = { output_tokens: countsOf(answer, request).output };
    const finish_reason = textFinishReasonOf(answer);
    return [
      { event_type: "stream_start", metadata: { generation_id } },
      ...cutWords(answer.text ?? "").map((text) => ({ event_type: "text_generation", text })),
      { event_type: "stream_end", finish_reason, metadata: { generation_id, usage } },
    ].map(jsonLine);
  },
  encodeBody: (answer, request) => ({
    id: createIds(answer).uuid(),
    data: answer.text ?? "",
    finish_reason: textFinishReasonOf(answer),
    usage: { output_tokens: countsOf(answer, request).output },
  }),
  // How the server words it here is not documented; the form is that of its other replies.
  encodeError: (error) => jsonLine({ error: twelvelabsError(error) }),
  errorBody: twelvelabsError,
  isEnd: (frame) => str(frameJson(frame), "event_type") === "stream_end",
};
