import type { InlineExtension } from "../extension.js";
import type { InlineContext } from "../inline.js";
import { append, createPiece, type Piece } from "./piece.js";

/** Emphasis, links and code that are longer than this, in characters, are text: what is open must not grow with the answer. */
export const longestSpan = 4_096;

/** The extensions that may begin with a character, in the order in which they are asked. */
export type Triggers = ReadonlyMap<string, readonly (Pick<InlineExtension, "read"> & { readonly name: string })[]>;

export interface InlineOptions extends InlineContext {
  /** What a named entity stands for, without `&` and `;`. */
  readonly named: (name: string) => string | undefined;
  /** Whether bare addresses become links, as GFM has it. */
  readonly bareLinks: boolean;
  readonly triggers: Triggers | undefined;
  /** The text goes on: what is open is closed for the screen, and what may become a marker is not shown. */
  readonly open: boolean;
  /** The character before the text; `""` at the beginning of the block. */
  readonly before: string;
}

/** A text with a place in it, and what was read so far. */
export interface Reader {
  readonly text: string;
  readonly options: InlineOptions;
  readonly root: Piece;
  at: number;
  /** From here the text of the last piece is as it is in the source. */
  plainFrom: number;
  /** Where the word ends in which an address was looked for last, and where it ends within brackets. */
  wordEnd: number;
  wordEndInBrackets: number;
  /** What follows may change what was read. */
  isUnsettled: boolean;
  /** Text that is added from now on is a piece of its own. */
  isCut: boolean;
}

export function createReader(text: string, options: InlineOptions): Reader {
  return {
    text,
    options,
    root: createPiece("root"),
    at: 0,
    plainFrom: 0,
    wordEnd: 0,
    wordEndInBrackets: 0,
    isUnsettled: false,
    isCut: false,
  };
}

export function add(reader: Reader, piece: Piece): Piece {
  append(reader.root, piece);
  reader.isCut = true;
  return piece;
}

/** Adds text that stands for the next `length` characters, and goes past them. */
export function addText(reader: Reader, text: string, length: number = text.length): void {
  const { root, at } = reader;
  const { last } = root;
  const isSource = text.length === length;
  if (!reader.isCut && last) last.text += text;
  else {
    append(root, createPiece("text", text));
    reader.isCut = false;
    reader.plainFrom = at;
  }
  reader.at += length;
  if (!isSource) reader.plainFrom = reader.at;
}

/** Matches a sticky expression at the place. */
export function match({ text, at }: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
