import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, get, type IncomingMessage, type RequestListener } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createServer as createViteServer, preview } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { RecordingInfo } from "../playground/server/recordings.ts";
import { createRedactor } from "../playground/server/redact.ts";
import { createPlaygroundServer } from "../playground/server/server.ts";
import { mockServer } from "../playground/server/vite-plugin.ts";
import { cutEvery } from "../src/testing/cuts.js";
import { applyFault } from "../src/testing/faults/apply-fault.js";
import { endsWithBlankLine, splitFrames, sseData } from "../src/testing/faults/bytes.js";
import { faults } from "../src/testing/faults/faults.js";
import type { ListeningServer } from "../src/testing/server/options.js";
import type { Expected } from "./helpers/recordings.js";

const source = fileURLToPath(new URL("../src", import.meta.url));

interface Sample {
  key: string;
  body: Buffer;
  expected: Expected;
}

const samples: Sample[] = ["framing", ...readdirSync(path.join(source, "adapters")).map((name) => `adapters/${name}`)]
  .map((folder) => ({ wire: path.basename(folder), folder: path.join(source, folder, "recordings") }))
  .filter(({ folder }) => existsSync(folder))
  .flatMap(({ wire, folder }) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(".expected.json"))
      .map((file) => {
        const name = file.replace(/\.expected\.json$/, "");
        const expected = JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Expected;
        return { key: `${wire}/${name}`, body: readFileSync(path.join(folder, name)), expected };
      }),
  );

function sample(key: string): Sample {
  return samples.find((sample) => sample.key === key)!;
}

const story = "openai-chat/aisix-story.sse";
const short = "openai-chat/no-done.sse";
const items = "json-lines/plumbus.jsonl";

/** A reply read to its end: the pieces as they arrived, and whether the connection broke. */
async function read(response: Response) {
  const pieces: Buffer[] = [];
  let broken = false;
  try {
    for await (const piece of response.body ?? []) pieces.push(Buffer.from(piece));
  } catch {
    broken = true;
  }
  const { status, headers } = response;
  return { status, headers, pieces, broken, body: Buffer.concat(pieces) };
}

async function readJson(response: Response): Promise<any> {
  return response.json();
}

/** The next piece of a body, as text. */
async function nextText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const { value } = await reader.read();
  return Buffer.from(value!).toString();
}

