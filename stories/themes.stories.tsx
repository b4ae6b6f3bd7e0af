import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { createMessage, type Message } from "../src/core.js";
import { ChatPanel } from "../src/index.js";
import { drive } from "./lib/drive.js";
import { replay } from "./lib/replay.js";
import { answer as scriptedAnswer } from "./lib/scripted.js";

const explanation = `A gateway is the **one door** of a cluster. Requests come in, and it decides which of them go on:

1. It checks who is asking, by a [token](https://example.com/tokens).
2. It counts, and lets a fixed number through \`per minute\`.
3. It tells the others how long to wait.

| answer | meaning           |
| ------ | ----------------- |
| 200    | the door was open |
| 429    | wait, then ask    |

> Clients that wait as they are told are served sooner.

\`\`\`ts
const wait = Number(response.headers.get("retry-after"));
await new Promise((resolve) => setTimeout(resolve, wait * 1000));
\`\`\`
`;

/** A question that took a tool and some thought, and the beginning of another. */
const conversation: readonly Message[] = [
  createMessage("1", "user", { parts: [{ type: "text", text: "What does a gateway do?" }] }),
  createMessage("2", "assistant", {
    parts: [
      { type: "reasoning", text: "They may mean the one for API calls. A table of answers would help." },
      { type: "tool-call", toolCallId: "1", name: "search_docs", arguments: '{"query":"gateway rate limit"}' },
      { type: "tool-result", toolCallId: "1", result: "3 pages found" },
      { type: "text", text: explanation },
    ],
  }),
];

const meta: Meta<typeof ChatPanel> = {
  title: "Kit/Themes",
  component: ChatPanel,
  args: { endpoint: "/api/chat", messages: conversation },
  parameters: {
    frame: "panel",
    question: "And when nobody is at the door?",
    docs: {
      description: {
        component:
          "One conversation in each look. A theme is a sheet of variables and a few rules, imported beside the style sheet; " +
          "light and dark follow the page. The toolbar puts any story of the kit into any theme.",
      },
    },
  },
  play: async (context) => {
    const { ask, reaches, shows } = drive(context);
    await ask();
    await reaches("done");
    await shows(/waits with it/);
  },
};
export default meta;

type Story = StoryObj<typeof ChatPanel>;

const nobody = "Then the request *waits with it*, until a server behind it comes back or the time is up.";
const fetch = () => replay(scriptedAnswer(nobody));

function look(root: HTMLElement, selector: string): CSSStyleDeclaration {
  return getComputedStyle(root.querySelector(selector)!);
}

/** The look of `headwater/styles.css` alone. */
export const NoTheme: Story = { args: { fetch: fetch() } };

/** For reading: `headwater/themes/paper.css`. */
export const Paper: Story = {
  args: { fetch: fetch() },
  parameters: { look: "paper" },
  play: async (context) => {
    await meta.play?.(context);
    await expect(look(context.canvasElement, ".hw-text").fontFamily).toMatch(/serif$/);
    await expect(look(context.canvasElement, ".hw-text").fontStyle).toBe("italic");
  },
};

/** The same in the dark: ink turns to chalk. */
export const PaperDark: Story = { ...Paper, args: { fetch: fetch() }, globals: { theme: "dark" } };

/** For much at once: `headwater/themes/terminal.css`. */
export const Terminal: Story = {
  args: { fetch: fetch() },
  parameters: { look: "terminal" },
  play: async (context) => {
    await meta.play?.(context);
    await expect(look(context.canvasElement, ".hw-text").fontFamily).toMatch(/monospace$/);
    await expect(look(context.canvasElement, ".hw-send").borderRadius).toBe("0px");
  },
};

/** The same in the dark. */
export const TerminalDark: Story = { ...Terminal, args: { fetch: fetch() }, globals: { theme: "dark" } };

/** For talking: `headwater/themes/pebble.css`. */
export const Pebble: Story = {
  args: { fetch: fetch() },
  parameters: { look: "pebble" },
  play: async (context) => {
    await meta.play?.(context);
    const send = look(context.canvasElement, ".hw-send").backgroundColor;
    await expect(look(context.canvasElement, '[data-role="user"] > .hw-text').backgroundColor).toBe(send);
  },
};

/** The same in the dark. */
export const PebbleDark: Story = { ...Pebble, args: { fetch: fetch() }, globals: { theme: "dark" } };

/** From right to left: what points, points the other way. */
export const PebbleRightToLeft: Story = { ...Pebble, args: { fetch: fetch() }, globals: { locale: "ar", dir: "rtl" } };

/** `density="compact"`: the same look on less room. */
export const Compact: Story = {
  args: { fetch: fetch(), density: "compact" },
  play: async (context) => {
    await meta.play?.(context);
    await expect(look(context.canvasElement, ".hw-text").fontSize).toBe("14px");
  },
};
