import type { ExtensionSyntax } from "../extension.js";
import type { Journal } from "../journal.js";
import type { Node, NodeType } from "../node.js";
import type { Cursor } from "../scan.js";

/** Columns of indentation that make code. */
export const codeIndent = 4;

/** Whether an open block goes on in a line. `line-done`: the line ended it, and nothing of it is left. */
export type Continued = "yes" | "no" | "line-done";

/** What began at the place in a line: nothing, a block that holds blocks, or one that takes the line. */
export type Started = "none" | "container" | "leaf";

/** What the constructs need of the parser. */
export interface BlockContext {
  readonly journal: Journal;
  readonly extensions: readonly ExtensionSyntax[];
  /** The innermost open block. */
  readonly tip: () => Node;
  readonly lineNumber: () => number;
  /** Ends the open blocks that do not go on in this line. */
  readonly closeUnmatched: () => void;
  /** Adds a block at the innermost place that can hold it. */
  readonly add: (type: NodeType, extra?: Partial<Node>) => Node;
  readonly close: (node: Node) => void;
  /** Puts another block in the place of the innermost one. */
  readonly replaceTip: (old: Node, type: NodeType, extra: Partial<Node>, text: readonly string[]) => Node;
  readonly addLine: (node: Node, text: string) => void;
  /** The open blocks have text in this line. */
  readonly countLine: () => void;
  readonly changed: (node: Node) => void;
  /** Takes the definitions off the beginning of a paragraph. */
  readonly takeDefinitions: (paragraph: Node) => void;
}

/** Tries to begin a construct at the next character that is not blank; `rest` is the line from there. */
export type Start = (context: BlockContext, container: Node, cursor: Cursor, rest: string) => Started;
