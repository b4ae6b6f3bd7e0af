import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll } from "vitest";
import { openaiChat } from "../../src/adapters/openai-chat/adapter.js";
import type { Chat, ChatOptions } from "../../src/chat/chat.js";
import { createChat } from "../../src/defaults/create-chat.js";
import { startLabServer, type LabServer } from "../lifecycle/server.js";

/** A server on loopback for the tests of a file, which begin with nothing open. */
export function withServer(): () => LabServer {
  let server: LabServer;
  beforeAll(async () => {
    server = await startLabServer();
  });
  afterEach(() => server.clear());
  afterAll(() => server.close());
  return () => server;
}

/** The head of a reply whose connection may break: Node's `fetch` takes the end of one that was to be closed for a clean end. */
export const keptAlive = { "content-type": "text/event-stream", connection: "keep-alive" } as const;

/** A chat with a real server. */
export function chatWith(server: LabServer, options: Partial<ChatOptions> = {}): Chat {
  return createChat({ endpoint: server.url(), adapter: openaiChat, ...options });
}

/** An address on loopback where nobody listens. */
export async function nobody(): Promise<string> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}/`;
}
