"use client";
import { memo, useState, type NamedExoticComponent, type ReactNode } from "react";
import { createChunks } from "../chunks.js";
import { StreamingMessage } from "../streaming-message/streaming-message.js";

/** Messages per group: the browser skips a group that is out of view as a whole, and has that many fewer to look after. */
const groupSize = 24;

type RenderMessage = ((messageId: string) => ReactNode) | undefined;

interface MessageGroupProps {
  readonly ids: readonly string[];
  /** Nothing in it streams, and the messages after it fill the screen. */
  readonly isOld: boolean;
  readonly renderMessage: RenderMessage;
}

/** Some messages in a row. One more message renders the group it belongs to. */
const MessageGroup: NamedExoticComponent<MessageGroupProps> = memo(function MessageGroup(props) {
  const { ids, isOld, renderMessage } = props;
  return (
    <ol className={isOld ? "hw-messages hw-old" : "hw-messages"}>
      {ids.map((id) => (
        <li key={id}>{renderMessage === undefined ? <StreamingMessage messageId={id} /> : renderMessage(id)}</li>
      ))}
    </ol>
  );
});

interface MessageGroupsProps {
  readonly ids: readonly string[];
  readonly renderMessage: RenderMessage;
}

/** All messages of a list. */
export function MessageGroups({ ids, renderMessage }: MessageGroupsProps): ReactNode {
  const [cut] = useState(() => createChunks<string>(groupSize));
  const chunks = cut(ids);
  return chunks.map(({ index, entries }) => (
    <MessageGroup key={index} ids={entries} isOld={index < chunks.length - 2} renderMessage={renderMessage} />
  ));
}
