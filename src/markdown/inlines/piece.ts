import type { Inline } from "../inline.js";

/** A piece of text while it is read; pieces are linked, because a closer far behind may wrap what stands between. */
export interface Piece {
  readonly kind: Inline["type"] | "root";
  text: string;
  first: Piece | undefined;
  last: Piece | undefined;
  previous: Piece | undefined;
  next: Piece | undefined;
  parent: Piece | undefined;
  /** Pieces that stand in each other below this one. */
  height: number;
  /** Of extensions. */
  name?: string;
  url?: string;
  title?: string | undefined;
  pending?: boolean;
  /** An address that stands in a link: nothing but its text, because links hold no links. */
  isPlain?: boolean;
}

/** Pieces deeper in each other than this are text: recursion must end. */
export const deepest = 50;

export function createPiece(kind: Piece["kind"], text: string = ""): Piece {
  return {
    kind,
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
export function heightOf(first: Piece | undefined, end: Piece | undefined): number {
  let height = 0;
  for (let piece = first; piece && piece !== end; piece = piece.next) height = Math.max(height, piece.height);
  return height;
}

/** Puts the pieces between `start` and `end` into `piece`, and that after `start`. */
export function wrapBetween(start: Piece, end: Piece | undefined, piece: Piece): void {
  let height = 0;
  for (let inner = start.next; inner && inner !== end;) {
    const { next }: Piece = inner;
    height = Math.max(height, inner.height);
    append(piece, inner);
    inner = next;
  }
  piece.height = height + 1;
  piece.parent = start.parent;
  piece.previous = start;
  piece.next = start.next;
  if (start.next) start.next.previous = piece;
  else if (start.parent) start.parent.last = piece;
  start.next = piece;
}

/** Makes text of the addresses below `parent`. */
export function flattenAddresses(parent: Piece): void {
  for (let piece = parent.first; piece; piece = piece.next) {
    if (piece.kind === "link") piece.isPlain = true;
    else flattenAddresses(piece);
  }
}

/** The words of inlines without their form. */
function altOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if ("text" in inline) return inline.text;
      if (inline.type === "extension") return inline.value;
      if (inline.type === "image") return inline.alt;
      if (inline.type === "break") return "\n";
      return "children" in inline ? altOf(inline.children) : "";
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
  for (let piece = first; piece; piece = piece.next) {
    if (piece.kind === "text" || piece.isPlain) text += piece.text;
    else {
      addText();
      const inline = toInline(piece);
      if (inline) list.push(inline);
    }
    if (piece === last) break;
  }
  addText();
  return list;
}

function toInline(piece: Piece): Inline | undefined {
  const { kind, text, url = "", title, pending } = piece;
  switch (kind) {
    case "code":
    case "html":
      return { type: kind, text };
    case "break":
      return { type: "break" };
    case "link":
      return { type: "link", url, title, children: toInlines(piece.first), ...(pending && { pending }) };
    case "image":
      return { type: "image", url, title, alt: altOf(toInlines(piece.first)), ...(pending && { pending }) };
    case "footnote":
      return { type: "footnote", label: text, ...(pending && { pending }) };
    case "extension":
      return { type: "extension", name: piece.name!, value: text, ...(pending && { pending }) };
    case "emphasis":
    case "strong":
    case "strikethrough":
      return { type: kind, children: toInlines(piece.first) };
    default:
      return undefined;
  }
}
