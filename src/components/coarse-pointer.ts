/** On touch keyboards Enter breaks the line: there is no Shift+Enter to do it. */
export function hasCoarsePointer(): boolean {
  return typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches;
}
