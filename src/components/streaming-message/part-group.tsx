"use client";
import { memo, type NamedExoticComponent } from "react";
import { CallView, MessagePartView } from "./message-part.js";
import type { Places } from "./reading-order.js";

interface PartGroupProps {
  readonly messageId: string;
  readonly places: Places;
  /** The part that may still grow; none: -1. */
  readonly last: number;
  readonly isMarkdown: boolean;
  /** Its items are lines of one text. */
  readonly areLines: boolean;
}

function has(places: Places, last: number): boolean {
  return places.some((place) => (typeof place === "number" ? place : place[0]) === last);
}

/** Some parts of a message in a row: one more part renders its group, however many are there. */
export const PartGroup: NamedExoticComponent<PartGroupProps> = memo(
  function PartGroup({ messageId, places, last, isMarkdown, areLines }) {
    return places.map((place) =>
      typeof place === "number" ? (
        <MessagePartView
          key={place}
          messageId={messageId}
          index={place}
          isStreaming={place === last}
          isMarkdown={isMarkdown}
          isLine={areLines}
        />
      ) : (
        <CallView key={place[0]} messageId={messageId} places={place} isStreaming={place[0] === last} />
      ),
    );
  },
  (a, b) =>
    a.messageId === b.messageId &&
    a.places === b.places &&
    a.isMarkdown === b.isMarkdown &&
    a.areLines === b.areLines &&
    // Others do not care which part it is.
    (a.last === b.last || !(has(a.places, a.last) || has(b.places, b.last))),
);
