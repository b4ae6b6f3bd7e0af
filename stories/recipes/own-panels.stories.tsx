import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import type { ChatStreamOptions } from "../../src/index.js";
import "../lib/custom-ui.css";
import { drive, until } from "../lib/drive.js";
import { recorded, replay } from "../lib/replay.js";
import { showSource } from "../lib/source.js";
import { unreachable } from "../lib/scripted.js";
import { HooksOnly } from "./hooks-only.js";
import { InPopover } from "./in-popover.js";
import { OwnPanel } from "./own-panel.js";
import "./recipes.css";

const meta: Meta<ChatStreamOptions> = {
  title: "Recipes/Own panels",
  args: { endpoint: "/api/chat", fetch: replay("openai-chat/keepalive.sse") },
  parameters: { question: "How do you work?" },
};
export default meta;

type Story = StoryObj<ChatStreamOptions>;

/** `ChatPanel` from its public parts. A test compares both, so this is all that `ChatPanel` does. */
export const FromParts: Story = {
  parameters: { ...showSource("own-panel.tsx"), frame: "panel" },
  render: (args) => <OwnPanel {...args} />,
  play: async (context) => {
    const { ask, reaches, shows, submit } = drive(context);
    await ask();
    await reaches("done");
    await shows("Slow but steady.");
    await expect(submit()).toHaveAccessibleName("Send");
  },
};

/** Hooks, and not one component or style of the kit. */
export const FromHooks: Story = {
  args: { fetch: replay(unreachable, recorded("openai-chat/aisix-story.sse", { share: 0.5, end: "open" })) },
  parameters: showSource("hooks-only.tsx"),
  render: (args) => <HooksOnly {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches, shows, press } = drive(context);
    await ask();
    await reaches("error");
    await expect(canvas.getByRole("status")).toHaveTextContent("The server could not be reached");
    await press("Try again");
    await shows(/shouting the same idempotency key/);
    await press("Stop");
    await reaches("aborted");
    await expect(context.canvasElement.querySelector("[class*=hw-], .headwater")).toBeNull();
  },
};

/** In a popover of the platform: what was said stays while it is closed, and the answer goes on. */
export const InAPopover: Story = {
  args: { fetch: replay(recorded("openai-chat/aisix-story.sse", { share: 0.3, end: "open" })) },
  parameters: { ...showSource("in-popover.tsx"), question: "" },
  render: (args) => <InPopover {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches, shows, input, press } = drive(context);
    await expect(input()).not.toBeVisible();
    await press("Ask for help");
    await until(() => expect(input()).toHaveFocus());
    await ask("Tell me a story.");
    await reaches("streaming");
    // The first Escape stops the answer, the popover closes with the next.
    await press("Ask for help");
    await expect(input()).not.toBeVisible();
    await press("Ask for help");
    await shows(/^Once, at the edge/);
    await reaches("streaming");
    await expect(canvas.getByRole("region", { name: "Conversation" })).toBeVisible();
  },
};
