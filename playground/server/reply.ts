import { splitFrames } from "../../src/testing/faults/bytes.js";
import type { MockReply } from "../../src/testing/faults/fault.js";
import type { Recording } from "./recordings.ts";

/** The reply of a recording. The body's length is left out: the connection says where a body ends that is still being made. */
export function recordedReply(recording: Recording): MockReply {
  const { "content-length": _, ...headers } = recording.headers;
  return {
    status: recording.status,
    headers,
    frames: splitFrames(recording.body, recording.transport, recording.contentType),
    end: recording.bodyEnd === "clean" ? "clean" : "lost",
  };
}

/** The result of a recording as a server that does not stream would send it. */
export function bufferedBody({ kind, result }: Recording): unknown {
  if (kind === "items") return result.items;
  return {
    id: result.id ?? "chatcmpl-mock",
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: result.model ?? "mock",
    choices: [{ index: 0, message: { role: "assistant", content: result.text }, finish_reason: "stop" }],
  };
}
