import type { ExtensionSyntax } from "../extension.js";
import type { Journal } from "../journal.js";
import type { Node, NodeType } from "../node.js";
import type { Cursor } from "../scan.js";

/** Columns of indentation that make code. */
export const codeIndent = 4;

/** Whether an open block goes on in a line, or takes all of it. */
export type Continued = boolean | "line";

/** What the constructs need of the parser. */
export interface BlockContext {
  readonly journal: Journal;
  readonly extensions: readonly ExtensionSyntax[];
  /** What a named entity stands for, without `&` and `;`. */
  readonly named: (name: string) => string | undefined;
  /** The innermost open block. */
  readonly tip: () => Node;
  /** Ends the open blocks that do not go on in this line, and adds a block at the innermost place that can hold it. */
  readonly add: (type: NodeType, extra?: Partial<Node>) => Node;
  readonly close: (node: Node) => void;
  /** Puts another block in the place of the innermost one. */
  readonly replaceTip: (type: NodeType, extra: Partial<Node>) => Node;
  readonly addLine: (node: Node, text: string) => void;
  readonly changed: (node: Node) => void;
  /** Takes the definitions off the beginning of a paragraph. */
  readonly takeDefinitions: (paragraph: Node) => void;
}

/**
 * Tries to begin a construct at the next character that is not blank; `rest` is the line from there.
 * @returns whether it began, and whether it took all of the line
 */
export type Start = (context: BlockContext, container: Node, cursor: Cursor, rest: string) => boolean | "line";
