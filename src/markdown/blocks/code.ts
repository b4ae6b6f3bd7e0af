import { unescape } from "../characters.js";
import type { Node } from "../node.js";
import { advance, advanceToNext, skipIndent, trimBlanks, type Cursor } from "../scan.js";
import { codeIndent, type BlockContext, type Continued, type Start } from "./context.js";

const fenceStart = /^(?:`{3,}(?!.*`)|~{3,})/;

/** Indented code does not interrupt a paragraph. */
export const startIndentedCode: Start = (context, _container, cursor) => {
  if (context.tip().type === "paragraph" || cursor.blank) return false;
  advance(cursor, codeIndent);
  context.add("code", { look: { language: "", info: "" } });
  return true;
};

export const startFencedCode: Start = (context, _container, cursor, rest) => {
  const fence = fenceStart.exec(rest)?.[0];
  if (!fence) return false;
  const info = unescape(trimBlanks(rest.slice(fence.length)), context.named);
  const [language = ""] = info.split(/\s/, 1);
  context.add("code", { fence, indent: cursor.indent, look: { language, info } });
  return "line";
};

export function continueCode({ close }: BlockContext, node: Node, cursor: Cursor): Continued {
  const { fence } = node;
  if (fence) {
    const rest = trimBlanks(cursor.line.slice(cursor.next));
    if (cursor.indent < codeIndent && rest.startsWith(fence) && !rest.replaceAll(fence[0]!, "")) {
      close(node);
      return "line";
    }
    skipIndent(cursor, node.indent!);
  } else if (cursor.indent >= codeIndent) advance(cursor, codeIndent);
  else if (cursor.blank) advanceToNext(cursor);
  else return false;
  return true;
}
