import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { RunControls } from "../src/index.js";
import { chat, withChat } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { recorded, replay } from "./lib/replay.js";
import { silence } from "./lib/scripted.js";

const meta: Meta<typeof RunControls> = {
  title: "Kit/RunControls",
  component: RunControls,
  parameters: chat({ firstQuestion: "Tell me a story about an API gateway." }),
  decorators: [withChat],
};
export default meta;

type Story = StoryObj<typeof RunControls>;

const half = recorded("openai-chat/aisix-story.sse", { share: 0.5, end: "open" });

/** The element of the component. */
function controlsOf({ canvasElement }: { readonly canvasElement: HTMLElement }): HTMLElement {
  return canvasElement.querySelector<HTMLElement>("[data-status]")!;
}

/** Nothing asked: no words, no buttons, but the same height. */
export const Idle: Story = {
  parameters: chat({ firstQuestion: "" }),
  play: async (context) => {
    const { canvas } = drive(context);
    await until(() => expect(controlsOf(context)).toHaveAttribute("data-status", "idle"));
    await expect(canvas.queryByRole("button")).toBeNull();
    await expect(controlsOf(context).clientHeight).toBeGreaterThan(20);
  },
};

/** The request is out. */
export const Submitted: Story = {
  parameters: chat({ fetch: replay(silence) }),
  play: async (context) => {
    const { canvas } = drive(context);
    await until(() => expect(controlsOf(context)).toHaveAttribute("data-status", "submitted"));
    await expect(canvas.getByText("Waiting for the answer")).toBeVisible();
  },
};

/** Content arrives. */
export const Streaming: Story = {
  parameters: chat({ fetch: replay(half) }),
  play: async (context) => {
    const { canvas } = drive(context);
    await until(() => expect(controlsOf(context)).toHaveAttribute("data-status", "streaming"));
    await expect(canvas.getByText("Answering")).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Stop" })).toBeVisible();
  },
};

/** Stopped by hand. The button is gone, and the focus stays where it was. */
export const Stopped: Story = {
  parameters: chat({ fetch: replay(half) }),
  play: async (context) => {
    const { canvas } = drive(context);
    (await canvas.findByRole("button", { name: "Stop" })).focus();
    await context.userEvent.keyboard("{Enter}");
    await until(() => expect(controlsOf(context)).toHaveAttribute("data-status", "aborted"));
    await expect(controlsOf(context)).toHaveFocus();
    await context.userEvent.tab();
    await expect(canvas.getByRole("button", { name: "Try again" })).toHaveFocus();
  },
};

/** Stopped by hand, then asked for again. */
export const StopAndTryAgain: Story = {
  parameters: chat({ fetch: replay(half, "openai-chat/keepalive.sse") }),
  play: async (context) => {
    const { canvas, press } = drive(context);
    await until(() => expect(controlsOf(context)).toHaveAttribute("data-status", "streaming"));
    await press("Stop");
    await until(() => expect(controlsOf(context)).toHaveAttribute("data-status", "aborted"));
    await expect(canvas.getByText("Stopped")).toBeVisible();
    await press("Try again");
    await until(() => expect(controlsOf(context)).toHaveAttribute("data-status", "done"));
  },
};

/** The answer is complete. */
export const Done: Story = {
  parameters: chat({ fetch: replay("openai-chat/keepalive.sse") }),
  play: async (context) => {
    const { canvas } = drive(context);
    await until(() => expect(controlsOf(context)).toHaveAttribute("data-status", "done"));
    await expect(canvas.getByText("Answer finished")).toBeVisible();
  },
};

/** The answer failed. */
export const Failed: Story = {
  parameters: chat({ fetch: replay("openai-chat/error-502-upstream-aisix.json") }),
  play: async (context) => {
    const { canvas } = drive(context);
    await until(() => expect(controlsOf(context)).toHaveAttribute("data-status", "error"));
    await expect(canvas.getByText("The answer failed")).toBeVisible();
  },
};

/** "Try again" only after a failure, and no "Stop". */
export const FewerButtons: Story = {
  args: { restartOn: ["error"], showStop: false },
  parameters: chat({ fetch: replay("openai-chat/keepalive.sse") }),
  play: async (context) => {
    const { canvas } = drive(context);
    await until(() => expect(controlsOf(context)).toHaveAttribute("data-status", "done"));
    await expect(canvas.queryByRole("button")).toBeNull();
  },
};
