import { readEvents, type ReadOptions } from "../../src/engine/read-events.js";
import type { StreamEvent } from "../../src/protocol/events.js";

/** All events of a reply in one list. */
export async function readAll(response: Response, options: ReadOptions): Promise<StreamEvent[]> {
  const all: StreamEvent[] = [];
  for await (const events of readEvents(response, options)) all.push(...events);
  return all;
}

/** Events as short texts, for tables: `"text-delta Hello"`, `"error network"`, `"message-end"`. The first byte is no news. */
export function sayEvents(events: readonly StreamEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type === "body-start") return [];
    if (event.type === "error") return `error ${event.error.code}`;
    if ("delta" in event) return `${event.type} ${event.delta}`;
    if (event.type === "item-add") return `item ${JSON.stringify(event.value)}`;
    if (event.type === "bad-frame-add") return `bad ${event.frame.text}`;
    return event.type;
  });
}
