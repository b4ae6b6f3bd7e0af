import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { WindowedMessageList } from "../src/index.js";
import { chat } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { listPanel } from "./lib/list-panel.js";
import { longConversation } from "./lib/messages.js";
import { replay } from "./lib/replay.js";

const meta: Meta<typeof WindowedMessageList> = {
  title: "Kit/WindowedMessageList",
  component: WindowedMessageList,
  ...listPanel({ messages: longConversation(10_000) }),
};
export default meta;

type Story = StoryObj<typeof WindowedMessageList>;

/** Twenty thousand messages, of which some dozen are in the page. */
export const LongThread: Story = {
  play: async (context) => {
    const { canvas, answers, ask, reaches } = drive(context);
    await until(() => expect(canvas.getByText(/^Answer 10000: /)).toBeVisible());
    await expect(answers().length).toBeLessThan(40);
    await ask();
    await reaches("done");
    const scroller = canvas.getByRole("log").parentElement!;
    await until(() => expect(scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop).toBeLessThan(2));
  },
};

/** At the beginning of it. */
export const Beginning: Story = {
  play: async (context) => {
    const { canvas, answers, press } = drive(context);
    const scroller = canvas.getByRole("log").parentElement!;
    await until(() => expect(canvas.getByText(/^Answer 10000: /)).toBeVisible());
    scroller.scrollTop = 0;
    await until(() => expect(canvas.getByText(/^Answer 1: /)).toBeVisible());
    await expect(answers().length).toBeLessThan(40);
    await expect(canvas.getAllByRole("listitem")[0]).toHaveAttribute("aria-setsize", "20000");
    await press("Jump to the latest");
    await until(() => expect(canvas.getByText(/^Answer 10000: /)).toBeVisible());
    scroller.scrollTop = 0;
  },
};

/** Nothing was said yet. */
export const Empty: Story = {
  parameters: { ...chat({ fetch: replay("openai-chat/aisix-story.sse"), className: "hw-chat-panel", messages: [] }) },
  play: async (context) => {
    await expect(drive(context).canvas.getByText("How can I help?")).toBeVisible();
  },
};
