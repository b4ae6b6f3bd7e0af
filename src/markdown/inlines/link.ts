import { normalizeLabel } from "../characters.js";
import { longestLabel, readDestination, readLabel, readTitle, skipBlanks } from "../destination.js";
import type { Definition } from "../inline.js";
import type { Delimiter, Delimiters } from "./emphasis.js";
import { matchExtension } from "./extension.js";
import { isDeep, unlink, wrapBetween, type Piece, type Template } from "./piece.js";
import { add, addText, longestSpan, previousOf, type Reader } from "./reader.js";

interface Bracket {
  readonly piece: Piece;
  /** Where it stands, and where its text begins, after the bracket. */
  readonly start: number;
  readonly at: number;
  readonly image: boolean;
  readonly delimiter: Delimiter | undefined;
  /** A link does not stand in a link. */
  active: boolean;
  /** Another bracket stands in it. */
  bracketAfter: boolean;
}

/** What a bracket and what follows it become, and where that ends. */
interface Target {
  readonly template: Template;
  readonly end: number;
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
const unfinishedNote = /^\^([^\s[\]]*)$/;
const unfinishedTarget =
  /^\([ \t\n]*(?:<(?:[^<>\n\\]|\\.)*\\?|(?:<(?:[^<>\n\\]|\\.)*>|[^\s<]\S*)?(?:[ \t\n]+(?:(["'])(?:(?!\1)[^\\]|\\[^])*(?:\1|\\)?|\((?:[^()\\]|\\[^])*[)\\]?)?[ \t\n]*)?)$/;

/** A link or an image; without a definition it is pending. */
function templateOf({ image }: Bracket, definition?: Definition): Template {
  const target = definition ? { url: definition.url, title: definition.title } : { url: "", pending: true };
  return image ? { type: "image", ...target, alt: "" } : { type: "link", ...target, children: [] };
}

export function createBrackets(reader: Reader, delimiters: Delimiters): Brackets {
  const { text, options } = reader;
  const { named, open, isGrowing } = options;
  /** Those that are open; below `bottom` stand those that nothing can close any more. */
  const stack: Bracket[] = [];
  let bottom = 0;

  function pop(): Bracket | undefined {
    return stack.length > bottom ? stack.pop() : undefined;
  }

  /** What stands in round brackets at the place. */
  function readInlineTarget(opener: Bracket): Target | undefined {
    const { at } = reader;
    let end = skipBlanks(text, at + 1);
    const url = readDestination(text, end, named);
    if (url) {
      end = skipBlanks(text, url.end);
      const title = end > url.end ? readTitle(text, end, named) : undefined;
      if (title) end = skipBlanks(text, title.end);
      if (text[end] === ")") {
        const definition = { url: url.value, title: title?.value };
        return end - at < longestTarget ? { template: templateOf(opener, definition), end: end + 1 } : undefined;
      }
    }
    // Its end may be about to come.
    return open && text.length - at <= longestTarget && unfinishedTarget.test(text.slice(at))
      ? { template: templateOf(opener), end: text.length }
      : undefined;
  }

  function readFootnote(inner: string): Target | undefined {
    if (inner.length > longestLabel || !/^\^[^\s[\]]+$/.test(inner)) return undefined;
    const label = normalizeLabel(inner.slice(1));
    const isKnown = options.hasFootnote(label);
    if (!isKnown) options.onUnknown(`^${label}`, isGrowing);
    if (!isKnown && !isGrowing) return undefined;
    return { template: { type: "footnote", label, ...(!isKnown && { pending: true }) }, end: reader.at };
  }

  /** Whether no word stands right before the bracket: `matrix[i][j]` waits for no definition. */
  function isFree({ start }: Bracket): boolean {
    return !/[\p{L}\p{N}_\])]/u.test(previousOf(reader, start));
  }

  /** What follows the `]`, which is at `start`. */
  function readTarget(opener: Bracket, start: number): Target | undefined {
    const { at } = reader;
    const { image, bracketAfter } = opener;
    const inner = text.slice(opener.at, start);
    const found = (!image && readFootnote(inner)) || (text[at] === "(" && readInlineTarget(opener));
    if (found) return found;
    const extension = image ? undefined : matchExtension(reader, opener.start);
    const own = extension?.end === at - opener.start ? extension.template : undefined;
    const label = readLabel(text, at);
    const isShort = !label && !bracketAfter && inner.length <= longestLabel;
    const reference = label ? label.value : isShort ? inner : "";
    const end = label ? label.end : isShort && text.startsWith("[]", at) ? at + 2 : at;
    if (reference.trim()) {
      const normalized = normalizeLabel(reference);
      const definition = options.definition(normalized);
      if (definition) return { template: templateOf(opener, definition), end };
      const isPending = !own && isGrowing && end > at && isFree(opener);
      options.onUnknown(normalized, isPending);
      if (isPending) return { template: templateOf(opener), end };
    }
    if (own) return { template: own, end: at };
    if (!open || text.length - start > longestPending) return undefined;
    // A target may follow.
    const isLabel = text[at] === "[" && !text.includes("]", at);
    return isLabel || (at >= text.length && inner.trim())
      ? { template: templateOf(opener), end: text.length }
      : undefined;
  }

  return {
    start: () => stack[bottom],
    isNear: () => stack.length > bottom && reader.at - stack.at(-1)!.at <= longestSpan,
    open(image) {
      const mark = image ? "![" : "[";
      const start = reader.at;
      const last = stack.at(-1);
      if (last) last.bracketAfter = true;
      stack.push({
        piece: add(reader, start + mark.length, undefined, mark),
        start,
        at: reader.at,
        image,
        delimiter: delimiters.top(),
        active: true,
        bracketAfter: false,
      });
    },
    close() {
      const opener = pop();
      const start = reader.at++;
      const isNear = opener?.active && start - opener.at <= longestSpan;
      const target = isNear ? readTarget(opener, start) : undefined;
      reader.at = start;
      if (!opener || !target || isDeep(opener.piece)) {
        addText(reader, "]");
        return;
      }
      const { template, end } = target;
      delimiters.finish(opener.delimiter);
      wrapBetween(opener.piece, undefined, template);
      unlink(opener.piece);
      reader.isCut = true;
      reader.at = end;
      if (template.type !== "link") return;
      // Links hold no links. Below one that is not active all are inactive already.
      for (let index = stack.length - 1; index >= bottom; index--) {
        const outer = stack[index]!;
        if (outer.image) continue;
        if (!outer.active) break;
        outer.active = false;
      }
    },
    dropFar() {
      while (bottom < stack.length && reader.at - stack[bottom]!.at > longestSpan) bottom++;
    },
    closeOpen() {
      let hasLink = false;
      for (let bracket = pop(); bracket; bracket = pop()) {
        const { piece, image, active, at, start, delimiter } = bracket;
        if (!active || text.length - at > longestPending) continue;
        delimiters.closeOpen(delimiter);
        const label = image ? undefined : unfinishedNote.exec(text.slice(at))?.[1];
        const template: Template =
          label === undefined
            ? (!image && matchExtension(reader, start)?.template) || templateOf(bracket)
            : { type: "footnote", label: normalizeLabel(label), pending: true };
        if (piece.next && (!hasLink || template.type !== "link") && !isDeep(piece)) {
          wrapBetween(piece, undefined, template);
          hasLink ||= template.type === "link";
        }
        unlink(piece);
      }
    },
  };
}
