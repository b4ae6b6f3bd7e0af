import { charAt, isBlank, isPunctuation } from "../characters.js";
import { isDeep, unlink, wrapBetween, type Piece, type Template } from "./piece.js";
import { add, addText, longestSpan, previousOf, type Reader } from "./reader.js";

/** A run of `*`, `_` or `~` that may open or close something. */
export interface Delimiter {
  readonly char: string;
  readonly piece: Piece;
  readonly at: number;
  readonly originalLength: number;
  length: number;
  readonly canOpen: boolean;
  readonly canClose: boolean;
  previous: Delimiter | undefined;
  next: Delimiter | undefined;
}

export interface Delimiters {
  readonly read: (char: string) => void;
  readonly first: () => Delimiter | undefined;
  readonly top: () => Delimiter | undefined;
  /** Matches what can be matched for good, of what stands before `end`. Openers stay: what follows may close them. */
  readonly match: (end: number) => void;
  /** Matches all above `bottom`; what is left of them is text. */
  readonly finish: (bottom: Delimiter | undefined) => void;
  /** Drops those that nothing can close any more. */
  readonly dropFar: () => void;
  /** Closes for the screen what is open above `bottom`. */
  readonly closeOpen: (bottom: Delimiter | undefined) => void;
}

function fits(opener: Delimiter, closer: Delimiter): boolean {
  if (opener.char !== closer.char || !opener.canOpen || closer.at - opener.at > longestSpan) return false;
  if (opener.char === "~") return opener.length === closer.length;
  const isOdd =
    (closer.canOpen || opener.canClose) &&
    closer.originalLength % 3 !== 0 &&
    (opener.originalLength + closer.originalLength) % 3 === 0;
  return !isOdd;
}

function templateOf(char: string, used: number): Template {
  return { type: char === "~" ? "strikethrough" : used === 2 ? "strong" : "emphasis", children: [] };
}

/** The delimiter stack of CommonMark's appendix. */
export function createDelimiters(reader: Reader): Delimiters {
  const { text, options } = reader;
  let first: Delimiter | undefined;
  let top: Delimiter | undefined;
  /** The first that has not been looked at as a closer. */
  let pending: Delimiter | undefined;
  /** For each kind of closer, the place up to which no opener fits. */
  const floors = new Map<string, number>();

  function push(char: string, length: number, canOpen: boolean, canClose: boolean): void {
    const { at } = reader;
    const delimiter: Delimiter = {
      char,
      piece: add(reader, at + length, undefined, text.slice(at, at + length)),
      at,
      originalLength: length,
      length,
      canOpen,
      canClose,
      previous: top,
      next: undefined,
    };
    if (top) top.next = delimiter;
    else first = delimiter;
    top = delimiter;
    pending ??= delimiter;
  }

  function drop(delimiter: Delimiter): void {
    const { previous, next } = delimiter;
    if (previous) previous.next = next;
    else first = next;
    if (next) next.previous = previous;
    else top = previous;
    if (pending === delimiter) pending = next;
  }

  function take(delimiter: Delimiter, count: number): void {
    delimiter.length -= count;
    delimiter.piece.text = delimiter.piece.text.slice(count);
    if (delimiter.length > 0) return;
    drop(delimiter);
    unlink(delimiter.piece);
  }

  /** Makes what stands between two of them one piece. Returns the next closer to look at. */
  function wrap(opener: Delimiter, closer: Delimiter): Delimiter | undefined {
    const used = closer.char === "~" ? closer.length : opener.length >= 2 && closer.length >= 2 ? 2 : 1;
    wrapBetween(opener.piece, closer.piece, templateOf(closer.char, used));
    while (closer.previous && closer.previous !== opener) drop(closer.previous);
    take(opener, used);
    const { next } = closer;
    take(closer, used);
    return closer.length > 0 ? closer : next;
  }

  /** Returns the first that was not looked at, because it does not stand before `end`. */
  function matchFrom(
    start: Delimiter | undefined,
    bottom: number,
    known: Map<string, number>,
    end: number = Number.POSITIVE_INFINITY,
  ): Delimiter | undefined {
    let closer = start;
    while (closer && closer.at < end) {
      const { next, canOpen, canClose, char, length, originalLength }: Delimiter = closer;
      if (!canClose) {
        closer = next;
        continue;
      }
      const key = `${char}${canOpen}${char === "~" ? length : originalLength % 3}`;
      const floor = Math.max(bottom, known.get(key) ?? -1);
      let opener = closer.previous;
      while (opener && opener.at > floor && !fits(opener, closer)) opener = opener.previous;
      if (opener && opener.at > floor && !isDeep(opener.piece, closer.piece)) {
        closer = wrap(opener, closer);
        continue;
      }
      known.set(key, closer.previous?.at ?? -1);
      if (!canOpen) drop(closer);
      closer = next;
    }
    return closer;
  }

  function matchAbove(bottom: Delimiter | undefined): void {
    matchFrom(bottom ? bottom.next : first, bottom?.at ?? -1, new Map());
  }

  return {
    first: () => first,
    top: () => top,
    read(char) {
      const { at } = reader;
      let end = at;
      while (text[end] === char) end++;
      // Nobody knows yet what it will be: it is not shown, and what is open is closed anyway.
      if (options.open && end === text.length) {
        reader.at = end;
        return;
      }
      const previous = previousOf(reader, at);
      const next = charAt(text, end);
      const isLeft = !isBlank(next) && (!isPunctuation(next) || isBlank(previous) || isPunctuation(previous));
      const isRight = !isBlank(previous) && (!isPunctuation(previous) || isBlank(next) || isPunctuation(next));
      const canOpen = char === "_" ? isLeft && (!isRight || isPunctuation(previous)) : isLeft;
      const canClose = char === "_" ? isRight && (!isLeft || isPunctuation(next)) : isRight;
      if ((!canOpen && !canClose) || (char === "~" && end - at > 2)) addText(reader, text.slice(at, end));
      else push(char, end - at, canOpen, canClose);
    },
    match(end) {
      pending = matchFrom(pending, -1, floors, end);
    },
    finish(bottom) {
      matchAbove(bottom);
      while (top && top !== bottom) drop(top);
    },
    dropFar() {
      while (first && first.at < reader.at - longestSpan) drop(first);
    },
    closeOpen(bottom) {
      matchAbove(bottom);
      // What stands around something too deep is too deep as well.
      let wasDeep = false;
      while (top && top !== bottom) {
        const { piece, char, canOpen } = top;
        let { length: left } = top;
        drop(top);
        if (!canOpen) continue;
        while (left > 0 && !(wasDeep ||= isDeep(piece))) {
          const used = char === "~" ? left : Math.min(left, 2);
          wrapBetween(piece, undefined, templateOf(char, used));
          left -= used;
        }
        unlink(piece);
      }
    },
  };
}
