import { charBefore, normalizeLabel } from "../characters.js";
import { readDestination, readLabel, readTitle, skipBlanks } from "../destination.js";
import type { Delimiter, Delimiters } from "./emphasis.js";
import { matchExtension, type FoundExtension } from "./extension.js";
import { append, createPiece, deepest, flattenAddresses, heightOf, unlink, wrapBetween, type Piece } from "./piece.js";
import { addText, longestSpan, type Reader } from "./reader.js";

interface Bracket {
  readonly piece: Piece;
  /** Where it stands, and where its text begins, after the bracket. */
  readonly start: number;
  readonly at: number;
  readonly image: boolean;
  /** The one around it. */
  previous: Bracket | undefined;
  /** The one in it. */
  next: Bracket | undefined;
  readonly delimiter: Delimiter | undefined;
  /** A link does not stand in a link. */
  active: boolean;
  /** Another bracket stands in it. */
  bracketAfter: boolean;
}

interface Target {
  readonly kind: "link" | "image" | "footnote" | "extension";
  readonly url: string;
  readonly title?: string | undefined;
  readonly end: number;
  readonly label?: string;
  readonly name?: string;
  readonly pending?: boolean;
}

export interface Brackets {
  readonly open: (image: boolean) => void;
  readonly close: () => void;
  /** Where the outermost open one stands. */
  readonly start: () => Pick<Bracket, "piece" | "start"> | undefined;
  /** Whether the place may stand in a link. */
  readonly isNear: () => boolean;
  /** Drops those that nothing can close any more. */
  readonly dropFar: () => void;
  /** Makes pending links of what is open at the end. */
  readonly closeOpen: () => void;
}

/** Characters of an unfinished link that are shown as one. */
const longestPending = 1_024;
/** Characters of a destination with its title, brackets included. */
const longestTarget = 4_096;
const longestLabel = 999;
const unfinishedTitle = String.raw`(?:[ \t\n]+(?:"(?:[^"\\]|\\[^])*(?:"|\\)?|'(?:[^'\\]|\\[^])*(?:'|\\)?|\((?:[^()\\]|\\[^])*(?:\)|\\)?)?[ \t\n]*)?`;
const unfinishedTarget = new RegExp(
  String.raw`^\([ \t\n]*(?:<(?:[^<>\n\\]|\\.)*\\?|(?:<(?:[^<>\n\\]|\\.)*>|[^\s<]\S*)?${unfinishedTitle})$`,
);

