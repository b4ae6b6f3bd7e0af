import type { MockError } from "../wires/wire.js";
import { toBytes } from "./bytes.js";
import type { Fault, FaultContext, MockReply } from "./fault.js";

const appShell = `<!doctype html>
<html lang="en">
  <head><title>App</title><script type="module" src="/assets/index.js"></script></head>
  <body><div id="root"></div></body>
</html>
`;

const loginPage = `<!doctype html>
<html lang="en">
  <head><title>Sign in</title></head>
  <body><h1>Sign in</h1><form method="post"><input name="user"><input name="password" type="password"></form></body>
</html>
`;

const badGateway = `<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center></body>
</html>
`;

function whole(status: number, contentType: string, body: string, headers: Record<string, string> = {}): MockReply {
  return { status, headers: { "content-type": contentType, ...headers }, frames: [toBytes(body)], end: "clean" };
}

/** A whole JSON reply. */
export function jsonReply(status: number, value: unknown, headers?: Record<string, string>): MockReply {
  return whole(status, "application/json", JSON.stringify(value), headers);
}

/** An error reply in the words of the wire. */
export function errorReply(
  status: number,
  { message, type, code }: MockError,
  wire?: FaultContext["wire"],
  headers?: Record<string, string>,
): MockReply {
  const openai = { error: { message, type: type ?? null, param: null, code: code ?? null } };
  return jsonReply(status, wire?.errorBody?.({ message, type, code }, status) ?? openai, headers);
}

/** The address of the request with a mark that it has been redirected, so that it is not a second time. */
function marked(url: string, mark: string): string {
  const [path = "/", query = ""] = url.split("?");
  const parameters = new URLSearchParams(query);
  parameters.set("redirected", mark);
  // Two slashes would lead to another host.
  return `${path.replace(/^\/+/, "/")}?${parameters}`;
}

function redirect(status: number, location: string, followed: MockReply): MockReply {
  return { status, headers: { location }, frames: [], end: "clean", followed };
}

/** The page that {@link replacing | `redirect-to-login`} leads to. */
export const loginReply: MockReply = whole(200, "text/html; charset=utf-8", loginPage);

/** Faults that put another reply in the place of the right one. */
export const replacing: readonly Fault[] = [
  {
    name: "http-401",
    sentence: "The server refuses the API key: status 401 and a JSON error.",
    apply: (_reply, { wire }) =>
      errorReply(
        401,
        { message: "Incorrect API key provided.", type: "invalid_request_error", code: "invalid_api_key" },
        wire,
      ),
  },
  {
    name: "http-429",
    sentence: "Too many requests: status 429, a JSON error, and a retry-after header.",
    value: { kind: "duration", default: "7s", meaning: "how long to wait, in whole seconds" },
    apply(_reply, { wire, value }) {
      const seconds = Math.ceil(value / 1000);
      const message = `Rate limit reached. Please try again in ${seconds}s.`;
      const error = { message, type: "requests", code: "rate_limit_exceeded" };
      return errorReply(429, error, wire, { "retry-after": String(seconds) });
    },
  },
  {
    name: "http-500",
    sentence: "The server breaks before it answers: status 500 and a JSON error.",
    apply: (_reply, { wire }) =>
      errorReply(
        500,
        { message: "The server had an error while processing your request.", type: "server_error" },
        wire,
      ),
  },
  {
    name: "http-502-html",
    sentence: "A proxy cannot reach the server: status 502 and a page of HTML.",
    apply: () => whole(502, "text/html", badGateway),
  },
  {
    name: "http-503",
    sentence: "The server has too much to do: status 503 and a JSON error.",
    apply: (_reply, { wire }) =>
      errorReply(503, { message: "The server is overloaded. Please try again later.", type: "server_error" }, wire),
  },
  {
    name: "html",
    sentence: "The request ends up at a web page: status 200, but the body is the HTML shell of an app.",
    apply: () => whole(200, "text/html; charset=utf-8", appShell),
  },
  {
    name: "json-error",
    sentence: "The server reports an error as if all were well: status 200 and a JSON body that holds only an error.",
    apply: (_reply, { wire }) =>
      errorReply(200, { message: "The model is overloaded.", type: "server_error", code: "overloaded" }, wire),
  },
  {
    name: "empty",
    sentence: "The right status and content type, and then no body at all.",
    apply: (reply) => ({ ...reply, status: 200, frames: [], end: "clean" }),
  },
  {
    name: "no-content",
    sentence: "The server says that there is nothing to say: status 204.",
    apply: () => ({ status: 204, headers: {}, frames: [], end: "clean" }),
  },
  {
    name: "redirect",
    sentence: "The server sends the client to another address first: status 307, and the answer is there.",
    apply: (reply, { url }) => redirect(307, marked(url, "1"), reply),
  },
  {
    name: "redirect-to-login",
    sentence: "The session has run out: status 302 to a page of HTML where one would sign in.",
    apply: (_reply, { url }) => redirect(302, marked(url, "login"), loginReply),
  },
  {
    name: "hang",
    sentence: "The request is taken, and then there is no reply, not even a head, until the client leaves.",
    endless: true,
    apply: (reply) => ({ ...reply, instead: "hang" }),
  },
  {
    name: "refuse",
    sentence: "The connection is closed before any reply.",
    apply: (reply) => ({ ...reply, instead: "refuse" }),
  },
];
