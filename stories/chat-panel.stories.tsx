import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { ChatPanel } from "../src/index.js";
import { drive } from "./lib/drive.js";
import { recorded, replay } from "./lib/replay.js";

const meta: Meta<typeof ChatPanel> = {
  title: "Kit/ChatPanel",
  component: ChatPanel,
  args: { endpoint: "/api/chat" },
  parameters: { frame: "panel", question: "Tell me a story about an API gateway." },
};
export default meta;

type Story = StoryObj<typeof ChatPanel>;

export const Done: Story = {
  args: { fetch: replay("openai-chat/aisix-story.sse") },
  play: async (context) => {
    const { ask, reaches, answer, canvas } = drive(context);
    await ask();
    await reaches("done");
    await expect(answer()).toHaveTextContent(/Once, at the edge of a busy cluster/);
    await expect(canvas.getByRole("status")).toHaveTextContent("Answer finished");
  },
};

export const Streaming: Story = {
  args: { fetch: replay(recorded("openai-chat/aisix-story.sse", { share: 0.5, end: "open" })) },
  play: async (context) => {
    const { ask, reaches, shows } = drive(context);
    await ask();
    await reaches("streaming");
    await shows(/Once, at the edge of a busy cluster/);
  },
};
