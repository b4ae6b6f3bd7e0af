"use client";
import {
  forwardRef,
  type ComponentPropsWithoutRef,
  type ForwardRefExoticComponent,
  type ReactNode,
  type RefAttributes,
} from "react";
import { useIsBusy, useMessageIds } from "../../hooks/chat-context.js";
import { useStickToBottom } from "../../hooks/use-stick-to-bottom.js";
import { classNames } from "../class-names.js";
import { DownIcon } from "../icons.js";
import { useLabels } from "../labels.js";
import { MessageGroups } from "./message-groups.js";

/** Props of {@link MessageList}; all others go to its outer element. */
export interface MessageListProps extends Omit<ComponentPropsWithoutRef<"div">, "children"> {
  /** Shown while there is no message. */
  readonly empty?: ReactNode;
  /** Renders one message. Keep the function: a new one renders all messages again. @defaultValue `<StreamingMessage>` */
  readonly renderMessage?: (messageId: string) => ReactNode;
}

/**
 * The visible conversation. Keeps the end in view while an answer streams, until the reader scrolls away. A token renders the
 * part it belongs to, never the list; what is far out of view costs the browser nothing, and is still found by its search.
 */
export const MessageList: ForwardRefExoticComponent<MessageListProps & RefAttributes<HTMLDivElement>> = forwardRef<
  HTMLDivElement,
  MessageListProps
>(function MessageList({ empty, renderMessage, className, ...rest }, ref) {
  const labels = useLabels();
  const ids = useMessageIds();
  const busy = useIsBusy();
  const { scrollerRef, contentRef, isAtEnd, scrollToEnd } = useStickToBottom<HTMLDivElement>();
  return (
    <div {...rest} ref={ref} className={classNames("hw-message-list", className)} data-at-end={isAtEnd}>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
      <div ref={scrollerRef} className="hw-scroller" tabIndex={0}>
        {ids.length === 0 && <div className="hw-empty">{empty ?? labels.emptyTitle}</div>}
        {/* Whole sentences are announced elsewhere; a live list would speak every token. */}
        <div
          ref={contentRef}
          className="hw-thread"
          role="log"
          aria-live="off"
          aria-label={labels.conversation}
          aria-busy={busy}
        >
          <MessageGroups ids={ids} renderMessage={renderMessage} />
        </div>
      </div>
      {!isAtEnd && (
        <button
          type="button"
          className="hw-jump hw-icon-button"
          aria-label={labels.jumpToEnd}
          onClick={() => {
            // This button is about to vanish; focus would fall out of the chat.
            scrollerRef.current?.focus({ preventScroll: true });
            scrollToEnd();
          }}
        >
          <DownIcon />
        </button>
      )}
    </div>
  );
});
