import type { ReactElement } from "react";
import type { Labels } from "../labels.js";
import type { MarkdownSettings } from "./settings.js";

/** What is made of blocks and inlines depends on this, and on nothing else. */
export interface Surroundings {
  readonly settings: MarkdownSettings;
  readonly labels: Labels;
  /**
   * Elements by what they show. The same element again costs React nothing, however much is in it: a token makes anew what it
   * belongs to, without a component for each paragraph. `undefined`: nothing is made twice.
   */
  readonly made: WeakMap<object, ReactElement> | undefined;
  /** Boxes of something long, by their first entries. */
  readonly boxes: WeakMap<object, Box>;
}

interface Box {
  readonly entries: readonly object[];
  readonly element: ReactElement;
}

/** The element for something immutable, made once. */
export function remembered({ made }: Surroundings, view: object, make: () => ReactElement): ReactElement {
  let element = made?.get(view);
  if (!element) {
    element = make();
    made?.set(view, element);
  }
  return element;
}

/**
 * Cuts what is long into boxes of some entries: a browser lays out again what is next to a change, and React compares it, so
 * neither must have thousands of neighbours. A full box is made once.
 *
 * @param size entries per box
 * @param make the element of a box; `isLast`: more may come
 */
export function inBoxes<T extends object>(
  { boxes }: Surroundings,
  entries: readonly T[],
  size: number,
  make: (entries: readonly T[], index: number, isLast: boolean) => ReactElement,
): ReactElement[] {
  const elements: ReactElement[] = [];
  for (let start = 0; start < entries.length; start += size) {
    const end = Math.min(start + size, entries.length);
    const isLast = end === entries.length;
    const first = entries[start]!;
    const known = isLast ? undefined : boxes.get(first);
    if (known?.entries.every((entry, index) => entry === entries[start + index])) elements.push(known.element);
    else {
      const own = entries.slice(start, end);
      const element = make(own, start / size, isLast);
      if (!isLast) boxes.set(first, { entries: own, element });
      elements.push(element);
    }
  }
  return elements;
}
