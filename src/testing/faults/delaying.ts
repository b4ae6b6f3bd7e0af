import { toBytes } from "./bytes.js";
import type { Fault } from "./fault.js";
import { framesBefore } from "./positions.js";
import { jsonReply } from "./replaced.js";

const half = "50%";

/** Faults of time: the right reply, too late, too slow or not in pieces. */
export const delaying: readonly Fault[] = [
  {
    name: "stall",
    sentence: "Part of the answer, then silence on an open connection.",
    position: half,
    value: { kind: "duration", default: "forever", meaning: "how long the silence lasts before the rest comes" },
    endless: true,
    apply: (reply, input) => ({
      ...reply,
      silence: { afterFrames: framesBefore(reply, input), duration: input.value },
    }),
  },
  {
    name: "ping-stall",
    sentence:
      "Part of the answer, then no more of it, though comments keep the connection alive; only SSE has comments, other wires fall silent.",
    position: half,
    value: { kind: "duration", default: "1s", meaning: "the time between two comments" },
    endless: true,
    apply(reply, input) {
      const ping = input.transport === "sse" ? { bytes: toBytes(": keep-alive\n\n"), every: input.value } : undefined;
      return { ...reply, silence: { afterFrames: framesBefore(reply, input), duration: Infinity, ping } };
    },
  },
  {
    name: "buffered",
    sentence: "A proxy collects the reply: nothing for as long as streaming would have taken, then all of it at once.",
    value: { kind: "duration", default: "5s", meaning: "the longest it may take" },
    apply: (reply, { rate, value }) => ({
      ...reply,
      wait: rate === 0 ? 0 : Math.min((reply.frames.length / rate) * 1000, value),
      atOnce: true,
    }),
  },
  {
    name: "buffered-json",
    sentence:
      "The server does not stream: the whole answer comes as one JSON body; a wire that has no such body sends its stream in one piece.",
    apply(reply, { wholeBody }) {
      const body = wholeBody?.();
      return body === undefined ? { ...reply, atOnce: true } : jsonReply(200, body);
    },
  },
  {
    name: "slow-start",
    sentence: "The server thinks for a while before the first sign of life, then streams.",
    value: { kind: "duration", default: "3s", meaning: "for how long" },
    apply: (reply, { value }) => ({ ...reply, wait: value }),
  },
  {
    name: "slow",
    sentence: "The answer drips: every frame takes ten times as long as it should.",
    value: { kind: "number", default: "10", meaning: "how many times slower" },
    apply: (reply, { value }) => ({ ...reply, slowness: value }),
  },
];
