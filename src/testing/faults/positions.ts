import { countBytes, endsWithBlankLine, sseData, toText } from "./bytes.js";
import type { FaultInput, MockReply } from "./fault.js";

/** How many bytes of the body come before the place of the fault. */
export function bytesBefore({ frames }: MockReply, { position: { unit, count } }: FaultInput): number {
  if (unit === "frames") return countBytes(frames.slice(0, count));
  return Math.floor((countBytes(frames) * count) / 100);
}

/** How many whole frames of the body come before the place of the fault. */
export function framesBefore(reply: MockReply, input: FaultInput): number {
  let left = bytesBefore(reply, input);
  const partial = reply.frames.findIndex((frame) => (left -= frame.length) < 0);
  return partial < 0 ? reply.frames.length : partial;
}

/** The frames before the place of the fault. */
export function firstFrames(reply: MockReply, input: FaultInput): readonly Uint8Array[] {
  return reply.frames.slice(0, framesBefore(reply, input));
}

/** What must come after a frame before the next event can begin, where the frame itself lacks it. */
export function gapAfter(frame: Uint8Array | undefined, { transport }: FaultInput): string {
  if (frame === undefined) return "";
  if (transport === "sse") return endsWithBlankLine(frame) ? "" : "\n\n";
  return transport === "jsonl" && frame.at(-1) !== 0x0a ? "\n" : "";
}

const terminalTypes = new Set(["response.completed", "response.incomplete", "response.failed"]);

/** Whether an event of a wire that nobody has described says that the answer is finished, as OpenAI's do. */
function looksLikeEnd(frame: Uint8Array): boolean {
  const data = sseData(frame);
  if (data === "[DONE]") return true;
  let value: { type?: unknown; choices?: unknown } | null;
  try {
    value = JSON.parse(data) as typeof value;
  } catch {
    return false;
  }
  if (typeof value?.type === "string" && terminalTypes.has(value.type)) return true;
  const choices: unknown[] = Array.isArray(value?.choices) ? value.choices : [];
  return choices.some((choice) => Boolean((choice as { finish_reason?: unknown } | null)?.finish_reason));
}

/** Which frames belong to the end of the answer, by their index. */
export function endFrames({ frames }: MockReply, { wire, transport }: FaultInput): readonly number[] {
  // One JSON value has no frames, whatever its wire has when it streams.
  if (transport === "json" && frames.length < 2) return [];
  const isEnd = (frame: Uint8Array) =>
    wire === undefined ? transport === "sse" && looksLikeEnd(frame) : wire.isEnd?.(toText(frame)) === true;
  return frames.flatMap((frame, index) => (isEnd(frame) ? [index] : []));
}
