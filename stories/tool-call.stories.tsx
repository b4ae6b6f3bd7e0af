import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import type { StreamEvent } from "../src/core.js";
import { MessageList, ToolCall, type ToolCallPart } from "../src/index.js";
import { chat, LastMessage, withChat } from "./lib/chat.js";
import { drive } from "./lib/drive.js";
import { weatherConversation } from "./lib/messages.js";
import { recorded, replay } from "./lib/replay.js";
import { events, ownEvents } from "./lib/scripted.js";

const meta: Meta<typeof ToolCall> = {
  title: "Kit/ToolCall",
  component: ToolCall,
  parameters: chat({}),
  decorators: [withChat],
};
export default meta;

type Story = StoryObj<typeof ToolCall>;

const part: ToolCallPart = {
  type: "tool-call",
  toolCallId: "1",
  name: "get_weather",
  arguments: '{"city":"Paris","units":"metric"}',
};
const call: StreamEvent = { type: "tool-call-set", toolCallId: "1", name: part.name, arguments: part.arguments };
const result: StreamEvent = { type: "tool-result-set", toolCallId: "1", result: '{"sky":"clear","degrees":21}' };
const firstQuestion = "How is the weather?";

/** The state of the call in the answer of the story, and whether it is open. */
function stateOf(answer: HTMLElement): unknown[] {
  const details = answer.querySelector<HTMLDetailsElement>(".hw-tool-call")!;
  return [details.dataset["state"], details.open];
}

/** The arguments arrive, and are no JSON yet. */
export const ArgumentsStream: Story = {
  parameters: chat({
    fetch: replay(recorded("openai-chat/tool-calls.sse", { share: 0.3, end: "open" })),
    firstQuestion,
  }),
  render: () => <LastMessage />,
  play: async (context) => {
    const { reaches, shows, answer } = drive(context);
    await reaches("streaming");
    await shows('{"city":"P');
    await expect(stateOf(answer())).toEqual(["running", true]);
  },
};

/** The arguments are whole, and the server runs the tool. */
export const Running: Story = {
  parameters: chat({ adapter: ownEvents, fetch: replay(events([call], "open")), firstQuestion }),
  render: () => <LastMessage />,
  play: async (context) => {
    const { canvas, reaches, answer } = drive(context);
    await reaches("streaming");
    await expect(stateOf(answer())).toEqual(["running", true]);
    await expect(canvas.getByText("Running")).toBeVisible();
  },
};

/** The answer is complete, and nobody has run the tool: maybe the application will. */
export const Unanswered: Story = {
  parameters: chat({ fetch: replay("openai-chat/tool-call-whole-no-index.sse"), firstQuestion }),
  render: () => <LastMessage />,
  play: async (context) => {
    const { canvas, reaches, answer } = drive(context);
    await reaches("done");
    await expect(stateOf(answer())).toEqual(["unanswered", true]);
    await expect(canvas.getByText("No result")).toBeVisible();
  },
};

/** The tool has answered: folded, with its result inside. */
export const Done: Story = {
  parameters: chat({
    adapter: ownEvents,
    fetch: replay(events([call, result, { type: "text-delta", delta: "Clear, and 21 degrees." }])),
    firstQuestion,
  }),
  render: () => <LastMessage />,
  play: async (context) => {
    const { canvas, reaches, answer } = drive(context);
    await reaches("done");
    await expect(stateOf(answer())).toEqual(["done", false]);
    await context.userEvent.click(canvas.getByText("get_weather"));
    await expect(canvas.getByText(/"degrees":21/)).toBeVisible();
    await expect(canvas.getByText(/"units": "metric"/)).toBeVisible();
  },
};

/** The tool has failed, and says why. */
export const Failed: Story = {
  parameters: chat({
    adapter: ownEvents,
    fetch: replay(events([call, { ...result, result: "No such city.", isError: true }])),
    firstQuestion,
  }),
  render: () => <LastMessage />,
  play: async (context) => {
    const { canvas, reaches, answer } = drive(context);
    await reaches("done");
    await expect(stateOf(answer())).toEqual(["failed", false]);
    await context.userEvent.click(canvas.getByText("Failed"));
    await expect(canvas.getByText("No such city.")).toBeVisible();
  },
};

/** The connection broke before the tool had answered. */
export const Stopped: Story = {
  parameters: chat({ adapter: ownEvents, fetch: replay(events([call], "lost")), firstQuestion }),
  render: () => <LastMessage />,
  play: async (context) => {
    const { canvas, reaches, answer } = drive(context);
    await reaches("error");
    await expect(stateOf(answer())).toEqual(["stopped", false]);
    await expect(canvas.getByText("Stopped")).toBeVisible();
  },
};

/** Two calls and their results, as a server sent them. */
export const TwoSteps: Story = {
  parameters: chat({ fetch: replay("ai-sdk-ui/tools-two-steps.sse"), firstQuestion }),
  render: () => <LastMessage />,
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    const calls = [...answer().querySelectorAll(".hw-tool-call")];
    await expect(calls.map((one) => one.querySelectorAll('[data-part="tool-result"]').length)).toEqual([1, 1]);
  },
};

/** The application ran the tool: the result is a message of its own, and the call is done. */
export const ResultInAMessageOfItsOwn: Story = {
  parameters: chat({ messages: weatherConversation, className: "conversation" }),
  render: () => <MessageList />,
  play: async ({ canvas, canvasElement }) => {
    await expect(canvasElement.querySelector(".hw-tool-call")).toHaveAttribute("data-state", "done");
    await expect(canvas.getByText(/"degrees":21/)).toBeVisible();
  },
};

/** Alone, without a chat. */
export const Alone: Story = {
  args: { part, defaultOpen: true },
  play: async ({ canvas }) => {
    await expect(canvas.getByText(/"city": "Paris"/)).toBeVisible();
    await expect(canvas.getByText("Done")).toBeVisible();
  },
};

/** The application asks somebody for consent before it runs the tool: a state that only it can know. */
export const WaitsForConsent: Story = {
  args: { part, state: "waiting", children: <button type="button">Allow</button> },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("Waiting")).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Allow" })).toBeVisible();
  },
};
