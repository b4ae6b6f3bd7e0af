"use client";
import { memo, useState, type NamedExoticComponent, type ReactNode, type Ref, type RefObject } from "react";
import { createChunks } from "../chunks.js";
import { StreamingMessage } from "../streaming-message/streaming-message.js";

/** Messages per group: the browser skips a group that is out of view as a whole, and has that many fewer to look after. */
export const groupSize = 24;

type RenderMessage = ((messageId: string) => ReactNode) | undefined;

interface MessageGroupProps {
  readonly ids: readonly string[];
  /** Nothing in it streams, and the messages after it fill the screen. */
  readonly isOld: boolean;
  readonly renderMessage: RenderMessage;
  readonly groupRef?: Ref<HTMLOListElement> | undefined;
}

/** Some messages in a row. One more message renders the group it belongs to. */
export const MessageGroup: NamedExoticComponent<MessageGroupProps> = memo(function MessageGroup(props) {
  const { ids, isOld, renderMessage, groupRef } = props;
  return (
    <ol ref={groupRef} className={isOld ? "hw-messages hw-old" : "hw-messages"}>
      {ids.map((id) => (
        <li key={id}>{renderMessage === undefined ? <StreamingMessage messageId={id} /> : renderMessage(id)}</li>
      ))}
    </ol>
  );
});

/** What shows all messages of a list. */
export interface MessageGroupsProps {
  readonly ids: readonly string[];
  readonly renderMessage: RenderMessage;
  readonly scroller: RefObject<HTMLElement | null>;
}

/** All messages, all in the page. */
export function MessageGroups({ ids, renderMessage }: MessageGroupsProps): ReactNode {
  const [cut] = useState(() => createChunks<string>(groupSize));
  const chunks = cut(ids);
  return chunks.map(({ index, entries }) => (
    <MessageGroup key={index} ids={entries} isOld={index < chunks.length - 2} renderMessage={renderMessage} />
  ));
}
