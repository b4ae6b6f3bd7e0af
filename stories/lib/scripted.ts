import { defineAdapter, sse, type Adapter, type StreamEvent } from "../../src/core.js";
import type { BodyEnd } from "../../src/testing.js";
import type { Reply } from "./replay.js";

function event(delta: object, finishReason: string | null = null): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finishReason }] })}\n\n`;
}

/** An answer in OpenAI's chat format that is no recording, word by word: for texts in languages that none has. */
export function answer(text: string, { field = "content", share = 1 } = {}): Reply {
  const words = text.split(/(?<=\s)/);
  const sent = words.slice(0, Math.ceil(words.length * share)).map((word) => event({ [field]: word }));
  return () =>
    share < 1 ? { chunks: sent, end: "open" } : { chunks: [...sent, event({}, "stop"), "data: [DONE]\n\n"] };
}

/** A server that takes the request and then says nothing. */
export const silence: Reply = () => ({ chunks: [], end: "open" });

/** A server that cannot be reached. */
export const unreachable: Reply = () => {
  throw new TypeError("Failed to fetch");
};

/** A device without a network. */
export const offline: Reply = () => {
  Object.defineProperty(navigator, "onLine", { value: false, configurable: true });
  // The browser's own answer again, once this one was asked for: other stories on the page are online.
  setTimeout(() => Reflect.deleteProperty(navigator, "onLine"));
  throw new TypeError("Failed to fetch");
};

/** A body of JSON Lines that is no recording. */
export function lines(...texts: readonly string[]): Reply {
  return () => ({ chunks: texts.map((text) => `${text}\n`), headers: { "content-type": "application/jsonl" } });
}

/** A format whose frames are the kit's own events: for what no recorded format carries. */
export const ownEvents: Adapter = defineAdapter({
  name: "own-events",
  framing: sse,
  createDecoder: () => (json) => [json as StreamEvent],
});

/** A body for {@link ownEvents}. */
export function events(list: readonly StreamEvent[], end: BodyEnd = "clean"): Reply {
  return () => ({ chunks: list.map((one) => `data: ${JSON.stringify(one)}\n\n`), end });
}
