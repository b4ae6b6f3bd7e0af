// One huge frame in 16-byte pieces, by framing: the cost must grow with the size of the frame, not with its square.
// Run after `npm run build`: `node scripts/bench-frames.mjs`
import { collectMessage } from "../dist/core.js";
import { jsonLines, openaiChat, plainText, sseItems } from "../dist/adapters/index.js";

const sizes = [100_000, 4_000_000];
const rounds = 7;
const pieceLength = 16;

const text = (length) => JSON.stringify("x".repeat(length));
const wires = {
  "SSE, one event": [
    openaiChat,
    (n) => `data: {"choices":[{"delta":{"content":${text(n)}},"finish_reason":"stop"}]}\n\n`,
  ],
  "SSE, data in many lines": [sseItems, (n) => `${`data: ${"x".repeat(80)}\n`.repeat(n / 80)}\n`],
  "one line of JSON": [jsonLines, (n) => `${text(n)}\n`],
  "one JSON body": [jsonLines, (n) => text(n), "application/json"],
  "plain text": [plainText, (n) => "x".repeat(n), "text/plain"],
};

/** The pieces are cut as they are read: half a million small arrays would be a cost of their own. */
function response(bytes, type) {
  let at = 0;
  const pull = (controller) => {
    if (at >= bytes.length) controller.close();
    else controller.enqueue(bytes.subarray(at, (at += pieceLength)));
  };
  return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }), { headers: { "content-type": type } });
}

/** The floor: the same pieces, read and decoded, and nothing else. */
async function readOnly(reply) {
  const decoder = new TextDecoder();
  const reader = reply.body.getReader();
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += decoder.decode(read.value, { stream: true }).length;
  }
  return length;
}

async function best(bytes, type, read) {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const reply = response(bytes, type);
    globalThis.gc?.();
    const start = performance.now();
    await read(reply);
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

let linear = 0;
console.log(`${"".padEnd(26)} 100 kB, × floor   4 MB, × floor   4 MB ÷ 100 kB (floor)`);
for (const [name, [adapter, write, type = "text/event-stream"]] of Object.entries(wires)) {
  const times = [];
  const floors = [];
  for (const size of sizes) {
    const bytes = new TextEncoder().encode(write(size));
    floors.push(await best(bytes, type, readOnly));
    times.push(
      await best(bytes, type, async (reply) => {
        const message = await collectMessage(reply, { adapter });
        if (message.status !== "done" || message.parts.length === 0) throw new Error(`not read: ${message.error}`);
      }),
    );
  }
  const growth = times[1] / times[0];
  if (growth < sizes[1] / sizes[0]) linear++;
  const cells = [
    `${times[0].toFixed(1)} ms ${(times[0] / floors[0]).toFixed(2)}×`,
    `${times[1].toFixed(1)} ms ${(times[1] / floors[1]).toFixed(2)}×`,
    `${growth.toFixed(1)} (${(floors[1] / floors[0]).toFixed(1)})`,
  ];
  console.log(name.padEnd(26), cells.map((cell) => cell.padEnd(17)).join(" "));
}
console.log(`${linear} of ${Object.keys(wires).length} cost less than 40 times as much for 40 times the length`);
