"use client";
import { useEffect, useRef, type ReactElement } from "react";
import type { ListedSource } from "../source-list/listed-source.js";
import { SourceEntry } from "../source-list/source-entry.js";

interface CitationCardProps {
  readonly id: string;
  readonly source: ListedSource;
  readonly onClose: () => void;
}

/** Distance from the edges of the window, in px. */
const margin = 8;

/** Below its mark, or above it where that does not fit. */
function place(card: HTMLElement, mark: Element): void {
  const { left, top, bottom } = mark.getBoundingClientRect();
  const { offsetWidth, offsetHeight, ownerDocument, style } = card;
  const { clientWidth, clientHeight } = ownerDocument.documentElement;
  const fits = bottom + offsetHeight <= clientHeight || top < offsetHeight;
  style.left = `${Math.max(margin, Math.min(left, clientWidth - offsetWidth - margin))}px`;
  style.top = `${fits ? bottom : top - offsetHeight}px`;
}

/** What a mark leads to. In the top layer, so that nothing cuts it off; in the page after its mark, so that Tab goes there. */
export function CitationCard({ id, source, onClose }: CitationCardProps): ReactElement {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const card = ref.current!;
    // Browsers without it show the card in its place.
    card.showPopover?.();
    place(card, card.parentElement!);
    const view = card.ownerDocument.defaultView!;
    const onScroll = (event: Event) => card.contains(event.target as Node) || onClose();
    view.addEventListener("scroll", onScroll, true);
    return () => view.removeEventListener("scroll", onScroll, true);
    // The first of them is as good as any.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, []);
  return (
    <span ref={ref} id={id} role="note" className="hw-cite-card" {...{ popover: "manual" }}>
      <span>
        <SourceEntry source={source} isInLine />
      </span>
    </span>
  );
}
