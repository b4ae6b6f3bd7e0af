import { createJournal } from "../journal.js";
import type { Node, NodeType } from "../node.js";
import { advanceToNext, createCursor, findNext, restOf, type Cursor } from "../scan.js";
import { takeAlert } from "./block-quote.js";
import { begin, canContain, goOn, verbatim } from "./constructs.js";
import type { BlockContext } from "./context.js";
import { endsHtml } from "./html.js";
import { addRow } from "./table.js";

/** Who hears of changes. */
export interface BlockEvents extends Pick<BlockContext, "extensions" | "named"> {
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
  /** Adds to a line that was read in part. */
  readonly extend: (text: string) => void;
  readonly endLine: () => void;
  /** Closes everything. */
  readonly end: () => void;
}

/** Reads blocks line by line, as CommonMark's appendix has it: open blocks go on or end, new ones begin, the rest is text. */
export function createBlockParser({ extensions, named, onChange, onParagraphEnd }: BlockEvents): BlockParser {
  const journal = createJournal(onChange);
  let lineNumber = 1;
  let lineEnd = "\n";
  const document = create("document", undefined, 0, {});
  let tip = document;
  /** The innermost open block that goes on in this line; those in it end, unless the line is text of a paragraph. */
  let matched = document;
  let saved = { tip, lineNumber };

  function create(type: NodeType, parent: Node | undefined, index: number, extra: Partial<Node>): Node {
    return {
      type,
      parent,
      index,
      depth: parent ? parent.depth + 1 : 0,
      children: [],
      open: true,
      endLine: lineNumber,
      text: [],
      look: {},
      ...extra,
    };
  }

  function takeDefinitions(paragraph: Node): void {
    const taken = onParagraphEnd(paragraph);
    if (taken > 0) journal.set(paragraph, "text", [paragraph.text.join("").slice(taken)]);
  }

  function close(node: Node): void {
    if (node.type === "paragraph") takeDefinitions(node);
    journal.set(node, "open", false);
    tip = node.parent!;
    onChange(node);
  }

  function closeUnmatched(): void {
    while (tip !== matched) close(tip);
  }

  /** Blocks with a blank line between them make their list loose. That is decided by whole lines only. */
  function loosen(parent: Node): void {
    const before = parent.children.at(-1);
    if (journal.isRecording() || !before || before.endLine >= lineNumber - 1) return;
    const list = parent.type === "list-item" ? parent.parent! : parent;
    if (!list.look.tight) return;
    journal.set(list, "look", { ...list.look, tight: false });
    for (const item of list.children) onChange(item);
  }

  function add(type: NodeType, extra: Partial<Node> = {}): Node {
    closeUnmatched();
    while (!canContain(tip.type, type)) close(tip);
    loosen(tip);
    const node = create(type, tip, tip.children.length, extra);
    journal.put(node, tip.children, node);
    tip = matched = node;
    onChange(node);
    return node;
  }

  function replaceTip(type: NodeType, extra: Partial<Node>): Node {
    const parent = tip.parent!;
    const { index } = tip;
    tip = matched = create(type, parent, index, extra);
    journal.put(tip, parent.children, tip, index);
    onChange(tip);
    return tip;
  }

  function addLine(node: Node, text: string): void {
    journal.put(node, node.text, text + lineEnd);
    onChange(node);
  }

  /** The line belongs to the open blocks; a blank one only to what has it inside a quote, or to code. */
  function countLine(isBlank: boolean): void {
    let node: Node | undefined = tip;
    if (isBlank && !tip.fence) while (node && node.type !== "block-quote") node = node.parent;
    for (; node; node = node.parent) journal.set(node, "endLine", lineNumber);
  }

  const context: BlockContext = {
    journal,
    extensions,
    named,
    tip: () => tip,
    add,
    close,
    replaceTip,
    addLine,
    changed: onChange,
    takeDefinitions,
  };

  function readLine(cursor: Cursor): void {
    let container = document;
    matched = document;
    for (let next = container.children.at(-1); next?.open; next = container.children.at(-1)) {
      findNext(cursor);
      const continued = goOn(context, next, cursor);
      if (continued === "line") {
        journal.set(next, "endLine", lineNumber);
        return;
      }
      if (!continued) break;
      matched = container = next;
    }
    while (!verbatim.has(container.type)) {
      const started = begin(context, container, cursor);
      if (started === "line") return;
      if (!started) {
        advanceToNext(cursor);
        break;
      }
      container = tip;
    }
    addRest(container, cursor);
  }

  /** What is left of a line is text. */
  function addRest({ type, htmlKind }: Node, cursor: Cursor): void {
    const { blank } = cursor;
    const text = restOf(cursor);
    // A line without the marks of the open blocks goes on with the paragraph in them.
    if (tip.type === "paragraph" && !blank && (tip !== matched || type === "paragraph")) {
      addLine(tip, text);
      return;
    }
    closeUnmatched();
    if (verbatim.has(type)) {
      addLine(tip, text);
      if (htmlKind && endsHtml(htmlKind, cursor.line)) close(tip);
    } else if (type === "table") addRow(context, text);
    else if (!blank) {
      const paragraph = add("paragraph");
      if (!takeAlert(context, paragraph, text)) addLine(paragraph, text);
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
    journal.put(tip, tip.text, text);
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
    extend,
    endLine: () => extend("\n"),
    end() {
      matched = document;
      closeUnmatched();
    },
  };
}
