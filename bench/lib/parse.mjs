/**
 * Parsers and the reducer in Node. Each is given the same chunks in the same loop as the floor: `TextDecoder`, a search for line ends,
 * `JSON.parse`.
 */
import { createRandom } from "./random.mjs";
import { exponent } from "./statistics.mjs";
import { writeAnswer } from "./text.mjs";
import { encodeAnswer } from "./wires.mjs";

const encoder = new TextEncoder();

function sseBody(tokens) {
  const { events } = encodeAnswer("openai", tokens);
  return events;
}

function linesBody(tokens) {
  return tokens.map(
    (text, index) => `${JSON.stringify({ index, type: "delta", text, model: "bench", done: false })}\n`,
  );
}

const cuts = {
  "16 kB": (bytes) => {
    const chunks = [];
    for (let at = 0; at < bytes.length; at += 16_384) chunks.push(bytes.subarray(at, at + 16_384));
    return chunks;
  },
  "one event": (_bytes, events) => events.map((event) => encoder.encode(event)),
  "1–32 bytes": (bytes) => {
    const random = createRandom(7);
    const chunks = [];
    for (let at = 0; at < bytes.length;) {
      const end = at + 1 + Math.floor(random() * 32);
      chunks.push(bytes.subarray(at, end));
      at = end;
    }
    return chunks;
  },
};

/** What the hand-written loops share: the text since the last line end, and `take` for each line. */
function lineLoop(take) {
  const decoder = new TextDecoder();
  let carry = "";
  return (chunk) => {
    const text = carry + decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
      if (at > from) take(text, from, at);
      from = at + 1;
    }
    carry = text.slice(from);
  };
}

/** Parsers: given what to do with a value, each gives what to do with a chunk. */
const floorSse = (onValue) => lineLoop((text, from, to) => onValue(JSON.parse(text.slice(from + 6, to))));
const floorLines = (onValue) => lineLoop((text, from, to) => onValue(JSON.parse(text.slice(from, to))));
const framed = (framing) => (onValue) => {
  const decoder = new TextDecoder();
  const head = { status: 200, contentType: "" };
  const parser = framing.createParser(({ data }) => onValue(JSON.parse(data)), head);
  return (chunk) => parser.push(decoder.decode(chunk, { stream: true }));
};

function responseOf(chunks, type) {
  let at = 0;
  const pull = (controller) => {
    if (at === chunks.length) controller.close();
    else controller.enqueue(chunks[at++]);
  };
  return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }), { headers: { "content-type": type } });
}

const inLoop = (parser) => (chunks) => {
  let count = 0;
  const push = parser(() => count++);
  for (const chunk of chunks) push(chunk);
  return count;
};

const throughReader = (parser) => async (chunks) => {
  let count = 0;
  const push = parser(() => count++);
  const reader = responseOf(chunks, "text/event-stream").body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) push(next.value);
  return count;
};

const wholeReply = (readEvents, adapter, type, kind) => async (chunks) => {
  let count = 0;
  for await (const events of readEvents(responseOf(chunks, type), { adapter })) {
    for (const event of events) if (event.type === kind) count++;
  }
  return count;
};

/** Processor time of the best of some tries of each, in turn, in ms. */
async function bestTimes(works, rounds = 7) {
  const best = Object.fromEntries(Object.keys(works).map((name) => [name, Infinity]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, work] of Object.entries(works)) {
      globalThis.gc?.();
      const start = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(start);
      best[name] = Math.min(best[name], (user + system) / 1000);
    }
  }
  return best;
}

const checked = (read, chunks, expected) => async () => {
  const count = await read(chunks);
  if (count !== expected) throw new Error(`read ${count} values of ${expected}`);
};

async function loadCore() {
  const core = await import("../../dist/core.js");
  const adapters = await import("../../dist/adapters/index.js");
  return { ...core, ...adapters };
}

/**
 * SSE and JSON Lines, cut in three ways, in MB of input per second: the floor and our framings in one loop, the floor behind the
 * reader of a `Response`, and `readEvents`, which also decodes the values.
 */
export async function runParse() {
  const { jsonLines, jsonLinesFraming, openaiChat, readEvents, sse } = await loadCore();
  const { tokens } = writeAnswer(32_000);
  const wires = [
    ["SSE", sseBody(tokens), floorSse, sse, wholeReply(readEvents, openaiChat, "text/event-stream", "text-delta")],
    [
      "JSON Lines",
      linesBody(tokens),
      floorLines,
      jsonLinesFraming,
      wholeReply(readEvents, jsonLines, "text/plain", "item-add"),
    ],
  ];
  const rows = [];
  for (const [wire, events, floor, framing, reply] of wires) {
    const bytes = encoder.encode(events.join(""));
    for (const [cut, chunksOf] of Object.entries(cuts)) {
      const chunks = chunksOf(bytes, events);
      const times = await bestTimes({
        floor: checked(inLoop(floor), chunks, events.length),
        framing: checked(inLoop(framed(framing)), chunks, events.length),
        floorReader: checked(throughReader(floor), chunks, events.length),
        readEvents: checked(reply, chunks, events.length),
      });
      const speeds = Object.entries(times).map(([name, ms]) => [name, bytes.length / 1000 / ms]);
      rows.push({ wire, cut, ...Object.fromEntries(speeds) });
    }
  }
  return rows;
}

/** One value of growing length in pieces of 1 kB: ms for 1 MB and for 4 MB, and the power with which it grows. */
export async function runLongLine() {
  const { jsonLinesFraming, sse } = await loadCore();
  const rows = [];
  const kinds = [
    { wire: "SSE", framing: sse, write: (json) => `data: ${json}\n\n` },
    { wire: "JSON Lines", framing: jsonLinesFraming, write: (json) => `${json}\n` },
  ];
  for (const { wire, framing, write } of kinds) {
    const works = {};
    for (const size of [1_000_000, 4_000_000]) {
      const bytes = encoder.encode(write(JSON.stringify("x".repeat(size))));
      const chunks = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, at) =>
        bytes.subarray(at * 1000, (at + 1) * 1000),
      );
      works[size] = checked(inLoop(framed(framing)), chunks, 1);
    }
    const times = await bestTimes(works);
    const [small, large] = Object.values(times);
    rows.push({ wire, small, large, exponent: exponent(1, small, 4, large) });
  }
  return rows;
}

/** Text deltas into a message, one by one: µs per event at two lengths, and the power with which the whole grows. */
export async function runReduce() {
  const { createMessage, reduceMessage } = await loadCore();
  const work = (count) => {
    const deltas = writeAnswer(count).tokens;
    return () => {
      let message = createMessage("answer", "assistant", { status: "streaming" });
      for (const delta of deltas) message = reduceMessage(message, { type: "text-delta", delta }, 0);
      if (message.parts[0].text.length === 0) throw new Error("nothing was reduced");
    };
  };
  const times = await bestTimes({ small: work(8000), large: work(32_000) });
  return [
    {
      small: (times.small / 8000) * 1000,
      large: (times.large / 32_000) * 1000,
      exponent: exponent(8000, times.small, 32_000, times.large),
    },
  ];
}
