import type { Block, Groups } from "../../markdown/block.js";
import type { Inline } from "../../markdown/inline.js";
import type { Labels } from "../labels.js";

/** The blocks of a text that are spoken one by one, in order: its paragraphs, headings, rows, blocks of code. */
export function spokenBlocks(groups: Groups, found: Block[] = []): readonly Block[] {
  for (const block of groups.flat()) {
    if ("groups" in block) spokenBlocks(block.groups, found);
    else if (block.type !== "thematic-break") found.push(block);
  }
  return found;
}

/** What the reader sees of it, without marks and addresses. */
function inlineText(inline: Inline): string {
  switch (inline.type) {
    case "text":
    case "code":
      return inline.text;
    case "break":
      return " ";
    case "image":
      return inline.alt;
    case "extension":
      return inline.name === "citation" ? "" : inline.value;
    case "html":
    case "footnote":
      return "";
    default:
      return textOf(inline.children);
  }
}

function textOf(inlines: readonly Inline[]): string {
  return inlines.map(inlineText).join("");
}

/** The words of a block. Of code and formulas only that they are there: read aloud they are noise. */
export function spokenText(block: Block, labels: Pick<Labels, "code" | "formula">): string {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return block.runs.map(textOf).join("");
    case "table-row":
      return block.cells.map(textOf).join(", ");
    case "extension":
      return labels.formula;
    default:
      return labels.code;
  }
}
