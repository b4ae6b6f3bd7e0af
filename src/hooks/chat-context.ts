"use client";
import {
  createContext,
  createElement,
  useCallback,
  useContext,
  useState,
  useSyncExternalStore,
  type ReactElement,
  type ReactNode,
} from "react";
import { useStore } from "zustand";
import type { Chat } from "../chat/chat.js";
import type { FinishReason, Message, MessagePart } from "../protocol/message.js";
import { isBusy, type Status } from "../protocol/status.js";
import type { ChatState } from "../store/chat-store.js";
import {
  selectAnswer,
  selectAttempts,
  selectMessage,
  selectStatus,
  selectToolCallState,
  type ToolCallState,
} from "../store/selectors.js";
import { createOutline } from "./outline.js";
import { watchMessage } from "./watch-message.js";

const ChatContext = createContext<Chat | undefined>(undefined);

/** Props of {@link ChatProvider}. */
export interface ChatProviderProps {
  /** The chat, as `useChatStream` or `createChat` gives it. */
  readonly chat: Chat;
  /** What finds it. */
  readonly children?: ReactNode;
}

/** Gives a chat to the components below it. */
export function ChatProvider({ chat, children }: ChatProviderProps): ReactElement {
  return createElement(ChatContext.Provider, { value: chat }, children);
}

/**
 * The chat of the nearest `<ChatProvider>` or `<ChatPanel>`.
 * @throws Error outside of both
 */
export function useChat(): Chat {
  return useNearestChat(false)!;
}

/** The same, but none where there is none, if that is all right. */
export function useNearestChat(isOptional: boolean): Chat | undefined {
  const chat = useContext(ChatContext);
  if (chat === undefined && !isOptional) {
    throw new Error(
      "headwater: there is no chat here. Put this component inside <ChatProvider chat={…}> or <ChatPanel>.",
    );
  }
  return chat;
}

const systemClock = () => Date.now();

/** The clock of the nearest chat, else that of the machine: ms since the epoch. */
export function useClock(): () => number {
  return useContext(ChatContext)?.now ?? systemClock;
}

/** Ids of the visible messages, oldest first. Changes when the list does, not with every token. */
export function useMessageIds(): readonly string[] {
  return useStore(useChat().store, (state) => state.ids);
}

/** What the state says of one message. Only changes of this message or of the list of messages look again. */
function useOfMessage<T>(id: string, select: (state: ChatState) => T, onServer?: () => void): T {
  const { store } = useChat();
  const subscribe = useCallback((listener: () => void) => watchMessage(store, id, listener), [store, id]);
  return useSyncExternalStore(
    subscribe,
    () => select(store.getState()),
    () => {
      onServer?.();
      return select(store.getInitialState());
    },
  );
}

/** One message by id. Only changes of this message render again. */
export function useMessage(id: string): Message | undefined {
  return useOfMessage(id, (state) => selectMessage(state, id));
}

/**
 * One message by id, which renders again for anything but the growth of what is in its parts: the texts in it may be older than
 * those of {@link useMessagePart}.
 *
 * @param onServer called in a first rendering on a server, and in a browser of what a server sent
 */
export function useMessageOutline(id: string, onServer?: () => void): Message | undefined {
  const [outline] = useState(createOutline);
  return useOfMessage(id, (state) => outline(selectMessage(state, id)), onServer);
}

/** One part of a message by its place. Only changes of this part render again. */
export function useMessagePart(id: string, index: number): MessagePart | undefined {
  return useOfMessage(id, (state) => selectMessage(state, id)?.parts[index]);
}

/** Where the call of a tool at a place of a message stands, whose result is at another one, if it has come. */
export function useToolCallState(id: string, place: number, result: number | undefined): ToolCallState {
  return useOfMessage(id, (state) => selectToolCallState(state, id, place, result));
}

export type { ToolCallState } from "../store/selectors.js";

/** Status of the last answer. */
export function useStatus(): Status {
  return useStore(useChat().store, selectStatus);
}

/** Whether an answer is under way. */
export function useIsBusy(): boolean {
  return useStore(useChat().store, (state) => isBusy(selectStatus(state)));
}

/** Why the last answer ended. */
export function useFinishReason(): FinishReason | undefined {
  return useStore(useChat().store, (state) => selectAnswer(state)?.finishReason);
}

/** User messages that wait for the running answer. */
export function useQueue(): readonly Message[] {
  return useStore(useChat().store, (state) => state.queue);
}

/** How many attempts there are at a message, and which is visible (from 0). */
export function useAttempts(id: string): { readonly count: number; readonly active: number } {
  // As one text, because a fresh object per read would render for ever.
  const told = useOfMessage(id, (state) => {
    const { count, active } = selectAttempts(state, id);
    return `${count} ${active}`;
  });
  const [count = 1, active = 0] = told.split(" ").map(Number);
  return { count, active };
}
