"use client";
import type { ComponentPropsWithoutRef, ForwardedRef, ReactElement, ReactNode, RefObject } from "react";
import { useIsBusy } from "../../hooks/chat-context.js";
import type { StickToBottom } from "../../hooks/use-stick-to-bottom.js";
import { classNames } from "../class-names.js";
import { JumpToEnd } from "../jump-to-end.js";
import { useLabels } from "../labels.js";

/** Props of {@link MessageList} and {@link WindowedMessageList}; all others go to the outer element. */
export interface MessageListProps extends Omit<ComponentPropsWithoutRef<"div">, "children"> {
  /** Shown while there is no message. */
  readonly empty?: ReactNode;
  /** Renders one message. Keep the function: a new one renders all messages again. @defaultValue `<StreamingMessage>` */
  readonly renderMessage?: (messageId: string) => ReactNode;
}

interface MessageListFrameProps extends Omit<MessageListProps, "renderMessage"> {
  readonly outerRef: ForwardedRef<HTMLDivElement>;
  readonly stick: StickToBottom<HTMLElement>;
  readonly contentRef?: RefObject<HTMLDivElement | null>;
  readonly isEmpty: boolean;
  /** The messages. */
  readonly children: ReactNode;
}

/** What every list of messages has around the messages. */
export function MessageListFrame(props: MessageListFrameProps): ReactElement {
  const { outerRef, stick, contentRef, isEmpty, empty, children, className, ...rest } = props;
  const { scrollerRef, isAtEnd } = stick;
  const labels = useLabels();
  const busy = useIsBusy();
  return (
    <div {...rest} ref={outerRef} className={classNames("hw-message-list", className)} data-at-end={isAtEnd}>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
      <div ref={scrollerRef} className="hw-scroller" tabIndex={0}>
        {isEmpty && <div className="hw-empty">{empty ?? labels.emptyTitle}</div>}
        {/* Whole sentences are announced elsewhere; a live list would speak every token. */}
        <div
          ref={contentRef}
          className="hw-thread"
          role="log"
          aria-live="off"
          aria-label={labels.conversation}
          aria-busy={busy}
        >
          {children}
        </div>
      </div>
      <JumpToEnd stick={stick} />
    </div>
  );
}
