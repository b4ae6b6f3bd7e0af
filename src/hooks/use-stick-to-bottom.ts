"use client";
import { useCallback, useEffect, useRef, useState, type RefObject } from "react";

/** How near the end counts as being there, in CSS px. */
const tolerance = 32;

/** What {@link useStickToBottom} returns. */
export interface StickToBottom<Content extends HTMLElement = HTMLOListElement> {
  /** For the element that scrolls. */
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  /** For the element inside it that grows; see also `keepAtEnd`. */
  readonly contentRef: RefObject<Content | null>;
  /** The end is in view and will be kept there. */
  readonly isAtEnd: boolean;
  /** Scrolls to the end and keeps it in view. */
  readonly scrollToEnd: () => void;
  /**
   * Scrolls to the end if it is kept in view. Only for content that is not given to `contentRef`: a windowed list knows of its
   * growth before an observer could.
   */
  readonly keepAtEnd: () => void;
}

/**
 * Keeps the end of growing content in view until the reader scrolls away from it, and again once the reader comes back.
 *
 * A reader who scrolls up is never pulled down: any scroll position above the one we set, with the content not shorter than
 * before, is the reader's act, whatever caused it (wheel, touch, keys, scroll bar).
 */
export function useStickToBottom<Content extends HTMLElement = HTMLOListElement>(): StickToBottom<Content> {
  const scrollerRef = useRef<HTMLDivElement>(null);
  const contentRef = useRef<Content>(null);
  const stuck = useRef(true);
  const [isAtEnd, setIsAtEnd] = useState(true);
  /** Where the view was when we last looked: what differs from it is the reader's act. */
  const seen = useRef({ top: 0, height: 0 });

  const keepAtEnd = useCallback(() => {
    const scroller = scrollerRef.current;
    if (!scroller || !stuck.current) return;
    const height = scroller.scrollHeight;
    // Where it will be: to ask would cost more than to know.
    seen.current = { top: height - scroller.clientHeight, height };
    scroller.scrollTop = height;
  }, []);

  const scrollToEnd = useCallback(() => {
    const scroller = scrollerRef.current;
    stuck.current = true;
    setIsAtEnd(true);
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
  }, []);

  useEffect(() => {
    const scroller = scrollerRef.current;
    const content = contentRef.current;
    if (!scroller) return undefined;
    seen.current = { top: scroller.scrollTop, height: scroller.scrollHeight };

    const stick = (value: boolean) => {
      stuck.current = value;
      setIsAtEnd(value);
    };
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = scroller;
      const { top, height } = seen.current;
      const movedUp = scrollTop < top - 1 && scrollHeight >= height;
      const distance = scrollHeight - clientHeight - scrollTop;
      if (distance <= tolerance && !movedUp) stick(true);
      else if (movedUp && distance > 1) stick(false);
      seen.current = { top: scrollTop, height: scrollHeight };
    };
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY < 0 && scroller.scrollHeight > scroller.clientHeight) stick(false);
    };
    scroller.addEventListener("scroll", onScroll, { passive: true });
    scroller.addEventListener("wheel", onWheel, { passive: true });
    // Missing in jsdom, where other people test. Runs after layout in the same frame: reading the size forces no layout.
    const observer = globalThis.ResizeObserver && new ResizeObserver(keepAtEnd);
    if (content) observer?.observe(content);
    observer?.observe(scroller);
    return () => {
      observer?.disconnect();
      scroller.removeEventListener("scroll", onScroll);
      scroller.removeEventListener("wheel", onWheel);
    };
  }, [keepAtEnd]);

  return { scrollerRef, contentRef, isAtEnd, scrollToEnd, keepAtEnd };
}
