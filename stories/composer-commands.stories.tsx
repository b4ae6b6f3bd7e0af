import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn } from "storybook/test";
import { Composer, ComposerCommands, ComposerField, ComposerInput, ComposerSubmit } from "../src/index.js";
import { chat, requestsOf, withChat } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { replay } from "./lib/replay.js";

const meta: Meta<typeof ComposerCommands> = {
  title: "Kit/ComposerCommands",
  component: ComposerCommands,
  render: (args) => (
    <div style={{ paddingBlockStart: "17rem" }}>
      <Composer>
        <ComposerField>
          <ComposerCommands {...args} />
          <ComposerInput />
          <ComposerSubmit />
        </ComposerField>
      </Composer>
    </div>
  ),
  args: {
    commands: [
      { name: "summarise", description: "What was said so far, in ten lines" },
      { name: "translate", description: "Into another language", insert: "Translate into Welsh: " },
      { name: "explain", description: "As to somebody who is new here" },
      { name: "clear", description: "Begin anew", run: fn() },
    ],
  },
  parameters: chat({ fetch: replay("openai-chat/keepalive.sse") }),
  decorators: [withChat],
};
export default meta;

type Story = StoryObj<typeof ComposerCommands>;

/** Offered when the draft begins with a slash. The first is chosen. */
export const Open: Story = {
  play: async (context) => {
    const { canvas, input } = drive(context);
    await context.userEvent.type(input(), "/");
    const chosen = canvas.getByRole("option", { selected: true });
    await expect(canvas.getAllByRole("option")).toHaveLength(4);
    await expect(chosen).toHaveTextContent("/summarise");
    await expect(input()).toHaveAttribute("aria-activedescendant", chosen.id);
    await expect(input()).toHaveFocus();
  },
};

/** Found by what is in the name; the arrows choose. */
export const Found: Story = {
  play: async (context) => {
    const { canvas, input } = drive(context);
    await context.userEvent.type(input(), "/a{ArrowDown}");
    await expect(canvas.getAllByRole("option")).toHaveLength(4);
    await expect(canvas.getByRole("option", { selected: true })).toHaveTextContent("/translate");
    await context.userEvent.keyboard("i");
    await expect(canvas.getAllByRole("option")).toHaveLength(1);
    await expect(canvas.getByRole("option")).toHaveTextContent("/explain");
  },
};

/** Enter takes it: a text for the draft, or something that is done. */
export const Taken: Story = {
  play: async (context) => {
    const { input, ask } = drive(context);
    await context.userEvent.type(input(), "/tr{Enter}");
    await expect(input()).toHaveValue("Translate into Welsh: ");
    await ask("good morning");
    await until(() => expect(requestsOf(context)).toHaveLength(1));
    await context.userEvent.type(input(), "/cl{Tab}");
    await expect(input()).toHaveValue("");
    await expect(context.args.commands[3]?.run).toHaveBeenCalledOnce();
  },
};

/** Escape closes the list and leaves the draft. */
export const Closed: Story = {
  play: async (context) => {
    const { canvas, input } = drive(context);
    await context.userEvent.type(input(), "/su{Escape}");
    await expect(canvas.queryByRole("listbox")).toBeNull();
    await expect(input()).toHaveValue("/su");
  },
};

/** Names after another sign, anywhere in the text. */
export const Names: Story = {
  args: {
    trigger: "@",
    anywhere: true,
    "aria-label": "People",
    commands: [
      { name: "ada", description: "Ada Lovelace" },
      { name: "grace", description: "Grace Hopper" },
      { name: "layla", description: "ليلى العامري" },
    ],
  },
  play: async (context) => {
    const { canvas, input } = drive(context);
    await context.userEvent.type(input(), "Ask @gr{Enter}and @l");
    await expect(input()).toHaveValue("Ask @grace and @l");
    await expect(canvas.getByRole("listbox", { name: "People" })).toBeVisible();
  },
};
