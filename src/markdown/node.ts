import type { Align, Block } from "./block.js";
import type { PartsState } from "./code-parts.js";
import type { OpenExtension } from "./extension.js";
import type { TextState } from "./text-runs.js";

export type NodeType = "document" | Block["type"];

/** What the screen gets of a block besides what stands in it. */
export interface NodeLook {
  /** Of headings, 1 to 6. */
  readonly level?: number;
  /** Of code. */
  readonly language?: string;
  readonly info?: string;
  /** Of lists. */
  readonly ordered?: boolean;
  readonly start?: number;
  readonly tight?: boolean;
  /** Of task items. */
  readonly checked?: boolean;
  /** Of tables. */
  readonly align?: readonly Align[];
  /** Of block quotes: `note`, `tip` … */
  readonly alert?: string;
  /** Of footnotes, normalized. */
  readonly label?: string;
  /** Of blocks of extensions. */
  readonly name?: string;
}

/**
 * A block while it is read. Mutable, and changed through the journal only; what the screen gets are its immutable views.
 */
export interface Node {
  readonly type: NodeType;
  readonly parent: Node | undefined;
  /** Place among its siblings. */
  readonly index: number;
  /** Blocks that it stands in. */
  readonly depth: number;
  children: Node[];
  open: boolean;
  /** Line of the source that it ends with, from 1. */
  endLine: number;
  /** Of leaves: their text, in pieces that end where a line or a piece of the stream ended. */
  text: string[];
  look: NodeLook;
  /** Of lists: the bullet, or the delimiter after the number. */
  readonly mark?: string;
  /** Columns of indentation that belong to an item, or that a fence has. */
  readonly indent?: number;
  /** Of fenced code. */
  readonly fence?: string;
  /** Of HTML: the kind of its start, 1 to 7. */
  readonly htmlKind?: number;
  /** Of blocks of extensions: what their marks are made of, and how they end. */
  readonly marks?: string;
  readonly closeWith?: OpenExtension["close"];
  /** What the screen got last, and whether it has to be made anew. Who is dirty stands in blocks that are. */
  view?: Block;
  isDirty?: boolean;
  /** What stands in it as the screen got it, and the first group that has to be made anew. */
  groups?: (readonly Block[])[];
  dirtyGroup?: number;
  /** What was read of its text. */
  textState?: TextState | undefined;
  partsState?: PartsState;
  /** The same with what will be taken back. */
  draft?: PartsState | undefined;
}
