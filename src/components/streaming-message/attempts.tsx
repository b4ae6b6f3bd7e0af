"use client";
import type { ReactElement } from "react";
import { useAttempts, useChat } from "../../hooks/chat-context.js";
import { NextIcon, PreviousIcon } from "../icons.js";
import { useLabels } from "../labels.js";

/** Walks between the attempts at a message: `‹ 2/3 ›`. Nothing while there is only one. */
export function Attempts({ messageId }: { readonly messageId: string }): ReactElement | null {
  const chat = useChat();
  const labels = useLabels();
  const { count, active } = useAttempts(messageId);
  if (count < 2) return null;
  return (
    <div className="hw-attempts">
      <button
        type="button"
        className="hw-icon-button"
        aria-label={labels.previousAttempt}
        disabled={active === 0}
        onClick={() => chat.showAttempt(messageId, active - 1)}
      >
        <PreviousIcon />
      </button>
      <span className="hw-numeric">
        {active + 1}/{count}
      </span>
      <button
        type="button"
        className="hw-icon-button"
        aria-label={labels.nextAttempt}
        disabled={active === count - 1}
        onClick={() => chat.showAttempt(messageId, active + 1)}
      >
        <NextIcon />
      </button>
    </div>
  );
}
