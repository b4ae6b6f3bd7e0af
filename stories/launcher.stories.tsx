import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState, type ReactElement } from "react";
import { expect } from "storybook/test";
import { ChatPanel, ChatPopover, ChatSidePanel, type ChatSidePanelProps } from "../src/index.js";
import { drive, until } from "./lib/drive.js";
import { hold, recorded, replay, type Reply } from "./lib/replay.js";

const paragraphs = Array.from(
  { length: 12 },
  () =>
    "A gateway stands before the servers of a company. It lets a fixed number of requests through, tells the others how long to wait, " +
    "and keeps the order in which they came.",
);

/** A page that has something else to say. */
function Article(): ReactElement {
  return (
    <main style={{ padding: "2rem", flex: 1, minInlineSize: 0 }}>
      <h1>Gateways</h1>
      {paragraphs.map((text, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- they never move
        <p key={at}>{text}</p>
      ))}
    </main>
  );
}

const held = hold(recorded("openai-chat/keepalive.sse"));

function Shell({ mode, ...rest }: ChatSidePanelProps): ReactElement {
  const Tag = mode === undefined ? ChatPopover : ChatSidePanel;
  return (
    <div style={{ display: "flex" }}>
      <Article />
      <Tag {...rest} {...(mode !== undefined && { mode })} />
    </div>
  );
}

const panel = (reply: string | Reply) => (
  <ChatPanel endpoint="/api/chat" fetch={replay(reply)} empty="Questions about gateways?" />
);

const meta: Meta<typeof ChatSidePanel> = {
  title: "Kit/ChatPopover and ChatSidePanel",
  component: ChatSidePanel,
  subcomponents: { ChatPopover },
  render: (args) => <Shell {...args} />,
  parameters: { frame: "page", docs: { story: { inline: false, iframeHeight: 500 } } },
};
export default meta;

type Story = StoryObj<typeof ChatSidePanel>;

/** A button in the corner. */
export const Closed: Story = {
  args: { children: panel("openai-chat/aisix-story.sse") },
  play: async (context) => {
    const { canvas } = drive(context);
    await expect(canvas.getByRole("button", { name: "Open chat" })).toHaveAttribute("aria-expanded", "false");
    await expect(canvas.queryByRole("dialog")).toBeNull();
  },
};

/** It opens the chat and leads into the field. Escape closes, and leads back. */
export const Opened: Story = {
  args: { children: panel("openai-chat/aisix-story.sse") },
  play: async (context) => {
    const { canvas, input, press, ask, reaches } = drive(context);
    await press("Open chat");
    await expect(canvas.getByRole("dialog", { name: "Chat" })).toBeVisible();
    await expect(input()).toHaveFocus();
    await context.userEvent.keyboard("{Escape}");
    await expect(canvas.queryByRole("dialog")).toBeNull();
    await expect(canvas.getByRole("button", { name: "Open chat" })).toHaveFocus();
    await context.userEvent.keyboard("{Enter}");
    await ask("What is a gateway?");
    await reaches("done");
  },
};

/** The chat goes on while it is closed; a dot tells that the answer is there. */
export const NewAnswer: Story = {
  args: { children: panel(held.reply) },
  play: async (context) => {
    const { canvas, press, ask } = drive(context);
    await press("Open chat");
    await ask("What is a gateway?");
    await press("Close chat");
    held.release();
    await until(() => expect(canvas.getByRole("button", { name: "Open chat, new answer" })).toBeVisible());
  },
};

/** At the side, over the page. */
export const Side: Story = {
  args: { mode: "overlay", defaultOpen: true, children: panel("openai-chat/aisix-story.sse") },
  play: async (context) => {
    const { canvas, ask, reaches } = drive(context);
    await expect(canvas.getByRole("complementary", { name: "Chat" })).toBeVisible();
    await ask("What is a gateway?");
    await reaches("done");
  },
};

/** At the side, and the page makes room. */
export const SidePushes: Story = {
  args: { mode: "push", defaultOpen: true, children: panel("openai-chat/aisix-story.sse") },
  play: async (context) => {
    const { canvas, press } = drive(context);
    const page = canvas.getByRole("main");
    const panelBox = canvas.getByRole("complementary").getBoundingClientRect();
    const before = page.clientWidth;
    const isNarrow = matchMedia("(max-width: 480px)").matches;
    if (!isNarrow) await expect(page.getBoundingClientRect().width + panelBox.width).toBeCloseTo(innerWidth, -2);
    await press("Close chat");
    if (!isNarrow) await expect(page.clientWidth).toBeGreaterThan(before);
    await press("Open chat");
  },
};

function WithButton(props: ChatSidePanelProps): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <>
      <p style={{ padding: "1rem 2rem 0", margin: 0 }}>
        <button type="button" onClick={() => setOpen(!open)}>
          Help
        </button>
      </p>
      <Shell {...props} open={open} onOpenChange={setOpen} />
    </>
  );
}

/** The application holds whether it is open; its own button opens it too. */
export const HeldByTheApplication: Story = {
  args: { mode: "overlay", children: panel("openai-chat/aisix-story.sse") },
  render: (args) => <WithButton {...args} />,
  play: async (context) => {
    const { canvas, press } = drive(context);
    await press("Help");
    await expect(canvas.getByRole("complementary")).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Help" })).toHaveFocus();
    await press("Close chat");
    await expect(canvas.queryByRole("complementary")).toBeNull();
  },
};
