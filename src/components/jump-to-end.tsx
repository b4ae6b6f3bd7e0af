"use client";
import type { ReactElement } from "react";
import type { StickToBottom } from "../hooks/use-stick-to-bottom.js";
import { DownIcon } from "./icons.js";
import { useLabels } from "./labels.js";

/** The way back to the end, for a reader who has scrolled away from it. */
export function JumpToEnd({ stick }: { readonly stick: StickToBottom<HTMLElement> }): ReactElement | null {
  const labels = useLabels();
  if (stick.isAtEnd) return null;
  return (
    <button
      type="button"
      className="hw-jump hw-icon-button"
      aria-label={labels.jumpToEnd}
      onClick={() => {
        // This button is about to vanish; focus would fall out of the chat.
        stick.scrollerRef.current?.focus({ preventScroll: true });
        stick.scrollToEnd();
      }}
    >
      <DownIcon />
    </button>
  );
}
