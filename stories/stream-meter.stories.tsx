import type { Meta, StoryObj } from "@storybook/react-vite";
import type { ReactElement } from "react";
import { expect } from "storybook/test";
import { createMessage, type StreamEvent } from "../src/core.js";
import { RunControls, StreamMeter, useStreamMeter } from "../src/index.js";
import { chat, LastMessage, withChat, type ChatSetup } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { replay } from "./lib/replay.js";
import { ownEvents } from "./lib/scripted.js";
import { waitBeforeChunk } from "./lib/speed.js";

const meta: Meta<typeof StreamMeter> = {
  title: "Kit/StreamMeter",
  component: StreamMeter,
  decorators: [withChat],
};
export default meta;

type Story = StoryObj<typeof StreamMeter>;

/** Eight characters, which count as two tokens. */
const word: StreamEvent = { type: "text-delta", delta: "request " };
/** A chunk in which there is nothing. */
const comment = ": ping\n\n";

/** An answer whose chunks arrive after these waits, in ms, on a clock that nothing else moves: how long it really takes is all the same. */
function paced(script: readonly (readonly [wait: number, event: StreamEvent | string])[], isOpen = false): ChatSetup {
  let time = Date.UTC(2026, 0, 1);
  return {
    adapter: ownEvents,
    firstQuestion: "Tell me a story about an API gateway.",
    now: () => time,
    // Each chunk is read at once.
    schedule(callback) {
      const timer = setTimeout(callback);
      return () => clearTimeout(timer);
    },
    fetch: replay(() => ({
      chunks: script.map(([, event]) => (typeof event === "string" ? event : `data: ${JSON.stringify(event)}\n\n`)),
      delay(index) {
        time += script[index]?.[0] ?? 0;
        return Math.max(waitBeforeChunk(), 2);
      },
      end: isOpen ? "open" : "clean",
    })),
  };
}

/** Words every 50 ms: 40 tokens a second. */
const words = (count: number) => Array.from({ length: count }, () => [50, word] as const);
const usage: StreamEvent = { type: "usage-set", usage: { inputTokens: 12, outputTokens: 280 } };
const end: StreamEvent = { type: "message-end", finishReason: "stop" };

/** What stands there, name by name. */
function numbersOf(root: HTMLElement): Record<string, string> {
  const rows = [...root.querySelectorAll(".hw-meter dl > div")].map((row) => [
    row.querySelector("dt")!.textContent,
    row.querySelector("dd")!.textContent,
  ]);
  return Object.fromEntries(rows) as Record<string, string>;
}

/** Nothing asked yet: the places of the numbers. */
export const Idle: Story = {
  parameters: chat({}),
  play: async ({ canvasElement }) => {
    await expect(numbersOf(canvasElement)).toEqual({ "First token": "–", "Tokens/s": "–", Tokens: "–", Total: "–" });
  },
};

/** The request is out: only the total goes on. */
export const Waiting: Story = {
  parameters: chat(paced([[1700, comment]], true)),
  play: async ({ canvasElement }) => {
    await until(() =>
      expect(numbersOf(canvasElement)).toEqual({ "First token": "–", "Tokens/s": "–", Tokens: "–", Total: "1 s" }),
    );
  },
};

/** An answer arrives. Tokens are estimated, and say so. */
export const Streaming: Story = {
  parameters: chat(paced([[800, word], ...words(60)], true)),
  play: async (context) => {
    const { canvas } = drive(context);
    await until(() =>
      expect(numbersOf(context.canvasElement)).toEqual({
        "First token": "0.8 s",
        // Where in a piece the two seconds begin is chance.
        "Tokens/s": expect.stringMatching(/^≈ (39|4[01])$/) as string,
        Tokens: "≈ 122",
        Total: "3 s",
      }),
    );
    await expect(canvas.getByRole("img")).toHaveAccessibleName(
      "Longest gap between chunks 0.1 s, 0 of more than 2 seconds",
    );
  },
};

