import type { WhenBusy } from "../../src/chat/chat.js";
import type { TerminalStatus } from "../../src/protocol/status.js";

/**
 * What the design says of a chat, and nothing of how it is done: a tree of messages of which one path is shown, a queue, and
 * at most one run. Written from the tables in ARCHITECTURE.md and the comments of `Chat`. Every function gives a new reference.
 *
 * Messages have names: a question its text, the answers `a1`, `a2`, … in the order in which their runs began.
 */
export interface Reference {
  readonly root: Branch;
  /** Texts that wait. */
  readonly queue: readonly string[];
  /** The last answer of the path is being written. */
  readonly running: boolean;
  /** The last run failed or was stopped: what waits goes on waiting. */
  readonly held: boolean;
  /** Runs so far. */
  readonly runs: number;
}

/** A message with all that ever followed it. */
export interface Branch {
  readonly name: string;
  readonly children: readonly Branch[];
  /** Which of the children is on the path. */
  readonly shown: number;
}

function leaf(name: string): Branch {
  return { name, children: [], shown: 0 };
}

/** A chat that begins with these messages. */
export function createReference(names: readonly string[]): Reference {
  return { root: chain(["", ...names]), queue: [], running: false, held: false, runs: 0 };
}

function chain(names: readonly string[]): Branch {
  const [name = "", ...rest] = names;
  return rest.length === 0 ? leaf(name) : { name, children: [chain(rest)], shown: 0 };
}

/** The messages on the path from the root on, which is no message itself. */
function shownFrom(branch: Branch): readonly Branch[] {
  const next = branch.children[branch.shown];
  return next === undefined ? [branch] : [branch, ...shownFrom(next)];
}

/** Names on the path, oldest first. */
export function pathOf({ root }: Reference): readonly string[] {
  return shownFrom(root)
    .slice(1)
    .map(({ name }) => name);
}

/** How many ways there are at message `index` of the path. */
export function attemptsAt({ root }: Reference, index: number): number {
  return shownFrom(root)[index]?.children.length ?? 0;
}

/** Changes the branch that stands before message `index` of the path. */
function changeBefore(branch: Branch, index: number, change: (before: Branch) => Branch): Branch {
  if (index === 0) return change(branch);
  const children = branch.children.map((child, at) =>
    at === branch.shown ? changeBefore(child, index - 1, change) : child,
  );
  return { ...branch, children };
}

/** One more way at message `index`, which is shown. */
function grow(reference: Reference, index: number, names: readonly string[]): Reference {
  const root = changeBefore(reference.root, index, (before) => ({
    ...before,
    children: [...before.children, chain(names)],
    shown: before.children.length,
  }));
  return { ...reference, root };
}

/** A run begins, with a new answer behind `questions`, at message `index`. */
function begin(reference: Reference, index: number, questions: readonly string[]): Reference {
  const runs = reference.runs + 1;
  return { ...grow(reference, index, [...questions, `a${runs}`]), runs, running: true, held: false };
}

/** Sends the oldest of those that wait, if nothing runs. */
function goOn(reference: Reference): Reference {
  const [next, ...queue] = reference.queue;
  if (reference.running || next === undefined) return reference;
  return begin({ ...reference, queue }, pathOf(reference).length, [next]);
}

/** The run has ended: the queue goes on after an answer that is done, and waits after any other. */
export function settle(reference: Reference, status: TerminalStatus): Reference {
  const settled = { ...reference, running: false, held: status !== "done" };
  return status === "done" ? goOn(settled) : settled;
}

export function abort(reference: Reference): Reference {
  return reference.running ? settle(reference, "aborted") : reference;
}

/** Whether `send` takes a message at all. */
function accepts({ running }: Reference, whenBusy: WhenBusy): boolean {
  return !running || whenBusy !== "ignore";
}

export function send(reference: Reference, text: string, whenBusy: WhenBusy): Reference {
  if (!accepts(reference, whenBusy)) return reference;
  const free = whenBusy === "interrupt" ? abort(reference) : reference;
  return goOn({ ...free, queue: [...free.queue, text] });
}

/** Asks again for the answer at `index`, or for an answer to the question there. */
export function restart(reference: Reference, index: number, isAnswer: boolean): Reference {
  if (index < 0 || index >= pathOf(reference).length) return reference;
  return begin(abort(reference), isAnswer ? index : index + 1, []);
}

export function continueFrom(reference: Reference, index: number, isContinuable: boolean): Reference {
  return isContinuable ? begin(abort(reference), index, []) : reference;
}

export function edit(reference: Reference, index: number, isQuestion: boolean, text: string): Reference {
  return isQuestion ? begin(abort(reference), index, [text]) : reference;
}

export function showAttempt(reference: Reference, index: number, attempt: number): Reference {
  if (index < 0 || index >= pathOf(reference).length) return reference;
  const stopped = abort(reference);
  const root = changeBefore(stopped.root, index, (before) =>
    attempt < before.children.length ? { ...before, shown: attempt } : before,
  );
  return { ...stopped, root };
}

export function unqueue(reference: Reference, text: string): Reference {
  return { ...reference, queue: reference.queue.filter((waiting) => waiting !== text) };
}

export function setMessages(reference: Reference, names: readonly string[]): Reference {
  const { queue, runs, held } = abort(reference);
  return { ...createReference(names), queue, runs, held };
}

export function dispose(reference: Reference): Reference {
  return abort(reference);
}

/**
 * Takes the path as it is seen, where the application acted inside a notification and no order is promised: known messages are
 * found again, new ones are new ways.
 */
export function follow(reference: Reference, names: readonly string[]): Reference {
  return { ...reference, root: followFrom(reference.root, names) };
}

function followFrom(branch: Branch, names: readonly string[]): Branch {
  const [name, ...rest] = names;
  if (name === undefined) return branch;
  const known = branch.children.findIndex((child) => child.name === name);
  const shown = known < 0 ? branch.children.length : known;
  const next = followFrom(branch.children[shown] ?? leaf(name), rest);
  return {
    ...branch,
    shown,
    children: [...branch.children.slice(0, shown), next, ...branch.children.slice(shown + 1)],
  };
}
