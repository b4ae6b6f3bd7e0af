/**
 * Serves the built pages and streams answers, on loopback.
 *
 * `/stream?wire=…&tokens=…&rate=…&stream=…`: one event per token, at `rate` tokens per second; 0: as fast as the client reads.
 * `first=n` sends n tokens at once and waits for `released` before the rest.
 */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writeAnswer } from "./text.mjs";
import { encodeAnswer } from "./wires.mjs";

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

/** A browser opens six connections at most to one of them. */
const ports = 4;

/** Time on the clock that pages read too, in ms. */
const now = () => performance.timeOrigin + performance.now();

/** Until the client has read on, or is gone. */
function room(response) {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.on("drain", done);
    response.on("close", done);
  });
}

/** A promise, and the function that fulfils it. */
function createSignal() {
  let raise;
  const raised = new Promise((resolve) => {
    raise = resolve;
  });
  return { raised, raise };
}

/** What is known of one measurement: `lastByte` is the time of the last token, in ms since the epoch. */
function createRun() {
  return { lastByte: 0, nearEnd: createSignal(), firstSent: createSignal(), released: createSignal() };
}

async function stream(query, response, run) {
  const tokenCount = Number(query.get("tokens"));
  const rate = Number(query.get("rate"));
  const first = Number(query.get("first") ?? 0);
  const { tokens } = writeAnswer(tokenCount, Number(query.get("stream") ?? 0));
  const { headers, head, events, foot } = encodeAnswer(query.get("wire"), tokens);
  const write = async (event) => {
    if (!response.write(event) && !response.destroyed) await room(response);
  };
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", ...headers });
  for (const event of head) await write(event);
  let at = 0;
  for (; at < first; at++) await write(events[at]);
  if (first > 0) {
    run.firstSent.raise();
    await run.released.raised;
  }
  const begun = performance.now();
  const rest = at;
  if (rate === 0) run.nearEnd.raise();
  while (at < events.length && !response.destroyed) {
    const due =
      rate === 0
        ? events.length
        : Math.min(events.length, rest + Math.floor(((performance.now() - begun) / 1000) * rate));
    if (rate > 0 && events.length - at < rate / 10) run.nearEnd.raise();
    for (; at < due && !response.destroyed; at++) {
      // Before it is written: it may be on the screen when this process has its turn again.
      if (at === events.length - 1) run.lastByte = Math.max(run.lastByte, now());
      await write(events[at]);
    }
    if (at < events.length) await sleep(1);
  }
  run.nearEnd.raise();
  response.end(foot.join(""));
}

export async function startServer(root) {
  let run = createRun();

  async function answer(request, response) {
    const url = new URL(request.url, "http://localhost");
    response.setHeader("access-control-allow-origin", "*");
    if (request.method === "OPTIONS") {
      response.writeHead(204, { "access-control-allow-headers": "*", "access-control-max-age": "600" }).end();
      return;
    }
    try {
      if (url.pathname === "/stream") {
        request.resume();
        await stream(url.searchParams, response, run);
        return;
      }
      const file = path.join(root, path.normalize(url.pathname));
      const body = await readFile(file);
      response.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream" });
      response.end(body);
    } catch {
      if (!response.headersSent) response.writeHead(404);
      response.end();
    }
  }

  const servers = Array.from({ length: ports }, () => createServer(answer).listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  /** Answers from now on belong to a new measurement. */
  const startRun = () => (run = createRun());
  const close = async () => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    await Promise.all(servers.map((server) => once(server, "close")));
  };
  const origins = servers.map((server) => `http://127.0.0.1:${server.address().port}`);
  return { origin: origins[0], origins, startRun, close };
}