/** Nothing has come for a while, in the middle of an answer. */
export const Stalled: Story = {
  parameters: chat(paced([[800, word], ...words(60), [6300, comment]], true)),
  play: async (context) => {
    const { canvas } = drive(context);
    await expect(await canvas.findByText("no data for 6 s", { selector: "span" })).toBeVisible();
    await expect(canvas.getByRole("img")).toHaveAccessibleName(
      "Longest gap between chunks 6.3 s, 1 of more than 2 seconds",
    );
    await expect(context.canvasElement.querySelector(".hw-meter")).toHaveAttribute("data-stalled", "true");
  },
};

/** The whole of a long answer with two stalls, each with its name, and the tokens that the server counted. */
export const DoneWithUsage: Story = {
  parameters: chat(
    paced([[640, word], ...words(50), [6200, word], ...words(40), [2400, word], ...words(30), [20, usage], [0, end]]),
  ),
  play: async (context) => {
    const { canvas, canvasElement } = { ...drive(context), ...context };
    await until(() =>
      expect(numbersOf(canvasElement)).toEqual({
        "First token": "0.6 s",
        "Tokens/s": "19",
        Tokens: "280",
        Total: "15 s",
      }),
    );
    const names = [...canvas.getByRole("img").querySelectorAll("title")].map((title) => title.textContent);
    await expect(names).toEqual(["no data for 6 s", "no data for 2 s"]);
    await expect(canvas.queryByText("no data for 6 s", { selector: "span" })).toBeNull();
  },
};

/** A server that counts no tokens. */
export const DoneWithoutUsage: Story = {
  parameters: chat(paced([[640, word], ...words(60), [0, end]])),
  play: async ({ canvasElement }) => {
    await until(() =>
      expect(numbersOf(canvasElement)).toEqual({
        "First token": "0.6 s",
        "Tokens/s": "≈ 41",
        Tokens: "≈ 122",
        Total: "3.6 s",
      }),
    );
  },
};

/** Stopped by hand after six seconds of silence, which are in the picture. */
export const Aborted: Story = {
  ...Stalled,
  render: () => (
    <>
      <StreamMeter />
      <RunControls />
    </>
  ),
  play: async (context) => {
    const { canvas, press } = drive(context);
    await canvas.findByText("no data for 6 s", { selector: "span" });
    await press("Stop");
    await until(() => expect(numbersOf(context.canvasElement)).toMatchObject({ Total: "10 s", Tokens: "≈ 122" }));
    await expect(context.canvasElement.querySelector(".hw-meter")).not.toHaveAttribute("data-stalled");
    await expect(canvas.getByRole("img").querySelector("title")).toHaveTextContent("no data for 6 s");
  },
};

const saved = createMessage("saved", "assistant", {
  parts: [{ type: "text", text: "Once there was a gateway." }],
  usage: { outputTokens: 600 },
  timing: { startedAt: 0, firstContentAt: 900, lastContentAt: 12_900, endedAt: 13_000 },
});

/** A saved answer: no chat is needed. When its chunks came was not saved. */
export const History: Story = {
  args: { message: saved },
  parameters: chat({}),
  play: async ({ canvasElement }) => {
    await expect(numbersOf(canvasElement)).toEqual({
      "First token": "0.9 s",
      "Tokens/s": "50",
      Tokens: "600",
      Total: "13 s",
    });
    await expect(canvasElement.querySelector("svg")).toBeNull();
  },
};

/** In a narrow place. */
export const Narrow: Story = {
  ...DoneWithUsage,
  render: () => (
    <div style={{ inlineSize: "15rem" }}>
      <StreamMeter />
    </div>
  ),
};

function OwnMeter(): ReactElement {
  const { status, tokensPerSecond = 0, isEstimate } = useStreamMeter();
  return (
    <p>
      {status}: {isEstimate ? "about " : ""}
      {Math.round(tokensPerSecond)} tokens a second
    </p>
  );
}

/** A meter of one's own by the hook. */
export const OwnLook: Story = {
  parameters: chat(paced([[640, word], ...words(60), [0, end]])),
  render: () => (
    <>
      <LastMessage />
      <OwnMeter />
    </>
  ),
  play: async (context) => {
    const { canvas } = drive(context);
    await expect(await canvas.findByText("done: about 41 tokens a second")).toBeVisible();
  },
};
