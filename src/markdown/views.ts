import type { Block, Groups } from "./block.js";
import { mostColumns, splitRow } from "./blocks/table.js";
import { normalizeLabel, unescape } from "./characters.js";
import { createCodeParts } from "./code-parts.js";
import type { Inline } from "./inline.js";
import { readInlines } from "./inlines/parser.js";
import type { InlineOptions } from "./inlines/reader.js";
import { mayBeDefinitions } from "./markers.js";
import type { Node } from "./node.js";
import { sameBlock, sameElements } from "./same.js";
import { createTextRuns } from "./text-runs.js";

/** Blocks per group. */
const groupSize = 16;

/** What views need to know of the document. */
export interface ViewContext {
  /** How the text of a block is read. */
  readonly optionsFor: (node: Node, open: boolean) => (before: string) => InlineOptions;
  readonly named: (name: string) => string | undefined;
  /** Whether changes of the node will be taken back. */
  readonly isProvisional: (node: Node) => boolean;
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

function isText(node: Node): boolean {
  return node.type !== "paragraph" || (node.text.some((piece) => piece.trim() !== "") && !mayBeDefinitions(node));
}

const noCells: readonly (readonly Inline[])[] = Array.from({ length: mostColumns }, () => []);

/** The cells of a row, as many as the table has columns. */
function cellsOf(text: string, columns: number, read: (cell: string) => readonly Inline[]): (readonly Inline[])[] {
  const cells = splitRow(text).slice(0, columns).map(read);
  return cells.length < columns ? cells.concat(noCells.slice(cells.length, columns)) : cells;
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
export function createViews({ optionsFor, named, isProvisional }: ViewContext): Views {
  const textRuns = createTextRuns();
  const codeParts = createCodeParts();

  function view(node: Node): Block {
    if (node.view && !node.isDirty) return node.view;
    const made = make(node);
    node.view = node.view && sameBlock(node.view, made) ? node.view : made;
    node.isDirty = false;
    return node.view;
  }

  function viewsOf(nodes: readonly Node[]): readonly Block[] {
    const blocks: Block[] = [];
    for (const node of nodes) {
      if (isText(node)) blocks.push(view(node));
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
      const old = known[index];
      if (!old || !sameElements(old, made)) known[index] = made;
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
    const cells = cellsOf(row, count, (cell) => readInlines(cell, options));
    return { type: "table", align: cells.map(() => undefined), groups: [[{ type: "table-row", cells }]] };
  }

  function make(node: Node): Block {
    switch (node.type) {
      case "heading": {
        const runs = textRuns.runs(node, optionsFor(node, isProvisional(node)), isProvisional(node));
        return { type: "heading", level: node.level!, runs };
      }
      case "code": {
        const info = unescape(node.info ?? "", named);
        const parts = codeParts.parts(node, isProvisional(node));
        return { type: "code", language: info.split(/\s/, 1)[0]!, info, parts, open: node.open };
      }
      case "extension": {
        const parts = codeParts.parts(node, isProvisional(node));
        return { type: "extension", name: node.extension!.name, parts, open: node.open };
      }
      case "html":
        return { type: "html", parts: codeParts.parts(node, isProvisional(node)) };
      case "thematic-break":
        return { type: "thematic-break" };
      case "block-quote":
        return { type: "block-quote", alert: node.alert, groups: groups(node) };
      case "list": {
        const { ordered, start } = node.list!;
        return { type: "list", ordered, start, tight: node.tight!, groups: groups(node) };
      }
      case "list-item":
        return { type: "list-item", checked: node.checked, tight: node.parent!.tight!, groups: groups(node) };
      case "footnote":
        return { type: "footnote", label: normalizeLabel(node.label!), groups: groups(node) };
      case "table":
        return { type: "table", align: node.align!, groups: groups(node) };
      case "table-row": {
        const options = optionsFor(node, isProvisional(node))("");
        const read = (cell: string): readonly Inline[] => readInlines(cell, options);
        return { type: "table-row", cells: cellsOf(node.text[0]!, node.parent!.align!.length, read) };
      }
      default:
        return (
          headOnly(node) ?? {
            type: "paragraph",
            runs: textRuns.runs(node, optionsFor(node, node.open), isProvisional(node)),
          }
        );
    }
  }

  return {
    groups,
    touch,
    forget: textRuns.forget,
    take(node) {
      if (node.type === "paragraph") textRuns.take(node, optionsFor(node, node.open));
    },
  };
}
