import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState, type ReactElement } from "react";
import { expect } from "storybook/test";
import type { StreamEvent } from "../src/core.js";
import { defaultLabels, LabelsContext, RunControls, StageTimeline, type StageTimelineProps } from "../src/index.js";
import type { Stage } from "../src/types.js";
import { chat, LastMessage, withChat, type ChatSetup } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { ar as arabic } from "../src/labels/ar.js";
import { recorded, replay } from "./lib/replay.js";
import { events, ownEvents } from "./lib/scripted.js";

/** The clock of these stories stands still: 14 s after their first stage began. */
const begun = Date.UTC(2026, 0, 1);
const now = () => begun + 14_000;

function at(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : begun + ms;
}

function stage(id: string, from: number | undefined, to: number | undefined, rest: Partial<Stage> = {}): Stage {
  return {
    id,
    title: id,
    text: "",
    status: to === undefined ? "streaming" : "done",
    startedAt: at(from),
    endedAt: at(to),
    sources: [],
    ...rest,
  };
}

const plan = stage("Plan", 0, 1400, { text: "Compare the limits of both gateways, then answer." });
const search = stage("Search", 1400, 6200, {
  text: "rate limit 429",
  sources: [
    { id: "1", kind: "web", title: "RFC 6585, section 4", url: "https://www.rfc-editor.org/rfc/rfc6585" },
    { id: "2", kind: "file", title: "limits.md" },
  ],
});
const tool = stage("get_limits", 6200, 6700, {
  kind: "tool",
  input: '{"gateway":"north"}',
  output: '{"perMinute":600}',
});

const meta: Meta<typeof StageTimeline> = {
  title: "Kit/StageTimeline",
  component: StageTimeline,
  parameters: chat({ now }),
  decorators: [withChat],
};
export default meta;

type Story = StoryObj<typeof StageTimeline>;

/** The rows as "name state time". */
function rowsOf(root: Element): string[] {
  return [...root.querySelectorAll("li[data-status] > .hw-stage")].map((row) =>
    [".hw-stage-name", ".hw-stage-time"]
      .map((part) => row.querySelector(part)!.textContent)
      .join(" ")
      .trim(),
  );
}

/** The stories of a timeline look at it. */
function timelineOf({ canvasElement }: { readonly canvasElement: HTMLElement }): HTMLDetailsElement {
  return canvasElement.querySelector<HTMLDetailsElement>("details.hw-timeline")!;
}

/** Every state: each has a mark of its own shape, and a word, which is seen where it is not the usual course. */
export const EveryState: Story = {
  args: {
    stages: [
      plan,
      search,
      stage("Fetch", 6200, 8100, { status: "error", text: "The page could not be reached." }),
      stage("Crawl", 8100, 10_000, { status: "aborted" }),
      stage("Compare", 10_000, undefined),
      stage("Write", undefined, undefined, { status: "submitted" }),
    ],
  },
  play: async (context) => {
    await until(() =>
      expect(rowsOf(timelineOf(context))).toEqual([
        "Plan Done 1.4 s",
        "Search Done 4.8 s",
        "Fetch Failed 1.9 s",
        "Crawl Stopped 1.9 s",
        "Compare Running 4 s",
        "Write Waiting",
      ]),
    );
    await expect(timelineOf(context).firstElementChild).toHaveTextContent("6 stages, 14 s");
    // Whatever stands beside them, the tracks stand under each other.
    const tracks = [...timelineOf(context).querySelectorAll(".hw-track")].map(
      (track) => track.getBoundingClientRect().left,
    );
    await expect(new Set(tracks).size).toBe(1);
  },
};

/** Tools that the server ran: what they were given and gave back is folded. */
export const Tools: Story = {
  args: { stages: [plan, search, tool], isOver: false },
  play: async (context) => {
    const { canvas } = drive(context);
    await context.userEvent.click(canvas.getByText("Input"));
    await expect(canvas.getByText('{"gateway":"north"}')).toBeVisible();
    await expect(canvas.getByText("limits.md")).toBeVisible();
  },
};

/** The work is over: the sum is left. It opens by hand. */
export const Done: Story = {
  args: { stages: [plan, search, tool] },
  play: async (context) => {
    const { canvas } = drive(context);
    await expect(canvas.getByText("3 stages, 6.7 s")).toBeVisible();
    await expect(canvas.getByText("Search")).not.toBeVisible();
    await context.userEvent.click(canvas.getByText("3 stages, 6.7 s"));
    await expect(canvas.getByText("Search")).toBeVisible();
  },
};

