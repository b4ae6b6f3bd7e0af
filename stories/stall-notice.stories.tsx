import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { StallNotice } from "../src/index.js";

const meta: Meta<typeof StallNotice> = {
  title: "Kit/StallNotice",
  component: StallNotice,
  decorators: [
    (Story) => (
      <div className="headwater">
        <Story />
      </div>
    ),
  ],
};
export default meta;

type Story = StoryObj<typeof StallNotice>;

/** Nothing has come for a while; the seconds go on by themselves. */
export const Stalled: Story = {
  render: (args) => <StallNotice {...args} since={Date.now() - 12_000} />,
  play: async ({ canvas }) => {
    await expect(await canvas.findByText(/^No data for 1\d s$/)).toBeVisible();
  },
};

/** Something comes: nothing to say, and no place taken. */
export const Flowing: Story = {
  args: { since: undefined },
  play: async ({ canvasElement }) => {
    await expect(canvasElement).toHaveTextContent("");
    await expect(canvasElement.querySelector(".headwater")?.getBoundingClientRect().height).toBe(0);
  },
};
