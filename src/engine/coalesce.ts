import type { StreamEvent } from "../protocol/events.js";

type Delta = Extract<StreamEvent, { delta: string }>;

/** True when `next` continues the same part as `last`, so that one event with both pieces means the same. */
function continues(last: Delta, next: Delta): boolean {
  if (last.type !== next.type) return false;
  switch (next.type) {
    case "tool-call-delta": {
      const open = last as typeof next;
      return open.toolCallId === next.toolCallId && open.choice === next.choice && next.name === undefined;
    }
    case "stage-delta": {
      const open = last as typeof next;
      return open.stageId === next.stageId && next.title === undefined;
    }
    case "refusal-delta":
      return (last as typeof next).choice === next.choice;
    default: {
      const open = last as typeof next;
      return open.partId === next.partId && open.choice === next.choice;
    }
  }
}

/** Joins neighbouring deltas of one part: many tokens of one screen frame cost one reducer step. */
export function coalesce(events: readonly StreamEvent[]): readonly StreamEvent[] {
  const joined: StreamEvent[] = [];
  let last: Delta | undefined;
  for (const event of events) {
    if ("delta" in event) {
      if (last !== undefined && continues(last, event)) {
        last = { ...last, delta: last.delta + event.delta };
        joined[joined.length - 1] = last;
        continue;
      }
      last = event;
    } else {
      last = undefined;
    }
    joined.push(event);
  }
  return joined;
}
