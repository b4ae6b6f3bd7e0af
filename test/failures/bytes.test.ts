import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { constants, createBrotliCompress, createDeflate, createGzip } from "node:zlib";
import { describe, expect, test } from "vitest";
import { jsonLines } from "../../src/adapters/json-lines/adapter.js";
import { openaiChat } from "../../src/adapters/openai-chat/adapter.js";
import { createItemStream } from "../../src/defaults/create-item-stream.js";
import { createChat } from "../../src/defaults/create-chat.js";
import { readEvents } from "../../src/engine/read-events.js";
import { messageText, type Message } from "../../src/protocol/message.js";
import { cutEvery } from "../../src/testing/cuts.js";
import { createRandom } from "../../src/testing/random.js";
import { nextTask } from "../helpers/async.js";
import { createTestChat } from "../helpers/chat.js";
import { answer, delta, done, event, finish } from "../helpers/openai.js";

const seed = Number(process.env["SEED"] ?? 20_261_121);

/** The answer that a chat makes of a body. */
async function read(...chunks: readonly (string | Uint8Array)[]): Promise<Message> {
  return (await createTestChat(() => ({ chunks })).chat.send("Hello"))!;
}

/** What is shown of it, in short. */
async function shown(...chunks: readonly (string | Uint8Array)[]): Promise<unknown[]> {
  const message = await read(...chunks);
  return [message.status, messageText(message), message.badFrames?.count ?? 0];
}

describe("keep-alive", () => {
  const lines = answer("Once", " upon", " a time").join("").split("\n");

  test("comments in every place and in every cut change nothing", async () => {
    for (const comment of [":", ": ping", ":ping", ": {not json", ": [DONE]"]) {
      for (let place = 0; place < lines.length; place++) {
        const body = [...lines.slice(0, place), comment, ...lines.slice(place)].join("\n");
        expect(await shown(body), `${comment} before line ${place}`).toEqual(["done", "Once upon a time", 0]);
      }
    }
    const noisy = lines.flatMap((line) => [": ping", line]).join("\n");
    for (const size of [1, 2, 3, 7])
      expect(await shown(...cutEvery(new TextEncoder().encode(noisy), size)), `every ${size} bytes`).toEqual([
        "done",
        "Once upon a time",
        0,
      ]);
  });

  test("that a gateway wraps into data is skipped and counted, and the answer goes on", async () => {
    expect(await shown(delta("Once"), "data: : PROCESSING\n\n", delta(" upon"), finish, done)).toEqual([
      "done",
      "Once upon",
      1,
    ]);
  });

  test("events of retry, id, name or empty data alone are no JSON and no bad frame", async () => {
    const empty = [
      "retry: 10\n\n",
      "id: 7\n\n",
      "event: ping\n\n",
      "data:\n\n",
      "data: \n\n",
      "event: ping\ndata:\n\n",
    ];
    for (const piece of empty)
      expect(await shown(piece, delta("Once"), piece, delta(" upon"), piece, finish, piece, done), piece).toEqual([
        "done",
        "Once upon",
        0,
      ]);
  });
});

describe("an event", () => {
  test("whose JSON is spread over several data lines is one value", async () => {
    const pretty = (value: unknown) => `data: ${JSON.stringify(value, null, 1).replaceAll("\n", "\ndata: ")}\n\n`;
    const body = [
      pretty({ choices: [{ index: 0, delta: { content: "Once" } }] }),
      pretty({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }),
      done,
    ].join("");
    expect(body.match(/^data: /gm)!.length).toBeGreaterThan(10);
    for (let size = 1; size < 40; size++)
      expect(await shown(...cutEvery(new TextEncoder().encode(body), size)), `every ${size} bytes`).toEqual([
        "done",
        "Once",
        0,
      ]);
  });

  test("glued to another, cut short or sent twice costs itself only, and is counted", async () => {
    const chunk = JSON.stringify({ choices: [{ index: 0, delta: { content: "x" } }] });
    const cases: [string, unknown[]][] = [
      [`data: ${chunk}${chunk}\n\n`, ["done", "ab", 1]],
      [`data: ${chunk.slice(0, -3)}\n\n`, ["done", "ab", 1]],
      [`data: ${chunk.slice(1)}\n\n`, ["done", "ab", 1]],
      [`data: ${chunk}\n\ndata: ${chunk}\n\n`, ["done", "axxb", 0]],
    ];
    for (const [piece, seen] of cases) expect(await shown(delta("a"), piece, delta("b"), finish), piece).toEqual(seen);
  });

  test("with half an emoji in it and the other half in the next shows the whole emoji, and can be sent back", async () => {
    const halves = ["\ud83d", "\ude00"].map((half) => event({ choices: [{ index: 0, delta: { content: half } }] }));
    const { chat, fetch } = createTestChat((_request, index) => ({
      chunks: index ? [...halves.slice(0, 1), finish] : [...halves, finish],
    }));
    expect(messageText((await chat.send("Hello"))!)).toBe("😀");
    // Cut for ever: shown as it is, and no later request stumbles over it.
    expect(messageText((await chat.send("Again"))!)).toBe("\ud83d");
    expect((await chat.send("And again"))?.status).toBe("done");
    const { messages } = fetch.requests[2]!.body as { messages: { content: string }[] };
    expect(messages.map(({ content }) => content)).toEqual(["Hello", "😀", "Again", "\ud83d", "And again"]);
  });
});