/** Folded by hand while a stage runs: its name stays. */
export const FoldedWhileItRuns: Story = {
  args: { stages: [plan, stage("Read the 48 pages of the contract", 1400, undefined)], defaultOpen: false },
  play: async (context) => {
    await until(() =>
      expect(timelineOf(context).firstElementChild).toHaveTextContent(
        "Running 2 stages, 14 s Read the 48 pages of the contract",
      ),
    );
  },
};

/** The last stage failed. */
export const Failed: Story = {
  args: { stages: [plan, stage("Search", 1400, 6200, { status: "error" })] },
  play: async (context) => {
    await expect(timelineOf(context)).toHaveAttribute("data-status", "error");
    await expect(timelineOf(context).firstElementChild).toHaveTextContent("Failed 2 stages, 6.2 s");
  },
};

/** A saved answer whose stages have no times: no time is shown, and no axis. */
export const History: Story = {
  args: {
    stages: [plan, search].map(({ startedAt: _startedAt, endedAt: _endedAt, ...rest }) => rest),
    defaultOpen: true,
  },
  play: async (context) => {
    await expect(rowsOf(timelineOf(context))).toEqual(["Plan Done", "Search Done"]);
    await expect(timelineOf(context).firstElementChild).toHaveTextContent("2 stages");
    await expect(timelineOf(context).querySelector(".hw-track")).toBeNull();
  },
};

const nested: readonly Stage[] = [
  plan,
  stage("Researcher", 1400, 9000),
  stage("Search", 1500, 4000, { parentId: "Researcher" }),
  stage("Reader", 4000, 9000, { parentId: "Researcher" }),
  stage("Fetch", 4100, 6000, { parentId: "Reader" }),
  stage("Summarise", 6000, 9000, { parentId: "Reader" }),
  stage("Write", 9000, undefined),
];

/** Steps of stages, on the axis of all. */
export const Nested: Story = {
  args: { stages: nested },
  play: async (context) => {
    const timeline = timelineOf(context);
    await until(() => expect(rowsOf(timeline)).toHaveLength(7));
    const step = timeline.querySelector("li li li .hw-stage-name > bdi")!;
    await expect(step).toHaveTextContent("Fetch");
    // One axis for all: tracks stand under each other, whatever the depth.
    const places = [...timeline.querySelectorAll(".hw-track")].map((track) => track.getBoundingClientRect());
    for (const { left, width } of places) await expect([left, width]).toEqual([places[0]!.left, places[0]!.width]);
    // The bar of a step lies where its time is.
    const bar = timeline.querySelectorAll(".hw-track > i")[4]!.getBoundingClientRect();
    const { left, width } = places[0]!;
    await expect((bar.left - left) / width).toBeCloseTo(4100 / 14_000, 1);
    await expect(bar.width / width).toBeCloseTo(1900 / 14_000, 1);
  },
};

const arabicLabels = { ...defaultLabels, ...arabic, locale: "ar" };

/** In a page that runs from right to left the axis does so too. */
export const RightToLeft: Story = {
  args: { stages: [stage("خطة", 0, 3500), stage("بحث في rate limit 429", 3500, 14_000)], isOver: false },
  decorators: [
    (Story) => (
      <LabelsContext.Provider value={arabicLabels}>
        <div dir="rtl">
          <Story />
        </div>
      </LabelsContext.Provider>
    ),
  ],
  play: async (context) => {
    const [first, second] = [...timelineOf(context).querySelectorAll(".hw-track > i")].map((bar) =>
      bar.getBoundingClientRect(),
    );
    await expect(first!.left).toBeGreaterThan(second!.left);
    await expect(first!.left).toBeCloseTo(second!.right, 0);
  },
};

/** Two hundred stages. */
export const ManyStages: Story = {
  args: {
    stages: Array.from({ length: 200 }, (_, index) =>
      stage(`Page ${index + 1}`, index * 70, index === 199 ? undefined : index * 70 + 60),
    ),
  },
  play: async (context) => {
    await until(() => expect(rowsOf(timelineOf(context))).toHaveLength(200));
    await expect(timelineOf(context).firstElementChild).toHaveTextContent("200 stages, 14 s");
  },
};