/** A server with any listener, closed after the test. */
const opened: { close: () => void; closeAllConnections: () => void }[] = [];
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  opened.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(() => {
  for (const server of opened.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

// The server is silent unless something breaks.
const log = vi.spyOn(console, "error").mockImplementation(() => {});
afterEach(() => {
  const [logged] = log.mock.calls.splice(0);
  if (logged !== undefined) throw new Error(`Logged: ${logged.join(" ")}`);
});

const mock = createPlaygroundServer({ env: {} });
let server: ListeningServer;
beforeAll(async () => {
  server = await mock.listen();
});
afterAll(() => server.close());

function open(key: string, query: Record<string, string | number> = {}, init: RequestInit = { method: "POST" }) {
  const search = new URLSearchParams(
    Object.entries({ rate: 0, ...query }).map(([name, value]) => [name, String(value)]),
  );
  return fetch(`${server.url}/mock/stream/${key}?${search.toString()}`, init);
}

async function play(key: string, query?: Record<string, string | number>) {
  return read(await open(key, query));
}

/** A body in the pieces that the server made. `fetch` joins what arrives together, `node:http` does not. */
async function readPieces(url: string): Promise<Buffer[]> {
  const request = get(url, { agent: false });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return pieces;
}

/** Timers that keep the process alive. */
function countTimers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}

/** The whole body of a request. */
async function readRequest(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function expectIdle(): Promise<void> {
  await vi.waitFor(() => expect(mock.stats.active).toBe(0));
}

describe("lists", () => {
  test("all recordings on the disk are listed, each with what a page needs to offer it", async () => {
    const list = (await readJson(await fetch(`${server.url}/mock/wires`))) as RecordingInfo[];
    expect(list.map(({ wire, name }) => `${wire}/${name}`).toSorted()).toEqual(
      samples.map(({ key }) => key).toSorted(),
    );
    expect(list.find(({ wire, name }) => `${wire}/${name}` === items)).toEqual({
      wire: "json-lines",
      name: "plumbus.jsonl",
      fixture: "fastapi-jsonl/plumbus.jsonl",
      title: sample(items).expected.title,
      method: "GET",
      contentType: "application/jsonl",
      bytes: 203,
      outcome: "complete",
      kind: "items",
    });
    expect(list.find(({ name }) => name === "no-content-type.sse")).toMatchObject({
      wire: "framing",
      contentType: null,
    });
    expect(list.find(({ name }) => name === "aisix-story.sse")).toMatchObject({ kind: "chat", method: "POST" });
  });

  test("a recording added while the server runs is listed and played", async () => {
    const root = mkdtempSync(path.join(tmpdir(), "mock-server-"));
    const other = await createPlaygroundServer({ recordingsRoot: root, env: {} }).listen();
    try {
      expect(await readJson(await fetch(`${other.url}/mock/wires`))).toEqual([]);
      const folder = path.join(root, "adapters/acme/recordings");
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, "hello.txt"), "Hello, you");
      const expected = {
        fixture: "acme/hello.txt",
        title: "Hello",
        http: {
          method: "GET",
          status: 200,
          headers: { "content-type": "text/plain", "content-length": "999" },
          bodyEnd: "clean",
        },
        detect: { transport: "text" },
        result: { outcome: "complete", text: "Hello, you" },
      };
      writeFileSync(path.join(folder, "hello.txt.expected.json"), JSON.stringify(expected));
      expect(await readJson(await fetch(`${other.url}/mock/wires`))).toMatchObject([
        { wire: "acme", name: "hello.txt" },
      ]);
      const url = `${other.url}/mock/stream/acme/hello.txt?rate=0`;
      expect((await readPieces(url)).map(String).join("")).toBe("Hello, you");
      expect((await fetch(url)).headers.has("content-length")).toBe(false);
    } finally {
      await other.close();
      rmSync(root, { recursive: true });
    }
  });

  test("every fault is listed with one sentence", async () => {
    const list = (await readJson(await fetch(`${server.url}/mock/faults`))) as { name: string; sentence: string }[];
    expect(list).toEqual(faults.map(({ name, sentence }) => ({ name, sentence })));
    for (const { sentence } of list) expect(sentence).toMatch(/^[A-Z][^.]+\.$/);
  });
});

describe("replay", () => {
  test.for(samples)("$key arrives byte by byte as recorded, in frames and in pieces of 7 bytes", async (sample) => {
    const { http } = sample.expected;
    const method = (http as { method?: string }).method ?? "POST";
    for (const chunk of [0, 7]) {
      const reply = await read(await open(sample.key, { chunk }, { method }));
      expect(reply.body.equals(sample.body), `chunk=${chunk}`).toBe(true);
      expect(reply.broken, `chunk=${chunk}`).toBe(http.bodyEnd === "aborted");
      expect(reply.status).toBe(http.status);
      expect(Object.fromEntries(reply.headers)).toMatchObject(http.headers);
      expect(reply.headers.get("content-type")).toBe(http.headers["content-type"] ?? null);
    }
    await expectIdle();
  });

  test("chunk=7 is sent in pieces of 7 bytes, cut inside characters", async () => {
    const pieces = await readPieces(`${server.url}/mock/stream/json-lines/unicode.jsonl?rate=0&chunk=7`);
    expect(new Set(pieces.slice(0, -1).map((piece) => piece.length))).toEqual(new Set([7]));
    expect(pieces.map(String).join("")).not.toBe(Buffer.concat(pieces).toString());
  });

  test("the reply begins when the request has been read to its end", async () => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.write(`POST /mock/stream/${short}?rate=0 HTTP/1.1\r\nhost: localhost\r\ncontent-length: 4\r\n\r\n[1,`);
    let text = "";
    socket.on("data", (data: Buffer) => (text += data.toString()));
    await vi.waitFor(() => expect(mock.stats.active).toBe(1));
    await play(short);
    expect(text).toBe("");
    socket.write("]");
    await vi.waitFor(() => expect(text).toMatch(/^HTTP\/1.1 200 OK/));
    socket.destroy();
    await expectIdle();
  });

  test("a seed makes the pieces uneven, the same each time", async () => {
    const [first = [], again, other] = await Promise.all(
      [1, 1, 2].map((seed) => readPieces(`${server.url}/mock/stream/${short}?rate=0&chunk=20&seed=${seed}`)),
    );
    const lengths = first.map((piece) => piece.length);
    expect(new Set(lengths).size).toBeGreaterThan(5);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(20);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(Buffer.concat(first).equals(sample(short).body)).toBe(true);
  });

  test("rate=25 spreads the frames over time, each in one write", async () => {
    const start = performance.now();
    const pieces = await readPieces(`${server.url}/mock/stream/${short}?rate=25`);
    const elapsed = performance.now() - start;
    // A busy machine may take up two writes at once, never a part of one.
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) expect(piece.toString()).toMatch(/^(?:data: .*\n\n)+$/);
    // Five gaps of 40 ms; timers may fire a millisecond early.
    expect(elapsed).toBeGreaterThan(195);
  });

  test("40 frames per second unless told otherwise", async () => {
    const start = performance.now();
    await read(await fetch(`${server.url}/mock/stream/${items}`));
    expect(performance.now() - start).toBeGreaterThan(45);
  });

  test.for([
    ["rate=fast", "rate must be 0"],
    ["rate=-1", "rate must be 0"],
    ["rate=1e-9", "rate must be 0"],
    ["chunk=1.5", "chunk must be a whole number"],
    ["fault=drop@200%25", "is no position"],
    ["seed=x", "seed must be a whole number"],
    ["fault=meteor", "The faults are none, http-401"],
  ])("%s is refused with the reason", async ([query, reason]) => {
    const response = await fetch(`${server.url}/mock/stream/${short}?${query}`);
    expect(response.status).toBe(400);
    expect((await readJson(response)).error.message).toContain(reason);
  });
});

