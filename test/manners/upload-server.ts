import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createGate } from "../helpers/async.js";

/** A file on its way, which nobody takes in until the test says so. */
export interface Upload {
  /** Takes in all of it. @returns how many bytes came; fewer than were to come where the page gave up */
  readonly take: () => Promise<number>;
  /** Settles when the page has given up before all was there. */
  readonly abandoned: Promise<void>;
  readonly reply: (status: number, body?: string) => void;
  /** Breaks the connection. */
  readonly reset: () => void;
}

export interface UploadServer {
  readonly address: string;
  /** The next file. Waits for it. */
  readonly next: () => Promise<Upload>;
  readonly close: () => Promise<void>;
}

const cors = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*",
  "access-control-max-age": "600",
};

async function drain(request: IncomingMessage): Promise<number> {
  let bytes = 0;
  try {
    for await (const chunk of request) bytes += (chunk as Buffer).length;
  } catch {
    // The page has left.
  }
  return bytes;
}

/** A server on loopback that files are uploaded to, at the pace of the test. */
export async function startUploadServer(): Promise<UploadServer> {
  const arrived: Upload[] = [];
  let wake: (() => void) | undefined;
  const server = createServer((request, response) => {
    response.shouldKeepAlive = false;
    if (request.method === "OPTIONS") {
      response.writeHead(204, cors).end();
      return;
    }
    const abandoned = createGate();
    request.once("error", () => abandoned.open());
    arrived.push({
      take: () => drain(request),
      abandoned: abandoned.promise,
      reply: (status, body) => void response.writeHead(status, cors).end(body),
      reset: () => void request.socket.resetAndDestroy(),
    });
    wake?.();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/files`,
    async next() {
      while (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return arrived.shift()!;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
