import type { Message, MessagePart } from "../../protocol/message.js";

/** Places of parts, in the order of reading. */
export type Places = readonly number[];

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
 * Orders the parts of one message again and again as they become more: a result comes right after its call, whatever arrived in
 * between. Looks only at the parts that are new.
 */
export function createReadingOrder(): (message: Message) => ReadingOrder {
  let knownId = "";
  let known: readonly MessagePart[] = [];
  let groups: readonly Places[] = [];
  let areLines = true;
  /** Which group a call stands in, and where its entry is. */
  let calls = new Map<string, { readonly group: number; last: number }>();
  let entries = 0;

  function insert(group: number, at: number, place: number): void {
    const places = groups[group] ?? [];
    groups = groups.toSpliced(group, 1, places.toSpliced(at, 0, place));
  }

  function add(part: MessagePart, place: number): void {
    areLines &&= isLine(part);
    const call = part.type === "tool-result" ? calls.get(part.toolCallId) : undefined;
    if (call) {
      const at = groups[call.group]!.indexOf(call.last) + 1;
      insert(call.group, at, place);
      call.last = place;
      return;
    }
    const group = Math.floor(entries++ / groupSize);
    insert(group, groups[group]?.length ?? 0, place);
    if (part.type === "tool-call") calls.set(part.toolCallId, { group, last: place });
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
    return { groups, areLines: areLines && parts.length > 0 };
  };
}