describe("paths", () => {
  test.for([
    "/mock/stream/openai-chat/nothing.sse",
    "/mock/stream/openai-chat/no-done.sse.expected.json",
    "/mock/stream/openai-chat/..%2Fadapter.ts",
    "/mock/stream/..%2F..%2F..%2Fpackage/json",
    "/mock/stream/openai-chat/..%5C..%5Cadapter.ts",
    "/mock/stream/openai-chat/../../../package.json",
    "/mock/stream/openai-chat/%00",
    "/mock/stream/__proto__/constructor",
    "/mock/stream//",
    "/mock/nothing",
    "/elsewhere",
  ])("%s is not there", async (target) => {
    // Not by fetch, which would resolve the dots itself.
    const request = get(`${server.url}/`, { path: target, agent: false });
    const [response] = (await once(request, "response")) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(404);
  });

  test("a broken percent sign is a bad request", async () => {
    expect((await fetch(`${server.url}/mock/stream/openai-chat/%E0%A4%A`)).status).toBe(400);
  });

  test("the wrong method is refused with the right one", async () => {
    const response = await fetch(`${server.url}/mock/relay/chat/completions`);
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST");
  });

  test("what is not below /mock/ is left to others", async () => {
    const url = await serve((request, response) => {
      if (!mock.handle(request, response)) response.end("somebody else");
    });
    expect(await (await fetch(`${url}/mocking`)).text()).toBe("somebody else");
    expect(await (await fetch(`${url}/mock/relay`)).json()).toEqual({ available: false });
  });

  test("pages on other ports may use a server that listens on its own", async () => {
    const preflight = await fetch(`${server.url}/mock/stream/${short}`, {
      method: "OPTIONS",
      headers: { origin: "http://localhost:1", "access-control-request-headers": "content-type,x-any" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toBe("content-type,x-any");
    expect((await play(short)).headers.get("access-control-allow-origin")).toBe("*");
  });

  test("a recording that cannot be read is reported, to the client and on the console", async () => {
    const root = mkdtempSync(path.join(tmpdir(), "mock-server-"));
    const other = await createPlaygroundServer({ recordingsRoot: root, env: {} }).listen();
    try {
      mkdirSync(path.join(root, "framing/recordings"), { recursive: true });
      writeFileSync(path.join(root, "framing/recordings/half.sse.expected.json"), "{");
      const response = await fetch(`${other.url}/mock/wires`);
      expect(response.status).toBe(500);
      expect((await readJson(response)).error.message).toContain("JSON");
      expect(log).toHaveBeenCalledOnce();
    } finally {
      log.mockClear();
      await other.close();
      rmSync(root, { recursive: true });
    }
  });
});

describe("faults", () => {
  test("none changes nothing", async () => {
    expect((await play(story, { fault: "none" })).body.equals(sample(story).body)).toBe(true);
  });

  test.for([
    ["http-401", 401, "invalid_api_key"],
    ["http-429", 429, "rate_limit_exceeded"],
    ["http-500", 500, "server_error"],
    ["json-error", 200, "overloaded"],
  ] as const)("%s is status %i with a JSON error", async ([fault, status, word]) => {
    const { status: seen, headers, body, broken } = await play(story, { fault });
    expect({ seen, broken }).toEqual({ seen: status, broken: false });
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("retry-after")).toBe(fault === "http-429" ? "7" : null);
    const { error } = JSON.parse(body.toString()) as { error: Record<string, unknown> };
    expect(error["message"]).toMatch(/\w/);
    expect([error["type"], error["code"]]).toContain(word);
  });

  test.for([
    ["http-502-html", 502],
    ["html", 200],
  ] as const)("%s is status %i with a page of HTML", async ([fault, status]) => {
    const { status: seen, headers, body } = await play(story, { fault });
    expect(seen).toBe(status);
    expect(headers.get("content-type")).toMatch(/^text\/html/);
    expect(body.toString()).toMatch(/^<(!doctype )?html>/);
  });

  test("empty keeps the content type and has no body", async () => {
    const { status, headers, body, broken } = await play(story, { fault: "empty" });
    expect({ status, bytes: body.length, broken }).toEqual({ status: 200, bytes: 0, broken: false });
    expect(headers.get("content-type")).toBe("text/event-stream");
  });

  test("error-frame sends part of the frames, then an error event, then the proper end", async () => {
    const { body, broken } = await play(short, { fault: "error-frame@2" });
    const frames = splitFrames(sample(short).body, "sse", null).slice(0, 2);
    const sent = Buffer.concat(frames).toString();
    expect(broken).toBe(false);
    expect(body.toString().startsWith(sent)).toBe(true);
    const rest = body.toString().slice(sent.length);
    expect(rest).toMatch(/^event: error\ndata: \{.*\}\n\n$/);
    expect(JSON.parse(sseData(Buffer.from(rest)))).toEqual({
      error: { message: expect.any(String), type: "server_error" },
    });
  });

  test("error-frame does not run into an event that has no end", async () => {
    const { body } = await play("openai-chat/last-chunk-without-blank-line.sse", { fault: "error-frame@100%" });
    expect(body.toString()).toMatch(/\}\n\nevent: error\n/);
  });

  test("error-frame on JSON lines loses the connection after some of the lines", async () => {
    const { body, broken } = await play("json-lines/big-500.jsonl", { fault: "error-frame@250" });
    expect(broken).toBe(true);
    expect(body.toString().split("\n").length - 1).toBe(250);
  });

  test.for([25, 50, 100])("drop loses the connection at %d %% of the bytes", async (percent) => {
    const { body } = sample(story);
    const reply = await play(story, { fault: `drop@${percent}%` });
    expect(reply.broken).toBe(true);
    expect(reply.body.equals(body.subarray(0, Math.floor((body.length * percent) / 100)))).toBe(true);
  });

  test("a lost connection ends a moment after the last byte, so that browsers have read it", async () => {
    const request = get(`${server.url}/mock/stream/${short}?rate=0&fault=drop`, { agent: false });
    const [response] = (await once(request, "response")) as [IncomingMessage];
    let last = 0;
    response.on("data", () => (last = performance.now()));
    await expect(once(response, "end")).rejects.toThrow("aborted");
    expect(performance.now() - last).toBeGreaterThan(10);
  });

  test("a lost connection does not take bytes along when the request was long", async () => {
    const reply = await read(await open(short, { fault: "drop" }, { method: "POST", body: new Uint8Array(8_000_000) }));
    expect(reply).toMatchObject({ status: 200, broken: true });
    expect(reply.body.length).toBe(Math.floor(sample(short).body.length / 2));
  });

  test.for(["drop", "cut-line"])("%s strikes at half unless told otherwise", async (fault) => {
    const reply = await play(story, { fault });
    expect(reply.body.length / sample(story).body.length).toBeCloseTo(0.5, 2);
  });

  test("cut-line ends properly in the middle of a line, wherever it is asked to", async () => {
    const { body } = sample(items);
    for (let at = 0; at <= 100; at += 2) {
      const reply = await play(items, { fault: `cut-line@${at}%` });
      expect(reply.broken).toBe(false);
      expect(reply.body.equals(body.subarray(0, reply.body.length))).toBe(true);
      expect(reply.body.at(-1), `at=${at}`).not.toBe(10);
      expect(body[reply.body.length], `at=${at}`).not.toBe(10);
    }
  });

  test.for([story, "openai-chat/tool-calls.sse", "openai-chat/multi-choice.sse", "framing/cr.sse"])(
    "no-end of %s has neither finish reason nor end marker",
    async (key) => {
      const { body } = sample(key);
      const reply = await play(key, { fault: "no-end" });
      const frames = splitFrames(reply.body, "sse", null);
      expect(reply.broken).toBe(false);
      expect(frames.length).toBeGreaterThan(0);
      expect(body.subarray(0, reply.body.length).equals(reply.body)).toBe(true);
      expect(endsWithBlankLine(frames.at(-1)!)).toBe(true);
      expect(reply.body.toString()).not.toMatch(/"finish_reason": ?"/);
      const [next] = splitFrames(body.subarray(reply.body.length), "sse", null);
      expect(next!.toString()).toMatch(/"finish_reason": ?"/);
    },
  );

  test.for([items, "sse-items/items.sse"])("no-end of %s, which has no end marker, cuts a line", async (key) => {
    const reply = await play(key, { fault: "no-end" });
    expect(reply.broken).toBe(false);
    expect(reply.body.equals((await play(key, { fault: "cut-line" })).body)).toBe(true);
  });

  test.for([
    ["data: {}\n\n", "data: [DONE]\n\n"],
    ['data: {"choices":[null]}\n\ndata: [DONE]!\n\n', "data: [DONE]\n\n"],
    ['data: {"type":"response.created"}\n\n', 'event: x\ndata: {"type":"response.completed"}\n\ndata: [DONE]\n\n'],
    ['data: {"choices":[{"finish_reason":null}]}\n\n', 'data: {"choices":[{"finish_reason":"stop"}]}\n\n'],
  ] as const)("no-end keeps %j and leaves out %j", ([kept, left]) => {
    const body = Buffer.from(kept + left);
    const reply = { status: 200, headers: {}, frames: splitFrames(body, "sse", null), end: "clean" } as const;
    const { frames } = applyFault(reply, "no-end", { transport: "sse" });
    expect(Buffer.concat(frames).toString()).toBe(kept);
  });

  test("stall sends some of the frames, then nothing, and ends with the client", async () => {
    const controller = new AbortController();
    const response = await open(short, { fault: "stall@3", chunk: 100 }, { signal: controller.signal });
    const half = Buffer.concat(splitFrames(sample(short).body, "sse", null).slice(0, 3));
    const reader = response.body!.getReader();
    let text = "";
    while (text.length < half.length) text += await nextText(reader);
    expect(text).toBe(half.toString());
    const more = reader.read().then(
      () => "more",
      () => "aborted",
    );
    expect(mock.stats.active).toBe(1);
    controller.abort();
    expect(await more).toBe("aborted");
    await expectIdle();
    expect(mock.stats.requests.at(-1)).toMatchObject({ open: false, closedByClient: true });
  });

  test("buffered waits as long as streaming would have taken, then sends all in one piece", async () => {
    const start = performance.now();
    const response = await open(short, { fault: "buffered", rate: 100, chunk: 7 });
    expect(performance.now() - start).toBeGreaterThan(55);
    const { pieces } = await read(response);
    expect(pieces.length).toBe(1);
    expect(pieces[0]!.equals(sample(short).body)).toBe(true);
  });

  test("buffered never waits longer than 5 s", () => {
    const reply = {
      status: 200,
      headers: {},
      frames: Array.from({ length: 1000 }, () => Buffer.from("x")),
      end: "clean",
    } as const;
    expect(applyFault(reply, "buffered", { rate: 1 }).wait).toBe(5000);
    expect(applyFault(reply, "buffered:90s", { rate: 100 }).wait).toBe(10_000);
  });

  test("buffered-json of a chat is one chat completion with the whole text", async () => {
    const { headers, body } = await play(story, { fault: "buffered-json" });
    expect(headers.get("content-type")).toBe("application/json");
    const { text } = sample(story).expected.result;
    expect(JSON.parse(body.toString())).toMatchObject({
      object: "chat.completion",
      model: "my-gpt4-mini",
      choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
    });
  });

  test("buffered-json of items is an array", async () => {
    const { headers, body } = await play(items, { fault: "buffered-json" });
    expect(headers.get("content-type")).toBe("application/json");
    expect(JSON.parse(body.toString())).toEqual(sample(items).expected.result.items);
  });

  test("slow-start sends the head after 3 s, then streams", async () => {
    const start = performance.now();
    const response = await open(short, { fault: "slow-start" });
    expect(performance.now() - start).toBeGreaterThan(2990);
    expect((await read(response)).body.equals(sample(short).body)).toBe(true);
  });

  test.for([
    ["redirect", 200, true],
    ["redirect-to-login", 200, false],
  ] as const)(
    "%s leads to another address, status %i there, with the answer: %s",
    async ([fault, status, hasAnswer]) => {
      const response = await open(story, { fault });
      expect(response).toMatchObject({ redirected: true, status });
      const { body } = await read(response);
      expect(body.equals(sample(story).body)).toBe(hasAnswer);
      expect(body.toString().includes("<h1>Sign in</h1>")).toBe(!hasAnswer);
    },
  );
});

describe("the mock server of the package", () => {
  test("is below /mock/live, at the real paths of the wires", async () => {
    const request = { method: "POST", body: `{"stream":true,"messages":[{"role":"user","content":"Hi"}]}` };
    const response = await fetch(`${server.url}/mock/live/v1/chat/completions?rate=0`, request);
    const { body } = await read(response);
    expect(body.toString()).toMatch(/^data: \{"id":"chatcmpl-/);
    expect(await (await fetch(`${server.url}/mock/live/`)).text()).toContain("POST /v1/messages");
    expect((await fetch(`${server.url}/mock/live/v1/nothing`, request)).status).toBe(404);
  });
});

describe("a client that leaves", () => {
  test.for([
    ["in the middle of a stream", `/mock/stream/${story}?rate=20`],
    ["in the middle of a fast stream in small pieces", `/mock/stream/framing/huge-event.sse?rate=0.5&chunk=1`],
    ["of the endless stream", "/mock/endless?rate=50"],
    ["of the endless stream at full speed", "/mock/endless?rate=0"],
  ])("%s ends it", async ([, target]) => {
    const controller = new AbortController();
    const response = await fetch(server.url + target, { signal: controller.signal });
    await response.body!.getReader().read();
    expect(mock.stats.active).toBe(1);
    controller.abort();
    await expectIdle();
    expect(mock.stats.requests.at(-1)).toEqual({
      method: "GET",
      path: target,
      open: false,
      closedByClient: true,
      ending: "left",
      status: 200,
      bytes: expect.any(Number),
    });
  });

  test.for(["slow-start", "buffered"])("during the wait of %s ends it", async (fault) => {
    const controller = new AbortController();
    const response = open(short, { fault, rate: 1 }, { signal: controller.signal });
    await vi.waitFor(() => expect(mock.stats.active).toBe(1));
    controller.abort();
    await expect(response).rejects.toThrow("aborted");
    await expectIdle();
  });

  test.for(["", "&fault=buffered", "&fault=slow-start"])("leaves no timer behind%s", async (query) => {
    // Many, because one timer of this process more or less is no news.
    const many = 20;
    const before = countTimers();
    // Bare sockets: clients of HTTP have timers of their own.
    const sockets = Array.from({ length: many }, () => connect(Number(new URL(server.url).port), "127.0.0.1"));
    for (const socket of sockets)
      socket.write(`GET /mock/stream/${story}?rate=0.01${query} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
    // vi.waitFor has timers of its own, too.
    while (mock.stats.active < many || countTimers() < before + many / 2) await turn();
    for (const socket of sockets) socket.destroy();
    while (mock.stats.active > 0) await turn();
    expect(countTimers()).toBeLessThan(before + many / 2);
  });

  test("is told apart from a reply that ended, and from a connection that the server broke", async () => {
    await play(short);
    await play(short, { fault: "drop" });
    await expectIdle();
    expect(mock.stats.requests.slice(-2)).toMatchObject([{ closedByClient: false }, { closedByClient: false }]);
  });

  test("can ask for the stats, which do not count that request", async () => {
    await play(short, { fault: "cut-line" });
    await expectIdle();
    const stats = await readJson(await fetch(`${server.url}/mock/stats`));
    expect(stats.active).toBe(0);
    expect(stats.requests.at(-1)).toEqual({
      method: "POST",
      path: `/mock/stream/${short}?rate=0&fault=cut-line`,
      open: false,
      closedByClient: false,
      ending: "sent",
      status: 200,
      bytes: expect.any(Number),
    });
  });
});

describe("the endless stream", () => {
  test("numbers its items and says when each was sent", async () => {
    const controller = new AbortController();
    const start = Date.now();
    const response = await fetch(`${server.url}/mock/endless?rate=500`, { signal: controller.signal });
    expect(response.headers.get("content-type")).toBe("application/jsonl");
    const reader = response.body!.getReader();
    let text = "";
    while (text.split("\n").length <= 20) text += await nextText(reader);
    controller.abort();
    const seen = text
      .split("\n")
      .slice(0, 20)
      .map((line) => JSON.parse(line));
    expect(seen.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    for (const { name, price, time } of seen) {
      expect(name).toMatch(/\w/);
      expect(price).toBeGreaterThan(0);
      expect(Math.abs(Date.parse(time) - start)).toBeLessThan(5000);
    }
    expect(Date.parse(seen[19].time) - Date.parse(seen[0].time)).toBeGreaterThan(30);
    await expectIdle();
  });

  test("waits for a client that does not read", async () => {
    let written = 0;
    const url = await serve((request, response) => {
      const write = response.write.bind(response) as (bytes: Uint8Array) => boolean;
      response.write = ((bytes: Uint8Array) => {
        written += bytes.length;
        return write(bytes);
      }) as typeof response.write;
      mock.handle(request, response);
    });
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.pause();
    socket.write("GET /mock/endless?rate=0 HTTP/1.1\r\nhost: localhost\r\n\r\n");
    // The system's buffers fill up, then nothing is written any more.
    let before = -1;
    await vi.waitUntil(
      () => {
        const full = written > 0 && written === before;
        before = written;
        return full;
      },
      { interval: 100, timeout: 10_000 },
    );
    socket.resume();
    await vi.waitFor(() => expect(written).toBeGreaterThan(before));
    socket.destroy();
    await expectIdle();
  });

  test("at full speed leaves room for others", async () => {
    // A reader in another process: one in this process would stop whenever the server does not.
    const script = `const socket = net.connect(${new URL(server.url).port}, "127.0.0.1").resume();
      socket.write("GET /mock/endless?rate=0 HTTP/1.1\\r\\nhost: localhost\\r\\n\\r\\n");`;
    const reader = spawn(process.execPath, ["-e", script]);
    try {
      await vi.waitFor(() => expect(mock.stats.active).toBe(1), 5000);
      expect((await play(short)).body.equals(sample(short).body)).toBe(true);
    } finally {
      reader.kill();
    }
    await expectIdle();
  });
});

describe("the relay", () => {
  const key = "sk-secret-0123456789";

  /** A mock server that relays to an upstream server which answers as given. */
  async function relayTo(upstream: RequestListener, env: NodeJS.ProcessEnv = {}, path = "/v1") {
    const base = (await serve(upstream)) + path;
    const relaying = createPlaygroundServer({ env: { OPENAI_BASE_URL: base, OPENAI_API_KEY: key, ...env } });
    const url = await serve((request, response) => void relaying.handle(request, response));
    const send = (init: RequestInit = {}) =>
      fetch(`${url}/mock/relay/chat/completions`, { method: "POST", body: `{"model":"m"}`, ...init });
    return { url, send, relaying, host: new URL(base).host };
  }

  test("sends the request with the key of the environment, and the reply back without", async () => {
    const seen: Record<string, unknown> = {};
    const { send } = await relayTo(async (request, response) => {
      const { authorization, "content-type": type, "accept-encoding": encoding } = request.headers;
      Object.assign(seen, { url: request.url, authorization, type, encoding, body: await readRequest(request) });
      response.writeHead(429, {
        "content-type": "application/json",
        "retry-after": "3",
        "x-ratelimit-remaining-requests": "0",
        "x-request-id": `req_${key}`,
        "x-internal": "yes",
        "set-cookie": "a=b",
      });
      response.end(`{"error":{"message":"Slow down, ${request.headers.authorization}"}}`);
    });
    const body = `{"model":"m","messages":[{"role":"user","content":"Grüße"}]}`;
    const reply = await read(await send({ body, headers: { "content-type": "application/json" } }));
    expect(seen).toEqual({
      url: "/v1/chat/completions",
      authorization: `Bearer ${key}`,
      type: "application/json",
      encoding: "identity",
      body,
    });
    expect(reply.status).toBe(429);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      "content-type": "application/json",
      "retry-after": "3",
      "x-ratelimit-remaining-requests": "0",
      "x-request-id": "req_***",
    });
    expect(reply.headers.has("x-internal")).toBe(false);
    expect(reply.headers.has("set-cookie")).toBe(false);
    expect(reply.body.toString()).toBe(`{"error":{"message":"Slow down, Bearer ***"}}`);
  });

  test("passes each piece on before the next is made", async () => {
    const waiting: { go?: () => void } = {};
    const { send } = await relayTo((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
      waiting.go = () => response.end("data: sk-s");
    });
    const response = await send();
    const reader = response.body!.getReader();
    expect(await nextText(reader)).toBe("data: 1\n\n");
    waiting.go!();
    reader.releaseLock();
    expect((await read(response)).body.toString()).toBe("data: sk-s");
  });

  test("a client that leaves ends the request upstream", async () => {
    let closed = false;
    const { send, relaying } = await relayTo((_request, response) => {
      response.on("close", () => (closed = !response.writableFinished));
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
    });
    const controller = new AbortController();
    const response = await send({ signal: controller.signal });
    await response.body!.getReader().read();
    expect(closed).toBe(false);
    controller.abort();
    await vi.waitFor(() => expect(closed).toBe(true));
    await vi.waitFor(() => expect(relaying.stats).toMatchObject({ active: 0, requests: [{ closedByClient: true }] }));
  });

  test("a client that leaves before the reply ends the request upstream", async () => {
    const upstream = { open: false, closed: false };
    const { send } = await relayTo((_request, response) => {
      upstream.open = true;
      response.on("close", () => (upstream.closed = true));
    });
    const controller = new AbortController();
    const response = send({ signal: controller.signal });
    await vi.waitFor(() => expect(upstream.open).toBe(true));
    controller.abort();
    await expect(response).rejects.toThrow("aborted");
    await vi.waitFor(() => expect(upstream.closed).toBe(true));
  });

  test("a client that leaves in the middle of its request is no error", async () => {
    const { url, relaying } = await relayTo((_request, response) => response.end());
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write("POST /mock/relay/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{");
    await vi.waitFor(() => expect(relaying.stats.active).toBe(1));
    socket.destroy();
    await vi.waitFor(() => expect(relaying.stats.active).toBe(0));
    await turn();
  });

  test("a slash at the end of the address is tolerated", async () => {
    const { send } = await relayTo((request, response) => response.end(request.url), {}, "/v1/");
    expect(await (await send()).text()).toBe("/v1/chat/completions");
  });

  test("a connection lost upstream is lost here", async () => {
    const { send } = await relayTo((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n", () => setImmediate(() => response.destroy()));
    });
    const reply = await read(await send());
    expect(reply.broken).toBe(true);
  });

  test.for([
    ["adds the model of the environment", `{"messages":[]}`, `{"messages":[],"model":"gpt-x"}`],
    ["keeps the model of the request", `{"model":"m", "messages":[]}`, `{"model":"m", "messages":[]}`],
    ["passes on what is not JSON", `{"messages":`, `{"messages":`],
    ["passes on what is not an object", `[1]`, `[1]`],
  ] as const)("%s", async ([, body, expected]) => {
    const { send } = await relayTo(
      async (request, response) => {
        response.end(await readRequest(request));
      },
      { OPENAI_MODEL: "gpt-x" },
    );
    expect(await (await send({ body })).text()).toBe(expected);
  });

  test("without a model in the environment the body stays as it is", async () => {
    const { send } = await relayTo(async (request, response) => {
      response.end(await readRequest(request));
    });
    expect(await (await send({ body: `{ "messages":[] }` })).text()).toBe(`{ "messages":[] }`);
  });

  test.for([
    ["announced", {}],
    ["not announced", { duplex: "half" }],
  ] as const)("refuses a body over 10 MB, its length %s", async ([, extra]) => {
    let asked = false;
    const { send } = await relayTo((_request, response) => {
      asked = true;
      response.end();
    });
    const bytes = new Uint8Array(10 * 1024 * 1024 + 1);
    const body = "duplex" in extra ? new Blob([bytes]).stream() : bytes;
    const response = await send({ body, ...extra });
    expect(response.status).toBe(413);
    expect((await readJson(response)).error.message).toContain("10 MB");
    expect(asked).toBe(false);
  });

  test("takes a body of just 10 MB", async () => {
    const { send } = await relayTo(async (request, response) => {
      response.end(String((await readRequest(request)).length));
    });
    expect(await (await send({ body: "x".repeat(10 * 1024 * 1024) })).text()).toBe(String(10 * 1024 * 1024));
  });

  test("says which host it asks, never the key", async () => {
    const { url, host } = await relayTo((_request, response) => response.end());
    expect(await readJson(await fetch(`${url}/mock/relay`))).toEqual({ available: true, host });
  });

  test.for([
    [{}, "OPENAI_BASE_URL and OPENAI_API_KEY not set"],
    [{ OPENAI_BASE_URL: "https://api.example.com/v1" }, "OPENAI_API_KEY not set"],
    [{ OPENAI_API_KEY: key, OPENAI_BASE_URL: " " }, "OPENAI_BASE_URL not set"],
    [{ OPENAI_API_KEY: key, OPENAI_BASE_URL: "api.example.com" }, "OPENAI_BASE_URL is not an http"],
    [{ OPENAI_API_KEY: key, OPENAI_BASE_URL: `https://user:${key}@example.com` }, "OPENAI_BASE_URL is not an http"],
  ] as [NodeJS.ProcessEnv, string][])("with %j it says what to set", async ([env, message]) => {
    const other = createPlaygroundServer({ env });
    const url = await serve((request, response) => void other.handle(request, response));
    expect(await readJson(await fetch(`${url}/mock/relay`))).toEqual({ available: false });
    const response = await fetch(`${url}/mock/relay/chat/completions`, { method: "POST", body: "{}" });
    expect(response.status).toBe(404);
    const text = await response.text();
    expect(JSON.parse(text).error.message).toContain(message);
    expect(text).not.toContain(key);
  });

  test("a server that cannot be reached is a 502 that names the host", async () => {
    const gone = createServer().listen(0, "127.0.0.1");
    await once(gone, "listening");
    const host = `127.0.0.1:${(gone.address() as AddressInfo).port}`;
    gone.close();
    const { send } = await relayTo((_request, response) => response.end(), { OPENAI_BASE_URL: `http://${host}` });
    const response = await send();
    expect(response.status).toBe(502);
    expect((await readJson(response)).error.message).toBe(`The relay could not reach ${host} (ECONNREFUSED).`);
  });

  test("a key that no header can hold is not repeated in the error", async () => {
    const { send } = await relayTo((_request, response) => response.end(), { OPENAI_API_KEY: `${key}\n${key}` });
    const response = await send();
    expect(response.status).toBe(502);
    expect(await response.text()).not.toContain(key);
  });

  test.for([
    ["https://evil.example", 403],
    ["null", 403],
    ["http://localhost:6006", 200],
  ] as const)("a page of %s gets %i", async ([origin, status]) => {
    const { send } = await relayTo((_request, response) => response.end());
    expect((await send({ headers: { origin } })).status).toBe(status);
  });

  test("the key is taken out of a stream however it is cut, and nothing else is", () => {
    const text = `sk-s ${key}${key} sk-secret-01 sk-sk-secret-0123456789 end sk-secret`;
    for (let size = 1; size <= text.length; size++) {
      const redactor = createRedactor(key);
      const pieces = cutEvery(Buffer.from(text), size).map((piece) => redactor.push(piece));
      expect(Buffer.concat([...pieces, redactor.end()]).toString()).toBe(
        "sk-s ****** sk-secret-01 sk-*** end sk-secret",
      );
    }
  });
});

describe("in Vite", () => {
  const quiet = { configFile: false, logLevel: "silent", root: source } as const;

  test("the dev server answers below /mock/", async () => {
    const vite = await createViteServer({
      ...quiet,
      plugins: [mockServer({ env: {} })],
      optimizeDeps: { noDiscovery: true },
      server: { host: "127.0.0.1", port: 0, ws: false, watch: null },
    });
    try {
      await vite.listen();
      const { port } = vite.httpServer!.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/mock/stream/${story}?rate=0&chunk=7`;
      expect((await read(await fetch(url, { method: "POST", body: "{}" }))).body.equals(sample(story).body)).toBe(true);
    } finally {
      await vite.close();
    }
  });

  test("the preview server answers below /mock/, uncompressed", async () => {
    const vite = await preview({
      ...quiet,
      plugins: [mockServer({ env: {} })],
      preview: { host: "127.0.0.1", port: 0 },
    });
    try {
      const { port } = vite.httpServer.address() as AddressInfo;
      const response = await fetch(`http://127.0.0.1:${port}/mock/stream/${story}?rate=0`, { method: "POST" });
      const { headers, body } = await read(response);
      expect(headers.has("content-encoding")).toBe(false);
      expect(body.equals(sample(story).body)).toBe(true);
    } finally {
      await vite.close();
    }
  });
});
