import {
  ChatPanel,
  ChatProvider,
  loadMessageContent,
  Markdown,
  StreamingMessage,
  useChatStream,
  useMessageIds,
  type Message,
} from "headwater";
import { createMessage } from "headwater/core";
import "headwater/styles.css";
import { useEffect, type ReactElement } from "react";
import type { Contender, Earlier } from "../contract.js";
import { mountMarkdown, mountPanels, Rows, type PanelProps } from "../react.js";

function toMessage({ id, role, text }: Earlier): Message {
  return createMessage(id, role, { parts: [{ type: "text", text }] });
}

/** The messages without the scroller of the panel, which follows. */
function PlainList(): ReactElement {
  const ids = useMessageIds();
  return (
    <Rows follow={false}>
      <ol className="hw-messages">
        {ids.map((id) => (
          <li key={id}>
            <StreamingMessage messageId={id} />
          </li>
        ))}
      </ol>
    </Rows>
  );
}

function Panel({ url, history, follow, onReady }: PanelProps): ReactElement {
  const { chat } = useChatStream({ endpoint: url, messages: history.map(toMessage) });
  useEffect(() => onReady(() => void chat.send("Go on")), [chat, onReady]);
  if (follow) return <ChatPanel chat={chat} />;
  return (
    <section className="headwater scroller">
      <ChatProvider chat={chat}>
        <PlainList />
      </ChatProvider>
    </section>
  );
}

// Others have all in their first load.
await loadMessageContent();

export const contender: Contender = {
  chat: (root, settings) => mountPanels(root, settings, Panel),
  markdown: (root) => {
    root.classList.add("headwater");
    return mountMarkdown(root, (text, streaming) => <Markdown text={text} streaming={streaming} />);
  },
};
