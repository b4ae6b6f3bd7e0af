import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState, type ReactElement } from "react";
import { expect } from "storybook/test";
import { MessageList, messageText, Suggestions, useChat, useMessage, type MessageListProps } from "../src/index.js";
import { chat } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { listPanel } from "./lib/list-panel.js";
import { conversation, longConversation, weatherConversation } from "./lib/messages.js";
import { hold, recorded, replay } from "./lib/replay.js";

const meta: Meta<typeof MessageList> = {
  title: "Kit/MessageList",
  component: MessageList,
  subcomponents: { Suggestions },
  ...listPanel(),
};
export default meta;

type Story = StoryObj<typeof MessageList>;

const past = conversation(
  "What is a gateway?",
  "A server that stands before others: it checks who is asking, counts, and passes on.",
  "Why count?",
  "So that one caller cannot take everything.",
);

function measure(list: HTMLElement) {
  const scroller = list.parentElement!;
  return { scroller, distance: () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop };
}

/** One's own welcome instead of the usual one. */
export const Empty: Story = {
  args: { empty: <p>Ask about your order, a return, or an invoice.</p> },
  parameters: { question: "" },
  play: async (context) => {
    await expect(drive(context).canvas.getByText("Ask about your order, a return, or an invoice.")).toBeVisible();
  },
};

/** Questions and answers of the past, each an article that names its speaker. */
export const Conversation: Story = {
  parameters: { question: "", ...chat({ messages: past }) },
  play: async (context) => {
    const { canvas } = drive(context);
    await expect(canvas.getAllByRole("article", { name: "You" })).toHaveLength(2);
    await expect(canvas.getAllByRole("article", { name: "Assistant" })).toHaveLength(2);
    await expect(canvas.getByRole("log", { name: "Conversation" })).toHaveAttribute("aria-live", "off");
  },
};

/** A saved conversation with everything that one can hold: instructions, a file, a call and its result. */
export const History: Story = {
  parameters: { question: "", ...chat({ messages: weatherConversation }) },
  play: async (context) => {
    const { canvas } = drive(context);
    await expect(canvas.getByText("map.png")).toBeVisible();
    await expect(canvas.getByText("get_weather")).toBeVisible();
    await expect(canvas.getByText('{"sky":"clear","degrees":21}')).toBeVisible();
  },
};

/** The end stays in view while the answer grows. */
export const FollowsTheEnd: Story = {
  parameters: chat({ messages: longConversation(10) }),
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    const { distance } = measure(canvas.getByRole("log"));
    await ask();
    await reaches("done");
    await until(() => expect(distance()).toBeLessThan(2));
    await expect(canvas.queryByRole("button", { name: "Jump to the latest" })).toBeNull();
  },
};

const answerLater = hold(recorded("openai-chat/aisix-story.sse"));

/** A reader who has scrolled up is not pulled down by an answer that arrives. */
export const LeavesTheReaderAlone: Story = {
  parameters: chat({ messages: longConversation(10), fetch: replay(answerLater.reply) }),
  play: async (context) => {
    const { canvas, ask, reaches, press } = drive(context);
    const { scroller, distance } = measure(canvas.getByRole("log"));
    await ask();
    await reaches("submitted");
    await until(() => expect(distance()).toBeLessThan(2));
    scroller.scrollTop = 100;
    await canvas.findByRole("button", { name: "Jump to the latest" });
    answerLater.release();
    await reaches("done");
    await expect(scroller.scrollTop).toBe(100);
    await press("Jump to the latest");
    await until(() => expect(distance()).toBeLessThan(2));
    await expect(scroller).toHaveFocus();
  },
};

/** Who was away is told how many messages came, and has a way back. */
export const Unread: Story = {
  parameters: chat({ messages: longConversation(10) }),
  play: async (context) => {
    const { canvas, ask, reaches, press } = drive(context);
    const { scroller, distance } = measure(canvas.getByRole("log"));
    await until(() => expect(distance()).toBeLessThan(2));
    scroller.scrollTop = 100;
    await canvas.findByRole("button", { name: "Jump to the latest" });
    await ask();
    await reaches("done");
    await press("1 new message");
    await until(() => expect(distance()).toBeLessThan(2));
    scroller.scrollTop = 100;
    await canvas.findByRole("button", { name: "Jump to the latest" });
  },
};

/** Questions to begin with. */
export const WithSuggestions: Story = {
  args: { suggestions: ["What is a gateway?", "Why count?", { label: "Plan a trip", prompt: "Plan a trip to Oslo." }] },
  parameters: { question: "" },
  play: async (context) => {
    const list = drive(context).canvas.getByRole("list", { name: "Suggestions" });
    await expect(list.querySelectorAll("button")).toHaveLength(3);
  },
};