export function createBrackets(reader: Reader, delimiters: Delimiters): Brackets {
  const { text, options, root } = reader;
  let first: Bracket | undefined;
  let top: Bracket | undefined;

  function pop(): void {
    if (!top) return;
    top = top.previous;
    if (top) top.next = undefined;
    else first = undefined;
  }

  /** A target whose end has not come yet. */
  function unfinished(kind: "link" | "image"): Target | undefined {
    const { at } = reader;
    if (!options.open || text.length - at > longestTarget) return undefined;
    if (!unfinishedTarget.test(text.slice(at))) return undefined;
    return { kind, url: "", end: text.length, pending: true };
  }

  function readInlineTarget(kind: "link" | "image"): Target | undefined {
    let end = skipBlanks(text, reader.at + 1);
    const url = readDestination(text, end, options.named);
    if (!url) return unfinished(kind);
    end = skipBlanks(text, url.end);
    const title = end > url.end ? readTitle(text, end, options.named) : undefined;
    if (title) end = skipBlanks(text, title.end);
    if (text[end] !== ")") return unfinished(kind);
    if (end - reader.at >= longestTarget) return undefined;
    return { kind, url: url.value, title: title?.value, end: end + 1 };
  }

  function readFootnote(inner: string): Target | undefined {
    if (inner[0] !== "^" || inner.length < 2 || inner.length > longestLabel || /[\s[\]]/.test(inner)) return undefined;
    const label = normalizeLabel(inner.slice(1));
    if (options.hasFootnote(label)) return { kind: "footnote", url: "", end: reader.at, label };
    options.onUnknown(`^${label}`, options.isGrowing);
    return options.isGrowing ? { kind: "footnote", url: "", end: reader.at, label, pending: true } : undefined;
  }

  /** What an extension makes of what stands from the bracket on. */
  function readBracketed({ start, image }: Bracket): FoundExtension | undefined {
    return image ? undefined : matchExtension(reader, start);
  }

  /** Whether no word stands right before the bracket: `matrix[i][j]` waits for no definition. */
  function isFree({ start }: Bracket): boolean {
    return !/[\p{L}\p{N}_\])]/u.test(start > 0 ? charBefore(text, start) : options.before);
  }

  /** What follows the `]`, which is at `start`. */
  function readTarget(opener: Bracket, start: number): Target | undefined {
    const { at } = reader;
    const kind = opener.image ? ("image" as const) : ("link" as const);
    const inner = text.slice(opener.at, start);
    const footnote = opener.image ? undefined : readFootnote(inner);
    if (footnote) return footnote;
    const inline = text[at] === "(" ? readInlineTarget(kind) : undefined;
    if (inline) return inline;
    const extension = readBracketed(opener);
    const isOwn = extension?.end === at - opener.start;
    const label = readLabel(text, at);
    let reference: string | undefined;
    let end = at;
    if (label) {
      reference = label.value;
      ({ end } = label);
    } else if (!opener.bracketAfter && inner.length <= longestLabel) {
      reference = inner;
      if (text.startsWith("[]", at)) end = at + 2;
    }
    if (reference?.trim()) {
      const normalized = normalizeLabel(reference);
      const found = options.definition(normalized);
      if (found) return { kind, ...found, end };
      const isPending = !isOwn && options.isGrowing && end > at && isFree(opener);
      options.onUnknown(normalized, isPending);
      if (isPending) return { kind, url: "", end, pending: true };
    }
    if (isOwn) return { kind: "extension", url: "", end: at, label: extension.value ?? "", name: extension.name };
    if (!options.open || text.length - start > longestPending) return undefined;
    // A target may follow.
    if (at >= text.length && inner.trim()) return { kind, url: "", end: at, pending: true };
    if (text[at] === "[" && text.indexOf("]", at) < 0) return { kind, url: "", end: text.length, pending: true };
    return undefined;
  }

  return {
    start: () => first,
    isNear: () => top !== undefined && reader.at - top.at <= longestSpan,
    open(image) {
      const mark = image ? "![" : "[";
      if (top) top.bracketAfter = true;
      const piece = createPiece("text", mark);
      append(root, piece);
      reader.isCut = true;
      const start = reader.at;
      reader.at += mark.length;
      const bracket: Bracket = {
        piece,
        start,
        at: reader.at,
        image,
        previous: top,
        next: undefined,
        delimiter: delimiters.top(),
        active: true,
        bracketAfter: false,
      };
      if (top) top.next = bracket;
      else first = bracket;
      top = bracket;
    },
    close() {
      const opener = top;
      const start = reader.at;
      addText(reader, "]");
      const closing = root.last!;
      const isNear = opener?.active === true && start - opener.at <= longestSpan;
      const target = isNear ? readTarget(opener, start) : undefined;
      if (!opener || !target || heightOf(opener.piece.next, undefined) >= deepest) {
        pop();
        return;
      }
      closing.text = closing.text.slice(0, -1);
      delimiters.finish(opener.delimiter);
      const piece = createPiece(target.kind, target.label);
      piece.url = target.url;
      piece.title = target.title;
      if (target.name !== undefined) piece.name = target.name;
      if (target.pending) piece.pending = true;
      wrapBetween(opener.piece, undefined, piece);
      if (target.kind === "link") flattenAddresses(piece);
      pop();
      unlink(opener.piece);
      reader.isCut = true;
      reader.at = target.end;
      if (target.kind !== "link") return;
      // Links hold no links. Below one that is not active all are inactive already.
      for (let outer = top; outer; outer = outer.previous) {
        if (outer.image) continue;
        if (!outer.active) break;
        outer.active = false;
      }
    },
    dropFar() {
      while (first && reader.at - first.at > longestSpan) {
        first = first.next;
        if (first) first.previous = undefined;
        else top = undefined;
      }
    },
    closeOpen() {
      let hasLink = false;
      while (top) {
        const { piece, image, active, at, delimiter } = top;
        const extension = readBracketed(top);
        pop();
        if (!active || text.length - at > longestPending) continue;
        delimiters.closeOpen(delimiter);
        if (piece.next && (image || !hasLink) && heightOf(piece.next, undefined) < deepest) {
          const pending = createPiece(extension?.value === undefined ? (image ? "image" : "link") : "extension");
          pending.url = "";
          pending.pending = true;
          wrapBetween(piece, undefined, pending);
          if (extension?.value !== undefined) {
            pending.text = extension.value;
            pending.name = extension.name;
          } else if (!image) {
            flattenAddresses(pending);
            hasLink = true;
          }
        }
        unlink(piece);
      }
    },
  };
}
