import type { Node } from "../node.js";
import { skipIndent, restOf, trimEnd, type Cursor } from "../scan.js";
import { codeIndent, type BlockContext, type Continued, type Start } from "./context.js";

function addText({ journal, addLine }: BlockContext, node: Node, text: string): void {
  // Marks at the end of a line that is arriving may be the beginning of more.
  addLine(node, journal.isRecording() && node.open ? trimEnd(text, node.marks) : text);
}

export const startExtension: Start = (context, _container, { indent }, rest) => {
  for (const { name, block } of context.extensions) {
    const found = block?.open(rest);
    if (!found) continue;
    const { value, closed, close } = found;
    const { marks } = block!;
    const node = context.add("extension", { look: { name }, marks, closeWith: close, indent });
    if (value) addText(context, node, value);
    if (closed) context.close(node);
    return "line";
  }
  return false;
};

export function continueExtension(context: BlockContext, node: Node, cursor: Cursor): Continued {
  const last = cursor.indent < codeIndent ? node.closeWith!(cursor.line.slice(cursor.next)) : undefined;
  skipIndent(cursor, node.indent!);
  if (last === undefined) addText(context, node, restOf(cursor));
  else {
    if (last) context.addLine(node, last);
    context.close(node);
  }
  return "line";
}
