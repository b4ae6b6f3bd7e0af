"use client";
import { useEffect, useState, type RefObject } from "react";

/** Whether an answer in the element has ended since it was closed: seen at the public attribute that tells its state. */
export function useUnread(panel: RefObject<HTMLElement | null>, isOpen: boolean): boolean {
  const [isUnread, setUnread] = useState(false);
  if (isOpen && isUnread) setUnread(false);
  useEffect(() => {
    if (isOpen) return undefined;
    const observer = new MutationObserver((records) => {
      const ended = records.some(({ target }) => /^(?:done|error)$/.test((target as HTMLElement).dataset["status"]!));
      if (ended) setUnread(true);
    });
    observer.observe(panel.current!, { subtree: true, attributeFilter: ["data-status"] });
    return () => observer.disconnect();
  }, [panel, isOpen]);
  return isUnread && !isOpen;
}