/** Long words and texts, in a narrow place. */
export const LongTexts: Story = {
  args: {
    stages: [
      stage("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", 0, 9000, {
        text: `${"Reads the contract, clause by clause, and notes what differs. ".repeat(4)}${"x".repeat(120)}`,
      }),
      stage("", 9000, undefined, { text: "Compares what was noted with the law. ".repeat(3), title: undefined }),
    ],
  },
  render: (args) => (
    <div style={{ inlineSize: "20rem" }}>
      <StageTimeline {...args} />
    </div>
  ),
  play: async (context) => {
    await until(() => expect(rowsOf(timelineOf(context))).toHaveLength(2));
    await expect(timelineOf(context).scrollWidth).toBeLessThanOrEqual(timelineOf(context).clientWidth);
  },
};

function Controlled(props: StageTimelineProps): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="hw-button" aria-pressed={open} onClick={() => setOpen(!open)}>
        Details
      </button>
      <StageTimeline {...props} open={open} onOpenChange={setOpen} />
    </>
  );
}

/** Opened by a button of the application. */
export const ControlledOpen: Story = {
  args: { stages: [plan, search] },
  render: (args) => <Controlled {...args} />,
  play: async (context) => {
    const { press } = drive(context);
    await expect(timelineOf(context)).not.toHaveAttribute("open");
    await press("Details");
    await expect(timelineOf(context)).toHaveAttribute("open");
    await context.userEvent.click(timelineOf(context).querySelector("summary")!);
    await expect(timelineOf(context)).not.toHaveAttribute("open");
    await expect(drive(context).canvas.getByRole("button")).toHaveAttribute("aria-pressed", "false");
  },
};

function inChat(setup: ChatSetup): Story {
  return {
    parameters: chat(setup),
    render: () => <LastMessage />,
  };
}

/** A Writer agent while it works: the stages are open. */
export const WriterAgentAtWork: Story = {
  ...inChat({
    fetch: replay(recorded("writer-agent/stages.sse", { share: 3 / 126, end: "open" })),
    firstQuestion: "Find a hotel near Union Square.",
  }),
  play: async (context) => {
    await drive(context).reaches("streaming");
    await until(() => expect(rowsOf(timelineOf(context)).length).toBeGreaterThan(0));
    await expect(timelineOf(context)).toHaveAttribute("open");
    await expect(timelineOf(context)).toHaveAttribute("data-status", "streaming");
  },
};

/** The same agent when its answer has begun: the sum is left. */
export const WriterAgentAnswers: Story = {
  ...inChat({ fetch: replay("writer-agent/stages.sse"), firstQuestion: "Find a hotel near Union Square." }),
  play: async (context) => {
    await drive(context).reaches("done");
    await expect(timelineOf(context)).not.toHaveAttribute("open");
    await expect(timelineOf(context).firstElementChild).toHaveTextContent(/^Done \d stages, /);
  },
};

const work: readonly StreamEvent[] = [
  { type: "stage-set", stageId: "plan", title: "Plan" },
  { type: "stage-set", stageId: "write", title: "Write", status: "submitted" },
  { type: "stage-end", stageId: "plan" },
  { type: "stage-set", stageId: "research", title: "Research" },
  { type: "stage-set", stageId: "search", parentId: "research", title: "Search" },
];

/** Stages that the application tells by events of its own: one waits, one is a step of another. */
export const OwnEvents: Story = {
  ...inChat({
    adapter: ownEvents,
    fetch: replay(events(work, "open")),
    firstQuestion: "Which gateway is faster?",
    now,
  }),
  play: async (context) => {
    await drive(context).reaches("streaming");
    await until(() =>
      expect(rowsOf(timelineOf(context))).toEqual([
        "Plan Done 0.0 s",
        "Write Waiting",
        "Research Running 0 s",
        "Search Running 0 s",
      ]),
    );
  },
};

/** The user stopped the answer: what ran and what waited has stopped with it. */
export const Aborted: Story = {
  ...OwnEvents,
  render: () => (
    <>
      <LastMessage />
      <RunControls />
    </>
  ),
  play: async (context) => {
    const { press, reaches } = drive(context);
    await reaches("streaming");
    await press("Stop");
    await reaches("aborted");
    await expect(rowsOf(timelineOf(context))).toEqual([
      "Plan Done 0.0 s",
      "Write Stopped",
      "Research Stopped 0.0 s",
      "Search Stopped 0.0 s",
    ]);
  },
};
