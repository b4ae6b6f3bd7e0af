import type { Runs } from "./block.js";
import type { Inline } from "./inline.js";
import { charBefore } from "./characters.js";
import { joinInlines, parseInlines, readInlines, type InlineResult } from "./inlines/parser.js";
import type { InlineOptions, Mark } from "./inlines/reader.js";
import type { Node, TextState } from "./node.js";
import { trimEnd } from "./scan.js";

/** Characters of open text worth a look for what is settled. */
const worthSettling = 200;
/** Characters of settled text in one run. */
const runLength = 1_500;
/** A paragraph that begins with a bracket may be a definition up to here. */
const longestDefinition = 4_096;
/** An open text longer than this is read again only after it grew by an eighth. */
const longTail = 1_024;

/** How the text of a block is read. */
export interface TextReading {
  /** How it is read with this character before it. */
  readonly optionsFor: (before: string) => InlineOptions;
  /** The annotations of a block by their places in its text. */
  readonly marksOf: (node: Node) => readonly Mark[];
}

/** The options for what begins somewhere in the text. What stands before that has the marks up to there. */
function optionsAt({ before, marks, start }: TextState, { optionsFor }: TextReading): InlineOptions {
  const options = optionsFor(before);
  if (marks.length === 0) return options;
  const own = marks.filter(({ at }) => at > start || start === 0);
  return { ...options, marks: own.map(({ at, template }) => ({ at: at - start, template })) };
}

/** Moves what is settled from the tail to the runs. */
function settle(state: TextState, { safe, settled }: InlineResult): void {
  const { tail } = state;
  if (safe > 0) {
    state.settled = joinInlines(state.settled, settled);
    state.length += safe;
    state.start += safe;
    state.before = charBefore(tail, safe);
    state.tail = tail.slice(safe);
  }
  if (state.length >= runLength) {
    state.runs.push(state.settled);
    state.settled = [];
    state.length = 0;
  }
  state.worth = state.tail.length + Math.max(worthSettling, state.tail.length / 8);
}

function maySettle({ runs, length, tail, worth }: TextState): boolean {
  const mayBeDefinition = runs.length === 0 && length === 0 && tail[0] === "[" && tail.length < longestDefinition;
  return tail.length >= worth && !mayBeDefinition;
}

/** The inlines of what is not settled. */
function readTail(state: TextState, more: string, reading: TextReading): readonly Inline[] {
  const { readLength } = state;
  const text = state.tail + more;
  const options = optionsAt(state, reading);
  const isLittle = readLength > longTail && text.length >= readLength && text.length < (readLength * 9) / 8;
  if (options.open && isLittle) {
    const added = text.slice(readLength);
    return added ? joinInlines(state.read, [{ type: "text", text: added }]) : state.read;
  }
  const result = parseInlines(trimEnd(text, "\n"), options);
  if (options.open && !more && maySettle(state)) {
    settle(state, result);
    state.read = result.rest;
  } else state.read = joinInlines(result.settled, result.rest);
  state.readLength = state.tail.length + more.length;
  return state.read;
}

function stateOf(node: Node, { marksOf }: TextReading, isProvisional: boolean): TextState {
  const { text, textState } = node;
  if (textState?.source === text) return textState;
  const state: TextState = {
    source: text,
    taken: 0,
    runs: [],
    settled: [],
    length: 0,
    tail: "",
    before: "",
    marks: marksOf(node),
    start: 0,
    worth: worthSettling,
    read: [],
    readLength: 0,
  };
  if (!textState || !isProvisional) node.textState = state;
  return state;
}

function take(node: Node, reading: TextReading): TextState {
  const state = stateOf(node, reading, false);
  // What a line belongs to is known when it is whole.
  if (node.text.length > state.taken && node.text[state.taken - 1]?.endsWith("\n")) state.marks = reading.marksOf(node);
  state.tail += node.text.slice(state.taken).join("");
  state.taken = node.text.length;
  return state;
}

/** Takes what has come for good of the text of an open block: what is settled of it is read once. */
export function takeText(node: Node, reading: TextReading): void {
  const state = take(node, reading);
  if (!node.open || !maySettle(state)) return;
  settle(state, parseInlines(state.tail, optionsAt(state, reading)));
  state.readLength = 0;
}

/**
 * The text of a block in runs, of which only the last one changes while it grows.
 * @param isProvisional the last pieces will be taken back
 */
export function runsOf(node: Node, reading: TextReading, isProvisional: boolean): Runs {
  const { open, text, textState } = node;
  if (!open && !textState) {
    const options = { ...reading.optionsFor(""), marks: reading.marksOf(node) };
    return [readInlines(trimEnd(text.join(""), "\n"), options)];
  }
  const state = isProvisional ? stateOf(node, reading, true) : take(node, reading);
  const inlines = readTail(state, text.slice(state.taken).join(""), reading);
  return [...state.runs, joinInlines(state.settled, inlines)];
}
