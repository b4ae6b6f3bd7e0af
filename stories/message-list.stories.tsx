import type { Meta, StoryObj } from "@storybook/react-vite";
import type { ReactElement } from "react";
import { expect } from "storybook/test";
import { MessageList, messageText, useMessage } from "../src/index.js";
import { chat } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { listPanel } from "./lib/list-panel.js";
import { conversation, longConversation, weatherConversation } from "./lib/messages.js";
import { hold, recorded, replay } from "./lib/replay.js";

const meta: Meta<typeof MessageList> = {
  title: "Kit/MessageList",
  component: MessageList,
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

/** The list can be reached and scrolled by keyboard alone. */
export const ByKeyboard: Story = {
  parameters: { question: "", ...chat({ messages: longConversation(10) }) },
  play: async (context) => {
    const { canvas } = drive(context);
    const { scroller } = measure(canvas.getByRole("log"));
    await context.userEvent.tab();
    await expect(scroller).toHaveFocus();
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
