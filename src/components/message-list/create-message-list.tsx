"use client";
import {
  forwardRef,
  useEffect,
  useRef,
  useState,
  type ComponentType,
  type ForwardRefExoticComponent,
  type KeyboardEvent,
  type ReactNode,
  type RefAttributes,
} from "react";
import { useChat, useIsBusy, useMessageIds } from "../../hooks/chat-context.js";
import { useStickToBottom, type StickToBottom } from "../../hooks/use-stick-to-bottom.js";
import { useElement, type PartElementProps } from "../element.js";
import { JumpToEnd } from "../jump-to-end.js";
import { useLabels } from "../labels.js";
import { loadMessageContent } from "../streaming-message/late-content.js";
import { LoadOlder } from "./load-older.js";
import { createMessageKeys } from "./message-keys.js";
import { Suggestions, type Suggestion } from "./suggestions.js";
import { useUnread } from "./use-unread.js";

/** What the outer element of a list of messages depends on. */
export interface MessageListState {
  /** The end is in view. */
  readonly isAtEnd: boolean;
  /** An answer is under way. */
  readonly isBusy: boolean;
}

/** Props of {@link MessageList} and {@link WindowedMessageList}; all others go to the outer element. */
export interface MessageListProps extends PartElementProps<"div", MessageListState> {
  /** Shown while there is no message. @defaultValue the label `emptyTitle` */
  readonly empty?: ReactNode;
  /** Questions to begin with, below that: each is a button that sends it. */
  readonly suggestions?: readonly Suggestion[] | undefined;
  /** The conversation is on its way: says so while there is no message. @defaultValue `false` */
  readonly loading?: boolean | undefined;
  /** Fetches earlier messages and gives them to `chat.prependMessages`; the button that asks for them waits for the promise. */
  readonly onLoadOlder?: (() => Promise<unknown> | void) | undefined;
  /** There are earlier messages. Without `onLoadOlder` there is no button. @defaultValue `true` */
  readonly hasOlder?: boolean | undefined;
  /** Whether earlier messages are asked for as soon as the reader comes to the first. @defaultValue `false` */
  readonly autoLoadOlder?: boolean | undefined;
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

/** The first of some elements that is not above the view. */
function firstInView(elements: Iterable<Element>, scroller: Element): Element | undefined {
  const { top } = scroller.getBoundingClientRect();
  return [...elements].find((element) => element.getBoundingClientRect().bottom > top);
}

/** The message in view stays there when others come before it. */
function useHeldMessage({ scrollerRef, holdInView }: StickToBottom<HTMLDivElement>): void {
  const { store } = useChat();
  useEffect(
    () =>
      store.subscribe(({ ids }, before) => {
        const scroller = scrollerRef.current;
        if (!scroller || ids[0] === before.ids[0]) return;
        const group = firstInView(scroller.querySelectorAll(".hw-messages"), scroller);
        const row = group && firstInView(group.children, scroller);
        if (row) holdInView(row);
      }),
    [store, scrollerRef, holdInView],
  );
}

/**
 * Makes a list of messages.
 *
 * @param isObserved its growth is seen from outside; else the messages tell of it by `stick.keepAtEnd`
 */
export function createMessageList(Messages: ComponentType<MessagesProps>, isObserved: boolean): MessageListComponent {
  return forwardRef(function MessageList(props, ref) {
    const { empty, suggestions, loading = false, renderMessage, ...others } = props;
    const { onLoadOlder, hasOlder = true, autoLoadOlder = false, ...rest } = others;
    const labels = useLabels();
    const ids = useMessageIds();
    const isBusy = useIsBusy();
    const stick = useStickToBottom<HTMLDivElement>();
    const { scrollerRef, contentRef, isAtEnd, scrollToEnd } = stick;
    const unread = useUnread(ids, isAtEnd);
    const end = useRef<HTMLSpanElement>(null);
    const [onKey] = useState(createMessageKeys);
    useHeldMessage(stick);
    const isOwn = renderMessage !== undefined;
    useEffect(() => {
      // Before the first answer comes.
      if (!isOwn) void loadMessageContent();
    }, [isOwn]);
    const isEmpty = ids.length === 0;
    const own = {
      ref,
      className: "hw-message-list",
      "data-at-end": isAtEnd,
      "data-windowed": !isObserved || undefined,
      children: (
        <>
          {/* A region that scrolls must be reachable by keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of what is in it */}
          <div
            ref={scrollerRef}
            className="hw-scroller"
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
            tabIndex={0}
            onKeyDown={(event: KeyboardEvent<HTMLDivElement>) =>
              onKey(event, { scroller: event.currentTarget, end: end.current, count: ids.length, scrollToEnd })
            }
          >
            {onLoadOlder && hasOlder && <LoadOlder onLoadOlder={onLoadOlder} isAutomatic={autoLoadOlder} />}
            {isEmpty && (
              <div className="hw-empty">
                {loading ? labels.loading : (empty ?? labels.emptyTitle)}
                {!loading && suggestions && <Suggestions suggestions={suggestions} />}
              </div>
            )}
            {/* Whole sentences are announced elsewhere; a live list would speak every token. */}
            <div
              ref={isObserved ? contentRef : undefined}
              className="hw-thread"
              role="log"
              aria-live="off"
              aria-label={labels.conversation}
              aria-busy={isBusy || loading}
            >
              <Messages ids={ids} renderMessage={renderMessage} stick={stick} />
            </div>
            <span ref={end} tabIndex={-1} />
          </div>
          <JumpToEnd stick={stick} unread={unread} />
        </>
      ),
    };
    return useElement("div", own, rest, { isAtEnd, isBusy });
  });
}
