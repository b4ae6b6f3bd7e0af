import type { Node } from "./node.js";

/** A line so far that may become a marker of any kind. */
const onlyMarkers =
  /^[ \t>]*(?:[-+*=_~`#:|][-+*=_~`#:| \t]*|\d{1,9}[.)]?[ \t]*|(?:[-+*]|\d{1,9}[.)])?[ \t]*\[(?:[ xX]?\]?|\^[^\s\]]*\]?:?|!\w*\]?)[ \t]*)?$/;
const onlyFence = /^[ \t>]*[`~]*[ \t]*$/;
/** Characters; a longer line is shown. */
const longest = 1_024;

/** The longest mark of an extension that is not shown before more of its line is there. */
const longestMark = 3;

/**
 * Whether a line that is arriving is not shown yet, because all of it may become a marker.
 * @param marks characters that marks of extensions are made of
 */
export function isMarkerOnly(line: string, tip: Node, marks: string): boolean {
  if (line.length > longest) return false;
  if (marks && tip.type !== "code") {
    const mark = line.replace(/^[ \t>]+/, "");
    if (mark && mark.length <= longestMark && Array.from(mark).every((char) => marks.includes(char))) return true;
  }
  return tip.type === "code" ? onlyFence.test(line) : onlyMarkers.test(line);
}

const definitionsOnly = /^(?:\[[^[\]]+\]:[^\n]*(?:\n|$))+$/;

/** Whether a paragraph that is arriving may be nothing but definitions. */
export function mayBeDefinitions({ open, text }: Node): boolean {
  if (!open || !text[0]?.startsWith("[") || text.length > 16) return false;
  const whole = text.join("");
  return whole.length <= longest && definitionsOnly.test(whole);
}
