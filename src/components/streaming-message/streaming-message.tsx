"use client";
import {
  forwardRef,
  memo,
  useContext,
  useState,
  type ComponentPropsWithoutRef,
  type RefAttributes,
  type NamedExoticComponent,
} from "react";
import { useMessageOutline } from "../../hooks/chat-context.js";
import { isBusy } from "../../protocol/status.js";
import { classNames } from "../class-names.js";
import { useLabels } from "../labels.js";
import { MarkdownContext } from "../markdown/settings.js";
import { StallNotice } from "../stall-notice.js";
import { Attempts } from "./attempts.js";
import { MessageNotice } from "./message-notice.js";
import { PartGroup } from "./part-group.js";
import { createReadingOrder } from "./reading-order.js";
import { Citations, References, Sources, Subqueries } from "./sources.js";
import { Stages } from "./stages.js";

/** Props of {@link StreamingMessage}; all others go to its `<article>`. */
export interface StreamingMessageProps extends ComponentPropsWithoutRef<"article"> {
  /** Id of the message in the chat of the nearest provider. */
  readonly messageId: string;
}

/**
 * One message of the chat, while it streams and after: its parts in order of arrival, what the agent did, sources, and how it
 * ended. Only changes of this message render it again. Renders nothing when the message is gone.
 */
export const StreamingMessage: NamedExoticComponent<StreamingMessageProps & RefAttributes<HTMLElement>> = memo(
  forwardRef<HTMLElement, StreamingMessageProps>(function StreamingMessage({ messageId, className, ...rest }, ref) {
    const labels = useLabels();
    const markdown = useContext(MarkdownContext);
    const message = useMessageOutline(messageId);
    const [order] = useState(createReadingOrder);
    if (message === undefined) return null;
    const { role, status, parts, stages, sources, citations, subqueries, references, title, adapter, stalledSince } =
      message;
    const busy = isBusy(status);
    const { groups, areLines } = order(message);
    // What the user wrote is shown as it was written.
    const isMarkdown = role === "assistant" && markdown !== false;
    return (
      <article
        aria-label={labels[role]}
        {...rest}
        ref={ref}
        className={classNames("hw-message", className)}
        data-role={role}
        data-status={status}
        data-adapter={adapter}
        data-stalled={stalledSince === undefined ? undefined : true}
        data-lines={areLines || undefined}
        aria-busy={busy}
      >
        {stages.length > 0 && <Stages stages={stages} />}
        {title && (
          <p className="hw-title" dir="auto">
            {title}
          </p>
        )}
        {groups.map((places, index) => (
          <PartGroup
            // Parts are only ever appended, so their place is their identity.
            // oxlint-disable-next-line react/no-array-index-key -- see above
            key={index}
            messageId={messageId}
            places={places}
            last={busy ? parts.length - 1 : -1}
            isMarkdown={isMarkdown}
          />
        ))}
        {(status === "submitted" || stalledSince !== undefined) && (
          <div className="hw-progress">
            {status === "submitted" && (
              <span className="hw-waiting" title={labels.waiting}>
                <i />
                <i />
                <i />
              </span>
            )}
            <StallNotice since={stalledSince} />
          </div>
        )}
        {sources.length > 0 && <Sources sources={sources} stages={stages} />}
        {citations.length > 0 && <Citations citations={citations} />}
        {subqueries.length > 0 && <Subqueries subqueries={subqueries} />}
        {references?.[0] && <References references={references} />}
        <MessageNotice message={message} />
        <Attempts messageId={messageId} />
      </article>
    );
  }),
);
