"use client";
import { forwardRef, type ForwardRefExoticComponent, type ReactNode, type RefAttributes } from "react";
import type { Status } from "../../protocol/status.js";
import { Composer } from "../composer/composer.js";
import type { MessageListProps } from "../message-list/create-message-list.js";
import { MessageList } from "../message-list/message-list.js";
import { RunControls } from "../run-controls/run-controls.js";
import { ChatRoot, type ChatRootProps } from "./chat-root.js";
import { LiveStatus, type LiveStatusProps } from "../live-status/live-status.js";

/** Props of {@link ChatPanel}: those of `ChatRoot`, without `children`, and some of `MessageList` and `LiveStatus`. */
export type ChatPanelProps = ChatRootProps &
  Pick<MessageListProps, "empty" | "suggestions" | "loading" | "onLoadOlder" | "hasOlder" | "autoLoadOlder"> &
  Pick<LiveStatusProps, "announce"> & {
    readonly children?: never;
    /** Where the user writes, for instance one with attachments. @defaultValue `<Composer />` */
    readonly composer?: ReactNode;
  };

const defaultComposer = <Composer />;
/** Each answer has a button for it. */
const never: readonly Status[] = [];

/**
 * A whole chat with one endpoint. Any back end that streams: the format is found from the reply.
 *
 * It only composes `ChatRoot`, `MessageList`, `RunControls`, `Composer` and `LiveStatus`; whatever it does, you can do by hand.
 *
 * @example
 * <ChatPanel endpoint="/api/chat" />
 */
export const ChatPanel: ForwardRefExoticComponent<ChatPanelProps & RefAttributes<HTMLElement>> = forwardRef<
  HTMLElement,
  ChatPanelProps
>(function ChatPanel({ composer = defaultComposer, ...props }, ref) {
  const { empty, suggestions, loading, onLoadOlder, hasOlder, autoLoadOlder, announce, ...rest } = props;
  const list = { empty, suggestions, loading, onLoadOlder, hasOlder, autoLoadOlder };
  return (
    <ChatRoot {...rest} ref={ref}>
      <MessageList {...list} />
      <RunControls restartOn={never} showStop={false} />
      {composer}
      <LiveStatus announce={announce} />
    </ChatRoot>
  );
});
