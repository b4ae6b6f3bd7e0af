import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import { ChatPanel, Markdown } from "../src/index.js";
import { drive, until } from "./lib/drive.js";
import { conversation } from "./lib/messages.js";
import { recorded, replay } from "./lib/replay.js";
import { Typed } from "./lib/typed.js";
import { everyElement, hostileText, hebrewText } from "./lib/markdown-texts.js";

const meta: Meta<typeof Markdown> = {
  title: "Kit/Markdown",
  component: Markdown,
  args: { className: "headwater", text: everyElement },
};
export default meta;

type Story = StoryObj<typeof Markdown>;

/** Every element that answers are made of. */
export const EveryElement: Story = {
  play: async ({ canvas, canvasElement, userEvent }) => {
    await expect(canvas.getAllByRole("heading").map(({ localName }) => localName)).toEqual(["h3", "h4", "h5", "h6"]);
    await expect(canvas.getAllByRole("checkbox")).toHaveLength(2);
    await expect(canvas.getByRole("table")).toBeVisible();
    await expect(canvas.getAllByRole("note")).toHaveLength(2);
    await userEvent.click(canvas.getByRole("link", { name: "Footnote 1" }));
    await expect(canvasElement.querySelector(".hw-md-notes li")).toHaveFocus();
  },
};

/** As every element, for eyes that like it dark. */
export const Dark: Story = { globals: { theme: "dark" } };

/** A page that runs from right to left: code and addresses do not turn. */
export const RightToLeft: Story = {
  args: { text: hebrewText },
  globals: { dir: "rtl" },
  play: async ({ canvasElement }) => {
    const directionOf = (selector: string) => getComputedStyle(canvasElement.querySelector(selector)!).direction;
    await expect(["p", "ul", "pre", "code"].map(directionOf)).toEqual(["rtl", "rtl", "ltr", "ltr"]);
  },
};

/** In a narrow box nothing is wider than the box. */
export const Narrow: Story = {
  decorators: [
    (Story) => (
      <div className="story-narrow">
        <Story />
      </div>
    ),
  ],
  play: async ({ canvasElement }) => {
    const box = canvasElement.querySelector<HTMLElement>(".story-narrow")!;
    await expect(box.clientWidth).toBeLessThan(400);
    await expect(box.scrollWidth).toBe(box.clientWidth);
  },
};

/** What a model can be made to write: no script, no request, no link that hides where it leads. */
export const Hostile: Story = {
  args: { text: hostileText },
  play: async ({ canvas, canvasElement }) => {
    await expect(canvasElement.querySelector(".hw-md img, .hw-md script, .hw-md iframe, .hw-md [style]")).toBeNull();
    const links = canvas.getAllByRole("link");
    await expect(links.every((link) => /^https?:$/.test((link as HTMLAnchorElement).protocol))).toBe(true);
    await expect(canvas.getByRole("link", { name: /bank\.example/ })).toHaveTextContent("(evil.example)");
    await expect(canvas.getByText("U+202E")).toBeVisible();
  },
};

/** Every element, while it arrives. */
export const Streaming: Story = {
  render: (args) => <Typed {...args} />,
  play: async ({ canvas, canvasElement }) => {
    await until(() =>
      expect(Number(canvasElement.querySelector<HTMLElement>(".hw-md")!.dataset["length"])).toBeGreaterThanOrEqual(
        everyElement.length,
      ),
    );
    await expect(canvas.getByRole("region", { name: "Footnotes" })).toBeVisible();
    await expect(canvas.getByRole("table")).toBeVisible();
  },
};

/** An answer of a real server in a whole panel. */
export const InAPanel: StoryObj<typeof ChatPanel> = {
  render: () => (
    <ChatPanel
      endpoint="/api/chat"
      fetch={replay(recorded("openai-chat/aisix-story.sse"))}
      messages={conversation("Show me **all**.", everyElement)}
    />
  ),
  parameters: { frame: "panel", question: "Tell me a story about an API gateway." },
  play: async (context) => {
    const { ask, reaches, canvas } = drive(context);
    await expect(canvas.getByText("Show me **all**.")).toBeVisible();
    await ask();
    await reaches("done");
  },
};

/** Own components for elements. */
export const OwnComponents: Story = {
  args: {
    text: "A [link](https://example.com) and:\n\n```js\nalert(1);\n```",
    components: {
      a: ({ href, children }) => (
        <button type="button" data-href={href}>
          {children}
        </button>
      ),
      pre: ({ language, code }) => (
        <figure>
          <figcaption>{language}</figcaption>
          <code>{code}</code>
        </figure>
      ),
    },
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("button", { name: "link" })).toHaveAttribute("data-href", "https://example.com/");
    await expect(canvas.getByText("js")).toBeVisible();
  },
};
