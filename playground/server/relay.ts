import type { Exchange } from "../../src/testing/server/exchange.js";
import { requestError } from "../../src/testing/server/request-error.js";
import { createRedactor, type Redactor } from "./redact.ts";

const passedBack = /^(?:content-type|retry-after(?:-ms)?|x-ratelimit-.+|x-request-id)$/;

/** The relay as `GET /mock/relay` describes it. */
export interface RelayInfo {
  readonly available: boolean;
  /** Where requests go, for instance `api.openai.com`. */
  readonly host?: string;
}

interface Target {
  readonly url: URL;
  readonly key: string;
  readonly model: string | undefined;
}

function readTarget(env: NodeJS.ProcessEnv): Target | string {
  const base = env["OPENAI_BASE_URL"]?.trim().replace(/\/+$/, "");
  const key = env["OPENAI_API_KEY"]?.trim();
  if (!base || !key) {
    const missing = [base ? "" : "OPENAI_BASE_URL", key ? "" : "OPENAI_API_KEY"].filter(Boolean).join(" and ");
    return (
      `The relay has no server to ask: ${missing} not set. Start again with OPENAI_BASE_URL (for instance ` +
      "https://api.openai.com/v1) and OPENAI_API_KEY in the environment; OPENAI_MODEL is optional."
    );
  }
  const url = URL.canParse(base) ? new URL(`${base}/chat/completions`) : undefined;
  // fetch refuses addresses with credentials, with a message that repeats them.
  if (!url?.protocol.startsWith("http") || url.username || url.password) {
    return "OPENAI_BASE_URL is not an http or https address without credentials, such as https://api.openai.com/v1.";
  }
  return { url, key, model: env["OPENAI_MODEL"]?.trim() || undefined };
}

/** Whether the environment names a server to relay to, and which. Never the key. */
export function describeRelay(env: NodeJS.ProcessEnv): RelayInfo {
  const target = readTarget(env);
  return typeof target === "string" ? { available: false } : { available: true, host: target.url.host };
}

function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/**
 * Browsers send the origin with every POST, even where they would not let the page read the reply: without this check any
 * web page could spend the tokens of a developer who has the playground open.
 */
function refuseForeignPages({ origin, host }: { origin?: string | undefined; host?: string | undefined }): void {
  if (origin === undefined) return;
  const from = URL.canParse(origin) ? new URL(origin).hostname : "";
  const to = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
  if (from !== "" && (from === to || (isLoopback(from) && isLoopback(to)))) return;
  throw requestError(403, "The relay answers only to pages of its own host.");
}

function addModel(body: Buffer, model: string | undefined): Uint8Array<ArrayBuffer> {
  const unchanged = new Uint8Array(body);
  if (model === undefined) return unchanged;
  let value: { model?: unknown } | null;
  try {
    value = JSON.parse(body.toString()) as typeof value;
  } catch {
    // What is wrong with it is for the server to say.
    return unchanged;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value) || value.model) return unchanged;
  return new TextEncoder().encode(JSON.stringify({ ...value, model }));
}

function replyHeaders(headers: Headers, redactor: Redactor): Record<string, string> {
  const kept = [...headers].filter(([name]) => passedBack.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, redactor.text(value)]));
}

/** `ECONNREFUSED` and the like. Only the code: messages of fetch may repeat the headers, and with them the key. */
function errorCode(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code: unknown = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? ` (${code})` : "";
}

/**
 * Passes a request on to `${OPENAI_BASE_URL}/chat/completions` with the key of the environment, and the reply back as it
 * comes. The key stays here: it is taken out of whatever the server says. A client that leaves ends the request upstream.
 */
export async function relay(exchange: Exchange, env: NodeJS.ProcessEnv): Promise<void> {
  const { request, signal } = exchange;
  refuseForeignPages(request.headers);
  const target = readTarget(env);
  if (typeof target === "string") throw requestError(404, target);
  const body = addModel(await exchange.readBody(), target.model);
  const redactor = createRedactor(target.key);

  let reply: Response;
  try {
    reply = await fetch(target.url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${target.key}`,
        "content-type": request.headers["content-type"] ?? "application/json",
        accept: request.headers.accept ?? "*/*",
        // Compressed bodies come in blocks, not as they are written.
        "accept-encoding": "identity",
      },
      body,
      signal,
    });
  } catch (error) {
    throw requestError(502, `The relay could not reach ${target.url.host}${errorCode(error)}.`);
  }

  exchange.head(reply.status, replyHeaders(reply.headers, redactor));
  try {
    for await (const chunk of reply.body ?? []) {
      const bytes = redactor.push(chunk);
      if (bytes.length > 0) await exchange.write(bytes);
    }
    await exchange.write(redactor.end());
  } catch {
    return exchange.lose();
  }
  exchange.end();
}
