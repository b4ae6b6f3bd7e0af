import type { Message, MessagePart } from "../../protocol/message.js";

/** Places of a call and of its results. */
export type CallPlaces = readonly [call: number, ...results: number[]];

/** Places of parts, in the order of reading. */
export type Places = readonly (number | CallPlaces)[];

/** The form of a message. */
export interface ReadingOrder {
  /** All places, in groups that keep their identity while parts are added after them. */
  readonly groups: readonly Places[];
  /** Texts sent as values, line by line: they read as one text, not as a row of boxes. */
  readonly areLines: boolean;
}

/** Parts of a group, with the results of its calls not counted. */
const groupSize = 32;

function isLine(part: MessagePart): boolean {
  return part.type === "item" && !part.event && typeof part.value === "string";
}

/**
 * Orders the parts of one message again and again as they become more: a result belongs to its call, whatever arrived in
 * between. Looks only at the parts that are new.
 */
export function createReadingOrder(): (message: Message) => ReadingOrder {
  let knownId = "";
  let known: readonly MessagePart[] = [];
  let groups: readonly Places[] = [];
  let areLines = true;
  /** Number of the entry of each call. */
  let calls = new Map<string, number>();
  let entries = 0;

  function set(entry: number, place: number | CallPlaces): void {
    const group = Math.floor(entry / groupSize);
    groups = groups.toSpliced(group, 1, (groups[group] ?? []).toSpliced(entry % groupSize, 1, place));
  }

  function add(part: MessagePart, place: number): void {
    areLines &&= isLine(part);
    const entry = part.type === "tool-result" ? calls.get(part.toolCallId) : undefined;
    if (entry !== undefined) {
      const places = groups[Math.floor(entry / groupSize)]![entry % groupSize] as CallPlaces;
      set(entry, [...places, place]);
      return;
    }
    if (part.type === "tool-call") calls.set(part.toolCallId, entries);
    set(entries++, part.type === "tool-call" ? [place] : place);
  }

  /** Whether the parts are those that are known, and more. */
  function goesOn(parts: readonly MessagePart[]): boolean {
    const last = known.length - 1;
    return parts.length > last && [0, last].every((place) => parts[place]?.type === known[place]?.type);
  }

  return ({ id, parts }) => {
    if (id !== knownId || !goesOn(parts)) {
      knownId = id;
      groups = [];
      areLines = true;
      calls = new Map();
      entries = 0;
      known = [];
    }
    for (let place = known.length; place < parts.length; place++) add(parts[place]!, place);
    known = parts;
    return { groups, areLines };
  };
}
