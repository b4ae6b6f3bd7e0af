"use client";
import { useEffect, useState, type RefObject } from "react";

/** Whether an answer in the element has ended since it was closed: seen at the public attribute that tells its state. */
export function useUnread(panel: RefObject<HTMLElement | null>, isOpen: boolean): boolean {
  const [isUnread, setUnread] = useState(false);
  if (isOpen && isUnread) setUnread(false);
  useEffect(() => {
    if (isOpen) return undefined;
    const observer = new MutationObserver((records) => {
      // Parts and stages of an answer have a state of their own.
      const ended = records.some(({ target }) =>
        (target as Element).matches(
          ':is(.hw-chat-panel, .hw-composer):is([data-status="done"], [data-status="error"])',
        ),
      );
      if (ended) setUnread(true);
    });
    observer.observe(panel.current!, { subtree: true, attributeFilter: ["data-status"] });
    return () => observer.disconnect();
  }, [panel, isOpen]);
  return isUnread && !isOpen;
}
