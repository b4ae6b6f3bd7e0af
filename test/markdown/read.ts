import { createMarkdown, type Block, type Groups, type MarkdownDocument } from "../../src/markdown/document.js";
import type { ExtensionSyntax } from "../../src/markdown/extension.js";
import type { Inline } from "../../src/markdown/inline.js";
import { createRandom } from "../../src/testing/random.js";
import { namedEntity } from "../../src/markdown/entities.js";

/** Options of most tests. */
export interface ReadOptions {
  readonly bareLinks?: boolean;
  readonly extensions?: readonly ExtensionSyntax[];
}

export function createDocument(options: ReadOptions = {}): MarkdownDocument {
  return createMarkdown({ named: namedEntity, ...options });
}

/** Reads a text at once. */
export function read(text: string, options?: ReadOptions): Groups {
  const document = createDocument(options);
  document.append(text);
  document.end();
  return document.blocks();
}

/** Reads pieces with a look at the blocks after each of them. */
export function stream(pieces: Iterable<string>, onFlush?: (blocks: Groups) => void, options?: ReadOptions): Groups {
  const document = createDocument(options);
  for (const piece of pieces) {
    document.append(piece);
    const blocks = document.blocks();
    onFlush?.(blocks);
  }
  document.end();
  return document.blocks();
}

/** Cuts a text at random places, the same for the same seed: pieces of 1 to `longest` code units. */
export function cut(text: string, seed: number, longest: number = 40): string[] {
  const random = createRandom(seed);
  const pieces: string[] = [];
  for (let start = 0; start < text.length; start += pieces.at(-1)!.length) {
    pieces.push(text.slice(start, start + 1 + Math.floor(random() * longest)));
  }
  return pieces;
}

function joined(inlines: readonly Inline[]): Inline[] {
  const list: Inline[] = [];
  for (const inline of inlines) {
    const last = list.at(-1);
    if (inline.type === "text" && last?.type === "text") {
      list[list.length - 1] = { type: "text", text: last.text + inline.text };
    } else list.push("children" in inline ? { ...inline, children: joined(inline.children) } : inline);
  }
  return list;
}

/** A block with its groups, runs and parts joined, so that it does not matter how they were cut. */
function flat(block: Block): object {
  if ("groups" in block) {
    const { groups, ...rest } = block;
    return { ...rest, blocks: groups.flat().map(flat) };
  }
  if ("runs" in block) {
    const { runs, ...rest } = block;
    return { ...rest, inlines: joined(runs.flat()) };
  }
  if ("parts" in block) {
    const { parts, ...rest } = block;
    return { ...rest, text: parts.join("") };
  }
  return block;
}

export function flatten(groups: Groups): object[] {
  return groups.flat().map(flat);
}
