import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Expected } from "./recordings.js";

/** A reply to send over a real connection. */
export interface WireReply {
  readonly http: Expected["http"];
  /** Written one by one. */
  readonly chunks: readonly Uint8Array[];
}

export interface WireServer {
  /** An address below which every path is answered with the reply. */
  readonly serve: (reply: WireReply) => string;
  /** Sends the reply and gives the response as `fetch` got it. */
  readonly play: (reply: WireReply) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** Lets what was written leave before more is written, so that pieces also arrive apart. */
const turn = () => new Promise((resolve) => setImmediate(resolve));
const writesPerTurn = 256;

async function send(response: ServerResponse, { http, chunks }: WireReply): Promise<void> {
  const headers = Object.entries(http.headers).filter(
    ([name]) => !/^(content-length|transfer-encoding|connection)$/.test(name),
  );
  response.writeHead(http.status, Object.fromEntries(headers));
  response.flushHeaders();
  for (const [index, chunk] of chunks.entries()) {
    response.write(chunk);
    if (index % writesPerTurn === 0) await turn();
  }
  if (http.bodyEnd === "clean") {
    response.end();
    return;
  }
  // Only what has left can be lost with the connection.
  await new Promise((resolve) => response.write("", resolve));
  await turn();
  response.destroy();
}

/** A server on loopback that sends bodies with their own status, headers and end. */
export async function startWireServer(): Promise<WireServer> {
  const replies = new Map<string, WireReply>();
  const server = createServer((request, response) => {
    // What a client sends on an open connection is of no interest, but must be read.
    request.resume();
    void send(response, replies.get(request.url!.split("/")[1]!)!);
  });
  // A client may ask on a connection at the very moment when it is closed for being idle.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  let count = 0;
  function serve(reply: WireReply): string {
    const key = String(++count);
    replies.set(key, reply);
    return `http://127.0.0.1:${port}/${key}`;
  }
  return {
    serve,
    async play(reply) {
      const address = serve(reply);
      const response = await fetch(address, { method: "POST" });
      replies.delete(address.split("/").at(-1)!);
      return response;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
