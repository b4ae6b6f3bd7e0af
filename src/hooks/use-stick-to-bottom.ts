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
  /**
   * An element of the content stays where it is in view when the size of the content changes next, unless the end is kept there.
   * For what is about to be put before it: at the very beginning browsers do not hold the line by themselves.
   */
  readonly holdInView: (element: Element) => void;
}

/** The reader marks words in it: what moved under them could not be marked. */
function hasSelection(scroller: HTMLElement): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && scroller.contains(selection.anchorNode);
}

/**
 * Keeps the end of growing content in view until the reader scrolls away from it, and again once the reader comes back.
 *
 * A reader who scrolls up is never pulled down: any scroll position above the one we set, with the content not shorter than
 * before, is the reader's act, whatever caused it (wheel, touch, keys, scroll bar). Nothing moves under a finger or a pressed mouse
 * button, nor under words that are selected.
 */
export function useStickToBottom<Content extends HTMLElement = HTMLOListElement>(): StickToBottom<Content> {
  const scrollerRef = useRef<HTMLDivElement>(null);
  const contentRef = useRef<Content>(null);
  const stuck = useRef(true);
  const isPressed = useRef(false);
  const [isAtEnd, setIsAtEnd] = useState(true);
  /** Where the view was when we last looked: what differs from it is the reader's act. */
  const seen = useRef({ top: 0, height: 0 });
  const held = useRef<{ readonly element: Element; readonly top: number } | undefined>(undefined);

  const stick = useCallback((value: boolean) => {
    stuck.current = value;
    setIsAtEnd(value);
  }, []);

  const keepAtEnd = useCallback(() => {
    const scroller = scrollerRef.current;
    if (!scroller || !stuck.current || isPressed.current) return;
    const height = scroller.scrollHeight;
    const top = height - scroller.clientHeight;
    if (hasSelection(scroller) && scroller.scrollTop < top - 1) {
      stick(false);
      return;
    }
    // Where it will be: to ask would cost more than to know.
    seen.current = { top, height };
    scroller.scrollTop = height;
  }, [stick]);

  const scrollToEnd = useCallback(() => {
    const scroller = scrollerRef.current;
    stick(true);
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
  }, [stick]);

  const holdInView = useCallback((element: Element) => {
    held.current = { element, top: element.getBoundingClientRect().top };
  }, []);

  useEffect(() => {
    const scroller = scrollerRef.current;
    const content = contentRef.current;
    if (!scroller) return undefined;
    seen.current = { top: scroller.scrollTop, height: scroller.scrollHeight };

    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = scroller;
      const { top, height } = seen.current;
      const by = scrollTop - top;
      const hasShrunk = scrollHeight < height;
      const distance = scrollHeight - clientHeight - scrollTop;
      // Neither the event of what we set ourselves is a way back, nor the first frame of smooth scrolling.
      if (distance <= tolerance && (by > 1 || hasShrunk)) stick(true);
      else if (by < -1 && !hasShrunk && distance > 1) stick(false);
      // A slow finger moves by less than a pixel at a time: all of it counts.
      const isSlow = Math.abs(by) <= 1 && !hasShrunk;
      seen.current = { top: isSlow ? top : scrollTop, height: scrollHeight };
      held.current = undefined;
    };
    const leave = () => {
      if (scroller.scrollHeight > scroller.clientHeight) stick(false);
    };
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY < 0 && !event.ctrlKey) leave();
    };
    // The first frame of what the key begins may be undone by the content that grows in it.
    const onKeyDown = ({ key, shiftKey, target, defaultPrevented }: KeyboardEvent) => {
      const isUp = /^(PageUp|ArrowUp|Home)$/.test(key) || (key === " " && shiftKey);
      if (!isUp || defaultPrevented || !(target instanceof Element) || !scroller.contains(target)) return;
      if (!target.matches("input, textarea, select, [contenteditable]")) leave();
    };
    const press = ({ target, offsetX }: Event & { readonly offsetX?: number }) => {
      // Beside the content is the scroll bar. It scrolls as smoothly as the keys do, and no release need follow.
      if (target === scroller && (offsetX! < 0 || offsetX! >= scroller.clientWidth)) leave();
      else isPressed.current = true;
    };
    const release = () => {
      if (!isPressed.current) return;
      isPressed.current = false;
      // The finger may have moved the view without an event of it yet.
      onScroll();
      keepAtEnd();
    };
    const onResize = () => {
      const line = held.current;
      held.current = undefined;
      if (stuck.current) keepAtEnd();
      else if (line?.element.isConnected) scroller.scrollTop += line.element.getBoundingClientRect().top - line.top;
    };
    const handlers: readonly (readonly [EventTarget, string, (event: never) => void])[] = [
      [scroller, "scroll", onScroll],
      [scroller, "wheel", onWheel],
      [scroller, "touchstart", press],
      [scroller, "mousedown", press],
      // At the window, where others have had their say.
      [window, "keydown", onKeyDown],
      ...["touchend", "touchcancel", "mouseup", "dragend"].map((type) => [window, type, release] as const),
    ];
    for (const [target, type, handler] of handlers) {
      target.addEventListener(type, handler as EventListener, { passive: true });
    }
    // Missing in jsdom, where other people test. Runs after layout in the same frame: reading the size forces no layout.
    const observer = globalThis.ResizeObserver && new ResizeObserver(onResize);
    if (content) observer?.observe(content);
    observer?.observe(scroller);
    return () => {
      observer?.disconnect();
      for (const [target, type, handler] of handlers) target.removeEventListener(type, handler as EventListener);
    };
  }, [keepAtEnd, stick]);

  return { scrollerRef, contentRef, isAtEnd, scrollToEnd, keepAtEnd, holdInView };
}
