import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { LiveStatus, RunControls } from "../src/index.js";
import { chat, LastMessage, withChat } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { hold, recorded, replay } from "./lib/replay.js";
import "./lib/reveal.css";
import { silence } from "./lib/scripted.js";

const firstQuestion = "Tell me a story about an API gateway.";

const meta: Meta<typeof LiveStatus> = {
  title: "Kit/LiveStatus",
  component: LiveStatus,
  parameters: {
    ...chat({ firstQuestion, className: "reveal-hidden" }),
    docs: {
      description: {
        component:
          "What a screen reader is told about the answer. Hidden from sight elsewhere; framed in these stories.",
      },
    },
  },
  render: () => (
    <>
      <LastMessage />
      <RunControls />
      <LiveStatus />
    </>
  ),
  decorators: [withChat],
};
export default meta;

type Story = StoryObj<typeof LiveStatus>;

const half = recorded("openai-chat/aisix-story.sse", { share: 0.5, end: "open" });

function spoken(fetch: ReturnType<typeof replay>) {
  return chat({ fetch, firstQuestion, className: "reveal-hidden" });
}

/** There before it speaks, and empty: readers do not announce a region that comes with its text. */
export const Idle: Story = {
  parameters: chat({ firstQuestion: "", className: "reveal-hidden" }),
  play: async (context) => {
    await expect(drive(context).canvas.getByRole("status")).toBeEmptyDOMElement();
  },
};

/** The request is out. */
export const Submitted: Story = {
  parameters: spoken(replay(silence)),
  play: async (context) => {
    const { canvas } = drive(context);
    await until(() => expect(canvas.getByRole("status")).toHaveTextContent(/^Waiting for the answer$/));
  },
};

/** One word for the whole answer: its tokens are never spoken. */
export const Streaming: Story = {
  parameters: spoken(replay(half)),
  play: async (context) => {
    const { canvas, shows } = drive(context);
    await shows(/shouting the same idempotency key/);
    await expect(canvas.getByRole("status")).toHaveTextContent(/^Answering$/);
  },
};

const late = hold(recorded("openai-chat/keepalive.sse"));

/** A stall is told once, though its seconds go on in sight, and then how the answer goes on. */
export const Stalled: Story = {
  parameters: chat({ fetch: replay(late.reply), firstQuestion, className: "reveal-hidden", stallAfter: 1000 }),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    const region = canvas.getByRole("status");
    await until(() => expect(region).toHaveTextContent(/^No data for \d+ s$/));
    const spoken = region.textContent;
    await until(() => expect(canvas.getByRole("timer").textContent).not.toBe(spoken));
    await expect(region).toHaveTextContent(spoken);
    late.release();
    await reaches("done");
    await expect(region).toHaveTextContent(/^Answer finished$/);
  },
};

/** The answer is complete. */
export const Done: Story = {
  parameters: spoken(replay("openai-chat/keepalive.sse")),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("done");
    await expect(canvas.getByRole("status")).toHaveTextContent(/^Answer finished$/);
  },
};

/** Stopped by the user. */
export const Stopped: Story = {
  parameters: spoken(replay(half)),
  play: async (context) => {
    const { canvas, press, reaches } = drive(context);
    await reaches("streaming");
    await press("Stop");
    await reaches("aborted");
    await expect(canvas.getByRole("status")).toHaveTextContent(/^Stopped$/);
  },
};

/** Silent for errors, which speak through their own alert. */
export const Failed: Story = {
  parameters: spoken(replay("openai-chat/error-429-openai.json")),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("error");
    await expect(canvas.getByRole("status")).toBeEmptyDOMElement();
    await expect(canvas.getByRole("alert")).toHaveTextContent(/Rate limit reached/);
  },
};
