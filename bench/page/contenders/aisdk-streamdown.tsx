import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport, type UIMessage } from "ai";
import { useEffect, useState, type ReactElement } from "react";
import { Streamdown } from "streamdown";
import "streamdown/styles.css";
import type { Contender } from "../contract.js";
import { mountMarkdown, mountPanels, Rows, type PanelProps } from "../react.js";

function Panel({ url, history, follow, throttle, onReady }: PanelProps): ReactElement {
  const [earlier] = useState(() =>
    history.map(({ id, role, text }): UIMessage => ({ id, role, parts: [{ type: "text", text, state: "done" }] })),
  );
  const [transport] = useState(() => new DefaultChatTransport({ api: url }));
  const { messages, status, sendMessage } = useChat({
    messages: earlier,
    transport,
    ...(throttle === undefined ? {} : { throttle }),
  });
  useEffect(() => onReady(() => void sendMessage({ text: "Go on" })), [onReady, sendMessage]);
  return (
    <Rows follow={follow}>
      {messages.map((message, index) => (
        <div key={message.id} data-role={message.role}>
          {message.parts.map((part, at) =>
            part.type !== "text" ? null : message.role === "user" ? (
              <p key="text">{part.text}</p>
            ) : (
              // oxlint-disable-next-line react/no-array-index-key -- as its documentation shows it
              <Streamdown key={at} isAnimating={status === "streaming" && index === messages.length - 1}>
                {part.text}
              </Streamdown>
            ),
          )}
        </div>
      ))}
    </Rows>
  );
}

export const contender: Contender = {
  chat: (root, settings) => mountPanels(root, settings, Panel),
  markdown: (root) => mountMarkdown(root, (text, streaming) => <Streamdown isAnimating={streaming}>{text}</Streamdown>),
};
