import { Fragment, type ReactElement, type ReactNode } from "react";
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
  readonly element: ReactNode;
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
 * neither must have thousands of neighbours. A full box is made once. What fits in one box and does not grow needs nothing around it.
 *
 * @param size entries per box
 * @param make what stands in a box; `isLast`: more may come
 */
export function inBoxes<T extends object, Made extends ReactNode>(
  { made, boxes }: Surroundings,
  key: number | undefined,
  entries: readonly T[],
  size: number,
  make: (entries: readonly T[], key: number | undefined, index: number, isLast: boolean) => Made,
): Made | ReactElement {
  if (!made && entries.length > 0 && entries.length <= size) return make(entries, key, 0, true);
  const all: ReactNode[] = [];
  for (let start = 0; start < entries.length; start += size) {
    const end = Math.min(start + size, entries.length);
    const isLast = end === entries.length;
    const first = entries[start]!;
    const known = isLast ? undefined : boxes.get(first);
    if (known?.entries.every((entry, index) => entry === entries[start + index])) all.push(known.element);
    else {
      const own = entries.slice(start, end);
      const index = start / size;
      const element = make(own, index, index, isLast);
      if (!isLast) boxes.set(first, { entries: own, element });
      all.push(element);
    }
  }
  return <Fragment key={key}>{all}</Fragment>;
}

/** Each entry in a place of its own, because everything is only ever added at the end. What stays alone needs none: there are thousands. */
export function inPlaces<T extends object>(
  around: Surroundings,
  entries: readonly T[],
  render: (entry: T, around: Surroundings) => ReactNode,
): ReactNode {
  if (!around.made && entries.length === 1) return render(entries[0]!, around);
  return entries.map((entry, index) =>
    // oxlint-disable-next-line react/no-array-index-key -- see above
    remembered(around, entry, () => <Fragment key={index}>{render(entry, around)}</Fragment>),
  );
}
