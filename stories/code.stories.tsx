import "katex/dist/katex.min.css";
import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor } from "storybook/test";
import { createDiagram } from "../src/diagram/index.js";
import { Markdown } from "../src/index.js";
import { createMath } from "../src/math/index.js";
import { createShikiHighlighter } from "../src/shiki/index.js";
import { codeText, diagramText, hebrewCodeText, mathText } from "./lib/code-texts.js";
import { Typed } from "./lib/typed.js";

const highlight = createShikiHighlighter({
  languages: {
    diff: () => import("shiki/langs/diff.mjs"),
    py: () => import("shiki/langs/python.mjs"),
    ts: () => import("shiki/langs/typescript.mjs"),
  },
});
const extensions = createMath();
const codeBlocks = { mermaid: createDiagram() };

const meta: Meta<typeof Markdown> = {
  title: "Kit/Code, maths, diagrams",
  component: Markdown,
  args: { className: "headwater", highlight, extensions, codeBlocks },
};
export default meta;

type Story = StoryObj<typeof Markdown>;

/** Grammars are loaded when they are met, however slow the machine is. */
const patient = { timeout: 30_000 };

/** Code in colours: a grammar for each language that is known, plain text for others. */
export const Code: Story = {
  args: { text: codeText },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector(".hw-tok-deleted")).not.toBeNull(), patient);
    await waitFor(() => expect(canvasElement.querySelectorAll(".hw-tok-function").length).toBeGreaterThan(2), patient);
  },
};

/** The same on a dark page. */
export const Dark: Story = { ...Code, globals: { theme: "dark" } };

/** A page that runs from right to left: code and formulas do not. */
export const RightToLeft: Story = {
  args: { text: hebrewCodeText },
  globals: { dir: "rtl" },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector(".hw-tok-function")).not.toBeNull(), patient);
    await waitFor(() => expect(canvasElement.querySelectorAll(".katex")).toHaveLength(2), patient);
    const directionOf = (selector: string) => getComputedStyle(canvasElement.querySelector(selector)!).direction;
    await expect(["p", "pre", ".katex"].map(directionOf)).toEqual(["rtl", "ltr", "ltr"]);
    // The head of a block follows the page: the language comes first, the button last.
    const rightOf = (selector: string) => canvasElement.querySelector(selector)!.getBoundingClientRect().right;
    await expect(rightOf(".hw-md-code-head > span")).toBeGreaterThan(rightOf(".hw-md-code-head > button") + 200);
  },
};

/** Long lines go on in the next line. */
export const Wrapped: Story = {
  ...Code,
  args: { text: codeText, wrapCode: true },
  decorators: [
    (Story) => (
      <div className="story-narrow">
        <Story />
      </div>
    ),
  ],
};

/** While it is written: finished lines never change, the open one is coloured as far as it goes. */
export const Streaming: Story = {
  args: { text: codeText },
  render: (args) => <Typed {...args} />,
  play: Code.play!,
};

/** Formulas, some of which cannot be read. */
export const Maths: Story = {
  args: { text: mathText },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelectorAll(".katex").length).toBeGreaterThan(4), patient);
    await expect(canvasElement.querySelectorAll("[data-wrong]")).toHaveLength(1);
  },
};

/** The same on a dark page. */
export const MathsDark: Story = { ...Maths, globals: { theme: "dark" } };

/** Formulas while they are written: source until they are complete. */
export const MathsStreaming: Story = {
  args: { text: mathText },
  render: (args) => <Typed {...args} />,
  play: Maths.play!,
};

/** Diagrams: pictures, the source of one that cannot be drawn, and one that asks first. */
export const Diagrams: Story = {
  args: { text: diagramText },
  play: async ({ canvas, canvasElement }) => {
    await waitFor(() => expect(canvas.getAllByRole("img", { name: "Diagram" })).toHaveLength(2), patient);
    await expect(canvas.getByRole("button", { name: "Draw the diagram" })).toBeVisible();
    await expect(canvasElement.querySelector("pre")).not.toBeVisible();
  },
};

/** The same on a dark page. */
export const DiagramsDark: Story = { ...Diagrams, globals: { theme: "dark" } };
