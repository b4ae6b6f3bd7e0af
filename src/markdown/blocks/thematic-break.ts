import type { Start } from "./context.js";

const thematicBreak = /^([*_-])(?:[ \t]*\1){2,}[ \t]*$/;

/** The longest line of marks: the expression goes back over what it has read. */
const longest = 1_000;

export const startThematicBreak: Start = (context, _container, _cursor, rest) => {
  if (rest.length > longest || !thematicBreak.test(rest)) return false;
  context.close(context.add("thematic-break"));
  return "line";
};
