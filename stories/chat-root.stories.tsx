import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { Chat, ChatRoot } from "../src/index.js";
import { drive } from "./lib/drive.js";
import { recorded, replay } from "./lib/replay.js";

const meta: Meta<typeof ChatRoot> = {
  title: "Kit/ChatRoot",
  component: ChatRoot,
  args: { endpoint: "/api/chat", fetch: replay("openai-chat/keepalive.sse") },
  parameters: { frame: "panel", question: "How do you work?" },
};
export default meta;

type Story = StoryObj<typeof ChatRoot>;

/** The parts in another order: the field on top, the newest state right below it. */
export const OwnOrder: Story = {
  args: {
    children: [
      <Chat.Composer key="composer" />,
      <Chat.Controls key="controls" />,
      <Chat.Messages key="messages" />,
      <Chat.Status key="status" />,
    ],
  },
  play: async (context) => {
    const { canvas, ask, reaches, input, answer } = drive(context);
    await ask();
    await reaches("done");
    const places = [input(), canvas.getByText("Answer finished", { selector: "span" }), answer()];
    const tops = places.map((place) => place.getBoundingClientRect().top);
    await expect(tops).toEqual(tops.toSorted((one, other) => one - other));
  },
};

/** Another element, with a class name that follows the state. */
export const AnotherElement: Story = {
  args: {
    render: <main id="help-desk" />,
    className: ({ status }) => `is-${status}`,
    children: [<Chat.Messages key="messages" />, <Chat.Composer key="composer" />],
  },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    const root = canvas.getByRole("main", { name: "Conversation" });
    await expect(root).toHaveClass("headwater", "is-idle");
    await ask();
    await reaches("done");
    await expect(root).toHaveClass("is-done");
    await expect(root.id).toBe("help-desk");
  },
};

/** Escape stops the answer wherever the focus is inside. */
export const EscapeStops: Story = {
  args: {
    fetch: replay(recorded("openai-chat/aisix-story.sse", { share: 0.3, end: "open" })),
    children: [<Chat.Messages key="messages" />, <Chat.Controls key="controls" />, <Chat.Composer key="composer" />],
  },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("streaming");
    const messages = canvas.getByRole("log").parentElement!;
    messages.focus();
    await context.userEvent.keyboard("{Escape}");
    await reaches("aborted");
    await expect(messages).toHaveFocus();
  },
};
