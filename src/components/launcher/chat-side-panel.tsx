"use client";
import { forwardRef, type ForwardRefExoticComponent, type RefAttributes } from "react";
import { Launcher, type LauncherProps } from "./launcher.js";

/** Props of {@link ChatSidePanel}; all others go to its outer `<div>`. */
export interface ChatSidePanelProps extends LauncherProps {
  /**
   * `"overlay"`: over the page. `"push"`: beside it, as the last child of a row (`display: flex`), whose other children get narrower.
   * @defaultValue `"overlay"`
   */
  readonly mode?: "overlay" | "push" | undefined;
}

/**
 * A chat at the side where lines end, as high as the screen, and the round button that opens it. The page stays usable. The keys and the
 * dot are those of `ChatPopover`. `--hw-side-width` says how wide it is.
 *
 * @example
 * <ChatSidePanel>
 *   <ChatPanel endpoint="/api/chat" />
 * </ChatSidePanel>
 */
export const ChatSidePanel: ForwardRefExoticComponent<ChatSidePanelProps & RefAttributes<HTMLDivElement>> = forwardRef<
  HTMLDivElement,
  ChatSidePanelProps
>(function ChatSidePanel({ mode = "overlay", ...rest }, ref) {
  return <Launcher {...rest} ref={ref} tag="aside" shape={mode} />;
});
