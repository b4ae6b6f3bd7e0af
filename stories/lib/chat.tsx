import { useEffect, type ReactElement, type ReactNode } from "react";
import { ChatProvider, useChatStream, type ChatOptions } from "../../src/index.js";

/** Arguments of stories that show one part of a chat instead of the whole panel. */
export interface ChatArgs extends Partial<ChatOptions> {
  /** Sent when the story is shown, for parts that nobody can type into. */
  readonly question?: string;
}

/** Keeps the options of the chat out of the table of a component's own props. */
export const chatArgTypes = Object.fromEntries(
  ["endpoint", "fetch", "messages", "question", "whenBusy"].map((name) => [name, { table: { disable: true } }]),
);

interface ChatProps extends ChatArgs {
  readonly className?: string;
  readonly children: ReactNode;
}

/** A chat without a look of its own, around one part of the kit. */
export function Chat({ question, className = "", children, ...options }: ChatProps): ReactElement {
  const { chat } = useChatStream({ endpoint: "/api/chat", ...options });
  useEffect(() => {
    if (question !== undefined) void chat.send(question);
  }, [chat, question]);
  return (
    <ChatProvider chat={chat}>
      <div className={`headwater ${className}`}>{children}</div>
    </ChatProvider>
  );
}
