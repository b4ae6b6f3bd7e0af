import { advance, advanceToNext, trimBlanks, trimEnd } from "../scan.js";
import type { Start } from "./context.js";

const atxStart = /^(#{1,6})(?:[ \t]+|$)/;
const setextLine = /^(?:=+|-+)[ \t]*$/;

export function isAtxHeading(rest: string): boolean {
  return atxStart.test(rest);
}

/** Takes the closing run of `#` off. */
function withoutClosing(text: string): string {
  const whole = trimBlanks(text);
  let end = whole.length;
  while (whole[end - 1] === "#") end--;
  if (end === whole.length) return whole;
  if (end === 0) return "";
  return whole[end - 1] === " " || whole[end - 1] === "\t" ? trimEnd(whole.slice(0, end)) : whole;
}

export const startAtxHeading: Start = (context, _container, cursor, rest) => {
  const found = atxStart.exec(rest);
  if (!found) return "none";
  advanceToNext(cursor);
  advance(cursor, found[0].length, false);
  context.closeUnmatched();
  const node = context.add("heading", { level: found[1]!.length });
  context.journal.addText(node, withoutClosing(cursor.line.slice(cursor.offset)));
  advance(cursor, cursor.line.length - cursor.offset, false);
  return "leaf";
};

/** A paragraph with a line of `=` or `-` under it. */
export const startSetextHeading: Start = (context, container, cursor, rest) => {
  if (container.type !== "paragraph" || !setextLine.test(rest)) return "none";
  context.closeUnmatched();
  context.takeDefinitions(container);
  const text = container.text.join("").trim();
  // It was nothing but definitions: the line is text.
  if (!text) return "none";
  context.replaceTip(container, "heading", { level: rest[0] === "=" ? 1 : 2 }, [text]);
  advance(cursor, cursor.line.length - cursor.offset, false);
  return "leaf";
};
