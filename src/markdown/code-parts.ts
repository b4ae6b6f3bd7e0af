import type { Node } from "./node.js";

/** Lines per part. */
const partLines = 64;
/** Characters per part, for lines that do not end. */
const partLength = 65_536;

interface State {
  readonly source: readonly string[];
  readonly parts: string[];
  open: string;
  lines: number;
  taken: number;
  /** Up to which piece blank lines were looked for, and the end of the last that was none. */
  seen: number;
  end: number;
}

export interface CodeParts {
  /** @param isProvisional the last pieces will be taken back */
  readonly parts: (node: Node, isProvisional: boolean) => readonly string[];
}

/** The number of pieces without the blank lines at the end, which belong to fenced code only. */
function countPieces({ type, fence, text }: Node, state: State, isProvisional: boolean): number {
  if (fence || type === "extension") return text.length;
  let { end } = state;
  for (let at = state.seen; at < text.length; at++) if (text[at]!.trim()) end = at + 1;
  if (!isProvisional) Object.assign(state, { seen: text.length, end });
  return end;
}

/** Collects the lines of code and HTML: full parts are made once. */
export function createCodeParts(): CodeParts {
  const states = new WeakMap<Node, State>();
  return {
    parts(node, isProvisional) {
      let state = states.get(node);
      if (state?.source !== node.text) {
        state = { source: node.text, parts: [], open: "", lines: 0, taken: 0, seen: 0, end: 0 };
        if (!isProvisional) states.set(node, state);
      }
      const end = countPieces(node, state, isProvisional);
      if (isProvisional) return [...state.parts, state.open + node.text.slice(state.taken, end).join("")];
      for (; state.taken < end; state.taken++) {
        const piece = node.text[state.taken]!;
        state.open += piece;
        if (piece.endsWith("\n")) state.lines++;
        if (state.lines < partLines && state.open.length < partLength) continue;
        if (!piece.endsWith("\n") && state.open.length < partLength) continue;
        state.parts.push(state.open);
        state.open = "";
        state.lines = 0;
      }
      return state.open || state.parts.length === 0 ? [...state.parts, state.open] : [...state.parts];
    },
  };
}
