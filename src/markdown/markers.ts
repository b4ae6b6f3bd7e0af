import { normalizeLabel } from "./characters.js";
import type { Node } from "./node.js";

/** A line so far that may become a marker of any kind. */
const onlyMarkers =
  /^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+){0,3}(?:[-+*=_~`#:|][-+*=_~`#:| \t]*|\d{1,9}[.)]?[ \t]*|(?:[-+*]|\d{1,9}[.)])?[ \t]*\[(?:[ xX]?\]?|\^[^\s\]]*\]?:?|!\w*\]?)[ \t]*)?$/;
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

const labelOnly = /^\[([^[\]]+)\]?$/;

/**
 * Whether a paragraph that is arriving may be nothing but definitions.
 * @param isAwaited whether somebody waits for a label that begins so
 */
export function mayBeDefinitions({ open, text }: Node, isAwaited: (label: string) => boolean): boolean {
  if (!open || !text[0]?.startsWith("[") || text.length > 16) return false;
  const whole = text.join("");
  if (whole.length > longest) return false;
  const label = labelOnly.exec(whole)?.[1];
  return definitionsOnly.test(whole) || (label !== undefined && isAwaited(normalizeLabel(label)));
}
