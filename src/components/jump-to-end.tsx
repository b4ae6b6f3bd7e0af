"use client";
import type { ReactElement } from "react";
import type { StickToBottom } from "../hooks/use-stick-to-bottom.js";
import { useFormat } from "./format.js";
import { DownIcon } from "./icons.js";
import { useLabels } from "./labels.js";

/** Props of {@link JumpToEnd}. */
export interface JumpToEndProps {
  readonly stick: StickToBottom<HTMLElement>;
  /** How many came meanwhile. @defaultValue `0` */
  readonly unread?: number;
}

/** The way back to the end, for a reader who has scrolled away from it. */
export function JumpToEnd({ stick, unread = 0 }: JumpToEndProps): ReactElement | null {
  const labels = useLabels();
  const format = useFormat();
  if (stick.isAtEnd) return null;
  return (
    <button
      type="button"
      className={unread > 0 ? "hw-jump hw-button" : "hw-jump hw-icon-button"}
      aria-label={unread > 0 ? undefined : labels.jumpToEnd}
      onClick={() => {
        // This button is about to vanish; focus would fall out of the chat.
        stick.scrollerRef.current?.focus({ preventScroll: true });
        stick.scrollToEnd();
      }}
    >
      <DownIcon />
      {unread > 0 && format.count(labels.unread, unread)}
    </button>
  );
}
