"use client";
import { useEffect, useLayoutEffect, useState, useSyncExternalStore, type RefObject } from "react";

/** Which chunks of a long list are in the page, and how much room the others take, in CSS px. */
export interface Window {
  /** The first chunk that is there, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly after: number;
  /** The `ref` of the chunk with this number. */
  readonly measure: (index: number) => (element: HTMLElement | null) => void;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Numbers of the chunks there are, and the height of one that was never there, in CSS px. */
interface Extent {
  readonly first: number;
  readonly end: number;
  readonly guess: number;
}

/** How much is there beyond either end of what is in view, in heights of the view. */
const margin = 1;

function createWindow(initial: Extent) {
  let extent = initial;
  let range: Range = { from: Math.max(initial.first, initial.end - 2), to: initial.end };
  const heights = new Map<number, number>();
  const elements = new Map<Element, number>();
  const refs = new Map<number, (element: HTMLElement | null) => void>();
  const listeners = new Set<() => void>();
  let observer: ResizeObserver | undefined;

  const heightOf = (index: number): number => heights.get(index) ?? extent.guess;

  /** Finds the chunks that are near the view. From one that is there, so that what is around the list does not matter. */
  function look(scroller: HTMLElement): void {
    const [[element, index] = []] = elements;
    if (!element || index === undefined) return;
    const { first, end } = extent;
    const view = scroller.getBoundingClientRect();
    const start = view.top - view.height * margin;
    let { top } = element.getBoundingClientRect();
    let from = index;
    while (from > first && top > start) top -= heightOf(--from);
    while (from < end - 1 && top + heightOf(from) < start) top += heightOf(from++);
    let to = from;
    while (to < end && top < view.bottom + view.height * margin) top += heightOf(to++);
    to = Math.max(to, from + 1);
    if (range.from === from && range.to === to) return;
    range = { from, to };
    for (const listener of listeners) listener();
  }

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    range: () => range,
    room(from: number, to: number): number {
      let room = 0;
      for (let index = from; index < to; index++) room += heightOf(index);
      return room;
    },
    setExtent(next: Extent) {
      extent = next;
    },
    watch(scroller: HTMLElement) {
      const onScroll = () => look(scroller);
      scroller.addEventListener("scroll", onScroll, { passive: true });
      // Missing in jsdom, where other people test.
      const sizes =
        globalThis.ResizeObserver &&
        new ResizeObserver((entries) => {
          for (const { target, borderBoxSize } of entries) {
            const index = elements.get(target);
            if (index !== undefined) heights.set(index, borderBoxSize[0]!.blockSize);
          }
          look(scroller);
        });
      observer = sizes;
      sizes?.observe(scroller);
      for (const element of elements.keys()) sizes?.observe(element);
      look(scroller);
      return () => {
        scroller.removeEventListener("scroll", onScroll);
        sizes?.disconnect();
      };
    },
    measure: (index: number) => {
      let ref = refs.get(index);
      if (!ref) {
        let known: HTMLElement | null = null;
        ref = (element) => {
          if (known) {
            elements.delete(known);
            observer?.unobserve(known);
          }
          known = element;
          if (element) {
            elements.set(element, index);
            observer?.observe(element);
          } else refs.delete(index);
        };
        refs.set(index, ref);
      }
      return ref;
    },
  };
}

// React 18 complains of layout effects on a server.
const useEffectBeforePaint = typeof document === "undefined" ? useEffect : useLayoutEffect;

/**
 * Keeps only those chunks of a list in the page that are in view or near. The rest is room of the same height: measured once it
 * was there, guessed before.
 *
 * @param scroller the element that scrolls
 * @param first number of the first chunk; numbers stay when chunks at the beginning go
 * @param count how many chunks there are
 * @param guess height of a chunk that was never there, in CSS px
 */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  first: number,
  count: number,
  guess: number,
): Window {
  const end = first + count;
  const [list] = useState(() => createWindow({ first, end, guess }));
  const range = useSyncExternalStore(list.subscribe, list.range, list.range);
  useEffectBeforePaint(() => list.setExtent({ first, end, guess }), [list, first, end, guess]);
  useEffectBeforePaint(() => (scroller.current ? list.watch(scroller.current) : undefined), [list, scroller]);
  // The list may have gone on, or lost what was shown of it. Who was at its end stays there.
  const to = range.to >= end - 1 ? end : Math.max(range.to, first + 1);
  const from = Math.min(Math.max(range.from, first), Math.max(to - 1, first));
  return { from, to, before: list.room(first, from), after: list.room(to, end), measure: list.measure };
}
