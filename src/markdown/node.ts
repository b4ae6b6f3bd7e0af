import type { Align, Block } from "./block.js";
import type { OpenExtension } from "./extension.js";
import type { Inline } from "./inline.js";
import type { Mark } from "./inlines/reader.js";

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

/** What was read of a text. */
export interface TextState {
  /** The pieces that were taken, so that others in their place are noticed. */
  readonly source: readonly string[];
  taken: number;
  /** Runs that are full. */
  readonly runs: (readonly Inline[])[];
  /** What is settled of the run that is filling, and its characters. */
  settled: readonly Inline[];
  length: number;
  tail: string;
  before: string;
  /** Annotations by their places in all of the text, and where in it the tail begins. */
  marks: readonly Mark[];
  start: number;
  /** How long the tail must be to look again for what is settled. */
  worth: number;
  /** What was read of the tail last, and how much that was. */
  read: readonly Inline[];
  readLength: number;
}

/** The lines of a node so far in parts, of which all but the last are made once. */
export interface PartsState {
  readonly parts: string[];
  /** The last part and the ends of lines in it. */
  last: string;
  lines: number;
  /** The pieces of the text that are in the parts. */
  taken: number;
  /** The pieces that were looked at for blank lines, and the number of pieces up to the last that is not blank. */
  seen: number;
  end: number;
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
  /** Line of the source that it ends with, counted from 2. */
  endLine: number;
  /** Line that its text ends with, where another one follows that says what it is. */
  readonly textEnd?: number;
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
