"use client";
import { forwardRef, type ForwardRefExoticComponent, type RefAttributes } from "react";
import { Launcher, type LauncherProps } from "./launcher.js";

/** Props of {@link ChatPopover}; all others go to its outer `<div>`. */
export type ChatPopoverProps = LauncherProps;

/**
 * A round button in the corner of the page that opens a chat above it, which fills screens below 480 px. The page stays usable.
 * Escape closes it, once no answer runs: the first one stops that. The chat stays while it is closed, and goes on; a dot tells that an
 * answer has come.
 *
 * @example
 * <ChatPopover>
 *   <ChatPanel endpoint="/api/chat" />
 * </ChatPopover>
 */
export const ChatPopover: ForwardRefExoticComponent<ChatPopoverProps & RefAttributes<HTMLDivElement>> = forwardRef<
  HTMLDivElement,
  ChatPopoverProps
>(function ChatPopover(props, ref) {
  return <Launcher {...props} ref={ref} tag="dialog" shape="popover" />;
});
