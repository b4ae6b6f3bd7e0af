import { networkError } from "../engine/network-error.js";
import type { Adapter, AdapterRequest, RequestInput } from "../protocol/adapter.js";
import { writeFile, writeMessages } from "../protocol/chat-messages.js";
import { StreamError, wordsOf } from "../protocol/errors.js";

/** A value, or a function that gives it, perhaps later. */
export type Resolvable<T> = T | (() => T | Promise<T>);

/** An adapter, or a function that loads one: `() => import("headwater/adapters").then((all) => all.openaiChat)`. */
export type AdapterSource = Adapter | (() => Promise<Adapter>);

/** How a request reaches the server. All values may be functions, called anew for each request. */
export interface RequestOptions {
  /** Headers of the request, or a function that is asked anew for each. */
  readonly headers?: Resolvable<HeadersInit> | undefined;
  /** Members of the request body (`model`, `temperature`, …). They win over what the adapter writes. */
  readonly body?: Resolvable<Readonly<Record<string, unknown>>> | undefined;
  /** Whether cookies go along, as in `fetch`. @defaultValue `"same-origin"` */
  readonly credentials?: RequestCredentials | undefined;
  /** @defaultValue the global `fetch` */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

async function resolve<T>(value: Resolvable<T>): Promise<T> {
  return typeof value === "function" ? (value as () => T | Promise<T>)() : value;
}

/** The body for adapters that have no wish of their own. */
function defaultRequest({ messages, body }: RequestInput): AdapterRequest {
  return { body: { messages: writeMessages(messages, writeFile), stream: true, ...body } };
}

/** The body of a chat request, by the adapter or by default. */
export function chatRequest(adapter: Adapter, input: RequestInput): AdapterRequest {
  // The server would begin anew, and two answers would stand there as one.
  if (input.continueFrom && !adapter.canContinue) {
    throw new Error(`${adapter.name} cannot continue`);
  }
  return (adapter.createRequest ?? defaultRequest)(input);
}

const accept = "text/event-stream, application/jsonl, application/json, */*";

/**
 * Sends one request.
 *
 * @throws StreamError `request` when the request could not be built, `network` when the server could not be reached
 */
export async function sendRequest(
  endpoint: Resolvable<string | URL>,
  options: RequestOptions,
  build: () => Promise<AdapterRequest>,
  { signal, ...rest }: Pick<RequestInit, "signal" | "keepalive">,
): Promise<Response> {
  let url: string | URL;
  let init: RequestInit;
  try {
    url = await resolve(endpoint);
    const { method = "POST", headers: own, body } = await build();
    const headers = new Headers({ accept });
    if (body !== undefined) headers.set("content-type", "application/json");
    for (const layer of [own, await resolve(options.headers)])
      new Headers(layer).forEach((value, name) => headers.set(name, value));
    init = { method, headers, ...rest, ...(signal && { signal }) };
    if (body !== undefined) init.body = typeof body === "string" ? body : JSON.stringify(body);
    if (options.credentials !== undefined) init.credentials = options.credentials;
  } catch (cause) {
    throw new StreamError("request", `The request could not be built: ${wordsOf(cause)}`, { cause });
  }
  // A request that nobody waits for any more would still cost the server its answer.
  signal?.throwIfAborted();
  try {
    return await (options.fetch ?? globalThis.fetch)(url, init);
  } catch (cause) {
    throw networkError(`The server could not be reached (${wordsOf(cause)}).`, { cause });
  }
}

/**
 * Sends the request of a run.
 *
 * @param build makes the request from the adapter and the user's body
 * @throws StreamError as {@link sendRequest}
 */
export async function openRequest(
  endpoint: Resolvable<string | URL>,
  source: AdapterSource,
  options: RequestOptions,
  build: (adapter: Adapter, body: Readonly<Record<string, unknown>>) => AdapterRequest,
  signal: AbortSignal,
): Promise<{ response: Response; adapter: Adapter }> {
  let adapter!: Adapter;
  const buildWithAdapter = async () => {
    adapter = typeof source === "function" ? await source() : source;
    // Whatever fails here fails again where it is needed.
    adapter.prepare?.().catch(() => {});
    return build(adapter, await resolve(options.body ?? {}));
  };
  const response = await sendRequest(endpoint, options, buildWithAdapter, { signal });
  return { response, adapter };
}
