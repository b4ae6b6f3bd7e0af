import { createAnnotations, type Annotation } from "./annotations.js";
import type { Groups } from "./block.js";
import { createBlockParser } from "./blocks/parser.js";
import { commonEntity } from "./common-entities.js";
import { readDefinition } from "./definitions.js";
import type { ExtensionSyntax } from "./extension.js";
import { triggersOf } from "./inlines/extension.js";
import type { InlineOptions } from "./inlines/reader.js";
import { createLabels } from "./labels.js";
import { isMarkerOnly } from "./markers.js";
import type { Node } from "./node.js";
import { createViews } from "./views.js";

export type { Annotation } from "./annotations.js";
export type { Block, Groups } from "./block.js";

export interface MarkdownOptions {
  /** What a named entity stands for, without `&` and `;`; default: `commonEntity`. */
  readonly named?: (name: string) => string | undefined;
  /** Whether addresses without brackets become links, as GitHub has it; default `true`. */
  readonly bareLinks?: boolean;
  /** What else there is, such as formulas; asked in this order, and before what Markdown knows. */
  readonly extensions?: readonly ExtensionSyntax[];
}

/** A text in Markdown that grows at its end. */
export interface MarkdownDocument {
  readonly append: (text: string) => void;
  /** Nothing more will come. */
  readonly end: () => void;
  /**
   * What stands in the text without being in it. Only the blocks of those that are new are read again; those of text that has not
   * come yet wait for it. What stands in code is not shown.
   * @param annotations all there are
   * @param text that was appended, from its beginning on
   */
  readonly annotate: (annotations: readonly Annotation[], text: string) => void;
  /** The blocks of what has come so far; what is open is closed for the screen. */
  readonly blocks: () => Groups;
}

/** Characters of a line that show what it is; a longer one is read again after it grew by half. */
const longLine = 1_024;
/** Characters of a block that is worth waiting with reading it again. */
const longBlock = 4_096;

/** What no underline and no delimiter row has in it. */
const ordinary = /[^\s=|:-]/;

/** Whether the text of a block has at least so many characters. */
function isLong({ text }: Node): boolean {
  let length = 0;
  return text.some((piece) => (length += piece.length) >= longBlock);
}

/**
 * Reads Markdown that arrives in pieces: CommonMark 0.31 with tables, task items, strikethrough and bare addresses of GFM,
 * footnotes and alerts. Lines that are whole are read once; the line that is arriving is read again with each `blocks()`.
 */
