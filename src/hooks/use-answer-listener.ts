"use client";
import { useEffect } from "react";
import type { Message } from "../protocol/message.js";
import { selectAnswer } from "../store/selectors.js";
import { useChat } from "./chat-context.js";

/** Who is told of the last answer. */
export interface AnswerListener {
  /** Called with the last answer as it is, and with each of its changes; may be called without one. */
  readonly follow: (answer: Message | undefined) => void;
  /** Nothing more will come. */
  readonly stop: () => void;
}

/** Tells a listener of the last answer of the chat, without rendering anything. Keep the listener. */
export function useAnswerListener(listener: AnswerListener): void {
  const { store } = useChat();
  useEffect(() => {
    const tell = () => listener.follow(selectAnswer(store.getState()));
    tell();
    const unsubscribe = store.subscribe(tell);
    return () => {
      unsubscribe();
      listener.stop();
    };
  }, [store, listener]);
}
