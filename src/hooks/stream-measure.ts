import type { Arrivals, Gap } from "../protocol/arrivals.js";
import type { Message } from "../protocol/message.js";
import { isBusy, type Status } from "../protocol/status.js";
import { between } from "../protocol/timing.js";

/** How fast an answer comes, or came. Times are those of arrival on this device. What is not known is absent. */
export interface StreamMeasure {
  /** Of the answer; `idle` without one. */
  readonly status: Status;
  /** From the request to the first content, in ms. */
  readonly toFirstContent?: number | undefined;
  /** From the request to the end, or until now, in ms. */
  readonly total?: number | undefined;
  /** Output tokens: as the server counted them, else estimated from the characters that came. */
  readonly tokens?: number | undefined;
  /** Over the last 2 s while the answer streams, over all of it afterwards; not before 500 ms. */
  readonly tokensPerSecond?: number | undefined;
  /** Tokens are estimated. */
  readonly isEstimate: boolean;
  /** Waits between chunks, in order; the one that goes on now is the last. See `Chat.arrivals`; none for saved answers. */
  readonly gaps: readonly Gap[];
  /** How long nothing has come, in ms, while the answer runs. */
  readonly silence?: number | undefined;
}

/** Takes the measure of an answer; `now` is `undefined` where nobody knows the time. */
export type Measure = (message: Message, arrivals: Arrivals | undefined, now: number | undefined) => StreamMeasure;

/** Without an answer. */
export const noMeasure: StreamMeasure = { status: "idle", isEstimate: false, gaps: [] };

/** ms over which the rate of a running answer is taken, and below which none says anything. */
const longest = 2000;
const shortest = 500;

function charactersIn({ parts }: Message): number {
  return parts.reduce(
    (sum, part) => sum + ("text" in part ? part.text : "arguments" in part ? part.arguments : "").length,
    0,
  );
}

/** Takes the measure of one answer again and again. Looks at none of its texts while it runs. */
export function createMeasure(charactersPerToken: number): Measure {
  /** How much had come at some moments of the last 2 s and at the last one before. */
  let samples: readonly { readonly at: number; readonly characters: number }[] = [];

  return (message, arrivals, now) => {
    const { status, timing, usage, continuedFrom } = message;
    const { startedAt, firstContentAt, lastContentAt, endedAt } = timing ?? {};
    const isRunning = isBusy(status);
    const end = isRunning ? now : endedAt;
    const { lastAt } = arrivals ?? {};
    // What was gone on with came in another run.
    const characters = arrivals?.characters ?? (continuedFrom === undefined ? charactersIn(message) : 0);
    const estimate = Math.ceil(characters / charactersPerToken);
    const { outputTokens } = usage ?? {};
    // Some servers tell at the beginning how many there are by then.
    const counted = isRunning && outputTokens! < estimate / 2 ? undefined : outputTokens;
    const tokens = counted ?? (estimate || undefined);

    let tokensPerSecond: number | undefined;
    if (status === "streaming" && now !== undefined) {
      const oldest = Math.max(
        samples.findLastIndex(({ at }) => at <= now - longest),
        0,
      );
      samples = [...samples.slice(oldest), { at: now, characters }];
      const [first] = samples;
      const ms = now - first!.at;
      const share = (characters - first!.characters) / characters;
      if (tokens && characters && ms >= shortest) tokensPerSecond = (tokens * share * 1000) / ms;
    } else if (!isRunning) {
      const ms = (lastContentAt ?? 0) - (firstContentAt ?? 0);
      if (tokens && ms >= shortest) tokensPerSecond = (tokens * 1000) / ms;
    }
    const open = end !== undefined && lastAt !== undefined && end > lastAt && [{ at: end, ms: end - lastAt }];
    return {
      status,
      toFirstContent: between(startedAt, firstContentAt),
      total: between(startedAt, end),
      tokens,
      tokensPerSecond,
      isEstimate: tokens !== undefined && counted === undefined,
      gaps: [...(arrivals?.gaps ?? []), ...(open || [])],
      silence: isRunning ? between(lastAt ?? startedAt, end) : undefined,
    };
  };
}
