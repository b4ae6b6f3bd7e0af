import type { OpenExtension } from "../extension.js";
import type { Node } from "../node.js";
import { advance, isSpaceOrTab, restOf, type Cursor } from "../scan.js";
import { codeIndent, type BlockContext, type Continued, type Start } from "./context.js";

interface Found extends OpenExtension {
  readonly name: string;
  readonly marks: string;
}

/** What the first extension makes of a line that knows how it begins. */
function openExtension({ extensions }: BlockContext, rest: string): Found | undefined {
  for (const { name, block } of extensions) {
    const found = block?.open(rest);
    if (found) return { ...found, name, marks: block!.marks };
  }
  return undefined;
}

export function isExtension(context: BlockContext, rest: string): boolean {
  return openExtension(context, rest) !== undefined;
}

/** The text of a line without the marks at its end that may be the beginning of more, while it is arriving. */
function shown({ journal }: BlockContext, marks: string, text: string): string {
  let end = text.length;
  while (journal.isRecording() && end > 0 && marks.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}

function addText(context: BlockContext, node: Node, text: string): void {
  if (text) context.addLine(node, text);
}

export const startExtension: Start = (context, _container, cursor, rest) => {
  const found = openExtension(context, rest);
  if (!found) return "none";
  const { name, marks, value, closed, close } = found;
  context.closeUnmatched();
  const node = context.add("extension", { extension: { name, marks, offset: cursor.indent, close } });
  addText(context, node, closed ? value : shown(context, marks, value));
  advance(cursor, cursor.line.length - cursor.offset, false);
  context.countLine();
  if (closed) context.close(node);
  return "leaf";
};

export function continueExtension(context: BlockContext, node: Node, cursor: Cursor): Continued {
  const { offset, marks, close } = node.extension!;
  const last = cursor.indent < codeIndent ? close(cursor.line.slice(cursor.next)) : undefined;
  for (let left = offset; left > 0 && isSpaceOrTab(cursor.line.charCodeAt(cursor.offset)); left--) {
    advance(cursor, 1, true);
  }
  if (last === undefined) context.addLine(node, shown(context, marks, restOf(cursor)));
  else addText(context, node, last);
  context.countLine();
  if (last !== undefined) context.close(node);
  return "line-done";
}