test("a carriage return, U+2028 or U+2029 inside a line of JSON Lines is no line end", async () => {
  const values = ["a\u2028b", "c\u2029d", "e\rf"];
  const lines = ['{"v":\r1}', ...values.slice(0, 2).map((value) => JSON.stringify(value)), JSON.stringify(values[2])];
  const stream = createItemStream({
    url: "/items",
    adapter: jsonLines,
    fetch: async () => new Response(`${lines.join("\n")}\n`, { headers: { "content-type": "application/x-ndjson" } }),
  });
  await stream.start();
  expect(stream.store.getState()).toMatchObject({ status: "done", items: [{ v: 1 }, ...values], badLines: [] });
});

describe("a compressed reply over HTTP", () => {
  const compressions = {
    gzip: () => createGzip(),
    deflate: () => createDeflate(),
    br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  } as const;

  test.for(Object.keys(compressions) as (keyof typeof compressions)[])(
    `%s that is flushed in odd blocks is read as it was written (seed ${seed})`,
    async (encoding) => {
      const random = createRandom(seed);
      const words = Array.from({ length: 400 }, (_, index) => `Wört ${index} 👋 `);
      const body = Buffer.from([": ping\n\n", ...answer(...words)].join(""));
      const server = createServer((request, response) => {
        request.resume();
        response.writeHead(200, { "content-type": "text/event-stream", "content-encoding": encoding });
        const compression = compressions[encoding]();
        compression.pipe(response);
        void (async () => {
          for (let at = 0; at < body.length;) {
            // In the middle of frames and of characters.
            const size = 1 + Math.floor(random() * 700);
            compression.write(body.subarray(at, at + size));
            at += size;
            if (random() < 0.3) await new Promise<void>((resolve) => compression.flush(() => resolve()));
            if (random() < 0.3) await nextTask();
          }
          compression.end();
        })();
      });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      try {
        const chat = createChat({ endpoint: `http://127.0.0.1:${port}/`, adapter: openaiChat });
        const message = (await chat.send("Hello"))!;
        const { status, error, badFrames } = message;
        expect([status, error, badFrames], `seed ${seed}`).toEqual(["done", undefined, undefined]);
        expect(messageText(message), `seed ${seed}`).toBe(words.join(""));
      } finally {
        server.closeAllConnections();
        server.close();
      }
    },
  );
});

test("a consumer that stalls holds the server back: of 64 MiB it offers, little is read ahead", async () => {
  const offered = 64 * 1024 * 1024;
  const piece = Buffer.from(delta("x".repeat(65_000)));
  let written = 0;
  let stopped!: () => void;
  const isFull = new Promise<void>((resolve) => (stopped = resolve));
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "text/event-stream" });
    while (written < offered) {
      written += piece.length;
      if (!response.write(piece)) break;
    }
    // Goes on whenever the connection takes more.
    response.on("drain", () => {
      while (written < offered) {
        written += piece.length;
        if (!response.write(piece)) return;
      }
    });
    stopped();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    const response = await fetch(`http://127.0.0.1:${port}/`);
    const events = readEvents(response, { adapter: openaiChat });
    await events.next();
    await isFull;
    let before = -1;
    // Until nothing moves any more.
    for (let still = 0; still < 50; still = written === before ? still + 1 : 0) {
      before = written;
      await nextTask();
    }
    // What the sockets of both sides hold; the rest waits at the server.
    expect(written).toBeLessThan(offered / 4);
    await events.return();
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
