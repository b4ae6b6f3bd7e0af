"use client";
import {
  forwardRef,
  type ComponentPropsWithoutRef,
  type ComponentType,
  type ForwardRefExoticComponent,
  type ReactNode,
  type RefAttributes,
} from "react";
import { useIsBusy, useMessageIds } from "../../hooks/chat-context.js";
import { useStickToBottom, type StickToBottom } from "../../hooks/use-stick-to-bottom.js";
import { classNames } from "../class-names.js";
import { JumpToEnd } from "../jump-to-end.js";
import { useLabels } from "../labels.js";

/** Props of {@link MessageList} and {@link WindowedMessageList}; all others go to the outer element. */
export interface MessageListProps extends Omit<ComponentPropsWithoutRef<"div">, "children"> {
  /** Shown while there is no message. */
  readonly empty?: ReactNode;
  /** Renders one message. Keep the function: a new one renders all messages again. @defaultValue `<StreamingMessage>` */
  readonly renderMessage?: ((messageId: string) => ReactNode) | undefined;
}

/** What shows the messages of a list. */
export interface MessagesProps extends Pick<MessageListProps, "renderMessage"> {
  readonly ids: readonly string[];
  readonly stick: StickToBottom<HTMLDivElement>;
}

/** A list of messages: everything around the messages themselves. */
export type MessageListComponent = ForwardRefExoticComponent<MessageListProps & RefAttributes<HTMLDivElement>>;

/**
 * Makes a list of messages.
 *
 * @param isObserved its growth is seen from outside; else the messages tell of it by `stick.keepAtEnd`
 */
export function createMessageList(Messages: ComponentType<MessagesProps>, isObserved: boolean): MessageListComponent {
  return forwardRef(function MessageList({ empty, renderMessage, className, ...rest }, ref) {
    const labels = useLabels();
    const ids = useMessageIds();
    const busy = useIsBusy();
    const stick = useStickToBottom<HTMLDivElement>();
    const { scrollerRef, contentRef, isAtEnd } = stick;
    return (
      <div
        {...rest}
        ref={ref}
        className={classNames("hw-message-list", className)}
        data-at-end={isAtEnd}
        data-windowed={!isObserved || undefined}
      >
        {/* A region that scrolls must be reachable by keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above */}
        <div ref={scrollerRef} className="hw-scroller" tabIndex={0}>
          {ids.length === 0 && <div className="hw-empty">{empty ?? labels.emptyTitle}</div>}
          {/* Whole sentences are announced elsewhere; a live list would speak every token. */}
          <div
            ref={isObserved ? contentRef : undefined}
            className="hw-thread"
            role="log"
            aria-live="off"
            aria-label={labels.conversation}
            aria-busy={busy}
          >
            <Messages ids={ids} renderMessage={renderMessage} stick={stick} />
          </div>
        </div>
        <JumpToEnd stick={stick} />
      </div>
    );
  });
}
