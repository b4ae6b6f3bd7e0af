import { joinBytes, offsetInsideCharacter, offsetInsideLine, takeBytes, toBytes } from "./bytes.js";
import type { Fault, FaultInput, MockReply } from "./fault.js";
import { bytesBefore, endFrames, firstFrames, gapAfter } from "./positions.js";

const half = "50%";

function cutInLine(reply: MockReply, input: FaultInput, end: MockReply["end"]): MockReply {
  const offset = offsetInsideLine(joinBytes(reply.frames), bytesBefore(reply, input));
  return { ...reply, frames: takeBytes(reply.frames, offset), end };
}

/** An error in the middle of a stream that no wire has described. Only SSE has a common form for it. */
function commonErrorFrame(message: string, type: string, { transport }: FaultInput): string | undefined {
  return transport === "sse" ? `event: error\ndata: ${JSON.stringify({ error: { message, type } })}\n\n` : undefined;
}

/** Faults that end a reply too early, or wrongly. */
export const breaking: readonly Fault[] = [
  {
    name: "error-frame",
    sentence:
      "Part of the answer, then an error inside the stream as this wire reports it; a wire without such errors loses the connection instead.",
    position: half,
    apply(reply, input) {
      const frames = firstFrames(reply, input);
      const message = "The server had an error in the middle of the answer.";
      const type = "server_error";
      const { wire, transport } = input;
      const frame = wire === undefined ? commonErrorFrame(message, type, input) : wire.encodeError?.({ message, type });
      // A body that is not streamed has no place for it, whatever its wire has when it streams.
      if (frame === undefined || transport !== (wire?.transport ?? transport)) return { ...reply, frames, end: "lost" };
      return { ...reply, frames: [...frames, toBytes(gapAfter(frames.at(-1), input) + frame)], end: "clean" };
    },
  },
  {
    name: "drop",
    sentence: "The connection breaks in the middle of the body, most likely in the middle of a line.",
    position: half,
    apply: (reply, input) => ({ ...reply, frames: takeBytes(reply.frames, bytesBefore(reply, input)), end: "lost" }),
  },
  {
    name: "drop-in-line",
    sentence: "The connection breaks in the middle of a line, the one nearest to the position.",
    position: half,
    apply: (reply, input) => cutInLine(reply, input, "lost"),
  },
  {
    name: "drop-in-character",
    sentence:
      "The connection breaks in the middle of a character of several bytes, the one nearest to the position; a body without any breaks in the middle of a line.",
    position: half,
    apply(reply, input) {
      const offset = offsetInsideCharacter(joinBytes(reply.frames), bytesBefore(reply, input));
      if (offset === undefined) return cutInLine(reply, input, "lost");
      return { ...reply, frames: takeBytes(reply.frames, offset), end: "lost" };
    },
  },
  {
    name: "cut-line",
    sentence: "The body ends in the middle of a line, as if that were its proper end.",
    position: half,
    apply: (reply, input) => cutInLine(reply, input, "clean"),
  },
  {
    name: "no-end",
    sentence:
      "The body ends properly, but the finish reason and the end marker never come; a wire that has neither ends in the middle of the line at the position.",
    position: half,
    apply(reply, input) {
      const [end] = endFrames(reply, input);
      if (end === undefined) return cutInLine(reply, input, "clean");
      return { ...reply, frames: reply.frames.slice(0, end), end: "clean" };
    },
  },
  {
    name: "double-end",
    sentence: "The end of the answer comes twice; a wire that has none is sent as it is.",
    apply(reply, input) {
      const end = endFrames(reply, input).at(-1);
      if (end === undefined) return reply;
      const frame = reply.frames[end]!;
      const again = joinBytes([toBytes(gapAfter(frame, input)), frame]);
      return { ...reply, frames: reply.frames.toSpliced(end + 1, 0, again) };
    },
  },
  {
    name: "reset-after-end",
    sentence: "Everything is sent, then the connection is reset before the body has its proper end.",
    apply: (reply) => ({ ...reply, end: "reset" }),
  },
];
