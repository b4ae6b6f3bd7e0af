import type { Node } from "../node.js";
import { advance, advanceToNext, isSpaceOrTab, trimBlanks, type Cursor } from "../scan.js";
import { codeIndent, type BlockContext, type Continued, type Start } from "./context.js";

const fenceStart = /^(`{3,}(?!.*`)|~{3,})/;

export function isFence(rest: string): boolean {
  return fenceStart.test(rest);
}

/** Indented code does not interrupt a paragraph. */
export const startIndentedCode: Start = (context, _container, cursor) => {
  if (context.tip().type === "paragraph" || cursor.blank) return "none";
  advance(cursor, codeIndent, true);
  context.closeUnmatched();
  context.add("code");
  return "leaf";
};

export const startFencedCode: Start = (context, _container, cursor, rest) => {
  const marks = fenceStart.exec(rest)?.[1];
  if (marks === undefined) return "none";
  context.closeUnmatched();
  context.add("code", {
    fence: { char: marks[0]!, length: marks.length, offset: cursor.indent },
    info: trimBlanks(rest.slice(marks.length)),
  });
  advance(cursor, cursor.line.length - cursor.offset, false);
  return "leaf";
};

function closesFence({ char, length }: NonNullable<Node["fence"]>, { line, indent, next }: Cursor): boolean {
  if (indent >= codeIndent) return false;
  let end = next;
  while (line[end] === char) end++;
  if (end - next < length) return false;
  while (isSpaceOrTab(line.charCodeAt(end))) end++;
  return end === line.length;
}

export function continueCode(context: BlockContext, node: Node, cursor: Cursor): Continued {
  const { fence } = node;
  if (!fence) {
    if (cursor.indent >= codeIndent) advance(cursor, codeIndent, true);
    else if (cursor.blank) advanceToNext(cursor);
    else return "no";
    return "yes";
  }
  if (closesFence(fence, cursor)) {
    context.countLine();
    context.close(node);
    return "line-done";
  }
  for (let left = fence.offset; left > 0 && isSpaceOrTab(cursor.line.charCodeAt(cursor.offset)); left--) {
    advance(cursor, 1, true);
  }
  return "yes";
}
