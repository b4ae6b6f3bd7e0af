import type { Message, MessagePart } from "../protocol/message.js";

/** What changes with every token, or tells nothing of the form of a message. */
const inner: ReadonlySet<string> = new Set<keyof Message>(["parts", "timing"]);

function isSameKind(a: MessagePart, b: MessagePart | undefined): boolean {
  return a === b || (a.type === b?.type && (!("toolCallId" in a) || a.toolCallId === (b as typeof a).toolCallId));
}

function hasSameOutline(a: Message, b: Message): boolean {
  for (const name of Object.keys(b)) {
    if (!inner.has(name) && a[name as keyof Message] !== b[name as keyof Message]) return false;
  }
  return a.parts.length === b.parts.length && b.parts.every((part, index) => isSameKind(part, a.parts[index]));
}

/** Gives the message it gave before, as long as the new one differs only in what is in its parts. */
export function createOutline(): (message: Message | undefined) => Message | undefined {
  let last: Message | undefined;
  return (message) => (last = last && message && hasSameOutline(last, message) ? last : message);
}
