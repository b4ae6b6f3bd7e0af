import type { Block, Groups } from "./block.js";
import { cellText, mostColumns, splitRow } from "./blocks/table.js";
import { partsOf } from "./code-parts.js";
import type { Inline } from "./inline.js";
import { readInlines } from "./inlines/parser.js";
import type { InlineOptions, Mark } from "./inlines/reader.js";
import { mayBeDefinitions } from "./markers.js";
import type { Node } from "./node.js";
import { same } from "./same.js";
import { runsOf, takeText, type TextReading } from "./text-runs.js";

/** Blocks per group. */
const groupSize = 16;

/** What views need to know of the document. */
export interface ViewContext {
  /** How the text of a block is read. */
  readonly optionsFor: (node: Node, open: boolean) => (before: string) => InlineOptions;
  readonly marksOf: TextReading["marksOf"];
  /** Whether changes of the node will be taken back. */
  readonly isProvisional: (node: Node) => boolean;
  /** Whether a label was used that begins so and is not defined. */
  readonly isAwaited: (start: string) => boolean;
}

export interface Views {
  readonly groups: (node: Node) => Groups;
  /** The node and what it stands in must be made anew. */
  readonly touch: (node: Node) => void;
  /** The text of the node has to be read again from its beginning. */
  readonly forget: (node: Node) => void;
  /** Takes what has come for good of the text of an open block. */
  readonly take: (node: Node) => void;
}

const noCells: readonly (readonly Inline[])[] = Array.from({ length: mostColumns }, () => []);

/** Cells of a table up to which its rows are filled up: short rows under many columns would make much of little. */
const mostCells = 16_384;

/** The cells of a row, as many as the table has columns. */
function cellsOf(
  text: string,
  columns: number,
  row: number,
  read: (cell: string, marks: readonly Mark[]) => readonly Inline[],
  marks: readonly Mark[] = [],
): (readonly Inline[])[] {
  const cells = splitRow(text)
    .slice(0, columns)
    .map(({ content, start, end }) => {
      // The pipe after it is still its own.
      const own = marks.filter(({ at }) => at > start && at <= end + 1);
      const placeOf = (at: number) => cellText(text.slice(start, Math.min(at, end))).length;
      return read(
        cellText(content),
        own.map(({ at, template }) => ({ at: placeOf(at), template })),
      );
    });
  return cells.length < columns && row * columns < mostCells
    ? cells.concat(noCells.slice(cells.length, columns))
    : cells;
}

/** The node and what it stands in must be made anew. */
function touch(node: Node): void {
  for (let at = node; !at.isDirty; at = at.parent) {
    at.isDirty = true;
    if (!at.parent) return;
    at.parent.dirtyGroup = Math.min(at.parent.dirtyGroup ?? 0, Math.floor(at.index / groupSize));
  }
}

/** Immutable views of nodes. What has not changed keeps its identity. */
export function createViews({ optionsFor, marksOf, isProvisional, isAwaited }: ViewContext): Views {
  const readingOf = (node: Node, open: boolean): TextReading => ({ optionsFor: optionsFor(node, open), marksOf });

  function view(node: Node): Block {
    if (node.view && !node.isDirty) return node.view;
    const made = make(node);
    node.view = node.view && same(node.view, made) ? node.view : made;
    node.isDirty = false;
    return node.view;
  }

  function isShown(node: Node): boolean {
    if (node.type !== "paragraph") return true;
    return node.text.some((piece) => piece.trim() !== "") && !mayBeDefinitions(node, isAwaited);
  }

  function viewsOf(nodes: readonly Node[]): readonly Block[] {
    const blocks: Block[] = [];
    for (const node of nodes) {
      if (isShown(node)) blocks.push(view(node));
      else node.isDirty = false;
    }
    return blocks;
  }

  function groups(node: Node): Groups {
    const known = (node.groups ??= []);
    const { children } = node;
    const count = Math.ceil(children.length / groupSize);
    for (let index = node.dirtyGroup ?? 0; index < count; index++) {
      const made = viewsOf(children.slice(index * groupSize, (index + 1) * groupSize));
      if (!same(known[index], made, Object.is)) known[index] = made;
    }
    node.dirtyGroup = count;
    node.isDirty = false;
    known.length = count;
    return known.slice();
  }

  /** A row that begins with a pipe shows as the head of a table before the row under it tells that it is one. */
  function headOnly(node: Node): Block | undefined {
    if (!node.open || node.text.length > 2 || !node.text[0]?.startsWith("|")) return undefined;
    const row = node.text.join("").replace(/\n$/, "");
    if (row.length > 1_024 || row.includes("\n")) return undefined;
    const count = splitRow(row).length;
    if (count === 0) return undefined;
    const options = optionsFor(node, true)("");
    const cells = cellsOf(row, count, 0, (cell) => readInlines(cell, options));
    return { type: "table", align: cells.map(() => undefined), groups: [[{ type: "table-row", cells }]] };
  }

  function make(node: Node): Block {
    const { type, look, open, parent } = node;
    const isArriving = isProvisional(node);
    const base = { type, ...look };
    switch (type) {
      case "heading":
        return { ...base, runs: runsOf(node, readingOf(node, isArriving), isArriving) } as Block;
      case "paragraph":
        return headOnly(node) ?? { type, runs: runsOf(node, readingOf(node, open), isArriving) };
      case "html":
        return { type, parts: partsOf(node, isArriving) };
      case "code":
      case "extension":
        return { ...base, parts: partsOf(node, isArriving), open } as Block;
      case "table-row": {
        const options = optionsFor(node, isArriving)("");
        return {
          type,
          cells: cellsOf(
            node.text[0]!,
            parent!.look.align!.length,
            node.index,
            (cell, marks) => readInlines(cell, { ...options, marks }),
            marksOf(node),
          ),
        };
      }
      case "thematic-break":
        return { type };
      case "list-item":
        return { ...look, type, tight: parent!.look.tight!, groups: groups(node) };
      default:
        return { ...base, groups: groups(node) } as Block;
    }
  }

  return {
    groups,
    touch,
    forget(node) {
      node.textState = undefined;
    },
    take(node) {
      if (node.type === "paragraph") takeText(node, readingOf(node, node.open));
    },
  };
}
