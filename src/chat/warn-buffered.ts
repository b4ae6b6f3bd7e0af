import type { Message } from "../protocol/message.js";

/** Fewer pieces than this may well leave a server together. */
const fewestDeltas = 8;
/** ms of waiting that are worth a warning. */
const longWait = 2_000;

const warned = new WeakSet<object>();

/**
 * Warns while developing, when a reply that was streamed arrived in one piece: something between the server and the page holds
 * it back, which looks like a slow model.
 *
 * @param chat is warned of once
 * @param deltas how many pieces the server sent
 */
export function warnIfBuffered(chat: object, { timing }: Message, deltas: number): void {
  const { startedAt = 0, firstByteAt = startedAt, lastContentAt = firstByteAt } = timing ?? {};
  const wait = firstByteAt - startedAt;
  const isBuffered =
    deltas >= fewestDeltas && wait >= longWait && lastContentAt - firstByteAt <= Math.max(50, wait / 50);
  if (!isBuffered || warned.has(chat)) return;
  warned.add(chat);
  console.warn(
    `headwater: the whole reply arrived in one piece after ${(wait / 1000).toFixed(1)} s: a proxy buffers it, see docs/buffering.md`,
  );
}
