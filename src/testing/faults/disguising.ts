import { endsWithBlankLine, joinBytes, toBytes, trimLineEnds, withCrlf } from "./bytes.js";
import type { Fault, FaultInput, MockReply } from "./fault.js";
import { framesBefore, gapAfter } from "./positions.js";

const half = "50%";

/** The frames with something put between those that have their proper end. */
function between(
  { frames }: MockReply,
  { transport }: FaultInput,
  put: Readonly<Record<string, (index: number) => string>>,
): readonly Uint8Array[] {
  const added = put[transport];
  if (added === undefined) return frames;
  const ended = transport === "sse" ? endsWithBlankLine : (frame: Uint8Array) => frame.at(-1) === 0x0a;
  return frames.map((frame, index) => (ended(frame) ? joinBytes([frame, toBytes(added(index))]) : frame));
}

function insert(reply: MockReply, index: number, frame: string): MockReply {
  return { ...reply, frames: reply.frames.toSpliced(index, 0, toBytes(frame)) };
}

/** Faults that a good reader does not mind, or that cost it one frame: the right reply in an unusual form. */
export const disguising: readonly Fault[] = [
  {
    name: "crlf",
    sentence:
      "Lines end with CRLF, comments (on JSON lines, blank lines) stand between the frames, and everything comes in small pieces; plain text and one JSON value come in small pieces only.",
    value: { kind: "number", default: "7", meaning: "bytes per piece" },
    apply(reply, input) {
      const frames = between(reply, input, { sse: () => ": comment\n\n", jsonl: () => "\n" });
      const hasLines = input.transport === "sse" || input.transport === "jsonl";
      return { ...reply, frames: hasLines ? frames.map(withCrlf) : frames, chunk: input.value };
    },
  },
  {
    name: "noise",
    sentence:
      "Between the frames stand comments, events without data, ids and retry lines (on JSON lines, blank lines); other wires are sent as they are.",
    apply: (reply, input) => ({
      ...reply,
      frames: between(reply, input, {
        sse: (index) => `: noise\n\nevent: noise\n\nid: noise-${index}\n\nretry: 3000\n\n\n`,
        jsonl: () => "\n  \n",
      }),
    }),
  },
  {
    name: "bom",
    sentence: "A byte order mark stands before the body.",
    apply: (reply) => ({
      ...reply,
      frames: [joinBytes([toBytes("\ufeff"), ...reply.frames.slice(0, 1)]), ...reply.frames.slice(1)],
    }),
  },
  {
    name: "gzip",
    sentence: "The body is compressed with gzip and flushed after each frame.",
    apply: (reply) => ({
      ...reply,
      headers: { ...reply.headers, "content-encoding": "gzip" },
      compression: "frames",
    }),
  },
  {
    name: "gzip-buffered",
    sentence: "The body is compressed with gzip by something that does not flush: it comes in one block at the end.",
    apply: (reply, { rate }) => ({
      ...reply,
      headers: { ...reply.headers, "content-encoding": "gzip" },
      compression: "block",
      wait: rate === 0 ? 0 : Math.min((reply.frames.length / rate) * 1000, 5000),
      atOnce: true,
    }),
  },
  {
    name: "bad-frame",
    sentence:
      "One frame in the middle is not JSON; in one JSON value a character too many makes all of it unreadable, and plain text is sent as it is.",
    position: half,
    apply(reply, input) {
      const index = framesBefore(reply, input);
      const gap = gapAfter(reply.frames[index - 1], input);
      if (input.transport === "sse") return insert(reply, index, `${gap}data: {"broken": \n\n`);
      if (input.transport === "jsonl") return insert(reply, index, `${gap}{"broken": \n`);
      return input.transport === "json" ? insert(reply, index, "{") : reply;
    },
  },
  {
    name: "glued",
    sentence:
      "Two frames in the middle run into each other: what should stand between them is missing; one JSON value and plain text are sent as they are.",
    position: half,
    apply(reply, input) {
      const { transport } = input;
      const index = Math.min(framesBefore(reply, input), reply.frames.length - 2);
      if (index < 0 || (transport !== "sse" && transport !== "jsonl")) return reply;
      const [first, second] = reply.frames.slice(index) as [Uint8Array, Uint8Array];
      // Of SSE the blank line is missing, of JSON lines the line end.
      const joined = joinBytes([trimLineEnds(first), toBytes(transport === "sse" ? "\n" : ""), second]);
      return { ...reply, frames: reply.frames.toSpliced(index, 2, joined) };
    },
  },
];
