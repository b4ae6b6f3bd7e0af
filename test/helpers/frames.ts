import type { Frame, Framing } from "../../src/protocol/frame.js";

/** What a framing made of a body: its frames, without members that are not set, and whether the end was clean. */
export interface Cut {
  readonly frames: readonly Frame[];
  readonly complete: boolean;
}

/** Pushes the pieces of a body through a framing, then ends it. */
export function cutFrames(framing: Framing, pieces: readonly string[], contentType: string = ""): Cut {
  const frames: Frame[] = [];
  const parser = framing.createParser(
    (frame) =>
      frames.push(Object.fromEntries(Object.entries(frame).filter(([, value]) => value !== undefined)) as never),
    { status: 200, contentType },
  );
  for (const piece of pieces) parser.push(piece);
  const complete = parser.end();
  return { frames, complete };
}

/** Every way to push a text in two pieces, then one character at a time. */
export function textCuts(text: string): string[][] {
  const pairs = Array.from({ length: text.length + 1 }, (_, index) => [text.slice(0, index), text.slice(index)]);
  return [...pairs, Array.from({ length: text.length }, (_, index) => text.charAt(index))];
}

/** A text in pieces of `size` UTF-16 units. */
export function inPieces(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}
