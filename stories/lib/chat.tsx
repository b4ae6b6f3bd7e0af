import type { Decorator } from "@storybook/react-vite";
import { useEffect, type ReactElement, type ReactNode } from "react";
import {
  ChatProvider,
  StreamingMessage,
  useChatStream,
  useMessageIds,
  type ChatOptions,
  type StreamingMessageProps,
} from "../../src/index.js";
import { isReplay, type Replay } from "./replay.js";

/** The chat around a story of one part of the kit. */
export interface ChatSetup extends Partial<ChatOptions> {
  /** Sent when the story is shown, for parts that nobody can type into. */
  readonly firstQuestion?: string;
  readonly className?: string;
}

/** A chat without a look of its own. */
export function Chat({ setup, children }: { readonly setup: ChatSetup; readonly children: ReactNode }): ReactElement {
  const { firstQuestion = "", className = "", ...options } = setup;
  const { chat } = useChatStream({ endpoint: "/api/chat", ...options });
  useEffect(() => {
    if (firstQuestion !== "") void chat.send(firstQuestion);
  }, [chat, firstQuestion]);
  return (
    <ChatProvider chat={chat}>
      <div className={`headwater ${className}`}>{children}</div>
    </ChatProvider>
  );
}

/** The last message of the chat alone: its answer. */
export function LastMessage(props: Partial<StreamingMessageProps>): ReactElement | null {
  const last = useMessageIds().at(-1);
  return last === undefined ? null : <StreamingMessage {...props} messageId={last} />;
}

/** The parameters that tell {@link withChat} which chat to make. */
export function chat(setup: ChatSetup): { readonly chat: ChatSetup } {
  return { chat: setup };
}

/** Puts a chat around one part of the kit. */
export const withChat: Decorator = (Story, { parameters }) => (
  <Chat setup={parameters["chat"] as ChatSetup}>
    <Story />
  </Chat>
);

/** The requests of the story so far, of its own `fetch` or that of the chat around it. */
export function requestsOf(context: {
  readonly args: object;
  readonly parameters: Readonly<Record<string, unknown>>;
}): Replay["requests"] {
  const { fetch } = { ...(context.parameters["chat"] as ChatSetup | undefined), ...(context.args as ChatSetup) };
  return isReplay(fetch) ? fetch.requests : [];
}
