import type { MouseEvent } from "react";

/** Goes to the element that a link within the page names, without an entry in the history: many pages route by `#`. */
export function goTo(event: MouseEvent<HTMLAnchorElement>): void {
  const { ownerDocument, hash } = event.currentTarget;
  // The ids of some versions of React are escaped in addresses.
  const target = ownerDocument.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target) return;
  event.preventDefault();
  // Scrolls it into view too.
  target.focus();
}
