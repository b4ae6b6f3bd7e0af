import { fetchServerSentEvents, useChat, type UIMessage } from "@tanstack/ai-react";
import { streamingMarkdownExtension } from "@tanstack/markdown/extensions/streaming";
import { Markdown } from "@tanstack/markdown/react";
import { useEffect, useState, type ReactElement } from "react";
import type { Contender } from "../contract.js";
import { mountMarkdown, mountPanels, Rows, type PanelProps } from "../react.js";

const streamingExtensions = [streamingMarkdownExtension()];

function Panel({ url, history, follow, onReady }: PanelProps): ReactElement {
  const [initialMessages] = useState(() =>
    history.map(({ id, role, text }): UIMessage => ({ id, role, parts: [{ type: "text", content: text }] })),
  );
  const [connection] = useState(() => fetchServerSentEvents(url));
  const { messages, isLoading, sendMessage } = useChat({ connection, initialMessages });
  useEffect(() => onReady(() => void sendMessage("Go on")), [onReady, sendMessage]);
  return (
    <Rows follow={follow}>
      {messages.map((message, index) => (
        <div key={message.id} data-role={message.role}>
          {message.parts.map((part, at) =>
            part.type !== "text" ? null : message.role === "user" ? (
              <p key="text">{part.content}</p>
            ) : (
              <Markdown
                // oxlint-disable-next-line react/no-array-index-key -- as its documentation shows it
                key={at}
                {...(isLoading && index === messages.length - 1 && { extensions: streamingExtensions })}
              >
                {part.content}
              </Markdown>
            ),
          )}
        </div>
      ))}
    </Rows>
  );
}

export const contender: Contender = {
  chat: (root, settings) => mountPanels(root, settings, Panel),
  markdown: (root) =>
    mountMarkdown(root, (text, streaming) => (
      <Markdown {...(streaming && { extensions: streamingExtensions })}>{text}</Markdown>
    )),
};
