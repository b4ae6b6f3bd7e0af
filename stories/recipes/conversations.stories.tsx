import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState, type ReactElement } from "react";
import { expect } from "storybook/test";
import { forgetChat, type ChatStreamOptions } from "../../src/index.js";
import { requestsOf } from "../lib/chat.js";
import "../lib/custom-ui.css";
import { drive, until } from "../lib/drive.js";
import { hold, recorded, replay } from "../lib/replay.js";
import { showSource } from "../lib/source.js";
import "./recipes.css";
import { SavedChat } from "./saved-chat.js";
import { SeveralChats } from "./several-chats.js";

const meta: Meta<ChatStreamOptions> = {
  title: "Recipes/Keeping conversations",
  args: { endpoint: "/api/chat" },
  parameters: { question: "How do you work?" },
};
export default meta;

type Story = StoryObj<ChatStreamOptions>;

/** The page can be closed and come back. */
function Reloading(options: ChatStreamOptions): ReactElement {
  const [visit, setVisit] = useState(1);
  return (
    <div className="custom-ui kept-chat">
      <button type="button" onClick={() => setVisit(visit + 1)}>
        Come back later
      </button>
      <SavedChat key={visit} storageKey="recipe" {...options} />
    </div>
  );
}

/** Kept in the browser's storage. What is read from there is checked as far as a page can be. */
export const InLocalStorage: Story = {
  args: { fetch: replay("openai-chat/keepalive.sse", "openai-chat/nonstream.json") },
  parameters: showSource("saved-chat.tsx"),
  render: (args) => <Reloading {...args} />,
  beforeEach: () => {
    localStorage.removeItem("recipe");
    return () => localStorage.removeItem("recipe");
  },
  play: async (context) => {
    const { ask, reaches, shows, press, answers } = drive(context);
    await ask();
    await reaches("done");
    await press("Come back later");
    await shows("Slow but steady.");
    await ask("And a story?");
    await until(() => expect(answers()).toHaveLength(2));
    await reaches("done");
    // The server is told what was said before.
    await expect(requestsOf(context)[1]?.body).toMatchObject({ messages: [{}, { role: "assistant" }, {}] });
    await press("Forget");
    await expect(answers()).toHaveLength(0);
    await press("Come back later");
    await expect(answers()).toHaveLength(0);
  },
};

const small = hold(recorded("openai-chat/keepalive.sse"));

/** A chat per id: an answer goes on while another conversation is shown. */
export const SeveralOnOnePage: Story = {
  args: { fetch: replay(small.reply, "openai-chat/nonstream.json") },
  parameters: showSource("several-chats.tsx"),
  render: (args) => <SeveralChats {...args} />,
  beforeEach: () => () => {
    forgetChat("small");
    forgetChat("large");
  },
  play: async (context) => {
    const { canvas, ask, reaches, shows, press, answers } = drive(context);
    await ask();
    await reaches("submitted");
    await press("large: idle");
    await expect(answers()).toHaveLength(0);
    await ask("Tell me a story.");
    await reaches("done");
    await shows("Once there was a small API gateway named Pip.");
    await expect(canvas.getByRole("button", { name: "small: submitted" })).toBeVisible();
    small.release();
    await canvas.findByRole("button", { name: "small: done" });
    await press("small: done");
    await shows("Slow but steady.");
    await expect(requestsOf(context).map(({ body }) => (body as { model: string }).model)).toEqual(["small", "large"]);
  },
};

/** The same side by side. */
export const SideBySide: Story = {
  args: { fetch: replay("openai-chat/nonstream.json") },
  parameters: { ...showSource("several-chats.tsx"), question: "" },
  render: (args) => <SeveralChats {...args} wide />,
  beforeEach: SeveralOnOnePage.beforeEach!,
  play: async ({ canvas, userEvent }) => {
    const [first, second] = canvas.getAllByRole("textbox");
    await userEvent.type(first!, "One{Enter}");
    await userEvent.type(second!, "Two{Enter}");
    await until(() => expect(canvas.getAllByText(/^Once there was a small API gateway/)).toHaveLength(2));
    await expect(canvas.getByRole("region", { name: "Conversation with large" })).toHaveTextContent("Two");
  },
};
