import type { Node, NodeType } from "../node.js";
import { findNext, type Cursor } from "../scan.js";
import { startQuote, takeQuoteMark } from "./block-quote.js";
import { continueCode, startFencedCode, startIndentedCode } from "./code.js";
import { codeIndent, type BlockContext, type Continued, type Start } from "./context.js";
import { continueExtension, startExtension } from "./extension.js";
import { continueIndented, startFootnote } from "./footnote.js";
import { startAtxHeading, startSetextHeading } from "./heading.js";
import { endsAtBlank, startHtml } from "./html.js";
import { startItem } from "./list.js";
import { startTable } from "./table.js";
import { startThematicBreak } from "./thematic-break.js";

/** Blocks deeper than this are text: nobody nests so, and recursion must end. */
const deepest = 100;

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
/** What takes lines as they are. */
export const verbatim: ReadonlySet<NodeType> = new Set(["code", "html"]);

/** Whether a block may stand in another. */
export function canContain(parent: NodeType, child: NodeType): boolean {
  if (parent === "list") return child === "list-item";
  if (parent === "table") return child === "table-row";
  return containers.has(parent) && child !== "list-item";
}

/** Whether an open block goes on in a line; its marks are gone past then. */
export function goOn(context: BlockContext, node: Node, cursor: Cursor): Continued {
  switch (node.type) {
    case "list":
      return true;
    case "block-quote":
      return takeQuoteMark(cursor);
    case "list-item":
    case "footnote":
      return continueIndented(node, cursor);
    case "code":
      return continueCode(context, node, cursor);
    case "extension":
      return continueExtension(context, node, cursor);
    default:
      return !cursor.blank || (node.type === "html" && !endsAtBlank(node.htmlKind!));
  }
}

/** Begins what begins at the next character that is not blank. */
export function begin(context: BlockContext, container: Node, cursor: Cursor): ReturnType<Start> {
  findNext(cursor);
  if (cursor.blank || context.tip().depth >= deepest) return false;
  if (cursor.indent >= codeIndent) return startIndentedCode(context, container, cursor, "");
  const rest = cursor.line.slice(cursor.next);
  // Most lines begin with a letter, which begins nothing.
  if (/^[a-z]/i.test(rest) && context.extensions.length === 0) return false;
  for (const start of starts) {
    const started = start(context, container, cursor, rest);
    if (started) return started;
  }
  return false;
}
