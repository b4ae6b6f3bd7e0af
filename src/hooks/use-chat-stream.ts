"use client";
import { useEffect, useInsertionEffect, useState, useSyncExternalStore } from "react";
import type { Chat, ChatOptions } from "../chat/chat.js";
import { createChatWith } from "../chat/create-chat.js";
import type { StreamError } from "../protocol/errors.js";
import type { Message } from "../protocol/message.js";
import { isBusy, type Status } from "../protocol/status.js";
import type { ChatState } from "../store/chat-store.js";
import { selectError, selectStatus } from "../store/selectors.js";
import { loadAuto } from "./default-adapter.js";
import { createShared, retain, seed, sharedChat, subscribeToChats, type SharedChat } from "./shared-chats.js";
import { useTracked } from "./use-tracked.js";

/** What {@link useChatStream} returns. Values are read lazily: taking one subscribes to it. */
export interface ChatStream extends Pick<
  Chat,
  "send" | "abort" | "restart" | "continueFrom" | "edit" | "showAttempt" | "unqueue" | "setMessages" | "prependMessages"
> {
  /** The visible conversation. Changes with every screen frame while an answer streams. */
  readonly messages: readonly Message[];
  /** User messages that wait for the running answer. */
  readonly queue: readonly Message[];
  /** Status of the last answer. */
  readonly status: Status;
  /** Error of the last answer. */
  readonly error: StreamError | undefined;
  /** An answer is under way. */
  readonly isBusy: boolean;
  /** The chat itself, for `<ChatProvider>` and for code outside React. */
  readonly chat: Chat;
}

/** The chat options of {@link useChatStream}. */
export interface ChatStreamOptions extends ChatOptions {
  /** Components with the same id on one page share one chat. */
  readonly chatId?: string | undefined;
}

/** A chat of one's own, one shared by its id (the `endpoint` may be left to another component), or one made elsewhere. */
export type ChatSource =
  | ChatStreamOptions
  | { readonly chatId: string; readonly endpoint?: undefined }
  | { readonly chat: Chat };

function nowhere(): never {
  throw new Error("no endpoint");
}

function values(state: ChatState) {
  const status = selectStatus(state);
  return { messages: state.messages, queue: state.queue, status, error: selectError(state), isBusy: isBusy(status) };
}

/**
 * A streamed conversation with one endpoint. The format of the replies is found from the replies themselves.
 *
 * Options that change (endpoint, headers, body, callbacks) hold from the next request on; `messages` is read once. Unmounting
 * stops the running answer. With a `chatId` several components share one chat, whose options are those that were rendered last:
 * the last of them to unmount stops it, and its conversation is there again when one comes back, see {@link forgetChat}. Pass `{ chat }` for a chat that lives elsewhere:
 * it is then neither updated nor stopped.
 *
 * @example
 * const { messages, send, abort, isBusy } = useChatStream({ endpoint: "/api/chat" });
 */
export function useChatStream(options: ChatSource): ChatStream {
  // Made when it is first needed: a component may get its options after another chat.
  const [own] = useState<{ shared?: SharedChat }>({});
  const { chat: given, chatId, endpoint } = options as Partial<ChatStreamOptions & { readonly chat: Chat }>;
  const settings = endpoint === undefined ? undefined : (options as ChatStreamOptions);
  const create = () => createChatWith({ endpoint: nowhere, ...settings }, loadAuto);
  const find = () =>
    given ? undefined : (chatId !== undefined && sharedChat(chatId, create)) || (own.shared ??= createShared(create()));
  const shared = useSyncExternalStore(subscribeToChats, find, find);
  const chat = given ?? shared!.chat;
  // Before any effect that could send a request; and, unlike a layout effect, silent on the server of React 18.
  useInsertionEffect(() => {
    if (settings && !given) chat.update(settings);
  });
  const detects = settings !== undefined && settings.adapter === undefined;
  useEffect(() => {
    // While the user writes. Whatever fails here fails again where it is needed.
    if (detects) loadAuto().catch(() => {});
  }, [detects]);
  useEffect(() => shared && retain(shared), [shared]);
  useEffect(() => {
    if (shared && settings) seed(shared, settings.messages);
  });

  const take = useTracked(chat.store, values);
  const { store: _store, now: _now, arrivals: _arrivals, update: _update, dispose: _dispose, ...acts } = chat;
  return {
    get messages() {
      return take("messages");
    },
    get queue() {
      return take("queue");
    },
    get status() {
      return take("status");
    },
    get error() {
      return take("error");
    },
    get isBusy() {
      return take("isBusy");
    },
    chat,
    ...acts,
  };
}
