"use client";
import {
  useId,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
} from "react";
import { fill } from "../format.js";
import { useLabels } from "../labels.js";
import { askFirst } from "../markdown/confirm-link.js";
import { goTo } from "../markdown/go-to.js";
import { visibleWords } from "../markdown/invisible.js";
import { useMarkdownSettings } from "../markdown/settings.js";
import { addressOf, nameOf } from "../source-list/listed-source.js";
import type { CitationTarget } from "./bindings.js";
import { CitationCard } from "./citation-card.js";

interface CitationMarkProps {
  readonly target: CitationTarget;
  /** Id of its item in the list. */
  readonly anchor: string;
  /** Shown instead of the number. */
  readonly words?: string | undefined;
}

/** Opens what the item is folded in, and goes there. */
function goToItem(event: MouseEvent<HTMLAnchorElement>): void {
  const { ownerDocument, hash } = event.currentTarget;
  let box = ownerDocument.getElementById(decodeURIComponent(hash.slice(1)))?.closest("details");
  for (; box; box = box.parentElement?.closest("details")) box.open = true;
  goTo(event);
}

/**
 * A small sign in the text that leads to a source: to its address, or to its place in the list. A card tells what it is while the
 * pointer or the focus of the keyboard is on it; a finger opens the card first.
 */
export function CitationMark({ target, anchor, words }: CitationMarkProps): ReactElement {
  const labels = useLabels();
  const { confirmLink } = useMarkdownSettings();
  const [isOpen, setOpen] = useState(false);
  /** Not by the keyboard does the focus come. */
  const isPressed = useRef(false);
  const id = useId();
  const { source, number } = target;
  const address = addressOf(source);
  const title = words ?? visibleWords(nameOf(source, labels));
  const ask =
    address && confirmLink && askFirst(confirmLink, { href: address.href, host: address.host, title: address.href });
  const close = () => setOpen(false);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- hears of the link and the card in it
    <span
      className="hw-cite"
      onPointerEnter={(event) => event.pointerType !== "touch" && setOpen(true)}
      onPointerLeave={close}
      onPointerDown={() => (isPressed.current = true)}
      onFocus={() => isPressed.current || setOpen(true)}
      onBlur={(event: FocusEvent) => event.currentTarget.contains(event.relatedTarget) || close()}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "Escape" || !isOpen) return;
        // Not for the chat around it.
        event.preventDefault();
        close();
        // It may have been in the card.
        isPressed.current = true;
        event.currentTarget.querySelector("a")!.focus();
        isPressed.current = false;
      }}
    >
      <a
        href={address?.href ?? `#${anchor}`}
        aria-label={fill(labels.citation, { number, title })}
        aria-details={isOpen ? id : undefined}
        data-words={words === undefined ? undefined : true}
        {...(address && { target: "_blank", rel: "noopener noreferrer nofollow" })}
        onAuxClick={ask?.onAuxClick}
        onClick={(event) => {
          isPressed.current = false;
          if (!isOpen) {
            event.preventDefault();
            setOpen(true);
          } else if (!address) goToItem(event);
          else ask?.onClick(event);
        }}
      >
        {words ?? number}
      </a>
      {isOpen && (
        <CitationCard id={id} source={words && !source.title ? { ...source, title: words } : source} onClose={close} />
      )}
    </span>
  );
}
