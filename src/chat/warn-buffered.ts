import type { Message } from "../protocol/message.js";

/** Fewer pieces than this may well leave a server together. */
const fewestDeltas = 8;
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/** ms of waiting that are worth a warning. */
const longWait = 1_000;

function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== "production";
  } catch {
    // No bundler and no Node: nobody said that this is development.
    return false;
  }
}

/**
 * Warns while developing, when a reply that was streamed arrived in one piece: something between the server and the page holds
 * it back, which looks like a slow model.
 *
 * @param deltas how many pieces the server sent
 * @returns whether it warned
 */
export function warnIfBuffered({ timing }: Message, deltas: number): boolean {
  if (!isDevelopment() || deltas < fewestDeltas) return false;
  const { startedAt = 0, firstByteAt = startedAt, lastContentAt = firstByteAt } = timing ?? {};
  const wait = firstByteAt - startedAt;
  if (wait < longWait || lastContentAt - firstByteAt > Math.max(50, wait / 50)) return false;
  console.warn(
    `headwater: the whole reply arrived in one piece after ${(wait / 1000).toFixed(1)} s: a proxy buffers it, see docs/buffering.md`,
  );
  return true;
}
