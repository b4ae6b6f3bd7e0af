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

/** True when `next` continues the same part as `last` and only adds to it. */
function continues(last: Delta, next: Delta): boolean {
  if (last.type !== next.type || last.choice !== next.choice) return false;
  // Few looks at what is not there: there are many tokens in a frame.
  if (next.type === "tool-call-delta") return last.toolCallId === next.toolCallId && next.name === undefined;
  if (next.type === "stage-delta") return last.stageId === next.stageId && next.title === undefined;
  return last.partId === next.partId;
}

/** Joins neighbouring deltas of one part: many tokens of one screen frame cost one reducer step. */
export function coalesce(events: readonly StreamEvent[]): readonly StreamEvent[] {
  const joined: StreamEvent[] = [];
  let last: Delta | undefined;
  /** The last one is a copy, which nobody else knows. */
  let isOwn = false;
  for (const event of events) {
    const next = "delta" in event ? (event as Delta) : undefined;
    if (last && next && continues(last, next)) {
      if (!isOwn) joined[joined.length - 1] = last = { ...last };
      isOwn = true;
      last.delta += next.delta;
    } else {
      last = next;
      isOwn = false;
      joined.push(event);
    }
  }
  return joined;
}
