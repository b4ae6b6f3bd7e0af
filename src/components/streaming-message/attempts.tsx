"use client";
import { useEffect, useRef, type ReactElement, type RefObject } from "react";
import { useAttempts, useChat } from "../../hooks/chat-context.js";
import { NextIcon, PreviousIcon } from "../icons.js";
import { useLabels } from "../labels.js";

/** The step that was just made, -1 or 1; 0 once the focus has followed. */
let step = 0;

/** Another attempt is another message, with buttons of its own: the focus goes to the same one there, if it can. */
function useFocusAfterStep(): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (step === 0) return;
    const buttons = [...(ref.current?.querySelectorAll<HTMLElement>("button:enabled") ?? [])];
    buttons.at(step > 0 ? -1 : 0)?.focus({ preventScroll: true });
    step = 0;
  });
  return ref;
}

/** Walks between the attempts at a message: `‹ 2/3 ›`. Nothing while there is only one. */
export function Attempts({ messageId }: { readonly messageId: string }): ReactElement | null {
  const chat = useChat();
  const labels = useLabels();
  const { count, active } = useAttempts(messageId);
  const ref = useFocusAfterStep();
  if (count < 2) return null;
  const go = (by: number) => {
    step = by;
    chat.showAttempt(messageId, active + by);
  };
  return (
    <div ref={ref} className="hw-attempts">
      <button
        type="button"
        className="hw-icon-button"
        aria-label={labels.previousAttempt}
        disabled={active === 0}
        onClick={() => go(-1)}
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
        onClick={() => go(1)}
      >
        <NextIcon />
      </button>
    </div>
  );
}
