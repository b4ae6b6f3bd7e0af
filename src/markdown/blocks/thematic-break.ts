import { advance } from "../scan.js";
import type { Start } from "./context.js";

const thematicBreak = /^(?:\*[ \t]*){3,}$|^(?:_[ \t]*){3,}$|^(?:-[ \t]*){3,}$/;

/** The longest line of marks: the expression goes back over what it has read. */
const longest = 1_000;

export function isThematicBreak(rest: string): boolean {
  return rest.length <= longest && thematicBreak.test(rest);
}

export const startThematicBreak: Start = (context, _container, cursor, rest) => {
  if (!isThematicBreak(rest)) return "none";
  context.closeUnmatched();
  context.add("thematic-break");
  advance(cursor, cursor.line.length - cursor.offset, false);
  return "leaf";
};
