import type { Transport } from "../wires/wire.js";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

const encoder = new TextEncoder();
// One character per byte: offsets in the text are offsets in the bytes. (Its name stands for Windows-1252, which moves no line end.)
const latin1 = new TextDecoder("latin1");

/** A text as UTF-8. */
export function toBytes(text: string): Uint8Array {
  return encoder.encode(text);
}

/** UTF-8 as a text. */
export function toText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Several pieces as one. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(countBytes(pieces));
  let start = 0;
  for (const piece of pieces) {
    joined.set(piece, start);
    start += piece.length;
  }
  return joined;
}

/** The bytes in all pieces. */
export function countBytes(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

/** What follows a frame, up to and including the last character that belongs to it. `\r(?!\n)`: a CRLF is one line end. */
const frameEnds: Partial<Record<Transport, RegExp>> = {
  sse: /(?:\r\n|\n|\r(?!\n)){2,}/g,
  jsonl: /\n/g,
  // No \s: read byte by byte, it would match the middle of some UTF-8 characters.
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
  for (const match of ends === undefined ? [] : latin1.decode(body).matchAll(ends)) {
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

function nearest(body: Uint8Array, offset: number, fits: (at: number) => boolean): number | undefined {
  for (let distance = 0; distance <= body.length; distance++) {
    if (fits(offset - distance)) return offset - distance;
    if (fits(offset + distance)) return offset + distance;
  }
  return undefined;
}

/** The offset closest to `offset` that has a character of the same line on both sides. `offset` itself if there is none. */
export function offsetInsideLine(body: Uint8Array, offset: number): number {
  return nearest(body, offset, (at) => !isLineEnd(body[at - 1]) && !isLineEnd(body[at])) ?? offset;
}

/** The offset closest to `offset` that is inside a UTF-8 character. `undefined` where every character is a byte. */
export function offsetInsideCharacter(body: Uint8Array, offset: number): number | undefined {
  return nearest(body, offset, (at) => (body[at] ?? 0) >> 6 === 0b10);
}

/** The data of an SSE frame: its `data:` lines, joined. */
export function sseData(frame: Uint8Array): string {
  return toText(frame)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(line.startsWith("data: ") ? 6 : 5))
    .join("\n");
}

/** Whether an SSE body that ends like this is open for the next event. */
export function endsWithBlankLine(frame: Uint8Array): boolean {
  return /(?:\r\n|\n|\r(?!\n)){2}$/.test(latin1.decode(frame.subarray(-4)));
}

/** The same text with every line end (LF, CR or CRLF) as CRLF. */
export function withCrlf(bytes: Uint8Array): Uint8Array {
  const changed: number[] = [];
  for (const [index, byte] of bytes.entries()) {
    if (byte === lineFeed && bytes[index - 1] === carriageReturn) continue;
    if (byte === lineFeed || byte === carriageReturn) changed.push(carriageReturn, lineFeed);
    else changed.push(byte);
  }
  return Uint8Array.from(changed);
}

/** The bytes without the line ends at their end. */
export function trimLineEnds(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && isLineEnd(bytes[end - 1])) end--;
  return bytes.subarray(0, end);
}
