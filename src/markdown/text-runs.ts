import type { Runs } from "./block.js";
import type { Inline } from "./inline.js";
import { parseInlines } from "./inlines/parser.js";
import type { InlineOptions } from "./inlines/reader.js";
import type { Node } from "./node.js";

/** Characters of open text worth a look for what is settled. */
const worthSettling = 200;
/** Characters of settled text in one run. */
const runLength = 1_500;
/** A paragraph that begins with a bracket may be a definition up to here. */
const longestDefinition = 4_096;
/** An open text longer than this is read again only after it grew by an eighth. */
const longTail = 1_024;

interface State {
  /** The pieces that were taken, so that others in their place are noticed. */
  readonly source: readonly string[];
  taken: number;
  /** Runs that are full. */
  readonly runs: (readonly Inline[])[];
  /** What is settled of the run that is filling, and its characters. */
  settled: readonly Inline[];
  length: number;
  tail: string;
  before: string;
  /** How long the tail must be to look again for what is settled. */
  worth: number;
  /** What was read of the tail last, and how much that was. */
  read: readonly Inline[];
  readLength: number;
}

/** How a text is read that has this character before it. */
export type OptionsFor = (before: string) => InlineOptions;

export interface TextRuns {
  /** Takes what has come for good. */
  readonly take: (node: Node, optionsFor: OptionsFor) => void;
  /** @param isProvisional the last pieces will be taken back */
  readonly runs: (node: Node, optionsFor: OptionsFor, isProvisional: boolean) => Runs;
  /** The text has to be read again from its beginning. */
  readonly forget: (node: Node) => void;
}

/** Puts two lists together as if they had been read as one. */
function join(a: readonly Inline[], b: readonly Inline[]): readonly Inline[] {
  const last = a.at(-1);
  const [first] = b;
  if (last?.type !== "text" || first?.type !== "text") return a.length === 0 ? b : [...a, ...b];
  return [...a.slice(0, -1), { type: "text", text: last.text + first.text }, ...b.slice(1)];
}

function trimLines(text: string): string {
  let end = text.length;
  while (end > 0 && " \t\n".includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}

function settle(state: State, options: InlineOptions): void {
  const { tail } = state;
  const { safe, settled } = parseInlines(tail, options);
  if (safe > 0) {
    state.settled = join(state.settled, settled);
    state.length += safe;
    state.before = tail[safe - 1]!;
    state.tail = tail.slice(safe);
    state.readLength = 0;
  }
  if (state.length >= runLength) {
    state.runs.push(state.settled);
    state.settled = [];
    state.length = 0;
  }
  state.worth = state.tail.length + Math.max(worthSettling, state.tail.length / 8);
}

/** The inlines of what is not settled. */
function readTail(state: State, text: string, options: InlineOptions): readonly Inline[] {
  const { readLength } = state;
  const isLittle = readLength > longTail && text.length >= readLength && text.length < (readLength * 9) / 8;
  if (options.open && isLittle) {
    const more = text.slice(readLength);
    return more ? join(state.read, [{ type: "text", text: more }]) : state.read;
  }
  state.read = parseInlines(trimLines(text), options).inlines;
  state.readLength = text.length;
  return state.read;
}

/** Reads the text of blocks that grow: what is settled is read once. */
export function createTextRuns(): TextRuns {
  const states = new WeakMap<Node, State>();

  function stateOf(node: Node, isProvisional: boolean): State {
    const known = states.get(node);
    if (known?.source === node.text) return known;
    const state: State = {
      source: node.text,
      taken: 0,
      runs: [],
      settled: [],
      length: 0,
      tail: "",
      before: "",
      worth: worthSettling,
      read: [],
      readLength: 0,
    };
    if (!known || !isProvisional) states.set(node, state);
    return state;
  }

  function take(node: Node, optionsFor: OptionsFor): void {
    const state = stateOf(node, false);
    if (state.taken < node.text.length) {
      state.tail += node.text.slice(state.taken).join("");
      state.taken = node.text.length;
    }
    if (!node.open || state.tail.length < state.worth) return;
    const isFirst = state.runs.length === 0 && state.length === 0;
    if (isFirst && state.tail[0] === "[" && state.tail.length < longestDefinition) return;
    settle(state, optionsFor(state.before));
  }

  return {
    take,
    runs(node, optionsFor, isProvisional) {
      if (!isProvisional) take(node, optionsFor);
      const state = stateOf(node, isProvisional);
      const more = node.text.length > state.taken ? node.text.slice(state.taken).join("") : "";
      const inlines = readTail(state, state.tail + more, optionsFor(state.before));
      return [...state.runs, join(state.settled, inlines)];
    },
    forget(node) {
      states.delete(node);
    },
  };
}
