import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { RunControls, type RunControlsProps, type Status } from "../src/index.js";
import { Chat, chatArgTypes, type ChatArgs } from "./lib/chat.js";
import { drive, until, type Driver } from "./lib/drive.js";
import { recorded, replay } from "./lib/replay.js";
import { silence } from "./lib/scripted.js";

type Args = RunControlsProps & ChatArgs;

const meta: Meta<Args> = {
  title: "Kit/RunControls",
  component: RunControls,
  argTypes: chatArgTypes,
  args: { question: "Tell me a story about an API gateway." },
  render: ({ endpoint, fetch, messages, question, whenBusy, ...props }) => (
    <Chat fetch={fetch} question={question}>
      <RunControls {...props} data-testid="controls" />
    </Chat>
  ),
};
export default meta;

type Story = StoryObj<Args>;

const half = recorded("openai-chat/aisix-story.sse", { share: 0.5, end: "open" });

async function reaches({ canvas }: Driver, status: Status): Promise<void> {
  await until(() => expect(canvas.getByTestId("controls")).toHaveAttribute("data-status", status));
}

/** Nothing asked: no words, no buttons, but the same height. */
export const Idle: Story = {
  render: ({ endpoint, fetch, messages, question, whenBusy, ...props }) => (
    <Chat>
      <RunControls {...props} data-testid="controls" />
    </Chat>
  ),
  play: async (context) => {
    const driver = drive(context);
    await reaches(driver, "idle");
    await expect(driver.canvas.queryByRole("button")).toBeNull();
    await expect(driver.canvas.getByTestId("controls").clientHeight).toBeGreaterThan(20);
  },
};

/** The request is out. */
export const Submitted: Story = {
  args: { fetch: replay(silence) },
  play: async (context) => {
    const driver = drive(context);
    await reaches(driver, "submitted");
    await expect(driver.canvas.getByText("Waiting for the answer")).toBeVisible();
  },
};

/** Content arrives. */
export const Streaming: Story = {
  args: { fetch: replay(half) },
  play: async (context) => {
    const driver = drive(context);
    await reaches(driver, "streaming");
    await expect(driver.canvas.getByText("Answering")).toBeVisible();
    await expect(driver.canvas.getByRole("button", { name: "Stop" })).toBeVisible();
  },
};

/** Stopped by hand, then asked for again. */
export const StopAndTryAgain: Story = {
  args: { fetch: replay(half, "openai-chat/keepalive.sse") },
  play: async (context) => {
    const driver = drive(context);
    await reaches(driver, "streaming");
    await driver.press("Stop");
    await reaches(driver, "aborted");
    await expect(driver.canvas.getByText("Stopped")).toBeVisible();
    await driver.press("Try again");
    await reaches(driver, "done");
  },
};

/** The answer is complete. */
export const Done: Story = {
  args: { fetch: replay("openai-chat/keepalive.sse") },
  play: async (context) => {
    const driver = drive(context);
    await reaches(driver, "done");
    await expect(driver.canvas.getByText("Answer finished")).toBeVisible();
  },
};

/** The answer failed. */
export const Failed: Story = {
  args: { fetch: replay("openai-chat/error-502-upstream-aisix.json") },
  play: async (context) => {
    const driver = drive(context);
    await reaches(driver, "error");
    await expect(driver.canvas.getByText("The answer failed")).toBeVisible();
  },
};

/** "Try again" only after a failure, and no "Stop". */
export const FewerButtons: Story = {
  args: { fetch: replay("openai-chat/keepalive.sse"), restartOn: ["error"], showStop: false },
  play: async (context) => {
    const driver = drive(context);
    await reaches(driver, "done");
    await expect(driver.canvas.queryByRole("button")).toBeNull();
  },
};
