import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { LiveStatus, RunControls } from "../src/index.js";
import { chat, LastMessage, withChat } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { hold, recorded, replay } from "./lib/replay.js";
import "./lib/reveal.css";
import { answer, events, ownEvents, silence } from "./lib/scripted.js";

const firstQuestion = "Tell me a story about an API gateway.";

const meta: Meta<typeof LiveStatus> = {
  title: "Kit/LiveStatus",
  component: LiveStatus,
  parameters: {
    ...chat({ firstQuestion, className: "reveal-hidden" }),
    docs: {
      description: {
        component:
          "What a screen reader is told of the answer: whole sentences, never tokens. Hidden from sight elsewhere; framed in these stories.",
      },
    },
  },
  render: (args) => (
    <>
      <LastMessage />
      <RunControls />
      <LiveStatus {...args} />
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

/** Whole sentences, gathered: its tokens are never spoken. */
export const Streaming: Story = {
  parameters: spoken(replay(half)),
  play: async (context) => {
    const { canvas, shows } = drive(context);
    await shows(/shouting the same idempotency key/);
    await until(() =>
      expect(canvas.getByRole("status")).toHaveTextContent(/^Answering.*Once, at the edge.*sense of duty\./),
    );
    await expect(canvas.getByRole("status")).toHaveTextContent(/[.!?]"?$/);
  },
};

/** Where the answer stands, without its text. */
export const OnlyTheEnd: Story = {
  args: { announce: "end" },
  parameters: spoken(replay("openai-chat/keepalive.sse")),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("done");
    await expect(canvas.getByRole("status")).toHaveTextContent(
      /^(Waiting for the answer)?AnsweringAnswer finished, \d+ s$/,
    );
  },
};

/** Nothing is spoken, for pages that do it themselves. */
export const Off: Story = {
  args: { announce: "off" },
  parameters: spoken(replay("openai-chat/keepalive.sse")),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("done");
    await expect(canvas.getByRole("status")).toBeEmptyDOMElement();
  },
};

const markdown = [
  "## What a gateway does\n\nIt checks *who* asks. See [the guide](https://example.com/guide?page=1).\n\n",
  "```ts\nconst gateway = createGateway();\n```\n\n- Counts\n- Passes on\n",
].join("");

/** The words that are seen, not the marks of Markdown; of code only that it is there. */
export const SpeaksMarkdown: Story = {
  parameters: spoken(replay(answer(markdown))),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("done");
    // The button that copies the code speaks too.
    const region = canvas.getAllByRole("status").at(-1) as HTMLElement;
    const said = Array.from(region.querySelectorAll("p"), (piece) => piece.textContent);
    await expect(said.slice(-6, -1)).toEqual([
      "What a gateway does",
      "It checks who asks. See the guide.",
      "Code",
      "Counts",
      "Passes on",
    ]);
  },
};

const busy = events([
  { type: "stage-set", stageId: "1", title: "Search the manual" },
  { type: "stage-end", stageId: "1" },
  { type: "text-delta", delta: "Here it is." },
  { type: "message-end", finishReason: "stop" },
]);

/** What the agent does, at most every two seconds. */
export const SpeaksStages: Story = {
  parameters: chat({
    fetch: replay(busy),
    adapter: ownEvents,
    firstQuestion,
    className: "reveal-hidden",
  }),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("done");
    await expect(canvas.getByRole("status")).toHaveTextContent(/Search the manual: (Running|Done)/);
  },
};

const late = hold(recorded("openai-chat/keepalive.sse"));

/** A stall is told once, though its seconds go on in sight, and then how the answer goes on. */
export const Stalled: Story = {
  parameters: chat({ fetch: replay(late.reply), firstQuestion, className: "reveal-hidden", stallAfter: 1000 }),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    const region = canvas.getByRole("status");
    await until(() => expect(region).toHaveTextContent(/No data for \d+ s$/));
    const spoken = region.textContent;
    await until(() => expect(canvas.getByRole("timer").textContent).not.toBe(spoken.replace(/^.*No/, "No")));
    await expect(region).toHaveTextContent(spoken);
    late.release();
    await reaches("done");
    await expect(region).toHaveTextContent(/Answer finished, \d+ s$/);
  },
};

/** The answer is complete. */
export const Done: Story = {
  parameters: spoken(replay("openai-chat/keepalive.sse")),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("done");
    await expect(canvas.getByRole("status")).toHaveTextContent(/Answer finished, \d+ s$/);
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
    await expect(canvas.getByRole("status")).toHaveTextContent(/Stopped$/);
  },
};

/** Silent for errors, which speak through their own alert. */
export const Failed: Story = {
  parameters: spoken(replay("openai-chat/error-429-openai.json")),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("error");
    await expect(canvas.getByRole("status")).toHaveTextContent(/^(Waiting for the answer)?$/);
    await expect(canvas.getByRole("alert")).toHaveTextContent(/Rate limit reached/);
  },
};
