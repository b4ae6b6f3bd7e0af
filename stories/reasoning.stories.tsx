import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState, type ReactElement } from "react";
import { expect } from "storybook/test";
import type { StreamEvent } from "../src/core.js";
import { Reasoning, type ReasoningPart } from "../src/index.js";
import { chat, LastMessage, withChat } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { recorded, replay } from "./lib/replay.js";
import { events, ownEvents } from "./lib/scripted.js";

const meta: Meta<typeof Reasoning> = {
  title: "Kit/Reasoning",
  component: Reasoning,
  parameters: chat({}),
  decorators: [withChat],
};
export default meta;

type Story = StoryObj<typeof Reasoning>;

const thought: ReasoningPart = {
  type: "reasoning",
  text: "Both gateways limit requests. The *first* lets 600 through in a minute, the second 60.\n\n1. Count the routes.\n2. Compare.",
};
const ended: ReasoningPart = { ...thought, startedAt: 1_000, endedAt: 13_000 };
const think: StreamEvent = { type: "reasoning-delta", delta: thought.text };
const question = "Which gateway lets more through?";

/** The model thinks: its words are open, and the seconds go on. */
export const Streaming: Story = {
  parameters: chat({ adapter: ownEvents, fetch: replay(events([think], "open")), firstQuestion: question }),
  render: () => <LastMessage />,
  play: async (context) => {
    const { canvas, reaches, answer } = drive(context);
    await reaches("streaming");
    await expect(canvas.getByText("Thinking")).toBeVisible();
    await expect(canvas.getByText("first")).toBeVisible();
    await until(() => expect(answer().querySelector("summary > .hw-numeric")).toHaveTextContent(/^\d+ s$/));
  },
};

/** A recorded answer whose server thought first: folded under what it is. */
export const Recorded: Story = {
  parameters: chat({
    fetch: replay("openai-chat/reasoning-vllm.sse"),
    firstQuestion: "What is the capital of Australia?",
  }),
  render: () => <LastMessage />,
  play: async (context) => {
    const { canvas, reaches, answer } = drive(context);
    await reaches("done");
    await expect(canvas.getByText("The capital of Australia is Canberra.")).toBeVisible();
    await expect(answer().querySelector("details")).not.toHaveAttribute("open");
    await expect(answer().querySelector("summary")).toHaveTextContent(/^(Reasoning|Thought for \d+ s)$/);
  },
};

/** The reader folds it while it streams: it stays folded. */
export const FoldedByHand: Story = {
  parameters: chat({
    fetch: replay(recorded("openai-chat/reasoning-vllm.sse", { share: 0.4, end: "open" })),
    firstQuestion: "What is the capital of Australia?",
  }),
  render: () => <LastMessage />,
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("streaming");
    await until(() => expect(answer().querySelector("details")).toHaveAttribute("open"));
    await context.userEvent.click(answer().querySelector("summary")!);
    await expect(answer().querySelector("details")).not.toHaveAttribute("open");
  },
};

/** Stopped while it thought: it has ended too. */
export const Stopped: Story = {
  parameters: chat({ adapter: ownEvents, fetch: replay(events([think], "lost")), firstQuestion: question }),
  render: () => <LastMessage />,
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("error");
    await expect(canvas.queryByText("Thinking")).toBeNull();
  },
};

/** How long the model thought. */
export const Ended: Story = {
  args: { part: ended },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByText("Thought for 12 s"));
    await expect(canvas.getByText("first")).toBeVisible();
  },
};

/** In a conversation of the past nobody knows how long. */
export const WithoutTimes: Story = {
  args: { part: thought },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Reasoning")).toBeVisible();
    await expect(canvas.getByText("first")).not.toBeVisible();
  },
};

/** Open from the beginning, until the reader folds it. */
export const DefaultOpen: Story = {
  args: { part: ended, defaultOpen: true },
  play: async ({ canvas, userEvent }) => {
    await expect(canvas.getByText("first")).toBeVisible();
    await userEvent.click(canvas.getByText("Thought for 12 s"));
    await expect(canvas.getByText("first")).not.toBeVisible();
  },
};

function Held(): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(!open)}>
        Show the thoughts
      </button>
      <Reasoning part={ended} open={open} onOpenChange={setOpen} />
    </>
  );
}

/** The application holds whether it is open. */
export const Controlled: Story = {
  render: () => <Held />,
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(canvas.getByRole("button"));
    await expect(canvas.getByText("first")).toBeVisible();
    await userEvent.click(canvas.getByText("Thought for 12 s"));
    await expect(canvas.getByText("first")).not.toBeVisible();
  },
};
