import type { IncomingMessage, ServerResponse } from "node:http";

/** Headers that pages like to read. With credentials, `*` is no wildcard. */
const exposed = "*, content-type, location, retry-after, retry-after-ms, request-id, x-request-id";

/**
 * Lets pages of any other origin use the server, with credentials or without.
 *
 * @returns whether that was all the request asked for (a preflight, which is answered)
 */
export function allowOtherOrigins(request: IncomingMessage, response: ServerResponse): boolean {
  const { origin } = request.headers;
  response.setHeader("access-control-allow-origin", origin ?? "*");
  response.setHeader("access-control-expose-headers", exposed);
  if (origin !== undefined) {
    response.setHeader("access-control-allow-credentials", "true");
    response.setHeader("vary", "origin");
  }
  if (request.method !== "OPTIONS") return false;
  response.setHeader("access-control-allow-methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  response.setHeader("access-control-allow-headers", request.headers["access-control-request-headers"] ?? "*");
  response.setHeader("access-control-max-age", "600");
  response.writeHead(204).end();
  return true;
}
