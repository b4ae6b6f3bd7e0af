import { trimBlanks, trimEnd } from "../scan.js";
import type { Start } from "./context.js";

const atxStart = /^(#{1,6})(?:[ \t]+|$)/;
const setextLine = /^(?:=+|-+)[ \t]*$/;

/** Takes the closing run of `#` off. */
function withoutClosing(text: string): string {
  const whole = trimBlanks(text);
  let end = whole.length;
  while (whole[end - 1] === "#") end--;
  const rest = trimEnd(whole.slice(0, end));
  return end > rest.length || end === 0 ? rest : whole;
}

export const startAtxHeading: Start = (context, _container, _cursor, rest) => {
  const found = atxStart.exec(rest);
  if (!found) return false;
  const node = context.add("heading", { look: { level: found[1]!.length } });
  context.journal.put(node, node.text, withoutClosing(rest.slice(found[0].length)));
  context.close(node);
  return "line";
};

/** A paragraph with a line of `=` or `-` under it. */
export const startSetextHeading: Start = (context, container, _cursor, rest) => {
  if (container.type !== "paragraph" || !setextLine.test(rest)) return false;
  context.takeDefinitions(container);
  const text = container.text.join("").trim();
  // It was nothing but definitions: the line is text.
  if (!text) return false;
  const look = { level: rest[0] === "=" ? 1 : 2 };
  context.close(context.replaceTip("heading", { look, text: [text], textEnd: container.endLine }));
  return "line";
};
