import type { Inline } from "../inline.js";

/** What a piece becomes, without what stands in it. */
export type Template = Exclude<Inline, { type: "text" }>;

/** A piece of text while it is read; pieces are linked, because a closer far behind may wrap what stands between. */
export interface Piece {
  /** Nothing: it is text. */
  readonly template: Template | undefined;
  text: string;
  first: Piece | undefined;
  last: Piece | undefined;
  previous: Piece | undefined;
  next: Piece | undefined;
  parent: Piece | undefined;
  /** Pieces that stand in each other below this one. */
  height: number;
  /** An address that stands in a link: nothing but its text, because links hold no links. */
  isPlain?: boolean;
}

/** Pieces deeper in each other than this are text: recursion must end. */
const deepest = 50;

export function createPiece(text: string, template?: Template): Piece {
  return {
    template,
    text,
    first: undefined,
    last: undefined,
    previous: undefined,
    next: undefined,
    parent: undefined,
    height: 0,
  };
}

export function unlink(piece: Piece): void {
  const { previous, next, parent } = piece;
  if (previous) previous.next = next;
  else if (parent) parent.first = next;
  if (next) next.previous = previous;
  else if (parent) parent.last = previous;
  piece.parent = piece.previous = piece.next = undefined;
}

export function append(parent: Piece, piece: Piece): void {
  unlink(piece);
  piece.parent = parent;
  piece.previous = parent.last;
  if (parent.last) parent.last.next = piece;
  else parent.first = piece;
  parent.last = piece;
}

/** How deep the pieces from `first` up to `end` are. */
function heightOf(first: Piece | undefined, end: Piece | undefined): number {
  let height = 0;
  for (let piece = first; piece && piece !== end; piece = piece.next) height = Math.max(height, piece.height);
  return height;
}

/** Whether what stands between the two is too deep to stand in something. */
export function isDeep({ next }: Piece, end?: Piece): boolean {
  return heightOf(next, end) >= deepest;
}

/** Puts the pieces between `start` and `end` into a new one, and that after `start`. */
export function wrapBetween(start: Piece, end: Piece | undefined, template: Template): void {
  const piece = createPiece("", template);
  piece.height = heightOf(start.next, end) + 1;
  while (start.next && start.next !== end) append(piece, start.next);
  piece.parent = start.parent;
  piece.previous = start;
  piece.next = end;
  if (end) end.previous = piece;
  else if (start.parent) start.parent.last = piece;
  start.next = piece;
  if (template.type === "link") flattenAddresses(piece);
}

/** Makes text of the addresses below `parent`. */
function flattenAddresses(parent: Piece): void {
  for (let piece = parent.first; piece; piece = piece.next) {
    if (piece.template?.type === "link") piece.isPlain = true;
    else flattenAddresses(piece);
  }
}

/** The words of inlines without their form. */
function altOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if ("text" in inline) return inline.text;
      if ("alt" in inline) return inline.alt;
      if ("value" in inline) return inline.isApart ? "" : inline.value;
      if ("children" in inline) return altOf(inline.children);
      return inline.type === "break" ? "\n" : "";
    })
    .join("");
}

/** The immutable views of `first` and what follows, up to `last`. */
export function toInlines(first: Piece | undefined, last?: Piece): Inline[] {
  const list: Inline[] = [];
  let text = "";
  const addText = (): void => {
    if (text) list.push({ type: "text", text });
    text = "";
  };
  for (let piece = first; piece; piece = piece === last ? undefined : piece.next) {
    const { template } = piece;
    if (!template || piece.isPlain) text += piece.text;
    else {
      addText();
      if ("children" in template) list.push({ ...template, children: toInlines(piece.first) });
      else list.push("alt" in template ? { ...template, alt: altOf(toInlines(piece.first)) } : template);
    }
  }
  addText();
  return list;
}
