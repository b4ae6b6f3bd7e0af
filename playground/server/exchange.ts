import { once } from "node:events";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Pause between the last byte and a destroyed connection, in ms. A client that learns of both at once throws away what it
 * has received but not yet read (Streams Standard, `ReadableStreamDefaultControllerError` empties the queue), so without
 * the pause the visible result of a lost connection would be chance.
 */
const pauseBeforeLoss = 20;

/** A request that gets a JSON error as its reply, with this status and message. */
export class RequestError extends Error {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;

  constructor(status: number, message: string, headers: OutgoingHttpHeaders = {}) {
    super(message);
    this.name = "RequestError";
    this.status = status;
    this.headers = headers;
  }
}

/** One request and its reply. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly url: URL;
  /** Aborts when the connection or the reply is closed, for whatever reason: all waiting ends with it. */
  readonly signal: AbortSignal;
  /** Sends status and headers at once, before any byte of the body. */
  head: (status: number, headers: OutgoingHttpHeaders) => void;
  /** Writes a piece of the body; resolves when there is room for the next. Rejects when the connection is closed. */
  write: (bytes: Uint8Array) => Promise<void>;
  /** Ends the body as it should be. */
  end: () => void;
  /** Breaks the connection after the bytes written so far, without the end of the body. */
  lose: () => Promise<void>;
  /** A whole JSON reply. */
  json: (status: number, value: unknown, headers?: OutgoingHttpHeaders) => void;
  /** Reads the rest of the request body and forgets it. */
  discardBody: () => Promise<void>;
  /** An exception becomes a JSON error or, when the body has begun, a lost connection. Silent if nobody listens any more. */
  fail: (error: unknown) => Promise<void>;
}

/** Opens the exchange of a request. `onClose` learns once whether it was the client who closed it before its end. */
export function openExchange(
  request: IncomingMessage,
  response: ServerResponse,
  onClose: (closedByClient: boolean) => void,
): Exchange {
  const controller = new AbortController();
  const { signal } = controller;
  let lost = false;
  response.once("close", () => {
    onClose(!lost && !response.writableFinished);
    controller.abort();
  });

  const exchange: Exchange = {
    request,
    // Only the path and the query are of interest; the host is whatever the client calls this machine.
    url: new URL(`http://localhost${request.url}`),
    signal,
    head(status, headers) {
      response.writeHead(status, headers);
      response.flushHeaders();
    },
    async write(bytes) {
      signal.throwIfAborted();
      if (!response.write(bytes)) await once(response, "drain", { signal });
    },
    end() {
      response.end();
    },
    async lose() {
      await sleep(pauseBeforeLoss, undefined, { signal });
      lost = true;
      // Unlike destroy(), lets a slow reader have what has been written.
      request.socket.destroySoon();
    },
    json(status, value, headers = {}) {
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(JSON.stringify(value));
    },
    async discardBody() {
      // Unread bytes would turn the end of a lost connection into a reset, which takes the last bytes of the reply along.
      request.resume();
      if (!request.complete) await once(request, "end", { signal });
    },
    async fail(error) {
      if (signal.aborted) return;
      if (!(error instanceof RequestError))
        console.error(`Mock server: ${request.method} ${request.url} failed.`, error);
      if (response.headersSent) return exchange.lose();
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof RequestError) exchange.json(error.status, { error: { message } }, error.headers);
      else exchange.json(500, { error: { message: `The mock server failed: ${message}` } });
    },
  };
  return exchange;
}
