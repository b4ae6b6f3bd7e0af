/**
 * What went wrong, as one word.
 *
 * - `request` the request could not be built (a header, body or endpoint function threw, an invalid header value)
 * - `http` the server answered with a status outside 200–299
 * - `network` no answer, or the connection was lost before the answer was finished
 * - `timeout` nothing arrived in the time allowed (`firstByteTimeout`, `idleTimeout`)
 * - `parse` a frame could not be read and the caller asked to stop on that
 * - `server` the server reported an error inside a successful reply
 * - `incomplete` the body ended cleanly, but before the answer was finished
 * - `too-large` one frame (an SSE event, a line, a JSON body) was longer than the limit
 * - `unexpected-response` a reply of the wrong kind: an HTML page, an image, no body
 */
export type StreamErrorCode =
  | "request"
  | "http"
  | "network"
  | "timeout"
  | "parse"
  | "server"
  | "incomplete"
  | "too-large"
  | "unexpected-response";

/** The evidence that goes with a {@link StreamError}. Absent means: not on the wire. */
export interface StreamErrorDetails {
  /** HTTP status of the reply. */
  status?: number | undefined;
  /** Content type of the reply, as sent. */
  contentType?: string | undefined;
  /** Beginning of a body that could not be used, at most 500 characters. Untrusted: show it as text only. */
  bodySample?: string | undefined;
  /** Beginning of the frame that could not be read, at most 500 characters. */
  frame?: string | undefined;
  /** The server's own error code. Numbers are given as decimal text. */
  serverCode?: string | undefined;
  /** The server's own error type. */
  serverType?: string | undefined;
  /** The request parameter the server complains about. */
  param?: string | undefined;
  /** Whether sending the same request again can help. @defaultValue `false` */
  retryable?: boolean | undefined;
  /** How long the server asks to wait before the next try, in ms (at most 31 days). */
  retryAfter?: number | undefined;
  /** The device had no network at all (`navigator.onLine`), for the code `network`. */
  offline?: boolean | undefined;
  /** Where the request ended up, if the server redirected it. */
  redirectedTo?: string | undefined;
  /** The lower-level error, if there was one. */
  cause?: unknown;
}

const errorName = "StreamError";

/**
 * Every failure of a run, with its evidence. `message` is fit to show: the server's own words where it sent any.
 * Recognise it with {@link isStreamError}, which also works across two copies of the package.
 */
export class StreamError extends Error {
  declare readonly code: StreamErrorCode;
  declare readonly status?: number;
  declare readonly contentType?: string;
  declare readonly bodySample?: string;
  declare readonly frame?: string;
  declare readonly serverCode?: string;
  declare readonly serverType?: string;
  declare readonly param?: string;
  declare readonly retryable: boolean;
  declare readonly retryAfter?: number;
  declare readonly offline?: boolean;
  declare readonly redirectedTo?: string;

  constructor(code: StreamErrorCode, message: string, { cause, ...details }: StreamErrorDetails = {}) {
    super(message, { cause });
    Object.assign(this, details, { name: errorName, code, retryable: details.retryable === true });
  }
}

/** True for a {@link StreamError} of any copy of this package on the page. */
export function isStreamError(value: unknown): value is StreamError {
  return value instanceof Error && value.name === errorName;
}

/** What a thrown value says. */
export function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