export function createMarkdown({
  named = commonEntity,
  bareLinks = true,
  extensions = [],
}: MarkdownOptions = {}): MarkdownDocument {
  const triggers = triggersOf(extensions);
  const marks = extensions.map(({ block }) => block?.marks ?? "").join("");
  /** The line that is arriving, how much of it was read for the screen, and how much of that at once. */
  let rest = "";
  /** What of it came since the last look. Taking it off the end of a long line would cost as much as the line. */
  let fresh = "";
  let readLength = 0;
  let readAtOnce = 0;
  let isHidden = false;
  /** A line feed may follow the carriage return at the end of the text. */
  let hasReturn = false;
  let hasEnded = false;
  /** The last line was read in part, because it is long. */
  let isInLine = false;
  /** Characters so far, and at which number of them the blocks that wait are read again. */
  let received = 0;
  let due = 0;
  const late = new Set<Node>();
  const { take, marksOf } = createAnnotations();
  let annotations: readonly Annotation[] = [];
  let areAhead = false;
  /** Lines of which the annotations have changed. */
  let annotated: readonly number[] = [];
  const provisional = new Set<Node>();

  /** Reads a block again; a long one when there is more to it. */
  function readAgainSoon(node: Node): void {
    if (hasEnded || !isLong(node)) readAgain(node);
    else late.add(node);
  }

  const labels = createLabels(readAgainSoon);

  const parser = createBlockParser({
    extensions,
    named,
    onChange(node) {
      if (parser.isProvisional()) provisional.add(node);
      else if (node.type === "footnote") labels.defineFootnote(node.look.label!);
      views.touch(node);
    },
    onParagraphEnd(node) {
      if (!node.text[0]?.startsWith("[")) return 0;
      const text = node.text.join("");
      let end = 0;
      while (text[end] === "[") {
        const found = readDefinition(text, end, named);
        if (!found) break;
        if (!parser.isProvisional()) labels.define(found.label, found);
        ({ end } = found);
      }
      return end;
    },
  });

  const views = createViews({
    isProvisional: (node) => provisional.has(node),
    isAwaited: labels.isAwaited,
    marksOf,
    optionsFor:
      (node, open) =>
      (before): InlineOptions => ({
        named,
        bareLinks,
        triggers,
        open: open && !hasEnded,
        before,
        isGrowing: !hasEnded,
        definition: labels.definition,
        hasFootnote: labels.hasFootnote,
        onUnknown(label, isPending) {
          if (!provisional.has(node)) labels.miss(label, node, isPending);
        },
      }),
  });

  function readAgain(node: Node): void {
    views.forget(node);
    views.touch(node);
  }

  /** The innermost block that a line belongs to. */
  function blockAt(line: number): Node {
    let node = parser.document;
    const isHere = ({ endLine, textEnd = endLine }: Node) => textEnd >= line;
    for (let next = node.children.find(isHere); next; next = node.children.find(isHere)) node = next;
    return node;
  }

  function readLate(): void {
    if (late.size === 0 || (received < due && !hasEnded)) return;
    for (const node of late) readAgain(node);
    late.clear();
    due = (received * 9) / 8;
  }

  function undo(): void {
    parser.undo();
    for (const node of provisional) node.draft = undefined;
    provisional.clear();
    readLength = 0;
    isHidden = false;
  }

  function takeLine(line: string): void {
    if (isInLine) {
      if (line) parser.extend(line);
      parser.endLine();
    } else parser.line(line);
    isInLine = false;
  }

  function takeLines(text: string): void {
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      takeLine(rest + text.slice(start, end));
      rest = "";
      start = end + 1;
    }
    const more = text.slice(start);
    if (!isInLine) rest += more;
    else if (more) parser.extend(more);
  }

  /** Whether nothing that follows in this line can make anything else of it. */
  function isDecided(): boolean {
    const tip = parser.tip();
    const last = tip.text.at(-1) ?? "";
    if (tip.type === "paragraph") return last[0] !== "<" && ordinary.test(last);
    return (
      tip.type === "code" && tip.fence !== undefined && last.trim() !== "" && !last.trim().startsWith(tip.fence[0]!)
    );
  }

  /** Reads what is there of the line that is arriving. */
  function readRest(): void {
    if (rest.length === readLength) return;
    const isShort = rest.length < longLine;
    if (!isShort && parser.isProvisional() && rest.length < readAtOnce * 1.5) {
      // Until it grew by half, what is new of a long line is shown as it is.
      const { type } = parser.tip();
      if (type === "paragraph" || type === "code" || type === "html" || type === "extension") parser.extend(fresh);
      readLength = rest.length;
      fresh = "";
      return;
    }
    undo();
    views.take(parser.tip());
    isHidden = isMarkerOnly(rest, parser.tip(), marks);
    readLength = readAtOnce = rest.length;
    fresh = "";
    if (isHidden) return;
    parser.provisionalLine(rest);
    if (isShort || !isDecided()) return;
    undo();
    parser.line(rest, true);
    isInLine = true;
    rest = "";
  }

  return {
    append(text) {
      if (hasEnded || !text) return;
      received += text.length;
      const whole = (hasReturn ? "\r" : "") + text;
      hasReturn = whole.endsWith("\r");
      const clean = (hasReturn ? whole.slice(0, -1) : whole).replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd");
      if (isInLine || clean.includes("\n")) {
        undo();
        takeLines(clean);
      } else {
        rest += clean;
        fresh += clean;
      }
    },
    end() {
      if (hasEnded) return;
      undo();
      if (hasReturn) takeLines("\n");
      if (rest || isInLine) takeLine(rest);
      rest = "";
      hasEnded = true;
      parser.end();
      for (const node of labels.waiting()) readAgain(node);
      readLate();
    },
    annotate(next, text) {
      if (next === annotations && !areAhead) return;
      annotations = next;
      areAhead = next.some(({ at }) => at > received);
      annotated = [...annotated, ...take(next, text, received)];
    },
    blocks() {
      readLate();
      if (!hasEnded && !isInLine) readRest();
      annotated = annotated.filter((line) => {
        const node = blockAt(line);
        if (node !== parser.document) readAgainSoon(node);
        // Of a line that may be a mark nothing is read yet.
        return node === parser.document && !hasEnded;
      });
      return views.groups(parser.document);
    },
  };
}
