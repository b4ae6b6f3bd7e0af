import type { StreamErrorCode } from "../../src/protocol/errors.js";
import type { Config } from "./schedule.js";
import type { ServerRequest, Verdict } from "./server.js";
import { join, type Body, type Wire } from "./wires.js";

/** ms that an adapter takes to load, or to fail. */
export const loadDelay = 40;

/** ms after which a request cannot be built, `undefined` if it can. */
export function buildingFails({ adapter, headers }: Config, isContinued: boolean): number | undefined {
  if (adapter === "fails") return loadDelay;
  const loaded = adapter === "slow" ? loadDelay : 0;
  return (isContinued && adapter !== "continuable") || headers === "throws" ? loaded : undefined;
}

/** The bytes that are sent. */
export function bytesOf({ pieces, length }: Body): Uint8Array {
  const bytes = new Uint8Array(length);
  let start = 0;
  for (const piece of pieces) {
    if (start < length) bytes.set(piece.bytes.subarray(0, length - start), start);
    start += piece.bytes.length;
  }
  return bytes;
}

/** Texts of the pieces that are whole within the first `sent` bytes; of plain text, all whole characters. */
export function shownOf(wire: Wire, body: Body, sent: number): string {
  if (body.status !== 200 || body.contentType === "text/html") return "";
  if (wire === "plain-text") return new TextDecoder().decode(bytesOf(body).subarray(0, sent), { stream: true });
  let end = 0;
  const texts = body.pieces.flatMap(({ bytes, text }) =>
    (end += bytes.length) <= sent && text !== undefined ? [text] : [],
  );
  return join(wire, texts);
}

/** Bytes `start` to `stop` are sent: what the client knows now. */
export function hear(request: ServerRequest, body: Body, start: number, stop: number, at: number): void {
  const whole = body.pieces.filter((_piece, index) => {
    const end = body.pieces.slice(0, index + 1).reduce((sum, { bytes }) => sum + bytes.length, 0);
    return end > start && end <= stop;
  });
  const isContent =
    request.wire === "plain-text"
      ? shownOf("plain-text", body, start) !== shownOf("plain-text", body, stop)
      : whole.some(({ kind }) => kind !== "nothing");
  if (!request.begun || isContent) request.heardAt = at;
  request.begun = true;
  request.sentAt = at;
  if (request.verdict) return;
  if (body.contentType === "text/html" && body.status === 200) {
    request.verdict = { status: "error", code: "unexpected-response", at };
  }
  for (const { kind } of whole) {
    if (kind === "finish") request.finished = true;
    if (kind === "marker") request.verdict ??= { status: "done", at };
    if (kind === "error") request.verdict ??= { status: "error", code: "server", at };
  }
}

/** The body ends. */
export function conclude(request: ServerRequest, body: Body, at: number): void {
  const { fault, wire, finished } = request;
  if (body.end === "open" || request.verdict) return;
  // What is read as a whole comes with the end.
  request.sentAt = at;
  const fail = (code: StreamErrorCode): Verdict => ({ status: "error", code, at });
  if (body.status !== 200) request.verdict = fail("http");
  else if (finished || (fault === "buffered" && body.end === "clean")) request.verdict = { status: "done", at };
  else if (body.end === "lost") request.verdict = fail("network");
  else if (fault === "JSON error") request.verdict = fail("server");
  else if (wire === "openai-chat" || fault === "ends too early") request.verdict = fail("incomplete");
  else request.verdict = fault === "empty" && wire === "plain-text" ? fail("incomplete") : { status: "done", at };
}

/** A body as of a `fetch` that knows neither abort nor cancel: what was on its way still comes. */
export function deafReader(request: ServerRequest): {
  readonly body: object;
  readonly push: (bytes: Uint8Array) => void;
  readonly end: () => void;
} {
  const chunks: Uint8Array[] = [];
  const state = { ended: false };
  let wake = (): void => {};
  const read = async (): Promise<{ readonly done: boolean; readonly value?: Uint8Array }> => {
    while (chunks.length === 0 && !state.ended) await new Promise<void>((resolve) => (wake = resolve));
    const value = chunks.shift();
    return value ? { done: false, value } : { done: true };
  };
  const cancel = async (): Promise<void> => {
    request.cancelled = true;
  };
  return {
    body: { getReader: () => ({ read, cancel }), cancel },
    push(bytes: Uint8Array) {
      chunks.push(bytes);
      wake();
    },
    end() {
      state.ended = true;
      request.closed = true;
      wake();
    },
  };
}