/** One press sends the question, and the focus stays in the list. */
export const SuggestionSent: Story = {
  args: WithSuggestions.args!,
  parameters: { question: "" },
  play: async (context) => {
    const { canvas, press, reaches } = drive(context);
    await press("Plan a trip");
    await expect(canvas.getByText("Plan a trip to Oslo.")).toBeVisible();
    await expect(canvas.queryByRole("list", { name: "Suggestions" })).toBeNull();
    await expect(canvas.getByRole("log").parentElement).toHaveFocus();
    await reaches("done");
  },
};

/** The conversation is on its way. */
export const Loading: Story = {
  args: { loading: true, suggestions: ["What is a gateway?"] },
  parameters: { question: "" },
  play: async (context) => {
    const { canvas } = drive(context);
    await expect(canvas.getByText("Loading")).toBeVisible();
    await expect(canvas.getByRole("log")).toHaveAttribute("aria-busy", "true");
    await expect(canvas.queryByRole("button", { name: "What is a gateway?" })).toBeNull();
  },
};

const pages = [3, 2, 1].map((page) =>
  longConversation(4).map((message) => ({ ...message, id: `page-${page}-${message.id}` })),
);

function WithHistory(props: MessageListProps): ReactElement {
  const { prependMessages } = useChat();
  const [next, setNext] = useState(0);
  return (
    <MessageList
      {...props}
      hasOlder={next < pages.length}
      onLoadOlder={() => {
        prependMessages(pages[next]!);
        setNext(next + 1);
      }}
    />
  );
}

/** Earlier messages come before the others, and the line in view stays. */
export const Older: Story = {
  render: (args) => <WithHistory {...args} />,
  parameters: { question: "", ...chat({ messages: longConversation(10) }) },
  play: async (context) => {
    const { canvas, press } = drive(context);
    const { scroller, distance } = measure(canvas.getByRole("log"));
    await until(() => expect(distance()).toBeLessThan(2));
    scroller.scrollTop = 0;
    const [first] = canvas.getAllByRole("article");
    await canvas.findByRole("button", { name: "Jump to the latest" });
    const { top } = first!.getBoundingClientRect();
    await press("Load earlier messages");
    await until(() => expect(scroller.scrollTop).toBeGreaterThan(500));
    await expect(Math.abs(first!.getBoundingClientRect().top - top)).toBeLessThan(2);
    scroller.scrollTop = 0;
  },
};

/** Earlier messages are asked for wherever the list begins, until there are no more. */
export const OlderByItself: Story = {
  args: { autoLoadOlder: true },
  render: (args) => <WithHistory {...args} />,
  parameters: { question: "", ...chat({ messages: past }) },
  play: async (context) => {
    const { canvas } = drive(context);
    const { scroller } = measure(canvas.getByRole("log"));
    await until(async () => {
      scroller.scrollTop = 0;
      await expect(canvas.getAllByRole("article")).toHaveLength(28);
    });
    await until(() => expect(canvas.queryByRole("button", { name: "Load earlier messages" })).toBeNull());
  },
};

/** One stop for Tab; arrows, Home and End walk from message to message. */
export const ByKeyboard: Story = {
  parameters: { question: "", ...chat({ messages: longConversation(10) }) },
  play: async (context) => {
    const { canvas } = drive(context);
    const { scroller } = measure(canvas.getByRole("log"));
    await context.userEvent.tab();
    await expect(scroller).toHaveFocus();
    await context.userEvent.keyboard("{Home}{ArrowDown}");
    const messages = canvas.getAllByRole("article");
    await expect(messages[1]).toHaveFocus();
    await context.userEvent.keyboard("{End}");
    await expect(messages.at(-1)).toHaveFocus();
    await context.userEvent.keyboard("{ArrowUp}");
    await expect(messages.at(-2)).toHaveFocus();
  },
};

function Line({ messageId }: { readonly messageId: string }): ReactElement | null {
  const message = useMessage(messageId);
  if (message === undefined) return null;
  return (
    <p dir="auto">
      <strong>{message.role === "user" ? "> " : "< "}</strong>
      {messageText(message)}
    </p>
  );
}

/** One's own component for a message. */
export const OwnMessage: Story = {
  args: { renderMessage: (messageId) => <Line messageId={messageId} /> },
  parameters: { question: "", ...chat({ messages: past }) },
  play: async (context) => {
    const { canvas } = drive(context);
    await expect(canvas.getByText("So that one caller cannot take everything.")).toBeVisible();
    await expect(canvas.queryByRole("article")).toBeNull();
  },
};
