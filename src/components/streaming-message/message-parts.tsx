"use client";
import { useContext, useState, type ReactElement } from "react";
import { isBusy } from "../../protocol/status.js";
import { MarkdownContext } from "../markdown/settings.js";
import { CitationScope } from "../citations/citation-scope.js";
import { PartGroup } from "./part-group.js";
import { createReadingOrder } from "./reading-order.js";
import type { MessageProps } from "./message-props.js";

/** The parts of a message, in groups. */
export function PartList({ message }: MessageProps): ReactElement[] {
  const markdown = useContext(MarkdownContext);
  const [order] = useState(createReadingOrder);
  const { id, role, status, parts } = message;
  const { groups, areLines } = order(message);
  return groups.map((places, index) => (
    <PartGroup
      // Parts are only ever appended, so their place is their identity.
      // oxlint-disable-next-line react/no-array-index-key -- see above
      key={index}
      messageId={id}
      places={places}
      last={isBusy(status) ? parts.length - 1 : -1}
      // What the user wrote is shown as it was written.
      isMarkdown={role === "assistant" && markdown !== false}
      areLines={areLines}
    />
  ));
}

/**
 * What is in a message, in order of arrival, each result with its call. A token renders the part it belongs to, alone.
 *
 * @param props.message as `StreamingMessage` gives it to its `children`, or `useMessage`
 */
export function MessageParts({ message }: MessageProps): ReactElement {
  return (
    <CitationScope message={message}>
      <PartList message={message} />
    </CitationScope>
  );
}
