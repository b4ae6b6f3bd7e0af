import type { Message } from "../protocol/message.js";

/**
 * The ways a chat went at one point: each entry is the rest of the conversation from there on. The visible one stands in
 * the message array; its place here is `undefined`.
 */
export interface Fork {
  readonly tails: readonly (readonly Message[] | undefined)[];
}

/** Forks by the id of the message before them (`""` at the beginning of the chat). */
export type Forks = Readonly<Record<string, Fork>>;

/** What a fork or a switch changes. */
export interface Path {
  readonly messages: readonly Message[];
  readonly forks: Forks;
}

function anchorOf(messages: readonly Message[], index: number): string {
  return messages[index - 1]?.id ?? "";
}

/** Puts `tail` in place of everything from `index` on; what stood there stays reachable beside it. */
export function forkAt({ messages, forks }: Path, index: number, tail: readonly Message[]): Path {
  const anchor = anchorOf(messages, index);
  const old = messages.slice(index);
  const next = [...messages.slice(0, index), ...tail];
  if (old.length === 0) return { messages: next, forks };
  const tails = (forks[anchor]?.tails ?? [undefined]).map((known) => known ?? old);
  return {
    messages: next,
    forks: { ...forks, [anchor]: { tails: [...tails, undefined] } },
  };
}

/** How many ways there are at message `index`, and which one is visible (from 0). One where there is no message. */
export function forkState({ messages, forks }: Path, index: number): { count: number; active: number } {
  const tails = messages[index] && forks[anchorOf(messages, index)]?.tails;
  return tails === undefined ? { count: 1, active: 0 } : { count: tails.length, active: tails.indexOf(undefined) };
}

/** Makes way number `active` (from 0) visible at message `index`. Out of range: no change. */
export function switchFork(path: Path, index: number, active: number): Path {
  const { messages, forks } = path;
  const anchor = anchorOf(messages, index);
  const fork = forks[anchor];
  const tail = fork?.tails[active];
  if (fork === undefined || tail === undefined) return path;
  const old = messages.slice(index);
  const tails = fork.tails.map((known, at) => (at === active ? undefined : (known ?? old)));
  return { messages: [...messages.slice(0, index), ...tail], forks: { ...forks, [anchor]: { tails } } };
}
