"use client";
import { useEffect, useState, type RefObject } from "react";

/** Whether what is in the box is wider than it: only then must the keyboard reach it to scroll. */
export function useOverflow(box: RefObject<HTMLElement | null>): boolean {
  const [isWider, setWider] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    // After layout, so that reading costs nothing; the content grows, the box does not.
    const observer = new ResizeObserver(() => setWider(element.scrollWidth > element.clientWidth));
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [box]);
  return isWider;
}
