"use client";
import { memo, type NamedExoticComponent } from "react";
import { MessagePartView } from "./message-part.js";
import type { Places } from "./reading-order.js";

interface PartGroupProps {
  readonly messageId: string;
  readonly places: Places;
  /** The part that may still grow; none: -1. */
  readonly last: number;
  readonly isMarkdown: boolean;
}

/** Some parts of a message in a row: one more part renders its group, however many are there. */
export const PartGroup: NamedExoticComponent<PartGroupProps> = memo(
  function PartGroup({ messageId, places, last, isMarkdown }) {
    return places.map((place) => (
      <MessagePartView
        key={place}
        messageId={messageId}
        index={place}
        isStreaming={place === last}
        isMarkdown={isMarkdown}
      />
    ));
  },
  (a, b) =>
    a.messageId === b.messageId &&
    a.places === b.places &&
    a.isMarkdown === b.isMarkdown &&
    // Others do not care which part it is.
    (a.last === b.last || !(a.places.includes(a.last) || b.places.includes(b.last))),
);
