"use client";
import { forwardRef, type ForwardRefExoticComponent, type ReactNode, type RefAttributes } from "react";
import type { Status } from "../../protocol/status.js";
import { Composer } from "../composer/composer.js";
import { MessageList } from "../message-list/message-list.js";
import { RunControls } from "../run-controls/run-controls.js";
import { ChatRoot, type ChatRootProps } from "./chat-root.js";
import { LiveStatus } from "./live-status.js";

/** Props of {@link ChatPanel}: those of `ChatRoot`, without `children`. */
export type ChatPanelProps = ChatRootProps & {
  readonly children?: never;
  /** Shown while there is no message. */
  readonly empty?: ReactNode;
  /** Where the user writes, for instance one with attachments. @defaultValue `<Composer />` */
  readonly composer?: ReactNode;
};

const defaultComposer = <Composer />;
const afterSuccess: readonly Status[] = ["done"];

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
>(function ChatPanel({ empty, composer = defaultComposer, ...rest }, ref) {
  return (
    <ChatRoot {...rest} ref={ref}>
      <MessageList empty={empty} />
      <RunControls restartOn={afterSuccess} showStop={false} />
      {composer}
      <LiveStatus />
    </ChatRoot>
  );
});
