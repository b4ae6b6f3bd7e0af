import type { IncomingMessage, ServerResponse } from "node:http";
import { parseFault } from "../faults/parse-fault.js";
import type { MockReply } from "../faults/fault.js";
import { errorReply, loginReply } from "../faults/replaced.js";
import { mockWires } from "../wires/index.js";
import { answerRequest } from "./answer-request.js";
import { allowOtherOrigins } from "./cross-origin.js";
import { listenOn } from "./listen.js";
import { listOffer, offerText } from "./listing.js";
import { modelsAt } from "./models.js";
import type { MockServer, MockServerOptions } from "./options.js";
import { readPace } from "./read-pace.js";
import { readRawRequest } from "./request.js";
import { isRequestError, requestError } from "./request-error.js";
import { chooseMatch, compileRoutes, matchRoutes, type RouteMatch } from "./routes.js";
import { sendReply } from "./send-reply.js";
import { createTraffic, type FollowedExchange } from "./traffic.js";

/** What a path leads to. */
interface Found {
  /** As the wire knows it: without its name before it. */
  readonly path: string;
  readonly matches: readonly RouteMatch[];
}

async function sendWhole(exchange: FollowedExchange, reply: MockReply): Promise<void> {
  await exchange.discardBody();
  await sendReply(exchange, reply, { rate: 0, chunk: 0 });
}

function pathBelow(base: string, { url = "/" }: IncomingMessage): string | undefined {
  const path = url.split("?")[0]!;
  if (path !== base && !path.startsWith(`${base}/`)) return undefined;
  return path.slice(base.length) || "/";
}

/**
 * A mock server that speaks every wire at its real path, as slowly as a model does, with whatever may go wrong on request:
 * for tests, stories and demos. Pages of any origin may use it; nobody else should: it has no keys and no limits.
 *
 * @throws Error for a wire or a fault that there is not
 *
 * @example
 * const server = createMockServer({ answer: "Hello", fault: (_request, index) => (index === 0 ? "drop@50%" : undefined) });
 * const { url, close } = await server.listen();
 * const response = await fetch(`${url}/v1/chat/completions`, { method: "POST", body: `{"stream":true,"messages":[]}` });
 */
export function createMockServer(options: MockServerOptions = {}): MockServer {
  const { wires: known = mockWires, wire: only, base = "", onEnd } = options;
  const wires = only === undefined ? known : known.filter(({ name }) => name === only);
  if (wires.length === 0) {
    throw new Error(`There is no wire "${only}". The wires are ${known.map(({ name }) => name).join(", ")}.`);
  }
  const pace = readPace((name) => options[name as "rate"]?.toString(), { rate: 40, chunk: 0 });
  const routes = compileRoutes(wires);
  const traffic = createTraffic({ onEnd });
  let index = 0;
  let { answer, fault } = options;
  function setFault(next: MockServerOptions["fault"]): void {
    if (typeof next === "string") parseFault(next);
    fault = next;
  }
  setFault(fault);

  /** The wire's own paths, those below its name, and for the only wire any other at which nothing else is. */
  function findMatches(method: string | undefined, path: string): Found {
    const exact = matchRoutes(routes, path);
    if (exact.length > 0) return { path, matches: exact };
    const [, name, rest = "/"] = /^\/([^/]+)(\/.*)?$/.exec(path) ?? [];
    const named = routes.filter(({ wire }) => wire.name === name);
    const below = matchRoutes(named, rest);
    if (below.length > 0) return { path: rest, matches: below };
    const anywhere = named.length > 0 && rest === "/" ? named : only === undefined ? [] : routes;
    // A look with a browser is for the list of what there is, unless the wire itself can be looked at.
    const route = anywhere.find((route) => route.method === method || method !== "GET");
    if (route === undefined) return { path, matches: [] };
    return { path, matches: [{ route: { ...route, method: method ?? route.method }, params: {} }] };
  }

  function isOurs(method: string | undefined, path: string): boolean {
    return findMatches(method, path).matches.length > 0 || modelsAt(method, path) !== undefined;
  }

  async function answerWire(exchange: FollowedExchange, path: string, matches: readonly RouteMatch[]): Promise<void> {
    const { raw, broken } = await readRawRequest(exchange, path);
    const match = chooseMatch(matches, raw.body)!;
    exchange.note({ wire: match.route.wire.name });
    try {
      await answerRequest(exchange, { ...match, raw, broken, index: index++ }, { answer, fault, pace });
    } catch (error) {
      if (!isRequestError(error)) throw error;
      const { message, status } = error;
      const said = { message, type: "invalid_request_error" };
      await sendWhole(exchange, errorReply(status, said, match.route.wire));
    }
  }

  async function respond(exchange: FollowedExchange, path: string): Promise<void> {
    const { request } = exchange;
    const { method = "GET" } = request;
    // Whoever has followed a redirect comes with GET, whatever the first request was.
    if (exchange.url.searchParams.get("redirected") === "login") return sendWhole(exchange, loginReply);
    const { matches, path: ownPath } = findMatches(method, path);
    const fitting = matches.filter(({ route }) => route.method === method);
    if (fitting.length > 0) return answerWire(exchange, ownPath, fitting);
    await exchange.discardBody();
    const models = modelsAt(method, path);
    if (models !== undefined) return exchange.json(200, models);
    if (path === "/" && method === "GET") {
      if (/\bjson\b/.test(request.headers.accept ?? "")) return exchange.json(200, listOffer(wires));
      exchange.head(200, { "content-type": "text/plain; charset=utf-8" });
      await exchange.write(Buffer.from(offerText(wires)));
      return exchange.end();
    }
    if (matches.length > 0) {
      const allow = [...new Set(matches.map(({ route }) => route.method))].join(", ");
      throw requestError(405, `${path} takes ${allow}.`, { allow });
    }
    const paths = [...new Set(routes.map(({ method, pattern }) => `${method} ${base}${pattern}`))];
    exchange.json(404, { error: { message: `There is nothing at ${method} ${base}${path}.`, routes: paths } });
  }

  function take(request: IncomingMessage, response: ServerResponse, path: string): void {
    if (allowOtherOrigins(request, response)) return;
    const exchange = traffic.open(request, response);
    respond(exchange, path)
      .catch((error: unknown) => exchange.fail(error))
      .catch(() => {});
  }

  return {
    handle(request, response) {
      const path = pathBelow(base, request);
      // A preflight is for whoever gets the request itself.
      const method = request.headers["access-control-request-method"] ?? request.method;
      if (path === undefined || (base === "" && !isOurs(method, path))) return false;
      take(request, response, path);
      return true;
    },
    async listen(port = 0, host = "127.0.0.1") {
      const { url, close } = await listenOn(
        (request, response) => {
          const path = pathBelow(base, request);
          if (path === undefined) response.writeHead(404).end(`Everything is below ${base}.`);
          else take(request, response, path);
        },
        port,
        host,
      );
      return {
        url: url + base,
        close() {
          traffic.close();
          return close();
        },
      };
    },
    stats: traffic.stats,
    requests: traffic.stats.requests,
    setAnswer(next) {
      answer = next;
    },
    setFault,
    clear() {
      index = 0;
      traffic.forget();
    },
  };
}
