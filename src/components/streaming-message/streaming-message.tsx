"use client";
import { forwardRef, memo, type ComponentPropsWithoutRef, type RefAttributes, type NamedExoticComponent } from "react";
import { useMessage } from "../../hooks/chat-context.js";
import { isBusy } from "../../protocol/status.js";
import { classNames } from "../class-names.js";
import { useLabels } from "../labels.js";
import { Attempts } from "./attempts.js";
import { MessageNotice } from "./message-notice.js";
import { MessagePartView } from "./message-part.js";
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
    const message = useMessage(messageId);
    if (message === undefined) return null;
    const { role, status, parts, stages, sources, citations, subqueries, references, title, adapter } = message;
    const busy = isBusy(status);
    return (
      <article
        aria-label={labels[role]}
        {...rest}
        ref={ref}
        className={classNames("hw-message", className)}
        data-role={role}
        data-status={status}
        data-adapter={adapter}
        aria-busy={busy}
      >
        <Stages stages={stages} />
        {title !== undefined && (
          <p className="hw-title" dir="auto">
            {title}
          </p>
        )}
        {parts.map((part, index) => (
          // Parts are only ever appended, so their place is their identity.
          // oxlint-disable-next-line react/no-array-index-key -- see above
          <MessagePartView key={index} part={part} isStreaming={busy && index === parts.length - 1} />
        ))}
        {status === "submitted" && (
          <span className="hw-waiting" title={labels.waiting}>
            <i />
            <i />
            <i />
          </span>
        )}
        <Sources sources={sources} />
        <Citations citations={citations} />
        <Subqueries subqueries={subqueries} />
        <References references={references} />
        <MessageNotice message={message} />
        <Attempts messageId={messageId} />
      </article>
    );
  }),
);
