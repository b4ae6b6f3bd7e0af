import type { InlineExtension } from "../extension.js";
import { charBefore, matchAt } from "../characters.js";
import type { InlineContext } from "../inline.js";
import { append, createPiece, type Piece, type Template } from "./piece.js";

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
  /** Annotations in the order of their places. One within a link, a piece of code and the like stands after it. */
  readonly marks?: readonly Mark[];
}

/** Something that stands at a place of a text and is not in it. */
export interface Mark {
  readonly at: number;
  readonly template: Template;
}

/** A text with a place in it, and what was read so far. */
export interface Reader {
  readonly text: string;
  readonly options: InlineOptions;
  readonly root: Piece;
  at: number;
  /** From here the text of the last piece is as it is in the source. */
  plainFrom: number;
  /** What follows may change what was read. */
  isUnsettled: boolean;
  /** Text that is added from now on is a piece of its own. */
  isCut: boolean;
}

export function createReader(text: string, options: InlineOptions): Reader {
  return { text, options, root: createPiece(""), at: 0, plainFrom: 0, isUnsettled: false, isCut: false };
}

/** Adds what stands for the text up to `end`, and goes there; the piece may have a text of its own. */
export function add(reader: Reader, end: number, template?: Template, text: string = ""): Piece {
  const piece = createPiece(text, template);
  append(reader.root, piece);
  reader.isCut = true;
  reader.at = end;
  return piece;
}

/** Adds text that stands for the next `length` characters, and goes past them. */
export function addText(reader: Reader, text: string, length: number = text.length): void {
  const { root, at } = reader;
  const end = at + length;
  if (!reader.isCut && root.last) root.last.text += text;
  else {
    add(reader, end, undefined, text);
    reader.isCut = false;
    reader.plainFrom = at;
  }
  reader.at = end;
  if (text.length !== length) reader.plainFrom = end;
}

/** The character before a place, also when the text begins there. */
export function previousOf({ text, options }: Reader, at: number): string {
  return at > 0 ? charBefore(text, at) : options.before;
}

/** Matches a sticky expression at the place. */
export function match({ text, at }: Reader, pattern: RegExp): string | undefined {
  return matchAt(pattern, text, at);
}
