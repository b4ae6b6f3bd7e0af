"use client";
import {
  forwardRef,
  Fragment,
  useCallback,
  useMemo,
  useState,
  type ForwardRefExoticComponent,
  type ReactElement,
  type RefAttributes,
} from "react";
import { useMessageIds } from "../../hooks/chat-context.js";
import { useStickToBottom } from "../../hooks/use-stick-to-bottom.js";
import { StreamingMessage } from "../streaming-message/streaming-message.js";
import { createWindowed } from "../windowed.js";
import { MessageListFrame, type MessageListProps } from "./message-list-frame.js";
import { createPlaces } from "./places.js";

const WindowedMessages = createWindowed({
  container: "ol",
  item: "li",
  attributes: { className: "hw-messages hw-windowed" },
  // Most are not in the page: where this one stands cannot be counted there.
  itemAttributes: (index, count) => ({ "aria-posinset": index + 1, "aria-setsize": count }),
});

/**
 * {@link MessageList} for tens of thousands of messages: only those near the visible part are in the page. So the browser's
 * search, a selection and the printer reach those only; prefer `MessageList` where it is fast enough.
 */
export const WindowedMessageList: ForwardRefExoticComponent<MessageListProps & RefAttributes<HTMLDivElement>> =
  forwardRef<HTMLDivElement, MessageListProps>(function WindowedMessageList({ renderMessage, ...rest }, ref) {
    const ids = useMessageIds();
    const [placeOf] = useState(createPlaces);
    const { first, list } = placeOf(ids);
    const stick = useStickToBottom<HTMLDivElement>();
    // The very element of the last time: React does not enter a message again because another one grew.
    const elements = useMemo(() => ({ renderMessage, byId: new Map<string, ReactElement>() }), [renderMessage]);
    const renderItem = useCallback(
      (index: number) => {
        const id = ids[index]!;
        const { byId } = elements;
        const known = byId.get(id);
        if (known) return known;
        const element = (
          <Fragment key={id}>
            {elements.renderMessage === undefined ? <StreamingMessage messageId={id} /> : elements.renderMessage(id)}
          </Fragment>
        );
        byId.set(id, element);
        return element;
      },
      [ids, elements],
    );
    return (
      <MessageListFrame {...rest} outerRef={ref} stick={stick} isEmpty={ids.length === 0}>
        <WindowedMessages
          key={list}
          first={first}
          count={ids.length}
          renderItem={renderItem}
          scrollerRef={stick.scrollerRef}
          onResize={stick.keepAtEnd}
        />
      </MessageListFrame>
    );
  });
