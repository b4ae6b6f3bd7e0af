"use client";
import { memo, useEffect, useRef, useState, type NamedExoticComponent, type ReactNode } from "react";
import { createChunks } from "../chunks.js";
import { NearContext } from "../streaming-message/near-context.js";
import { StreamingMessage } from "../streaming-message/streaming-message.js";
import type { MessagesProps } from "./create-message-list.js";
import { createPlaces } from "./places.js";
import { watchView } from "./watch-view.js";

/** Messages per group: the browser skips a group that is out of view as a whole, and has that many fewer to look after. */
const groupSize = 24;

interface MessageGroupProps extends Pick<MessagesProps, "ids" | "renderMessage"> {
  /** Nothing in it streams, and the messages after it fill the screen. */
  readonly isOld: boolean;
}

/** Some messages in a row. One more message renders the group it belongs to. */
const MessageGroup: NamedExoticComponent<MessageGroupProps> = memo(function MessageGroup(props) {
  const { ids, isOld, renderMessage } = props;
  const ref = useRef<HTMLOListElement>(null);
  const [isNear, setNear] = useState(!isOld);
  useEffect(() => {
    if (isNear) return undefined;
    const approach = () => setNear(true);
    const stop = watchView(ref.current!, approach);
    if (!stop) approach();
    return stop;
  }, [isNear]);
  return (
    <NearContext.Provider value={isNear}>
      <ol ref={ref} className={isOld ? "hw-messages hw-old" : "hw-messages"}>
        {ids.map((id) => (
          <li key={id}>{renderMessage === undefined ? <StreamingMessage messageId={id} /> : renderMessage(id)}</li>
        ))}
      </ol>
    </NearContext.Provider>
  );
});

/** All messages of a list. Those that come before the others leave these in their groups. */
export function MessageGroups({ ids, renderMessage }: MessagesProps): ReactNode {
  const [cut] = useState(() => createChunks<string>(groupSize));
  const [placeOf] = useState(createPlaces);
  const { first, list } = placeOf(ids);
  const chunks = cut(ids, first);
  return chunks.map(({ index, entries }, at) => (
    <MessageGroup key={`${list} ${index}`} ids={entries} isOld={at < chunks.length - 2} renderMessage={renderMessage} />
  ));
}
