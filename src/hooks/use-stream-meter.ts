"use client";
import { useMemo, useSyncExternalStore } from "react";
import type { Chat } from "../chat/chat.js";
import type { Message } from "../protocol/message.js";
import { isBusy } from "../protocol/status.js";
import { selectAnswer, selectMessage } from "../store/selectors.js";
import { useNearestChat } from "./chat-context.js";
import { createMeasure, noMeasure, type StreamMeasure } from "./stream-measure.js";
import { createTicker } from "./ticker.js";

/** Which answer {@link useStreamMeter} measures, and how. */
export interface StreamMeterOptions {
  /** Id of an answer in the chat of the nearest provider. @defaultValue the last answer */
  readonly messageId?: string | undefined;
  /** An answer that was saved, instead: it needs no chat. */
  readonly message?: Message | undefined;
  /** For the estimate of tokens. About 4 in English, fewer in most languages, 1 to 2 in Chinese. @defaultValue 4 */
  readonly charactersPerToken?: number | undefined;
}

const quarters = /* @__PURE__ */ createTicker(250);

function createMeter(chat: Chat | undefined, { messageId, message, charactersPerToken = 4 }: StreamMeterOptions) {
  let measure = createMeasure(charactersPerToken);
  let id: string | undefined;
  /** What brings news at once: another message, another status, the end. Tokens wait for the tick. */
  let seen: unknown;
  let current: StreamMeasure;

  function find(): Message | undefined {
    const state = chat?.store.getState();
    if (message && !isBusy(message.status)) return message;
    const wanted = messageId ?? message?.id;
    return (state && (wanted === undefined ? selectAnswer(state) : selectMessage(state, wanted))) ?? message;
  }

  function look(now?: number): Message | undefined {
    const found = find();
    if (found?.id !== id) measure = createMeasure(charactersPerToken);
    id = found?.id;
    seen = keyOf(found);
    current = found ? measure(found, chat?.arrivals(found.id), now) : noMeasure;
    return found;
  }

  function subscribe(listener: () => void): () => void {
    let stopTicks: (() => void) | undefined;
    const update = () => {
      const found = look(chat ? chat.now() : Date.now());
      if (found && isBusy(found.status)) stopTicks ??= quarters.subscribe(update);
      else {
        stopTicks?.();
        stopTicks = undefined;
      }
      listener();
    };
    const check = () => {
      if (keyOf(find()) !== seen) update();
    };
    const stop = chat?.store.subscribe(check);
    // What has ended is known already: to look again would render again, for ever where each rendering gives a message of its own.
    if (typeof seen === "string") update();
    else check();
    return () => {
      stop?.();
      stopTicks?.();
    };
  }

  look();
  return { subscribe, get: () => current };
}

function keyOf(message: Message | undefined): unknown {
  return message && isBusy(message.status) ? message.id + message.status : message;
}

/**
 * How fast an answer comes or came, for a meter of your own: renders again four times a second while it runs, and when its
 * status changes, never per token.
 *
 * Times are those of arrival on this device, not of the server: what a proxy holds back or a slow network delays is in them, and so
 * is the rest of up to 10 ms that reading takes where very much comes.
 *
 * @example
 * const { tokensPerSecond, isEstimate } = useStreamMeter();
 *
 * @throws Error without a `message` and outside of a chat
 */
export function useStreamMeter(options: StreamMeterOptions = {}): StreamMeasure {
  const { messageId, message, charactersPerToken } = options;
  const chat = useNearestChat(message !== undefined);
  const meter = useMemo(
    () => createMeter(chat, { messageId, message, charactersPerToken }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- of a message that runs the chat knows more
    [chat, messageId, keyOf(message), charactersPerToken],
  );
  return useSyncExternalStore(meter.subscribe, meter.get, meter.get);
}
