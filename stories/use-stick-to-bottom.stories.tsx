import type { Meta, StoryObj } from "@storybook/react-vite";
import type { ReactElement } from "react";
import { expect, within } from "storybook/test";
import { useJsonLinesStream, useStickToBottom, type JsonLinesStreamOptions } from "../src/index.js";
import "./lib/custom-ui.css";
import { until } from "./lib/drive.js";
import { replay } from "./lib/replay.js";
import { lines } from "./lib/scripted.js";

type Options = JsonLinesStreamOptions<string>;

function Log(options: Options): ReactElement {
  const { items, status } = useJsonLinesStream<string>({ ...options, autoStart: true });
  const { scrollerRef, contentRef, isAtEnd, scrollToEnd } = useStickToBottom();
  return (
    <div className="custom-ui">
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- see above; the ref is one of a <div> */}
      <div ref={scrollerRef} className="sheet scroller" tabIndex={0} role="region" aria-label="Log">
        <ol ref={contentRef}>
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ol>
      </div>
      <div className="row">
        <button type="button" disabled={isAtEnd} onClick={scrollToEnd}>
          To the end
        </button>
        <output>{status}</output>
      </div>
    </div>
  );
}

const entries = Array.from({ length: 60 }, (_, index) => JSON.stringify(`Entry ${index + 1}`));

const meta: Meta<Options> = {
  title: "Hooks/useStickToBottom",
  args: { url: "/log", fetch: replay(lines(...entries)) },
  render: (args) => <Log {...args} />,
};
export default meta;

type Story = StoryObj<Options>;

function log({ canvasElement, userEvent }: Parameters<NonNullable<Story["play"]>>[0]) {
  const canvas = within(canvasElement);
  const scroller = canvas.getByRole("region", { name: "Log" });
  return {
    scroller,
    button: canvas.getByRole("button", { name: "To the end" }),
    says: (words: string) => until(() => expect(canvas.getByRole("status")).toHaveTextContent(words)),
    distance: () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop,
    press: () => userEvent.click(canvas.getByRole("button", { name: "To the end" })),
  };
}

/** The end stays in view while the content grows. */
export const FollowsTheEnd: Story = {
  play: async (context) => {
    const { scroller, button, says, distance } = log(context);
    await says("done");
    await until(() => expect(distance()).toBeLessThan(2));
    await expect(scroller.scrollTop).toBeGreaterThan(0);
    await expect(button).toBeDisabled();
  },
};

/** A reader who has scrolled up stays there, and comes back by a button. */
export const LeavesTheReaderAlone: Story = {
  play: async (context) => {
    const { scroller, button, says, distance, press } = log(context);
    await says("done");
    await until(() => expect(distance()).toBeLessThan(2));
    scroller.scrollTop = 100;
    await until(() => expect(button).toBeEnabled());
    await expect(scroller.scrollTop).toBe(100);
    await press();
    await until(() => expect(distance()).toBeLessThan(2));
  },
};
