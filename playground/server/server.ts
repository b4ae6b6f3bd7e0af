import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { sendEndless } from "./endless.ts";
import { RequestError, type Exchange } from "./exchange.ts";
import { faults, type FaultInfo } from "./faults.ts";
import { readRate, readStreamQuery } from "./query.ts";
import { findRecording, listRecordings } from "./recordings.ts";
import { describeRelay, relay } from "./relay.ts";
import { recordedReply, sendReply } from "./reply.ts";
import { createTraffic, type Stats } from "./stats.ts";

const prefix = "/mock/";

/** Options of {@link createMockServer}. */
export interface MockServerOptions {
  /** The folder that holds `framing/recordings` and `adapters/<wire>/recordings`. @defaultValue `src` of the repository */
  readonly recordingsRoot?: string;
  /** Where the relay finds `OPENAI_BASE_URL`, `OPENAI_API_KEY` and `OPENAI_MODEL`. @defaultValue `process.env` */
  readonly env?: NodeJS.ProcessEnv;
}

/** A server on its own port. */
export interface ListeningServer {
  /** Without a slash at its end, for instance `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Closes the port and all connections. */
  close: () => Promise<void>;
}

/** What {@link createMockServer} makes. */
export interface MockServer {
  /** Answers a request below `/mock/`. `false`: the request is for somebody else and has not been touched. */
  handle: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Starts a server of its own on loopback, open to pages on other ports. @defaultValue port 0, any free one */
  listen: (port?: number) => Promise<ListeningServer>;
  /** Live: what happens after the call shows here. */
  readonly stats: Stats;
}

interface Route {
  readonly methods?: readonly string[];
  readonly path: RegExp;
  readonly answer: (exchange: Exchange, parameters: readonly string[]) => Promise<void> | void;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new RequestError(400, `"${segment}" is not a percent-encoded name.`);
  }
}

function createRoutes(root: string, env: NodeJS.ProcessEnv, stats: Stats): readonly Route[] {
  const listed: readonly FaultInfo[] = faults.map(({ name, sentence }) => ({ name, sentence }));
  return [
    {
      methods: ["GET"],
      path: /^wires$/,
      answer: async (exchange) => exchange.json(200, await listRecordings(root)),
    },
    { methods: ["GET"], path: /^faults$/, answer: (exchange) => exchange.json(200, listed) },
    { methods: ["GET"], path: /^stats$/, answer: (exchange) => exchange.json(200, stats) },
    {
      path: /^stream\/([^/]+)\/([^/]+)$/,
      async answer(exchange, [wire = "", name = ""]) {
        const { fault, at, ...pace } = readStreamQuery(exchange.url.searchParams);
        const recording = await findRecording(root, decode(wire), decode(name));
        if (recording === undefined) {
          throw new RequestError(404, `There is no recording ${wire}/${name}. ${prefix}wires lists what there is.`);
        }
        await exchange.discardBody();
        const reply = fault.apply(recordedReply(recording), { recording, at, rate: pace.rate });
        await sendReply(exchange, reply, pace);
      },
    },
    {
      methods: ["GET"],
      path: /^endless$/,
      answer: (exchange) => sendEndless(exchange, readRate(exchange.url.searchParams)),
    },
    { methods: ["GET"], path: /^relay$/, answer: (exchange) => exchange.json(200, describeRelay(env)) },
    { methods: ["POST"], path: /^relay\/chat\/completions$/, answer: (exchange) => relay(exchange, env) },
  ];
}

async function answer(exchange: Exchange, routes: readonly Route[]): Promise<void> {
  const path = exchange.url.pathname.slice(prefix.length);
  const route = routes.find((route) => route.path.test(path));
  if (route === undefined) throw new RequestError(404, `The mock server has nothing at ${exchange.url.pathname}.`);
  const { methods } = route;
  if (methods !== undefined && !methods.includes(exchange.request.method!)) {
    throw new RequestError(405, `${exchange.url.pathname} takes ${methods.join(", ")}.`, { allow: methods.join(", ") });
  }
  await route.answer(exchange, route.path.exec(path)!.slice(1));
}

/** Replies of a server on its own port can be read by pages of another, tests in a browser for instance. */
function allowOtherOrigins(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-expose-headers", "*");
  if (request.method !== "OPTIONS") return;
  response.setHeader("access-control-allow-methods", "*");
  response.setHeader("access-control-allow-headers", request.headers["access-control-request-headers"] ?? "*");
}

/**
 * The mock server of the playground: replays the recordings of the repository at any speed, cut anywhere, with faults on
 * request; an endless stream of items; a relay to a real server. Everything is below `/mock/`.
 *
 * @example
 * const { url, close } = await createMockServer().listen();
 * const response = await fetch(`${url}/mock/stream/openai-chat/unicode.sse?rate=100&fault=drop`, { method: "POST" });
 */
export function createMockServer(options: MockServerOptions = {}): MockServer {
  const { recordingsRoot = fileURLToPath(new URL("../../src", import.meta.url)), env = process.env } = options;
  const traffic = createTraffic((path) => path.startsWith(`${prefix}stats`));
  const routes = createRoutes(recordingsRoot, env, traffic.stats);

  const handle: MockServer["handle"] = (request, response) => {
    if (!request.url?.startsWith(prefix)) return false;
    const exchange = traffic.open(request, response);
    answer(exchange, routes)
      .catch((error: unknown) => exchange.fail(error))
      .catch(() => {});
    return true;
  };

  const listen: MockServer["listen"] = async (port = 0) => {
    const server = createServer((request, response) => {
      allowOtherOrigins(request, response);
      if (request.method === "OPTIONS") response.writeHead(204).end();
      else if (!handle(request, response)) response.writeHead(404).end();
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  };

  return { handle, listen, stats: traffic.stats };
}
