import type { KeyboardEvent } from "react";
import { isComposing } from "../composing.js";

/** A list of messages as its keys see it. */
export interface KeyedList {
  readonly scroller: HTMLElement;
  /** Behind all messages; takes the focus, but is no stop. */
  readonly end: HTMLElement | null;
  /** How many messages there are, in the page or not. */
  readonly count: number;
  readonly scrollToEnd: () => void;
}

const rowSelector = ".hw-messages > li";
const controls = "a[href], button, summary, input, textarea, select, [tabindex]";

/** Frames in which a message that was not in the page may come. */
const patience = 60;

/** What of a row takes the focus. */
function messageOf(row: Element): HTMLElement {
  return row.querySelector<HTMLElement>(".hw-message") ?? (row as HTMLElement);
}

/** By its place, which rows of a windowed list carry themselves. */
function rowsOf(scroller: Element): ReadonlyMap<number, Element> {
  const rows = [...scroller.querySelectorAll(rowSelector)];
  return new Map(rows.map((row, index) => [Number(row.getAttribute("aria-posinset") ?? index + 1) - 1, row]));
}

/** Whether the element takes the focus. */
function focusOn(element: HTMLElement): boolean {
  // Set by the keys alone: a message that nobody walks to costs nothing.
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  if (document.activeElement !== element) return false;
  element.scrollIntoView({ block: "nearest" });
  return true;
}

/**
 * The keys of a list of messages, which is one stop for Tab: the arrows walk from message to message, Home and End lead to the first
 * and the last, Enter to what is in a message and Escape back. All others scroll as usual.
 *
 * @returns a handler for the element that scrolls
 */
export function createMessageKeys(): (event: KeyboardEvent, list: KeyedList) => void {
  /** Where the reader was last. */
  let last: Element | undefined;

  function go(list: KeyedList, index: number, frames: number = patience): void {
    const row = rowsOf(list.scroller).get(index);
    // A windowed list hides what it has not measured yet, and that takes no focus.
    if (row && focusOn(messageOf(row))) last = row;
    else if (frames > 0) requestAnimationFrame(() => go(list, index, frames - 1));
  }

  /** The place to walk from: that of `row`; by default of the last one that was walked to, or the newest in view. */
  function placeOf(scroller: Element, row?: Element): number {
    const rows = [...rowsOf(scroller)];
    const { bottom } = scroller.getBoundingClientRect();
    const found =
      rows.find(([, each]) => each === (row ?? last)) ??
      rows.findLast(([, each]) => each.getBoundingClientRect().top <= bottom);
    return found?.[0] ?? -1;
  }

  return (event, list) => {
    const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
    if (event.defaultPrevented || isComposing(event) || ctrlKey || altKey || metaKey) return;
    const { scroller } = list;
    const target = event.target as Element;
    const row = target.closest(rowSelector) ?? undefined;
    const message = row && messageOf(row);
    if (key === "Escape" && message && target !== message) {
      event.preventDefault();
      focusOn(message);
    }
    if ((target !== scroller && target !== message) || shiftKey) return;
    if (key === "Tab") {
      // From there the browser goes on: what is in the messages is no stop on the way.
      if (!message) list.end?.focus({ preventScroll: true });
      return;
    }
    if (key === "Enter" && message) {
      event.preventDefault();
      for (const control of message.querySelectorAll<HTMLElement>(controls)) {
        control.focus();
        // Some may be disabled, or folded away.
        if (document.activeElement === control) return;
      }
      return;
    }
    const from = () => placeOf(scroller, row);
    const steps: Readonly<Record<string, () => number>> = {
      ArrowUp: () => from() - (message ? 1 : 0),
      ArrowDown: () => from() + (message ? 1 : 0),
      Home: () => 0,
      End: () => list.count - 1,
    };
    const place = steps[key]?.();
    if (place === undefined || place < 0 || place >= list.count) return;
    event.preventDefault();
    if (key === "Home") scroller.scrollTop = 0;
    // What is next to a message that is out of view may not be in the page.
    else if (key !== "End") row?.scrollIntoView({ block: "nearest" });
    go(list, place);
    if (key === "End") list.scrollToEnd();
  };
}
