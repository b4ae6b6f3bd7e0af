import { createChat, readEvents, type Adapter, type Chat, type Message } from "../../../src/core.js";
import { cutEvery, cutRandomly, streamResponse } from "../../../src/testing.js";
import { createTracer, withFewItems, type Trace } from "./trace.ts";

/** A reply to play. */
export interface Script {
  readonly bytes: Uint8Array;
  /** Of the head; `undefined` is a reply without one. */
  readonly contentType: string | undefined;
  readonly status: number;
  /** Bytes per piece, `whole` or `random`. */
  readonly cut: string;
  readonly seed: number;
  readonly end: "clean" | "lost";
}

/** How Headwater reads a reply. */
export interface Inspection extends Trace {
  /** Of its own. */
  readonly id: number;
  readonly bytes: number;
  readonly pieces: number;
  /** Has the message. */
  readonly chat: Chat;
  /** The message, settled. */
  readonly message: Message;
}

/** Items that the message gets. A chat is not made for more, an item stream is. */
export const mostItems = 1000;

let lastId = 0;

/** How long the page may be kept waiting at a time, in ms. */
const longestWork = 12;

function cutUp({ bytes, cut, seed }: Script): readonly Uint8Array[] {
  if (bytes.length === 0) return [];
  if (cut === "random") return cutRandomly(bytes, seed);
  const size = Number(cut);
  return size >= 1 ? cutEvery(bytes, size) : [bytes];
}

/**
 * Reads the reply twice: once for its frames and events, once by a chat for the message.
 *
 * @param onProgress is told how much is done, from 0 to 1
 * @returns `undefined` when aborted
 */
export async function inspect(
  script: Script,
  adapter: Adapter,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Inspection | undefined> {
  const chunks = cutUp(script);
  const { bytes, contentType, status, end } = script;
  let played = 0;
  const play = (signal: AbortSignal | null | undefined): Response => {
    const before = played++;
    let since = performance.now();
    // Without these pauses a million pieces would be one task, in which the page does not answer.
    const delay = (index: number): number => {
      const now = performance.now();
      if (now - since < longestWork) return 0;
      since = now;
      onProgress((before + index / chunks.length) / 2);
      return 1;
    };
    const headers: Record<string, string> = contentType === undefined ? {} : { "content-type": contentType };
    return streamResponse({ chunks, status, headers, end, delay, signal });
  };

  const tracer = createTracer(adapter);
  for await (const events of readEvents(play(signal), { adapter: tracer.adapter, signal })) {
    // That a pasted body has a first byte is no news.
    tracer.take(events.filter(({ type }) => type !== "body-start"));
  }
  if (signal.aborted) return undefined;

  const chat = createChat({
    endpoint: "inspected",
    adapter: withFewItems(adapter, mostItems),
    fetch: async (_, init) => play(init?.signal),
  });
  signal.addEventListener("abort", chat.dispose);
  const message = await chat.send("The request of this reply.");
  if (signal.aborted || message === undefined) return undefined;
  return { ...tracer.trace(), id: ++lastId, bytes: bytes.length, pieces: chunks.length, chat, message };
}
