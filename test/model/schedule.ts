import type { WhenBusy } from "../../src/chat/chat.js";
import { createRandom } from "../../src/testing/random.js";

/** What a user, or the page around the chat, can do. */
export const actKinds = [
  "send",
  "abort",
  "restart",
  "continueFrom",
  "edit",
  "showAttempt",
  "unqueue",
  "setMessages",
  "update",
  "dispose",
  "hide",
  "show",
  "jump",
  "wait",
  "react",
] as const;

export type ActKind = (typeof actKinds)[number];

/** An act at a moment. What it is done to is chosen when it is done, by two numbers, so that other steps can be left out. */
export interface Step {
  /** ms after the step before. */
  readonly wait: number;
  /** Microtasks after whatever falls due at that time. */
  readonly microtasks: number;
  readonly act: ActKind;
  readonly first: number;
  readonly second: number;
  /** Stays the same when other steps are left out. */
  readonly number: number;
}

export interface Schedule {
  readonly seed: number;
  readonly steps: readonly Step[];
}

/** How one version of the options reads replies. */
export const adapterKinds = [
  "openai-chat",
  "continuable",
  "json-lines",
  "plain-text",
  "auto",
  "default",
  "slow",
  "fails",
] as const;

export type AdapterKind = (typeof adapterKinds)[number];

export const headerKinds = ["object", "slow", "throws"] as const;
export const stopKinds = ["none", "address", "function", "throws"] as const;

/** One version of the options of a chat. */
export interface Config {
  /** 0 for the first. */
  readonly version: number;
  readonly adapter: AdapterKind;
  readonly headers: (typeof headerKinds)[number];
  readonly stop: (typeof stopKinds)[number];
  readonly whenBusy: WhenBusy;
  /** ms, `undefined` = the default. */
  readonly firstByteTimeout: number | undefined;
  readonly idleTimeout: number | undefined;
  readonly stallAfter: number | undefined;
}

/** One of a list; an entry may stand there several times. */
export function pick<T>(list: readonly T[], random: number): T {
  return list[Math.floor(random * list.length)]!;
}

/** One generator for each purpose, so that what one of them takes does not change the others. */
export function randomFor(seed: number, purpose: string, number: number = 0): () => number {
  let mixed = seed;
  for (const character of `${purpose} ${number}`) mixed = Math.imul(mixed ^ character.charCodeAt(0), 0x01000193);
  return createRandom(mixed);
}

const weighted: readonly ActKind[] = [
  ...Array<ActKind>(9).fill("send"),
  ...Array<ActKind>(3).fill("abort"),
  ...Array<ActKind>(3).fill("restart"),
  ...Array<ActKind>(6).fill("react"),
  ...Array<ActKind>(3).fill("continueFrom"),
  ...actKinds,
];

// Multiples of the frame: acts, chunks and updates of the screen meet in one instant.
const waits = [0, 0, 0, 8, 16, 16, 32, 40, 104, 304, 1_000, 3_000, 20_000];

export function createSchedule(seed: number): Schedule {
  const random = randomFor(seed, "steps");
  const length = 3 + Math.floor(random() * 12);
  const steps = Array.from({ length }, (_, number): Step => {
    const act = number === 0 ? "send" : pick(weighted, random());
    const microtasks = random() < 0.5 ? 0 : Math.floor(random() * 24);
    return { wait: pick(waits, random()), microtasks, act, first: random(), second: random(), number };
  });
  return { seed, steps };
}

export function createConfig(seed: number, version: number): Config {
  const random = randomFor(seed, "config", version);
  return {
    version,
    adapter: pick([...adapterKinds, "openai-chat", ...Array<AdapterKind>(6).fill("continuable")], random()),
    headers: pick(["object", "object", "object", "object", "object", "slow", "slow", "throws"], random()),
    stop: pick(["none", "none", ...stopKinds], random()),
    whenBusy: pick(["queue", "queue", "interrupt", "ignore"], random()),
    firstByteTimeout: pick([undefined, 2_000, 15_000], random()),
    idleTimeout: pick([undefined, 1_000, 12_000], random()),
    stallAfter: pick([undefined, 504, 0], random()),
  };
}
