"use client";
import { forwardRef, memo, useState, type NamedExoticComponent, type ReactNode, type RefAttributes } from "react";
import { useMessageOutline } from "../../hooks/chat-context.js";
import type { Message, Role } from "../../protocol/message.js";
import { isBusy, type Status } from "../../protocol/status.js";
import { CitationScope } from "../citations/citation-scope.js";
import { useElement, type PartElementProps } from "../element.js";
import { Subqueries } from "../graph-answer/subquery-list.js";
import { useLabels } from "../labels.js";
import { Cited, References, Sources } from "../source-list/evidence.js";
import { isWorkOver } from "../stage-timeline/stage-timeline.js";
import { TimelineView } from "../stage-timeline/timeline-view.js";
import { MessageActions } from "./message-actions.js";
import { MessageNotice } from "./message-notice.js";
import { MessageParts } from "./message-parts.js";
import { MessageProgress } from "./message-progress.js";

/** What the outer element of {@link StreamingMessage} depends on. */
export interface StreamingMessageState {
  readonly role: Role;
  readonly status: Status;
  /** Nothing has come for longer than `stallAfter`. */
  readonly isStalled: boolean;
}

/** Props of {@link StreamingMessage}; all others go to its `<article>`. */
export interface StreamingMessageProps extends PartElementProps<"article", StreamingMessageState> {
  /** Id of the message in the chat of the nearest provider. */
  readonly messageId: string;
  /**
   * Renders what is in it, of `MessageParts`, `MessageActions` and so on. The message may be older than the words in its parts, which render by
   * themselves. Keep the function: a new one renders the message again. @defaultValue all of it
   */
  readonly children?: ((message: Message) => ReactNode) | undefined;
}

/** All that is in a message but its actions. */
function renderContent(message: Message): ReactNode {
  const { stages, sources, citations, subqueries, references, title } = message;
  return (
    <>
      {stages.length > 0 && <TimelineView stages={stages} isOver={isWorkOver(message)} />}
      {title && (
        <p className="hw-title" dir="auto">
          {title}
        </p>
      )}
      <MessageParts message={message} />
      <MessageProgress message={message} />
      {sources.length > 0 && <Sources sources={sources} stages={stages} />}
      {citations.length > 0 && <Cited after={sources.length} />}
      {subqueries.length > 0 && <Subqueries subqueries={subqueries} />}
      {references?.[0] && <References references={references} />}
      <MessageNotice message={message} />
    </>
  );
}

/**
 * One message of the chat, while it streams and after: its parts in order of arrival, what the agent did, sources, how it
 * ended, and its buttons. Only changes of this message render it again. Renders nothing when the message is gone.
 *
 * @example
 * <StreamingMessage messageId={id}>
 *   {(message) => (
 *     <>
 *       <MessageParts message={message} />
 *       <MessageNotice message={message} />
 *     </>
 *   )}
 * </StreamingMessage>
 */
export const StreamingMessage: NamedExoticComponent<StreamingMessageProps & RefAttributes<HTMLElement>> = memo(
  forwardRef<HTMLElement, StreamingMessageProps>(function StreamingMessage({ messageId, children, ...rest }, ref) {
    const labels = useLabels();
    const message = useMessageOutline(messageId);
    // The time costs a component per message, and nobody reads it from afar.
    const [isNear, setNear] = useState(false);
    const approach = () => setNear(true);
    const { role = "user", status = "idle", adapter, stalledSince } = message ?? {};
    const isStalled = stalledSince !== undefined;
    const own = {
      ref,
      "aria-label": labels[role],
      "aria-busy": isBusy(status),
      className: "hw-message",
      "data-role": role,
      "data-status": status,
      "data-adapter": adapter,
      "data-stalled": isStalled || undefined,
      onPointerEnter: approach,
      onFocus: approach,
      children:
        message &&
        (children ? (
          children(message)
        ) : (
          <>
            {renderContent(message)}
            <MessageActions message={message} showTime={isNear} />
          </>
        )),
    };
    const element = useElement("article", own, rest, { role, status, isStalled });
    if (!message) return null;
    if (role !== "assistant") return element;
    const { parts, sources, citations, references } = message;
    return (
      <CitationScope
        isOpen={isBusy(status)}
        parts={parts}
        sources={sources}
        citations={citations}
        references={references}
      >
        {element}
      </CitationScope>
    );
  }),
);
