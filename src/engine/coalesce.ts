import type { StreamEvent } from "../protocol/events.js";

/** What tells one delta from another of the same type. */
type Delta = StreamEvent & {
  delta: string;
  partId?: string;
  choice?: number;
  toolCallId?: string;
  stageId?: string;
  name?: string | undefined;
  title?: string | undefined;
};

const identity = ["type", "partId", "choice", "toolCallId", "stageId"] as const;

/** True when `next` continues the same part as `last` and only adds to it. */
function continues(last: Delta, next: Delta): boolean {
  return next.name === undefined && next.title === undefined && identity.every((key) => last[key] === next[key]);
}

/** Joins neighbouring deltas of one part: many tokens of one screen frame cost one reducer step. */
export function coalesce(events: readonly StreamEvent[]): readonly StreamEvent[] {
  const joined: StreamEvent[] = [];
  let last: Delta | undefined;
  for (const event of events) {
    const next = "delta" in event ? (event as Delta) : undefined;
    if (last && next && continues(last, next)) {
      last = { ...last, delta: last.delta + next.delta };
      joined[joined.length - 1] = last;
    } else {
      last = next;
      joined.push(event);
    }
  }
  return joined;
}
