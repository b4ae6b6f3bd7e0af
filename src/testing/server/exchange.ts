import { once } from "node:events";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { isRequestError, requestError } from "./request-error.js";

/**
 * Pause between the last byte and a destroyed connection, in ms. A client that learns of both at once throws away what it
 * has received but not yet read (Streams Standard, `ReadableStreamDefaultControllerError` empties the queue), so without
 * the pause the visible result of a lost connection would be chance.
 */
const pauseBeforeLoss = 20;

/** The longest request body, in bytes. */
const longestBody = 10 * 1024 * 1024;

/** How a reply ended: as it should, broken by the server as it was asked to, left by the client, or with the server. */
export type ReplyEnding = "sent" | "lost" | "reset" | "refused" | "left" | "closed";

/** What is known when a reply has ended. */
export interface ExchangeSummary {
  readonly ending: ReplyEnding;
  /** Of the reply, 0 if it had no head. */
  readonly status: number;
  /** Bytes of the body. */
  readonly bytes: number;
}

/** One request and its reply. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly url: URL;
  /** Aborts when the connection or the reply is closed, for whatever reason: all waiting ends with it. */
  readonly signal: AbortSignal;
  /** Sends status and headers at once, before any byte of the body. */
  readonly head: (status: number, headers: OutgoingHttpHeaders) => void;
  /** Writes a piece of the body; resolves when there is room for the next. Rejects when the connection is closed. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Ends the body as it should be. */
  readonly end: () => void;
  /** Breaks the connection after the bytes written so far, without the end of the body. */
  readonly lose: () => Promise<void>;
  /** Resets the connection (TCP RST) after the bytes written so far, without the end of the body. */
  readonly reset: () => Promise<void>;
  /** Closes the connection before any reply. */
  readonly refuse: () => void;
  /** A whole JSON reply. */
  readonly json: (status: number, value: unknown, headers?: OutgoingHttpHeaders) => void;
  /** Reads the rest of the request body and forgets it. */
  readonly discardBody: () => Promise<void>;
  /** The request body, up to 10 MB. */
  readonly readBody: () => Promise<Buffer>;
  /** An exception becomes a JSON error or, when the body has begun, a lost connection. Silent if nobody listens any more. */
  readonly fail: (error: unknown) => Promise<void>;
}

/** Opens the exchange of a request. `onClose` learns once how it ended. */
export function openExchange(
  request: IncomingMessage,
  response: ServerResponse,
  onClose: (summary: ExchangeSummary) => void,
): Exchange {
  const controller = new AbortController();
  const { signal } = controller;
  let broken: "lost" | "reset" | "refused" | undefined;
  let bytes = 0;
  response.once("close", () => {
    const ending = broken ?? (response.writableFinished ? "sent" : "left");
    onClose({ ending, status: response.headersSent ? response.statusCode : 0, bytes });
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
    async write(piece) {
      signal.throwIfAborted();
      bytes += piece.length;
      if (!response.write(piece)) await once(response, "drain", { signal });
    },
    end() {
      response.end();
    },
    async lose() {
      await sleep(pauseBeforeLoss, undefined, { signal });
      broken = "lost";
      // Unlike destroy(), lets a slow reader have what has been written.
      request.socket.destroySoon();
    },
    async reset() {
      await sleep(pauseBeforeLoss, undefined, { signal });
      broken = "reset";
      request.socket.resetAndDestroy();
    },
    refuse() {
      broken = "refused";
      request.socket.destroy();
    },
    json(status, value, headers = {}) {
      const text = JSON.stringify(value);
      bytes += Buffer.byteLength(text);
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(text);
    },
    async discardBody() {
      // Unread bytes would turn the end of a lost connection into a reset, which takes the last bytes of the reply along.
      request.resume();
      if (!request.complete) await once(request, "end", { signal });
    },
    async readBody() {
      const chunks: Buffer[] = [];
      let length = 0;
      // Too long a body is read to its end all the same: to leave the loop early would close the connection before the reply.
      for await (const chunk of request as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length <= longestBody) chunks.push(chunk);
      }
      if (length > longestBody) throw requestError(413, "The request is too long: the server takes up to 10 MB.");
      return Buffer.concat(chunks);
    },
    async fail(error) {
      if (signal.aborted) return;
      if (!isRequestError(error)) console.error(`Mock server: ${request.method} ${request.url} failed.`, error);
      if (response.headersSent) return exchange.lose();
      const message = error instanceof Error ? error.message : String(error);
      if (isRequestError(error)) exchange.json(error.status, { error: { message } }, error.headers);
      else exchange.json(500, { error: { message: `The mock server failed: ${message}` } });
    },
  };
  return exchange;
}
