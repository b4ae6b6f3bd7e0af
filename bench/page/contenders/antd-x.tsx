import { Bubble, type BubbleListProps } from "@ant-design/x";
import XMarkdown from "@ant-design/x-markdown";
import { OpenAIChatProvider, useXChat, XRequest } from "@ant-design/x-sdk";
import { useEffect, useState, type ReactElement } from "react";
import type { Contender } from "../contract.js";
import { mountMarkdown, mountPanels, type PanelProps } from "../react.js";

const roles: BubbleListProps["role"] = {
  user: { placement: "end" },
  assistant: {
    placement: "start",
    contentRender: (content: string, { status }) => (
      <XMarkdown content={content} streaming={{ hasNextChunk: status === "updating" }} />
    ),
  },
};

function Panel({ url, history, follow, onReady }: PanelProps): ReactElement {
  const [provider] = useState(() => new OpenAIChatProvider({ request: XRequest(url, { manual: true }) }));
  const [defaultMessages] = useState(() =>
    history.map(({ id, role, text }) => ({ id, message: { role, content: text }, status: "success" as const })),
  );
  const { messages, onRequest } = useXChat({ provider, defaultMessages, conversationKey: url });
  useEffect(
    () => onReady(() => onRequest({ messages: [{ role: "user", content: "Go on" }], stream: true })),
    [onReady, onRequest],
  );
  const items = messages.map(({ id, message, status }) => ({
    key: id,
    role: message.role,
    status,
    content: message.content as string,
  }));
  return <Bubble.List items={items} role={roles} autoScroll={follow} style={{ height: "100%" }} />;
}

export const contender: Contender = {
  chat: (root, settings) => mountPanels(root, settings, Panel),
  markdown: (root) =>
    mountMarkdown(root, (text, streaming) => <XMarkdown content={text} streaming={{ hasNextChunk: streaming }} />),
};
