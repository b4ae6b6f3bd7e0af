import { charBefore } from "./characters.js";
import type { Node, PartsState } from "./node.js";

/** Lines per part. */
const partLines = 64;
/** Characters of a part that is worth no more lines; a longer line is cut here. */
const partLength = 4_096;

function copyOf(state: PartsState | undefined): PartsState {
  return state ? { ...state, parts: [...state.parts] } : { parts: [], last: "", lines: 0, taken: 0, seen: 0, end: 0 };
}

function finish(state: PartsState, part: string): void {
  state.parts.push(part);
  state.last = state.last.slice(part.length);
  state.lines = 0;
}

/**
 * The lines of code, HTML and the like.
 * @param isProvisional the last pieces will be taken back
 */
export function partsOf(node: Node, isProvisional: boolean): readonly string[] {
  const state = isProvisional ? (node.draft ??= copyOf(node.partsState)) : (node.partsState ??= copyOf(undefined));
  const { type, fence, text } = node;
  // Blank lines at the end do not belong to indented code.
  const hasBlankEnd = fence !== undefined || type !== "code";
  for (; state.seen < text.length; state.seen++)
    if (hasBlankEnd || text[state.seen]!.trim()) state.end = state.seen + 1;
  for (; state.taken < state.end; state.taken++) {
    const piece = text[state.taken]!;
    state.last += piece;
    const isEnd = piece.endsWith("\n");
    if (isEnd) state.lines++;
    // Always at the same places, however the line came.
    while (state.last.length >= 2 * partLength) {
      const cut = partLength + 1 - charBefore(state.last, partLength + 1).length;
      finish(state, state.last.slice(0, cut));
    }
    if (state.lines >= partLines || (isEnd && state.last.length >= partLength)) finish(state, state.last);
  }
  return state.last || state.parts.length === 0 ? [...state.parts, state.last] : [...state.parts];
}
