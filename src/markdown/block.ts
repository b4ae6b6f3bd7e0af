import type { Inline } from "./inline.js";

/** How a column of a table is aligned. */
export type Align = "left" | "center" | "right" | undefined;

/** What stands in a line or several, in pieces: all but the last keep their identity while the text grows. */
export type Runs = readonly (readonly Inline[])[];

/** Blocks in groups: all but the last keep their identity while blocks are added. */
export type Groups = readonly (readonly Block[])[];

/** A block as the screen gets it. Immutable; what has not changed keeps its identity. */
export type Block =
  | { readonly type: "paragraph"; readonly runs: Runs }
  | { readonly type: "heading"; readonly level: number; readonly runs: Runs }
  | {
      readonly type: "code";
      /** First word after the fence. */
      readonly language: string;
      readonly info: string;
      /** Whole lines in groups, of which only the last grows. */
      readonly parts: readonly string[];
      readonly open: boolean;
    }
  | {
      readonly type: "extension";
      /** Of the extension that read it. */
      readonly name: string;
      /** Whole lines in groups, of which only the last grows. */
      readonly parts: readonly string[];
      readonly open: boolean;
    }
  | { readonly type: "html"; readonly parts: readonly string[] }
  | { readonly type: "thematic-break" }
  | {
      readonly type: "block-quote";
      /** `note`, `tip`, `important`, `warning` or `caution`. */
      readonly alert?: string | undefined;
      readonly groups: Groups;
    }
  | {
      readonly type: "list";
      readonly ordered: boolean;
      readonly start: number;
      readonly tight: boolean;
      readonly groups: Groups;
    }
  | {
      readonly type: "list-item";
      readonly checked?: boolean | undefined;
      readonly tight: boolean;
      readonly groups: Groups;
    }
  | { readonly type: "footnote"; readonly label: string; readonly groups: Groups }
  | { readonly type: "table"; readonly align: readonly Align[]; readonly groups: Groups }
  | { readonly type: "table-row"; readonly cells: readonly (readonly Inline[])[] };
