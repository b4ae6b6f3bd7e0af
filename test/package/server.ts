import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** What becomes of files on their way, by their names. */
export type Way = "open" | "closed" | "missing";

/** A host of static files whose ways can be closed, with a chat that says what the test says. */
export interface PageServer {
  readonly origin: string;
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[];
  /** Files whose names fit wait while their way is closed, and are not found while they are missing. */
  readonly set: (name: RegExp, way: Way) => void;
  /** Answers the next question that was asked, or will be. */
  readonly nextAnswer: () => Promise<ServerResponse>;
  readonly close: () => void;
}

/** Serves a folder on loopback. */
export async function servePages(folder: string): Promise<PageServer> {
  const asked: string[] = [];
  const questions: ServerResponse[] = [];
  const takers: ((response: ServerResponse) => void)[] = [];
  const waiting = new Set<() => void>();
  const rule: { name: RegExp; way: Way } = { name: /$^/, way: "open" };

  async function send(pathname: string, response: ServerResponse): Promise<void> {
    const isOn = (way: Way) => rule.way === way && rule.name.test(pathname);
    while (isOn("closed")) await new Promise<void>((resolve) => waiting.add(resolve));
    if (isOn("missing")) return void response.writeHead(404).end();
    const content = await readFile(path.join(folder, pathname));
    const type = types[path.extname(pathname)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(content);
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    asked.push(pathname);
    if (request.method === "POST") {
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      const take = takers.shift();
      if (take) take(response);
      else questions.push(response);
      return;
    }
    send(pathname, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    set(name, way) {
      Object.assign(rule, { name, way });
      for (const go of waiting) go();
      waiting.clear();
    },
    nextAnswer: async () => questions.shift() ?? new Promise((resolve) => takers.push(resolve)),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
