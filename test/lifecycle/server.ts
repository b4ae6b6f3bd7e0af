import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createGate } from "../helpers/async.js";
import { answer } from "../helpers/openai.js";

/** A request that a test answers step by step. */
export interface LabRequest {
  readonly path: string;
  /** Parsed, `undefined` when it is empty. */
  readonly body: unknown;
  /** Its `messages` as `user: Hello`. */
  readonly said: readonly string[];
  /** Settles when the connection is closed, with who closed it. */
  readonly closed: Promise<"client" | "server">;
  /** Sends status and headers. @param status default 200 @param headers default an event stream */
  readonly head: (status?: number, headers?: Readonly<Record<string, string>>) => void;
  /** Sends a piece of the body; resolves when the connection takes more, or is closed. */
  readonly write: (piece: string | Uint8Array) => Promise<void>;
  /** Ends the body as it should be. */
  readonly end: (piece?: string) => void;
  /** Breaks the connection. */
  readonly reset: () => void;
  /** A whole answer of an OpenAI-compatible server: head, texts, end. */
  readonly answer: (...texts: readonly string[]) => void;
}

/** A server whose replies are written by the tests. */
export interface LabServer {
  /** An address on one of its ports. Chromium opens 6 connections per port, and no more. */
  readonly url: (path?: string, port?: number) => string;
  /** The next request that no test has taken, or the next on a path. Waits for it. */
  readonly next: (path?: string) => Promise<LabRequest>;
  /** Every request so far, preflights left out, as `POST /chat`. */
  readonly requests: readonly string[];
  /** Requests that nobody has taken. */
  readonly untaken: () => readonly string[];
  /** How many requests are neither answered to their end nor closed. */
  readonly open: () => number;
  /** Answers every request by itself from now on, instead of handing it to {@link LabServer.next}. */
  readonly serve: (handler: ((request: LabRequest) => void) | undefined) => void;
  /** Forgets what it has seen and breaks what is open: for the next test. */
  readonly clear: () => void;
  readonly close: () => Promise<void>;
}

const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*",
  "access-control-allow-methods": "*",
  "access-control-max-age": "600",
};

async function readBody(request: IncomingMessage): Promise<unknown> {
  const text = Buffer.concat(await request.toArray()).toString();
  return text === "" ? undefined : JSON.parse(text);
}

/** Who spoke and what, of the `messages` that were sent. */
function saidIn(body: unknown): string[] {
  const { messages = [] } = (body ?? {}) as { messages?: { role: string; content: string }[] };
  return messages.map(({ role, content }) => `${role}: ${content}`);
}

function createRequest(path: string, body: unknown, response: ServerResponse): LabRequest {
  const closed = createGate<"client" | "server">();
  let isOurs = false;
  response.once("close", () => closed.open(isOurs ? "server" : "client"));
  const request: LabRequest = {
    path,
    body,
    said: saidIn(body),
    closed: closed.promise,
    head(status = 200, headers = { "content-type": "text/event-stream" }) {
      response.writeHead(status, { ...cors, ...headers });
      response.flushHeaders();
    },
    write(piece) {
      return new Promise((resolve) => {
        response.write(piece, () => resolve());
        // Where the client left in the middle of a write, Node never calls back.
        void closed.promise.then(() => resolve());
      });
    },
    end(piece) {
      isOurs = true;
      response.end(piece);
    },
    reset() {
      isOurs = true;
      response.socket?.resetAndDestroy();
    },
    answer(...texts) {
      request.head();
      request.end(answer(...texts).join(""));
    },
  };
  return request;
}

/** Starts a {@link LabServer} on loopback. */
export async function startLabServer(portCount: number = 1): Promise<LabServer> {
  const requests: string[] = [];
  const open = new Set<ServerResponse>();
  let arrived: LabRequest[] = [];
  let waiting: { path: string | undefined; take: (request: LabRequest) => void }[] = [];
  let handler: ((request: LabRequest) => void) | undefined;

  function dispatch(request: LabRequest): void {
    if (handler !== undefined) return handler(request);
    const waiter = waiting.find(({ path }) => path === undefined || path === request.path);
    if (waiter === undefined) arrived.push(request);
    else {
      waiting = waiting.filter((other) => other !== waiter);
      waiter.take(request);
    }
  }

  async function receive(message: IncomingMessage, response: ServerResponse): Promise<void> {
    // A connection of its own for each: Chromium asks again by itself when one that was used before breaks.
    response.shouldKeepAlive = false;
    if (message.method === "OPTIONS") {
      response.writeHead(204, cors).end();
      return;
    }
    requests.push(`${message.method} ${message.url}`);
    open.add(response);
    response.once("close", () => open.delete(response));
    const request = createRequest(message.url!, await readBody(message), response);
    dispatch(request);
  }

  const servers: Server[] = [];
  for (let count = 0; count < portCount; count++) {
    // Who leaves while it is still sending its request has left: `closed` tells.
    const server = createServer((message, response) => void receive(message, response).catch(() => {}));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    servers.push(server);
  }

  return {
    url: (path = "/chat", port = 0) => `http://127.0.0.1:${(servers[port]!.address() as AddressInfo).port}${path}`,
    next(path) {
      const request = arrived.find((other) => path === undefined || path === other.path);
      if (request === undefined) return new Promise((take) => waiting.push({ path, take }));
      arrived = arrived.filter((other) => other !== request);
      return Promise.resolve(request);
    },
    requests,
    untaken: () => arrived.map(({ path }) => path),
    open: () => open.size,
    serve(next) {
      handler = next;
    },
    clear() {
      for (const response of open) response.destroy();
      requests.length = 0;
      arrived = [];
      waiting = [];
      handler = undefined;
    },
    async close() {
      await Promise.all(
        servers.map(async (server) => {
          server.closeAllConnections();
          server.close();
          await once(server, "close");
        }),
      );
    },
  };
}
