import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import type { ChatStreamOptions } from "../../src/index.js";
import { drive } from "../lib/drive.js";
import { replay } from "../lib/replay.js";
import { showSource } from "../lib/source.js";
import { DesignSystemPage } from "./design-system-page.js";
import "./design-system.css";
import { UtilityPage } from "./utility-page.js";
import "./utilities.css";

const meta: Meta<ChatStreamOptions> = {
  title: "Recipes/Inside a page",
  args: { endpoint: "/api/chat" },
  parameters: { frame: "panel", question: "How do you work?" },
};
export default meta;

type Story = StoryObj<ChatStreamOptions>;

/** With a reset and utility classes in layers, as of Tailwind: utilities win over the kit, the reset does not. */
export const UtilityClasses: Story = {
  args: { fetch: replay("openai-chat/keepalive.sse") },
  parameters: showSource("utility-page.tsx", "utilities.css"),
  render: (args) => <UtilityPage {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches, submit, input } = drive(context);
    await ask();
    await reaches("done");
    const panel = getComputedStyle(canvas.getByRole("region", { name: "Conversation" }));
    await expect(panel.borderTopStyle).toBe("solid");
    await expect(getComputedStyle(input().closest("form")!).borderRadius).toBe("0px");
    // The reset takes the padding of all buttons; not that of the kit's.
    await expect(getComputedStyle(submit()).inlineSize).not.toBe("0px");
    await expect(parseFloat(getComputedStyle(submit()).borderRadius)).toBeGreaterThan(0);
  },
};

/** With a reset and tokens of a design system, as of Ant Design: the kit takes colours, radius and font from the tokens. */
export const DesignSystem: Story = {
  args: { fetch: replay("openai-chat/keepalive.sse") },
  parameters: showSource("design-system-page.tsx", "design-system.css"),
  render: (args) => <DesignSystemPage {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches, submit } = drive(context);
    await ask();
    await reaches("done");
    await expect(getComputedStyle(submit()).backgroundColor).toBe("rgb(9, 88, 217)");
    const panel = getComputedStyle(canvas.getByRole("region", { name: "Conversation" }));
    await expect(panel.fontFamily).toMatch(/^Georgia/);
    const own = getComputedStyle(canvas.getByRole("button", { name: "New ticket" }));
    await expect(own.backgroundColor).toBe("rgb(9, 88, 217)");
  },
};
