"use client";
import { forwardRef, useState, type ForwardRefExoticComponent, type ReactNode, type RefAttributes } from "react";
import { createChunks } from "../chunks.js";
import { useWindow } from "../use-window.js";
import { groupSize, MessageGroup, type MessageGroupsProps } from "./message-groups.js";
import { MessageListFrame, type MessageListProps } from "./message-list.js";

/** Height of a message that nobody has seen yet, in CSS px. */
const guess = 160;

function WindowedGroups({ ids, renderMessage, scroller }: MessageGroupsProps): ReactNode {
  const [cut] = useState(() => createChunks<string>(groupSize));
  const chunks = cut(ids);
  const { from, to, before, after, measure } = useWindow(scroller, 0, chunks.length, groupSize * guess);
  return (
    <>
      {before > 0 && <div style={{ blockSize: before }} />}
      {chunks.slice(from, to).map(({ index, entries }) => (
        <MessageGroup key={index} ids={entries} isOld={false} renderMessage={renderMessage} groupRef={measure(index)} />
      ))}
      {after > 0 && <div style={{ blockSize: after }} />}
    </>
  );
}

/**
 * A {@link MessageList} for tens of thousands of messages: only those near the visible part are in the page. What is not in the
 * page cannot be found by the browser's search, selected or printed, so take it only where a list is really that long.
 */
export const WindowedMessageList: ForwardRefExoticComponent<MessageListProps & RefAttributes<HTMLDivElement>> =
  forwardRef<HTMLDivElement, MessageListProps>(function WindowedMessageList(props, ref) {
    return <MessageListFrame {...props} listRef={ref} Groups={WindowedGroups} />;
  });
