import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { applyFault } from "../../src/testing/faults/apply-fault.js";
import { faults } from "../../src/testing/faults/faults.js";
import { createMockServer } from "../../src/testing/server/create-mock-server.js";
import { allowOtherOrigins } from "../../src/testing/server/cross-origin.js";
import type { Exchange } from "../../src/testing/server/exchange.js";
import { sendEndless } from "../../src/testing/server/items.js";
import { listenOn } from "../../src/testing/server/listen.js";
import type { ListeningServer } from "../../src/testing/server/options.js";
import { requestError } from "../../src/testing/server/request-error.js";
import { loginReply } from "../../src/testing/faults/replaced.js";
import { sendReply } from "../../src/testing/server/send-reply.js";
import { createTraffic, type MockStats } from "../../src/testing/server/traffic.js";
import { readRate, readStreamQuery } from "./query.ts";
import { findRecording, listRecordings } from "./recordings.ts";
import { describeRelay, relay } from "./relay.ts";
import { bufferedBody, recordedReply } from "./reply.ts";

const prefix = "/mock/";

/** Of the endless stream. */
const jsonLines = { contentType: "application/jsonl", transport: "jsonl" } as const;

/** Options of {@link createPlaygroundServer}. */
export interface PlaygroundServerOptions {
  /** The folder that holds `framing/recordings` and `adapters/<wire>/recordings`. @defaultValue `src` of the repository */
  readonly recordingsRoot?: string;
  /** Where the relay finds `OPENAI_BASE_URL`, `OPENAI_API_KEY` and `OPENAI_MODEL`. @defaultValue `process.env` */
  readonly env?: NodeJS.ProcessEnv;
}

/** A fault as `GET /mock/faults` lists it. */
export interface FaultInfo {
  readonly name: string;
  /** One sentence for people. */
  readonly sentence: string;
}

/** What {@link createPlaygroundServer} makes. */
export interface PlaygroundServer {
  /** Answers a request below `/mock/`. `false`: the request is for somebody else and has not been touched. */
  handle: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Starts a server of its own on loopback, open to pages on other ports. @defaultValue port 0, any free one */
  listen: (port?: number) => Promise<ListeningServer>;
  /** Live: what happens after the call shows here. */
  readonly stats: MockStats;
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
    throw requestError(400, `"${segment}" is not a percent-encoded name.`);
  }
}

function createRoutes(root: string, env: NodeJS.ProcessEnv, stats: MockStats): readonly Route[] {
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
        const { fault, ...pace } = readStreamQuery(exchange.url.searchParams);
        const recording = await findRecording(root, decode(wire), decode(name));
        if (recording === undefined) {
          throw requestError(404, `There is no recording ${wire}/${name}. ${prefix}wires lists what there is.`);
        }
        await exchange.discardBody();
        const reply = recordedReply(recording);
        const { pathname, search, searchParams } = exchange.url;
        // Who has followed a redirect gets what is there.
        const struck = searchParams.has("redirected") ? "none" : fault;
        const { transport } = recording;
        const context = {
          transport,
          rate: pace.rate,
          url: pathname + search,
          wholeBody: () => bufferedBody(recording),
        };
        const page = searchParams.get("redirected") === "login" ? loginReply : undefined;
        await sendReply(exchange, page ?? applyFault(reply, struck, context), pace);
      },
    },
    {
      methods: ["GET"],
      path: /^endless$/,
      answer: (exchange) => sendEndless(exchange, readRate(exchange.url.searchParams), jsonLines),
    },
    { methods: ["GET"], path: /^relay$/, answer: (exchange) => exchange.json(200, describeRelay(env)) },
    { methods: ["POST"], path: /^relay\/chat\/completions$/, answer: (exchange) => relay(exchange, env) },
  ];
}

async function answer(exchange: Exchange, routes: readonly Route[]): Promise<void> {
  const path = exchange.url.pathname.slice(prefix.length);
  const route = routes.find((route) => route.path.test(path));
  if (route === undefined) throw requestError(404, `The mock server has nothing at ${exchange.url.pathname}.`);
  const { methods } = route;
  if (methods !== undefined && !methods.includes(exchange.request.method!)) {
    throw requestError(405, `${exchange.url.pathname} takes ${methods.join(", ")}.`, { allow: methods.join(", ") });
  }
  await route.answer(exchange, route.path.exec(path)!.slice(1));
}

/**
 * The server of the playground: replays the recordings of the repository at any speed, cut anywhere, with faults on request;
 * an endless stream of items; a relay to a real server; below `/mock/live`, the mock server of the package. Everything is
 * below `/mock/`.
 *
 * @example
 * const { url, close } = await createPlaygroundServer().listen();
 * const response = await fetch(`${url}/mock/stream/openai-chat/unicode.sse?rate=100&fault=drop`, { method: "POST" });
 */
export function createPlaygroundServer(options: PlaygroundServerOptions = {}): PlaygroundServer {
  const { recordingsRoot = fileURLToPath(new URL("../../src", import.meta.url)), env = process.env } = options;
  const traffic = createTraffic({ isHidden: (path) => path.startsWith(`${prefix}stats`) });
  const routes = createRoutes(recordingsRoot, env, traffic.stats);
  const live = createMockServer({ base: `${prefix}live` });

  const handle: PlaygroundServer["handle"] = (request, response) => {
    if (live.handle(request, response)) return true;
    if (!request.url?.startsWith(prefix)) return false;
    const exchange = traffic.open(request, response);
    answer(exchange, routes)
      .catch((error: unknown) => exchange.fail(error))
      .catch(() => {});
    return true;
  };

  const listen: PlaygroundServer["listen"] = (port = 0) =>
    listenOn(
      (request, response) => {
        if (allowOtherOrigins(request, response)) return;
        if (!handle(request, response)) response.writeHead(404).end();
      },
      port,
      "127.0.0.1",
    );

  return { handle, listen, stats: traffic.stats };
}
