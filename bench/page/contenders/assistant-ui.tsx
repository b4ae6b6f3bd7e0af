import {
  AssistantRuntimeProvider,
  MessagePrimitive,
  ThreadPrimitive,
  type AssistantRuntime,
} from "@assistant-ui/react";
import { useChatRuntime } from "@assistant-ui/react-ai-sdk";
import { MarkdownTextPrimitive } from "@assistant-ui/react-markdown";
import { DefaultChatTransport, type UIMessage } from "ai";
import { useEffect, useState, type ReactElement } from "react";
import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import type { Contender } from "../contract.js";
import { mountMarkdown, mountPanels, type PanelProps } from "../react.js";

const plugins = [remarkGfm];
const MarkdownText = (): ReactElement => <MarkdownTextPrimitive remarkPlugins={plugins} />;
const assistantParts = { Text: MarkdownText };

const UserMessage = (): ReactElement => (
  <MessagePrimitive.Root>
    <MessagePrimitive.Parts />
  </MessagePrimitive.Root>
);
const AssistantMessage = (): ReactElement => (
  <MessagePrimitive.Root>
    <MessagePrimitive.Parts components={assistantParts} />
  </MessagePrimitive.Root>
);
const messageComponents = { UserMessage, AssistantMessage };

function useSend(runtime: AssistantRuntime, onReady: PanelProps["onReady"]): void {
  useEffect(() => onReady(() => runtime.thread.append("Go on")), [runtime, onReady]);
}

function Panel({ url, history, follow, onReady }: PanelProps): ReactElement {
  const [messages] = useState(() =>
    history.map(({ id, role, text }): UIMessage => ({ id, role, parts: [{ type: "text", text, state: "done" }] })),
  );
  const [transport] = useState(() => new DefaultChatTransport({ api: url }));
  const runtime = useChatRuntime({ transport, messages });
  useSend(runtime, onReady);
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Root className="panel">
        <ThreadPrimitive.Viewport
          className="scroller"
          autoScroll={follow}
          scrollToBottomOnRunStart={follow}
          scrollToBottomOnInitialize={follow}
        >
          <div className="column">
            <ThreadPrimitive.Messages components={messageComponents} />
          </div>
        </ThreadPrimitive.Viewport>
      </ThreadPrimitive.Root>
    </AssistantRuntimeProvider>
  );
}

export const contender: Contender = {
  chat: (root, settings) => mountPanels(root, settings, Panel),
  // What its text component renders with.
  markdown: (root) => mountMarkdown(root, (text) => <Markdown remarkPlugins={plugins}>{text}</Markdown>),
};
