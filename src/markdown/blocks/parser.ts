import type { ExtensionSyntax } from "../extension.js";
import { createJournal, type Journal } from "../journal.js";
import type { Node, NodeType } from "../node.js";
import { advanceToNext, createCursor, findNext, restOf, type Cursor } from "../scan.js";
import { continueQuote, startQuote, takeAlert } from "./block-quote.js";
import { continueCode, startFencedCode, startIndentedCode } from "./code.js";
import { codeIndent, type BlockContext, type Continued, type Start, type Started } from "./context.js";
import { continueExtension, startExtension } from "./extension.js";
import { continueFootnote, startFootnote } from "./footnote.js";
import { startAtxHeading, startSetextHeading } from "./heading.js";
import { endsAtBlank, endsHtml, startHtml } from "./html.js";
import { continueItem, startItem } from "./list.js";
import { addRow, endsTable, startTable } from "./table.js";
import { startThematicBreak } from "./thematic-break.js";

/** Blocks deeper than this are text: nobody nests so, and recursion must end. */
const deepest = 100;
const maybeSpecial = /[#`~*+_=<>0-9\-|:[]/;

/** In this order; the first that begins wins. */
const starts: readonly Start[] = [
  startExtension,
  startQuote,
  startAtxHeading,
  startFencedCode,
  startHtml,
  startSetextHeading,
  startTable,
  startThematicBreak,
  startFootnote,
  startItem,
];

const containers: ReadonlySet<NodeType> = new Set(["document", "block-quote", "list", "list-item", "footnote"]);
const takesLines: ReadonlySet<NodeType> = new Set(["paragraph", "code", "html"]);

/** Who hears of changes. */
export interface BlockEvents {
  readonly extensions: readonly ExtensionSyntax[];
  /** A node changed, or its children did. */
  readonly onChange: (node: Node) => void;
  /** A paragraph is over. Returns how many characters at its beginning were definitions. */
  readonly onParagraphEnd: (node: Node) => number;
}

export interface BlockParser {
  readonly document: Node;
  /** Whether the last line is read for the screen only. */
  readonly isProvisional: () => boolean;
  /**
   * Reads one line, without its end.
   * @param isPart more of it follows by `extend`, up to `endLine`
   */
  readonly line: (text: string, isPart?: boolean) => void;
  /** Reads the line that is arriving, until `undo`. */
  readonly provisionalLine: (text: string) => void;
  readonly undo: () => void;
  /** The innermost open block. */
  readonly tip: () => Node;
  readonly lineNumber: () => number;
  /** Adds to a line that was read in part. */
  readonly extend: (text: string) => void;
  readonly endLine: () => void;
  /** Closes everything. */
  readonly end: () => void;
}

function canContain(parent: NodeType, child: NodeType): boolean {
  if (parent === "list") return child === "list-item";
  return containers.has(parent) && child !== "list-item" && child !== "table-row";
}

function create(type: NodeType, parent: Node | undefined, startLine: number): Node {
  return {
    type,
    parent,
    index: parent?.children.length ?? 0,
    depth: parent ? parent.depth + 1 : 0,
    children: [],
    open: true,
    startLine,
    endLine: startLine,
    text: [],
  };
}

function nothing(): void {}

/** Reads blocks line by line, as CommonMark's appendix has it: open blocks go on or end, new ones begin, the rest is text. */
export function createBlockParser({ extensions, onChange, onParagraphEnd }: BlockEvents): BlockParser {
  const journal: Journal = createJournal(onChange);
  const document = create("document", undefined, 1);
  let tip = document;
  let lineNumber = 0;
  let lineEnd = "\n";
  let closeUnmatched = nothing;
  let saved = { tip, lineNumber };

  function takeDefinitions(paragraph: Node): void {
    const taken = onParagraphEnd(paragraph);
    if (taken > 0) journal.set(paragraph, "text", [paragraph.text.join("").slice(taken)]);
  }

  function close(node: Node): void {
    if (node.type === "paragraph") takeDefinitions(node);
    journal.set(node, "open", false);
    tip = node.parent ?? document;
    onChange(node);
  }

  /** Blocks with a blank line between them make their list loose. That is decided by whole lines only. */
  function loosen(parent: Node): void {
    const before = parent.children.at(-1);
    if (journal.isRecording() || !before || before.endLine >= lineNumber - 1) return;
    const list = parent.type === "list-item" ? parent.parent : parent;
    if (list?.type !== "list" || !list.tight) return;
    journal.set(list, "tight", false);
    for (const item of list.children) onChange(item);
  }

  function add(type: NodeType, extra: Partial<Node> = {}): Node {
    while (!canContain(tip.type, type)) close(tip);
    loosen(tip);
    const node = Object.assign(create(type, tip, lineNumber), extra);
    journal.addChild(tip, node);
    tip = node;
    onChange(node);
    return node;
  }

  function replaceTip(old: Node, type: NodeType, extra: Partial<Node>, text: readonly string[]): Node {
    const parent = old.parent ?? document;
    const node: Node = { ...create(type, parent, old.startLine), ...extra, index: old.index, text: [...text] };
    journal.replaceChild(parent, old.index, node);
    tip = node;
    onChange(node);
    return node;
  }

  function addLine(node: Node, text: string): void {
    journal.addText(node, text + lineEnd);
    onChange(node);
  }

  /** The line belongs to the open blocks; a blank one only to what has it inside a quote, or to code. */
  function countLine(isBlank: boolean): void {
    let node: Node | undefined = tip;
    const isCode = tip.type === "code" && tip.fence !== undefined;
    if (isBlank && !isCode) while (node && node.type !== "block-quote") node = node.parent;
    for (; node; node = node.parent) journal.set(node, "endLine", lineNumber);
  }

  const context: BlockContext = {
    journal,
    extensions,
    tip: () => tip,
    lineNumber: () => lineNumber,
    closeUnmatched: () => closeUnmatched(),
    add,
    close,
    replaceTip,
    addLine,
    countLine: () => countLine(false),
    changed: onChange,
    takeDefinitions,
  };

  function goOn(node: Node, cursor: Cursor): Continued {
    switch (node.type) {
      case "list":
        return "yes";
      case "block-quote":
        return continueQuote(cursor);
      case "list-item":
        return continueItem(node, cursor);
      case "footnote":
        return continueFootnote(node, cursor);
      case "code":
        return continueCode(context, node, cursor);
      case "extension":
        return continueExtension(context, node, cursor);
      case "html":
        return cursor.blank && endsAtBlank(node.htmlKind!) ? "no" : "yes";
      default:
        return cursor.blank ? "no" : "yes";
    }
  }

  function begin(container: Node, cursor: Cursor): Started {
    if (tip.depth >= deepest) return "none";
    if (cursor.indent >= codeIndent) return startIndentedCode(context, container, cursor, "");
    const rest = cursor.line.slice(cursor.next);
    if (!maybeSpecial.test(rest[0] ?? "") && extensions.length === 0) return "none";
    for (const start of starts) {
      const started = start(context, container, cursor, rest);
      if (started !== "none") return started;
    }
    return "none";
  }

  function readLine(cursor: Cursor): void {
    const oldTip = tip;
    let container = document;
    for (let next = container.children.at(-1); next?.open; next = container.children.at(-1)) {
      findNext(cursor);
      const continued = goOn(next, cursor);
      if (continued === "line-done") return;
      if (continued === "no") break;
      container = next;
      if (!containers.has(next.type)) break;
    }
    let lastMatched = container;
    let allClosed = container === oldTip;
    closeUnmatched = () => {
      if (allClosed) return;
      while (tip !== lastMatched) close(tip);
      allClosed = true;
    };
    if (container.type === "table") {
      findNext(cursor);
      if (!endsTable(context, cursor)) {
        addRow(context, container, restOf(cursor));
        return;
      }
      close(container);
      lastMatched = container = tip;
    }
    let isLeaf = container.type !== "paragraph" && takesLines.has(container.type);
    while (!isLeaf) {
      findNext(cursor);
      const started = begin(container, cursor);
      if (started === "none") break;
      container = tip;
      isLeaf = started === "leaf";
    }
    if (container.type !== "code" && container.type !== "html") {
      findNext(cursor);
      advanceToNext(cursor);
    }
    addRest(container, cursor, () => allClosed);
    // Headings and breaks end with their line.
    while (tip.type === "heading" || tip.type === "thematic-break") {
      countLine(false);
      close(tip);
    }
  }

  /** What is left of a line is text. */
  function addRest(container: Node, cursor: Cursor, isAllClosed: () => boolean): void {
    findNext(cursor);
    // A line without the marks of the open blocks goes on with the paragraph in them.
    if (!isAllClosed() && !cursor.blank && tip.type === "paragraph") {
      addLine(tip, restOf(cursor));
      return;
    }
    closeUnmatched();
    if (takesLines.has(container.type)) {
      // The line of an opening fence is no line of its code.
      if (container.fence && container.startLine === lineNumber) return;
      addLine(container, restOf(cursor));
      if (container.type === "html" && endsHtml(container.htmlKind!, cursor.line)) close(container);
    } else if (cursor.offset < cursor.line.length && !cursor.blank && containers.has(container.type)) {
      const paragraph = add("paragraph");
      const rest = restOf(cursor);
      if (!takeAlert(context, paragraph, rest)) addLine(paragraph, rest);
    }
  }

  function line(text: string, isPart: boolean): void {
    lineEnd = isPart ? "" : "\n";
    lineNumber++;
    const cursor = createCursor(text);
    readLine(cursor);
    countLine(cursor.blank);
  }

  function extend(text: string): void {
    journal.addText(tip, text);
    onChange(tip);
  }

  return {
    document,
    isProvisional: journal.isRecording,
    line: (text, isPart = false) => line(text, isPart),
    provisionalLine(text) {
      journal.begin();
      saved = { tip, lineNumber };
      line(text, true);
    },
    undo() {
      if (!journal.isRecording()) return;
      ({ tip, lineNumber } = saved);
      journal.undo();
    },
    tip: () => tip,
    lineNumber: () => lineNumber,
    extend,
    endLine: () => extend("\n"),
    end() {
      lineNumber++;
      while (tip !== document) close(tip);
    },
  };
}
