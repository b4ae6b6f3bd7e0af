import type { Align, Block } from "./block.js";
import type { OpenExtension } from "./extension.js";

export type NodeType =
  | "document"
  | "block-quote"
  | "list"
  | "list-item"
  | "footnote"
  | "paragraph"
  | "heading"
  | "code"
  | "html"
  | "extension"
  | "thematic-break"
  | "table"
  | "table-row";

/** How a list counts: its bullet, or its number and what follows it. */
export interface ListMark {
  readonly ordered: boolean;
  /** `-`, `+`, `*`, or the delimiter `.` or `)`. */
  readonly mark: string;
  readonly start: number;
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
  /** Lines of the source, from 1. */
  readonly startLine: number;
  endLine: number;
  /** Of leaves: their text, in pieces that end where a line or a piece of the stream ended. */
  text: string[];
  /** Of lists: the mark and whether no blank line stands between its items. */
  list?: ListMark;
  tight?: boolean;
  /** Of items: columns of indentation that belong to them. */
  markerOffset?: number;
  padding?: number;
  /** Of task items. */
  checked?: boolean;
  /** Of headings, 1 to 6. */
  level?: number;
  /** Of code: its fence, or none for indented code. */
  fence?: { readonly char: string; readonly length: number; readonly offset: number };
  info?: string;
  /** Of HTML: the kind of its start, 1 to 7. */
  htmlKind?: number;
  /** Of blocks of extensions: whose they are, how they end, and the indentation of their first line. */
  extension?: { readonly name: string; readonly marks: string; readonly offset: number } & Pick<OpenExtension, "close">;
  /** Of tables. */
  align?: readonly Align[];
  /** Of block quotes: `note`, `tip` … */
  alert?: string;
  /** Of footnotes. */
  label?: string;
  /** What the screen got last, and whether it has to be made anew. Who is dirty stands in blocks that are. */
  view?: Block;
  isDirty?: boolean;
  /** What stands in it as the screen got it, and the first group that has to be made anew. */
  groups?: (readonly Block[])[];
  dirtyGroup?: number;
}
