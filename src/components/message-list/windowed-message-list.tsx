"use client";
import { Fragment, useCallback, useMemo, useState, type ReactElement } from "react";
import { StreamingMessage } from "../streaming-message/streaming-message.js";
import { createWindowed } from "../windowed.js";
import { createMessageList, type MessageListComponent, type MessagesProps } from "./create-message-list.js";
import { createPlaces } from "./places.js";

const Window = createWindowed({
  container: "ol",
  item: "li",
  attributes: { className: "hw-messages hw-windowed" },
  // Most are not in the page: where this one stands cannot be counted there.
  itemAttributes: (index, count) => ({ "aria-posinset": index + 1, "aria-setsize": count }),
});

function WindowedMessages({ ids, renderMessage, stick }: MessagesProps): ReactElement {
  const [placeOf] = useState(createPlaces);
  const { first, list } = placeOf(ids);
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
    <Window
      key={list}
      first={first}
      count={ids.length}
      renderItem={renderItem}
      scrollerRef={stick.scrollerRef}
      onResize={stick.keepAtEnd}
    />
  );
}

/**
 * {@link MessageList} for tens of thousands of messages: only those near the visible part are in the page. So the browser's
 * search, a selection and the printer reach those only; prefer `MessageList` where it is fast enough. Needs a height.
 */
export const WindowedMessageList: MessageListComponent = createMessageList(WindowedMessages, false);
