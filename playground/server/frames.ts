import type { Transport } from "./recordings.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** What follows a frame, up to and including the last character that belongs to it. `\r(?!\n)`: a CRLF is one line end. */
const frameEnds: Partial<Record<Transport, RegExp>> = {
  sse: /(?:\r\n|\n|\r(?!\n)){2,}/g,
  jsonl: /\n/g,
  // No \s: read as Latin-1, it would match the middle of some UTF-8 characters.
  text: /[ \t\r\n]+/g,
};

/**
 * Cuts a body into what a server sends at once: SSE after each blank line (`\n\n`, `\r\n\r\n` or `\r\r`), JSON lines after
 * each line, plain text after each word. Anything else is one frame. Joined, the frames are the body.
 */
export function splitFrames(body: Uint8Array, transport: Transport, contentType: string | null): Uint8Array[] {
  const ends = transport === "text" && !contentType?.startsWith("text/plain") ? undefined : frameEnds[transport];
  const frames: Uint8Array[] = [];
  let start = 0;
  // One character per byte: offsets in the text are offsets in the body.
  for (const match of ends === undefined ? [] : Buffer.from(body).toString("latin1").matchAll(ends)) {
    const end = match.index + match[0].length;
    frames.push(body.subarray(start, end));
    start = end;
  }
  if (start < body.length) frames.push(body.subarray(start));
  return frames;
}

/** The first `length` bytes of the frames; the last frame may be cut. */
export function takeBytes(frames: readonly Uint8Array[], length: number): Uint8Array[] {
  const taken: Uint8Array[] = [];
  let left = length;
  for (const frame of frames) {
    if (left <= 0) break;
    taken.push(frame.subarray(0, left));
    left -= frame.length;
  }
  return taken;
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === undefined || byte === lineFeed || byte === carriageReturn;
}

/** The offset closest to `offset` that has a character of the same line on both sides. `offset` itself if there is none. */
export function offsetInsideLine(body: Uint8Array, offset: number): number {
  const inside = (at: number) => !isLineEnd(body[at - 1]) && !isLineEnd(body[at]);
  for (let distance = 0; distance <= body.length; distance++) {
    if (inside(offset - distance)) return offset - distance;
    if (inside(offset + distance)) return offset + distance;
  }
  return offset;
}

/** The data of an SSE frame: its `data:` lines, joined. */
export function sseData(frame: Uint8Array): string {
  return Buffer.from(frame)
    .toString("utf8")
    .split(/\r\n|\n|\r/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(line.startsWith("data: ") ? 6 : 5))
    .join("\n");
}

/** Whether an SSE body that ends like this is open for the next event. */
export function endsWithBlankLine(frame: Uint8Array): boolean {
  return /(?:\r\n|\n|\r(?!\n)){2}$/.test(Buffer.from(frame.subarray(-4)).toString("latin1"));
}
