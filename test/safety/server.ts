import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { cutRandomly } from "../../src/testing/cuts.js";
import { createRandom } from "../../src/testing/random.js";
import type { ResponseScript } from "../../src/testing/stream-response.js";
import { answer } from "../helpers/openai.js";

/** Serves the built pages, and replies to their chats. */
export interface SafetyServer {
  readonly origin: string;
  /** Paths that belong to the pages; whatever else is asked for, a text made it so. */
  readonly isOwn: (path: string) => boolean;
  readonly close: () => Promise<void>;
}

/** What the server sends. */
export interface SafetyServerOptions {
  /** Folder of the built pages. */
  readonly folder: string;
  /** Headers of every file. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** How the chats are answered, by the query of the request. */
  readonly reply: (query: URLSearchParams) => Pick<ResponseScript, "chunks" | "status" | "headers">;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** The reply of an OpenAI-compatible server, in tokens and pieces that end anywhere. */
export function answerAtRandom(text: string, seed: number): readonly Uint8Array[] {
  const random = createRandom(seed);
  const longest = Math.max(12, text.length / 12);
  const tokens: string[] = [];
  for (let start = 0; start < text.length; start += tokens.at(-1)!.length) {
    tokens.push(text.slice(start, start + 1 + Math.floor(random() * longest)));
  }
  const body = Buffer.from(answer(...tokens).join(""));
  return cutRandomly(body, seed, Math.max(400, body.length / 10));
}

/** Starts on loopback. */
export async function startSafetyServer({
  folder,
  headers = () => ({}),
  reply,
}: SafetyServerOptions): Promise<SafetyServer> {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, "http://localhost");
    if (pathname === "/reply") {
      request.resume();
      const script = reply(searchParams);
      response.writeHead(script.status ?? 200, { "content-type": "text/event-stream", ...script.headers });
      for (const chunk of script.chunks) {
        response.write(chunk);
        await nextTurn();
      }
      response.end();
      return;
    }
    const file = path.join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const bytes = file.startsWith(folder) ? await readFile(file).catch(() => undefined) : undefined;
    const type = types[path.extname(file)];
    // Asked for by the browser itself.
    if (pathname === "/favicon.ico") response.writeHead(204).end();
    else if (!bytes || type === undefined) response.writeHead(404).end();
    else response.writeHead(200, { ...headers(), "content-type": type }).end(bytes);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isOwn: (pathname) => /^\/(?:page|policy)\/(?:$|assets\/)|^\/(?:reply|favicon\.ico)$/.test(pathname),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
