"use client";
import { forwardRef, type ForwardRefExoticComponent, type RefAttributes } from "react";
import { useMessageIds } from "../../hooks/chat-context.js";
import { useStickToBottom } from "../../hooks/use-stick-to-bottom.js";
import { MessageGroups } from "./message-groups.js";
import { MessageListFrame, type MessageListProps } from "./message-list-frame.js";

/**
 * The visible conversation. Keeps the end in view while an answer streams, until the reader scrolls away. A token renders the
 * part it belongs to, never the list; what is far out of view costs the browser nothing, and is still found by its search.
 */
export const MessageList: ForwardRefExoticComponent<MessageListProps & RefAttributes<HTMLDivElement>> = forwardRef<
  HTMLDivElement,
  MessageListProps
>(function MessageList({ renderMessage, ...rest }, ref) {
  const ids = useMessageIds();
  const stick = useStickToBottom<HTMLDivElement>();
  return (
    <MessageListFrame {...rest} outerRef={ref} stick={stick} contentRef={stick.contentRef} isEmpty={ids.length === 0}>
      <MessageGroups ids={ids} renderMessage={renderMessage} />
    </MessageListFrame>
  );
});
