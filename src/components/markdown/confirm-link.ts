"use client";
import type { MouseEvent } from "react";
import type { OpenedLink } from "./settings.js";

type Confirm = (link: OpenedLink) => boolean | Promise<boolean>;
type Listener = (event: MouseEvent<HTMLAnchorElement>) => void;

/** What follows a click on a link after somebody was asked: pressed again, it opens. */
const confirmed = new WeakSet<HTMLAnchorElement>();

/** Listeners by which a link opens only after it was confirmed, whatever it was pressed with. */
export function askFirst(
  confirmLink: Confirm,
  link: OpenedLink,
): { readonly onClick: Listener; readonly onAuxClick: Listener } {
  async function ask(element: HTMLAnchorElement) {
    const isConfirmed = await confirmLink(link);
    // Another link may stand here by now.
    // oxlint-disable-next-line typescript/no-unnecessary-boolean-literal-compare -- a caller without types may give anything
    if (isConfirmed !== true || element.getAttribute("href") !== link.href) return;
    confirmed.add(element);
    // By the browser itself, which keeps to `rel` and `target`.
    element.click();
  }
  const onClick: Listener = (event) => {
    if (confirmed.delete(event.currentTarget)) return;
    // Before anybody is asked: who throws has not agreed.
    event.preventDefault();
    void ask(event.currentTarget);
  };
  return {
    onClick,
    onAuxClick(event) {
      // The right button only opens the menu of the browser.
      if (event.button === 1) onClick(event);
    },
  };
}
