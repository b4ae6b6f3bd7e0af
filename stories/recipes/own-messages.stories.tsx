import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn } from "storybook/test";
import type { ChatStreamOptions } from "../../src/index.js";
import { drive, until } from "../lib/drive.js";
import { replay } from "../lib/replay.js";
import { showSource } from "../lib/source.js";
import { Judged } from "./feedback.js";
import { Transcript } from "./own-message.js";
import { Weather } from "./own-tool.js";
import "./recipes.css";

const meta: Meta<ChatStreamOptions> = {
  title: "Recipes/Own messages",
  args: { endpoint: "/api/chat" },
  parameters: { frame: "panel", question: "How do you work?" },
};
export default meta;

type Story = StoryObj<ChatStreamOptions>;

/** A renderer of whole messages: `renderMessage`. */
export const OwnMessage: Story = {
  args: { fetch: replay("openai-chat/keepalive.sse", "openai-chat/error-401-openai.json") },
  parameters: showSource("own-message.tsx"),
  render: (args) => <Transcript {...args} />,
  play: async (context) => {
    const { canvas, ask, answers, reaches, shows } = drive(context);
    await expect(canvas.getByText("Nothing said yet.")).toBeVisible();
    await ask();
    await reaches("done");
    await shows(/^A.*Slow but steady\./);
    await ask("And now?");
    await until(() => expect(answers()).toHaveLength(2));
    await reaches("error");
    await expect(canvas.getByRole("alert")).toHaveTextContent(/API key/);
    await expect(context.canvasElement.querySelector(".hw-message")).toBeNull();
  },
};

/** A renderer of one type of part: calls of a tool as cards. Their arguments are a model's, and read with care. */
export const OwnTool: Story = {
  args: { fetch: replay("openai-chat/tool-calls.sse") },
  parameters: { ...showSource("own-tool.tsx"), question: "How is the weather in Paris and in Tōkyō?" },
  render: (args) => <Weather {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await ask();
    await reaches("done");
    const cards = canvas.getAllByRole("figure").map((card: HTMLElement) => card.textContent);
    await expect(cards).toEqual(["Paris21 °C", "Tōkyō17 °C"]);
  },
};

/** Something of the application's below each answer, and a toast. */
export const Feedback: StoryObj<ChatStreamOptions & { onVote: (id: string, vote: string) => void }> = {
  args: { fetch: replay("openai-chat/keepalive.sse"), onVote: fn() },
  parameters: showSource("feedback.tsx"),
  render: (args) => <Judged {...args} />,
  play: async (context) => {
    const { canvas, ask, reaches, press } = drive(context);
    await expect(canvas.queryByRole("button", { name: "Good answer" })).toBeNull();
    await ask();
    await reaches("done");
    await press("Good answer");
    await expect(canvas.getByText("Thank you for your opinion.")).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Good answer" })).toHaveAttribute("aria-pressed", "true");
    await expect(context.args.onVote).toHaveBeenCalledWith(expect.any(String), "up");
  },
};
