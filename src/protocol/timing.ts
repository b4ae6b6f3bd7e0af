import { messageText, type Message } from "./message.js";

/** How long an answer took, in ms, and how fast it came. What is not known yet, or not on the wire, is absent. */
export interface MessageTiming {
  /** From the request to the first byte of the body. */
  readonly toFirstByte?: number | undefined;
  /** From the request to the first content. */
  readonly toFirstContent?: number | undefined;
  /** From the request to the end of the run. */
  readonly total?: number | undefined;
  /** Characters of text, reasoning included, between the first content and the last. */
  readonly charactersPerSecond?: number | undefined;
  /** Output tokens as the server counted them, over the same time. */
  readonly tokensPerSecond?: number | undefined;
}

/** ms below which a rate says nothing. */
const shortest = 500;

/** ms from one moment to another, if both are known. Clocks are set back, and no time is negative. */
export function between(start: number | undefined, end: number | undefined): number | undefined {
  return start === undefined || end === undefined ? undefined : Math.max(end - start, 0);
}

/** The durations and rates of an answer, from its `timing` and `usage`. */
export function measureMessage(message: Message): MessageTiming {
  const { timing, usage, parts, continuedFrom } = message;
  const { startedAt, firstByteAt, firstContentAt, lastContentAt, endedAt } = timing ?? {};
  const span = between(firstContentAt, lastContentAt) ?? 0;
  const rate = (count: number | undefined) => (count && span >= shortest ? (count * 1000) / span : undefined);
  const thought = parts.reduce((length, part) => length + (part.type === "reasoning" ? part.text.length : 0), 0);
  return {
    toFirstByte: between(startedAt, firstByteAt),
    toFirstContent: between(startedAt, firstContentAt),
    total: between(startedAt, endedAt),
    // What was gone on with came in another run.
    charactersPerSecond: continuedFrom === undefined ? rate(messageText(message).length + thought) : undefined,
    tokensPerSecond: rate(usage?.outputTokens),
  };
}

/** How long a stage took, in ms; `undefined` while it runs, and where its times are not known. */
export function stageDuration({ startedAt, endedAt }: Message["stages"][number]): number | undefined {
  return between(startedAt, endedAt);
}
