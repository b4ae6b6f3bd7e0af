import type { Meta, StoryObj } from "@storybook/react-vite";
import type { ReactElement } from "react";
import { expect } from "storybook/test";
import { createMessage, defineAdapter, serverError, sse, type StreamEvent } from "../src/core.js";
import {
  Attempts as AttemptsPart,
  LabelsContext,
  MessageActions,
  MessageActionsContext,
  MessageContent,
  MessageList,
  MessageNotice,
  MessageParts,
  MessageProgress,
  MessageTime,
  PartRenderersContext,
  StreamingMessage,
  type ItemPart,
  type Message,
  type PartProps,
  type PartRenderers,
} from "../src/index.js";
import { de } from "../src/labels/de.js";
import { chat, LastMessage, withChat } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { conversation } from "./lib/messages.js";
import { recorded, replay } from "./lib/replay.js";
import { answer as scriptedAnswer, events, ownEvents, silence } from "./lib/scripted.js";

const meta: Meta<typeof StreamingMessage> = {
  title: "Kit/StreamingMessage",
  component: StreamingMessage,
  subcomponents: {
    Attempts: AttemptsPart,
    MessageActions,
    MessageContent,
    MessageNotice,
    MessageParts,
    MessageProgress,
    MessageTime,
  },
  parameters: chat({ firstQuestion: "Tell me a story about an API gateway." }),
  render: (args) => <LastMessage {...args} />,
  decorators: [withChat],
};
export default meta;

type Story = StoryObj<typeof StreamingMessage>;

const story = "openai-chat/aisix-story.sse";

/** The request is out and nothing has arrived. */
export const Waiting: Story = {
  parameters: chat({ fetch: replay(silence) }),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("submitted");
    await expect(canvas.getByTitle("Waiting for the answer")).toBeVisible();
  },
};

/** Text arrives; a caret marks where. */
export const Streaming: Story = {
  parameters: chat({ fetch: replay(recorded(story, { share: 0.3, end: "open" })) }),
  play: async (context) => {
    const { reaches, shows, answer } = drive(context);
    await reaches("streaming");
    await shows(/pointed it to the right service/);
    const text = answer().querySelector('[data-part="text"] > :last-child > p:last-child')!;
    await expect(getComputedStyle(text, "::after").backgroundColor).not.toBe("rgba(0, 0, 0, 0)");
  },
};

/** The same, cut every seven bytes instead of between frames. */
export const SevenBytesAtATime: Story = {
  parameters: chat({ fetch: replay(recorded("openai-chat/unicode.sse", { cut: 7 })) }),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    await expect(answer()).toHaveTextContent(/👩‍👩‍👧‍👦 flags 🇫🇷🇯🇵/);
  },
};

/** The answer is complete; the caret is gone. */
export const Done: Story = {
  parameters: chat({ fetch: replay(story) }),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    await expect(answer()).toHaveAttribute("aria-busy", "false");
    await expect(answer()).toHaveAttribute("data-adapter", "openai-chat");
    const text = answer().querySelector('[data-part="text"] > :last-child > p:last-child')!;
    await expect(getComputedStyle(text, "::after").content).toBe("none");
  },
};

/** Reasoning first, then the answer; only the last part is still open. */
export const Reasoning: Story = {
  parameters: chat({
    fetch: replay("openai-chat/reasoning-vllm.sse"),
    firstQuestion: "What is the capital of Australia?",
  }),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("done");
    await expect(canvas.getByText("The capital of Australia is Canberra.")).toBeVisible();
    await expect(canvas.getByText("Reasoning")).toBeVisible();
  },
};

/** Text, then a call that came whole and without an index. */
export const TextAndToolCall: Story = {
  parameters: chat({ fetch: replay("openai-chat/tool-call-whole-no-index.sse"), firstQuestion: "How is the weather?" }),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    const parts = [...answer().querySelectorAll("[data-part]")].map((part) => part.getAttribute("data-part"));
    await expect(parts).toEqual(["text", "tool-call"]);
  },
};

/** The arguments of a call while they are still no JSON. */
export const ToolCallStreams: Story = {
  parameters: chat({
    fetch: replay(recorded("openai-chat/tool-calls.sse", { share: 0.3, end: "open" })),
    firstQuestion: "How is the weather?",
  }),
  play: async (context) => {
    const { reaches, shows, answer } = drive(context);
    await reaches("streaming");
    await shows('{"city":"P');
    await expect(answer().querySelector('[data-part="tool-call"]')).toHaveAttribute("data-status", "streaming");
  },
};

const ports = Array.from({ length: 40 }, (_, index) => ({ name: `gateway-${index}`, port: 8000 + index }));

/** Arguments as long as a file scroll in a box of their own, which the keyboard reaches. */
export const LongToolCall: Story = {
  parameters: chat({
    adapter: ownEvents,
    fetch: replay(
      events([{ type: "tool-call-delta", toolCallId: "1", name: "write_file", delta: JSON.stringify(ports, null, 1) }]),
    ),
    firstQuestion: "Write down the ports.",
  }),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    const code = answer().querySelector("pre")!;
    await expect(code.scrollHeight).toBeGreaterThan(code.clientHeight);
    await expect(code.scrollWidth).toBe(code.clientWidth);
    await context.userEvent.tab();
    await expect(answer().querySelector("summary")).toHaveFocus();
    await context.userEvent.tab();
    await expect(code).toHaveFocus();
  },
};

/** The model declines: its words stand out from an answer. */
export const RefusalStreams: Story = {
  parameters: chat({
    fetch: replay(scriptedAnswer("I'm sorry, I can't help with that.", { field: "refusal", share: 0.7 })),
    firstQuestion: "How do I pick the lock of my neighbour?",
  }),
  play: async (context) => {
    const { reaches, shows, answer } = drive(context);
    await reaches("streaming");
    await shows(/^I'm sorry, I can't/);
    await expect(answer().querySelector('[data-part="refusal"]')).toHaveAttribute("data-status", "streaming");
  },
};

const work: readonly StreamEvent[] = [
  { type: "stage-delta", stageId: "plan", title: "Plan", delta: "Compare the limits of both gateways." },
  { type: "stage-end", stageId: "plan" },
  { type: "stage-delta", stageId: "search", title: "Search", delta: "rate limit 429 " },
  { type: "source-add", stageId: "search", source: { id: "1", kind: "web", title: "RFC 6585, section 4" } },
  { type: "source-add", stageId: "search", source: { id: "2", kind: "file", title: "limits.md" } },
];

/** What an agent does before it answers; the last stage is under way. */
export const StagesStream: Story = {
  parameters: chat({
    adapter: ownEvents,
    fetch: replay(events(work, "open")),
    firstQuestion: "Which gateway lets more through?",
  }),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("streaming");
    const stages = () =>
      [...answer().querySelectorAll(".hw-stages > li")].map((row) => row.getAttribute("data-status"));
    await until(() => expect(stages()).toEqual(["done", "streaming"]));
  },
};

/** Stages, folded with the answer, which is there, and what it rests on. */
export const StagesAndSources: Story = {
  parameters: chat({
    adapter: ownEvents,
    fetch: replay(
      events([
        ...work,
        { type: "stage-end", stageId: "search" },
        { type: "text-delta", delta: "The first one: 600 requests a minute against 60." },
      ]),
    ),
    firstQuestion: "Which gateway lets more through?",
  }),
  play: async (context) => {
    const { canvas, reaches, shows, answer } = drive(context);
    await reaches("done");
    await shows(/600 requests a minute/);
    await expect(canvas.getAllByText("limits.md")[0]).not.toBeVisible();
    await context.userEvent.click(folded(answer(), /^Done 2 stages, /).firstElementChild!);
    await expect(canvas.getAllByText("limits.md")[0]).toBeVisible();
  },
};

/** What is folded under a summary, by its words. */
function folded(answer: HTMLElement, summary: RegExp): HTMLDetailsElement {
  const found = [...answer.querySelectorAll("details")].find((one) => summary.test(one.firstElementChild!.textContent));
  if (found === undefined) throw new Error(`Nothing is folded under ${summary}.`);
  return found;
}

/** Tools that the server ran, with what they were given and gave back, and the narration between them. */
export const StagesWithInputAndOutput: Story = {
  parameters: chat({
    fetch: replay("openai-responses/built-in-tools.sse"),
    firstQuestion: "When is my last day at work?",
  }),
  play: async (context) => {
    const { canvas, reaches, answer } = drive(context);
    await reaches("done");
    await context.userEvent.click(folded(answer(), /\d+ stages, /).firstElementChild!);
    const rows = [...answer().querySelectorAll<HTMLElement>(".hw-stages > li")];
    const add = rows.find((row) => row.querySelector(".hw-stage-name > bdi")!.textContent === "add_event")!;
    await context.userEvent.click(folded(add, /^Input$/).firstElementChild!);
    await expect(canvas.getByText(/"title":"Last day"/)).toBeVisible();
    await context.userEvent.click(folded(add, /^Output$/).firstElementChild!);
    await expect(canvas.getByText(/evt_42/)).toBeVisible();
  },
};

/** What the answer is called, what the agent did, folded, and its sources. */
export const Title: Story = {
  parameters: chat({ fetch: replay("writer-agent/stages.sse"), firstQuestion: "Find a hotel near Union Square." }),
  play: async (context) => {
    const { canvas, reaches, answer } = drive(context);
    await reaches("done");
    await expect(canvas.getByText("Hotels near Union Square")).toBeVisible();
    await expect(folded(answer(), /^Sources 3$/)).toHaveAttribute("open");
  },
};

/** Stretches of videos that single places of the text rest on. */
export const CitationsWithTimes: Story = {
  parameters: chat({ fetch: replay("twelvelabs/basic.sse"), firstQuestion: "What are the highlights?" }),
  play: async (context) => {
    const { canvas, reaches, answer } = drive(context);
    await reaches("done");
    await context.userEvent.click(folded(answer(), /^Cited 3$/).firstElementChild!);
    await expect(canvas.getByText("0:12–0:21")).toBeVisible();
  },
};

/** The questions that a knowledge graph asked itself, and the passages it found. */
export const SubqueriesAndReferences: Story = {
  parameters: chat({
    fetch: replay("writer-graph/question.sse"),
    firstQuestion: "What is the generic name for Bavencio?",
  }),
  play: async (context) => {
    const { canvas, reaches, answer } = drive(context);
    await reaches("done");
    await expect(folded(answer(), /^Sources 2$/)).toHaveAttribute("open");
    await context.userEvent.click(folded(answer(), /^Questions asked on the way 2$/).firstElementChild!);
    await expect(canvas.getByText("How is avelumab given?")).toBeVisible();
    await context.userEvent.click(folded(answer(), /^Passages found 2$/).firstElementChild!);
    await expect(canvas.getByText(/p\. 1/)).toBeVisible();
    await expect(canvas.getByText(/score 0\.71/)).toBeVisible();
  },
};

/** Two calls, then two results: each result stands with its call. */
export const ResultsBesideCalls: Story = {
  parameters: chat({ fetch: replay("ai-sdk-ui/tools-two-steps.sse"), firstQuestion: "How is the weather?" }),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    const parts = [...answer().querySelectorAll("[data-part]")].map((part) => part.getAttribute("data-part"));
    const pair = ["tool-call", "tool-result"];
    await expect(parts).toEqual(["reasoning", "text", ...pair, ...pair, "reasoning", "text"]);
  },
};

/** Values that are all texts read as one text. */
export const LinesOfText: Story = {
  parameters: chat({ fetch: replay("xano/poem.raw.sse"), firstQuestion: "Recite the poem." }),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("done");
    const first = canvas.getByText("Two roads diverged in a yellow wood,");
    await expect(getComputedStyle(first).backgroundColor).toBe("rgba(0, 0, 0, 0)");
    const second = first.nextElementSibling!;
    await expect(second.getBoundingClientRect().top - first.getBoundingClientRect().bottom).toBeLessThan(1);
  },
};

const dot =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/** A picture in the stream is shown; what is elsewhere or could run something is only named. */
export const Files: Story = {
  parameters: chat({
    adapter: ownEvents,
    fetch: replay(
      events([
        { type: "file-add", mediaType: "image/png", url: dot, name: "plot.png" },
        { type: "file-add", mediaType: "image/png", url: "https://example.com/far.png", name: "far.png" },
        { type: "file-add", mediaType: "image/svg+xml", url: "data:image/svg+xml,<svg/>", name: "drawing.svg" },
      ]),
    ),
    firstQuestion: "Plot it.",
  }),
  play: async (context) => {
    const { canvas, reaches, answer } = drive(context);
    await reaches("done");
    await expect(canvas.getByAltText("plot.png")).toHaveAttribute("src", dot);
    await expect(answer().querySelectorAll("img")).toHaveLength(1);
    await expect(canvas.getByText("drawing.svg")).toBeVisible();
  },
};

const code =
  'Like this:\n\n```ts\nfor await (const event of readEvents(reply)) {\n  if (event.type === "error") throw event.error;\n}\n```\n';

/** Code as the model wrote it, with its line breaks and its indentation. */
export const Code: Story = {
  parameters: chat({ fetch: replay(scriptedAnswer(code)), firstQuestion: "How do I read events?" }),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    await expect(answer().innerText).toContain("{\n  if (event");
  },
};

const longWord = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

/** Words without a place to break stay inside, in every kind of part. */
export const LongWords: Story = {
  parameters: chat({
    adapter: ownEvents,
    fetch: replay(
      events([
        { type: "stage-delta", stageId: "1", title: longWord.repeat(2), delta: longWord },
        { type: "reasoning-delta", delta: longWord.repeat(3) },
        { type: "tool-call-delta", toolCallId: "1", name: longWord.repeat(2), delta: longWord.repeat(3) },
        { type: "text-delta", delta: longWord.repeat(4) },
        { type: "item-add", value: { [longWord]: longWord.repeat(3) } },
        { type: "source-add", source: { id: "1", kind: "web", url: `https://example.com/${longWord.repeat(3)}` } },
        { type: "error", error: serverError("server", { error: { message: longWord.repeat(3), code: longWord } }) },
      ]),
    ),
    firstQuestion: "What is the longest word?",
  }),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("error");
    await expect(answer().scrollWidth).toBe(answer().clientWidth);
  },
};

/** Cut off by the limit of tokens. */
export const LengthLimit: Story = {
  parameters: chat({ fetch: replay("openai-chat/length.sse"), firstQuestion: "Why did Rome fall?" }),
  play: async (context) => {
    const { reaches, shows } = drive(context);
    await reaches("done");
    await shows(/^The three causes were drought, debt and.*Stopped at the length limit$/);
  },
};

/** Cut off by a content filter. */
export const ContentFilter: Story = {
  parameters: chat({ fetch: replay("openai-chat/content-filter.sse"), firstQuestion: "What is in the picture?" }),
  play: async (context) => {
    const { reaches, shows } = drive(context);
    await reaches("done");
    await shows(/^I can describe/);
  },
};

/** An error without any content before it. */
export const Failed: Story = {
  parameters: chat({ fetch: replay("openai-chat/error-402-openrouter.json") }),
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("error");
    await expect(canvas.getByRole("alert")).toHaveTextContent(/Insufficient credits/);
  },
};

/** An error after the first words, then "Try again". */
export const FailedThenRestarted: Story = {
  parameters: chat({ fetch: replay("openai-chat/error-mid-stream-aisix.sse", "openai-chat/keepalive.sse") }),
  play: async (context) => {
    const { canvas, reaches, shows, press } = drive(context);
    await reaches("error");
    await shows(/^partial/);
    await press("Try again");
    await reaches("done");
    await shows(/^Slow but steady\./);
    await expect(canvas.getByText("2/2")).toBeVisible();
  },
};

/** Markup in an answer is text. */
export const MarkupIsText: Story = {
  parameters: chat({ fetch: replay(scriptedAnswer('<img src="x" onerror="alert(1)"> and <b>bold</b>')) }),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    await expect(answer()).toHaveTextContent('<img src="x" onerror="alert(1)"> and <b>bold</b>');
    await expect(answer().querySelector("img, b")).toBeNull();
  },
};

/** Labels in another language, given by the context. */
export const OwnLabels: Story = {
  args: { lang: "de" },
  parameters: chat({ fetch: replay("openai-chat/truncated-eof.sse") }),
  decorators: [
    (Story) => (
      <LabelsContext.Provider value={de}>
        <Story />
      </LabelsContext.Provider>
    ),
  ],
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("error");
    await expect(canvas.getByRole("alert")).toHaveTextContent(/Die Antwort ist unvollständig/);
    await expect(canvas.getByRole("article", { name: "Assistent" })).toBeVisible();
  },
};

function Product({ part }: PartProps<ItemPart>): ReactElement {
  const { name, description } = part.value as { name: string; description: string };
  return (
    <dl>
      <dt>{name}</dt>
      <dd>{description}</dd>
    </dl>
  );
}

const ownParts: PartRenderers = {
  item: Product,
  data: { progress: ({ part }) => <progress aria-label="Progress" max={100} value={Number(part.value)} /> },
};

/** One's own components for items, given by the context. */
export const OwnItems: Story = {
  parameters: chat({ fetch: replay("sse-items/items.sse"), firstQuestion: "What is in stock?" }),
  decorators: [
    (Story) => (
      <PartRenderersContext.Provider value={ownParts}>
        <Story />
      </PartRenderersContext.Provider>
    ),
  ],
  play: async (context) => {
    const { canvas, reaches } = drive(context);
    await reaches("done");
    await expect(canvas.getByText("Portal Gun").tagName).toBe("DT");
  },
};

const jobs = defineAdapter({
  name: "jobs",
  framing: sse,
  createDecoder: () => (json) => {
    const { error, progress, result } = json as { error?: string; progress?: number; result?: string };
    if (error !== undefined) return [{ type: "error", error: serverError("server", json) }];
    if (progress !== undefined) return [{ type: "data-set", name: "progress", value: progress }];
    return [{ type: "text-delta", delta: result ?? "" }];
  },
});

/** A format of one's own in ten lines, with data under a name and a component for it. */
export const OwnFormatAndData: Story = {
  parameters: chat({
    adapter: jobs,
    fetch: replay(() => ({
      chunks: [20, 45, 80, 100]
        .map((progress) => `data: {"progress":${progress}}\n\n`)
        .concat('data: {"result":"Sorted."}\n\n'),
    })),
    firstQuestion: "Sort my photos.",
  }),
  decorators: [
    (Story) => (
      <PartRenderersContext.Provider value={ownParts}>
        <Story />
      </PartRenderersContext.Provider>
    ),
  ],
  play: async (context) => {
    const { canvas, reaches, shows } = drive(context);
    await reaches("done");
    await shows(/Sorted\.$/);
    await expect(canvas.getByRole("progressbar")).toHaveAttribute("value", "100");
  },
};

/** Three attempts, made by pressing "Try again" on a stopped and a failed one. */
export const Attempts: Story = {
  parameters: chat({
    fetch: replay(
      "openai-chat/error-429-requests-aisix.json",
      "openai-chat/error-string.sse",
      "openai-chat/keepalive.sse",
    ),
  }),
  play: async (context) => {
    const { canvas, reaches, press } = drive(context);
    await reaches("error");
    await press("Try again");
    await until(() => expect(canvas.getByText("2/2")).toBeVisible());
    await reaches("error");
    await press("Try again");
    await until(() => expect(canvas.getByText("3/3")).toBeVisible());
    await reaches("done");
    await press("Previous attempt");
    await press("Previous attempt");
    await expect(canvas.getByText("1/3")).toBeVisible();
    await expect(canvas.getByRole("button", { name: "Previous attempt" })).toBeDisabled();
  },
};

/** Edits the question; the old one stays reachable. */
export const EditedQuestion: Story = {
  parameters: chat({
    fetch: replay(scriptedAnswer("It is **Vienna**."), scriptedAnswer("It is **Canberra**.")),
    firstQuestion: "What is the capital of Austria?",
  }),
  render: () => <MessageList />,
  play: async (context) => {
    const { canvas, reaches, shows, press } = drive(context);
    await reaches("done");
    await press("Edit");
    const field = canvas.getByRole("textbox", { name: "Edit message" });
    await expect(field).toHaveFocus();
    await context.userEvent.clear(field);
    await context.userEvent.keyboard("What is the capital of Australia?{Enter}");
    await shows(/^It is Canberra/);
    await expect(canvas.getByRole("group", { name: "Attempt 2 of 2" })).toBeVisible();
  },
};

/** While the question is edited, the field stands in its place. */
export const Editing: Story = {
  parameters: chat({
    firstQuestion: "",
    messages: conversation("What is the capital of Austria?", "It is **Vienna**."),
  }),
  render: () => <MessageList />,
  play: async (context) => {
    const { canvas, press } = drive(context);
    await press("Edit");
    await expect(canvas.getByText("What is the capital of Austria?", { selector: ".hw-text" })).not.toBeVisible();
    await expect(canvas.getByRole("button", { name: "Cancel" })).toBeVisible();
  },
};

/** Copies the Markdown, asks again, and tells the time once somebody is near. */
export const Actions: Story = {
  parameters: chat({
    fetch: replay(scriptedAnswer("It is **Vienna**."), scriptedAnswer("Vienna, since 1156.")),
    firstQuestion: "What is the capital of Austria?",
  }),
  play: async (context) => {
    const { canvas, reaches, shows, press, answer } = drive(context);
    await reaches("done");
    const { height } = answer().getBoundingClientRect();
    await context.userEvent.hover(answer());
    await until(() => expect(answer().querySelector("time")).toBeVisible());
    await expect(answer().getBoundingClientRect().height).toBe(height);
    await press("Regenerate");
    await shows(/^Vienna, since 1156/);
    await reaches("done");
    await expect(canvas.getByText("2/2")).toBeVisible();
  },
};

const like = (message: Message) =>
  message.role === "assistant" && (
    <button type="button" className="hw-icon-button" aria-label="Good answer">
      <span aria-hidden="true">♥</span>
    </button>
  );

/** Buttons of one's own after those of the kit; a whole chat takes them as `renderActions`. */
export const OwnActions: Story = {
  parameters: chat({
    firstQuestion: "",
    messages: conversation("What is the capital of Austria?", "It is **Vienna**."),
  }),
  render: () => (
    <MessageActionsContext.Provider value={like}>
      <MessageList />
    </MessageActionsContext.Provider>
  ),
  play: async ({ canvas }) => {
    await expect(canvas.getAllByRole("button", { name: "Good answer" })).toHaveLength(1);
  },
};

/** A message of one's own, of the parts of the kit. */
export const OwnArrangement: Story = {
  parameters: chat({ fetch: replay(story) }),
  args: {
    children: (message) => (
      <>
        <MessageActions message={message} />
        <MessageParts message={message} />
        <MessageProgress message={message} />
        <MessageNotice message={message} />
      </>
    ),
  },
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    await expect(answer().firstElementChild).toHaveAccessibleName("Actions");
    await expect(answer().querySelector("time")).toBeVisible();
  },
};

/** All that is in a message as usual, with something of one's own below it. */
export const OwnFooter: Story = {
  parameters: chat({
    firstQuestion: "",
    messages: [
      createMessage("cited", "assistant", {
        parts: [{ type: "text", text: "Vienna is the **capital** [1]." }],
        sources: [{ id: "1", kind: "web", title: "Vienna", url: "https://example.com/vienna" }],
      }),
    ],
  }),
  args: {
    children: (message) => (
      <>
        <MessageContent message={message} />
        <footer>{message.sources.length} source</footer>
      </>
    ),
  },
  play: async ({ canvas }) => {
    await expect(canvas.getByText("capital").tagName).toBe("STRONG");
    // The mark and the list it belongs to.
    await expect(canvas.getByRole("link", { name: "Source 1: Vienna" })).toBeVisible();
    await expect(canvas.getByRole("list", { name: "Sources" })).toBeVisible();
    await expect(canvas.getByText("1 source")).toBeVisible();
  },
};

/** A part of a type that a newer server invented: the rest is shown. */
export const UnknownPart: Story = {
  parameters: chat({
    firstQuestion: "",
    messages: [
      createMessage("odd", "assistant", {
        parts: [{ type: "hologram" } as unknown as ItemPart, { type: "text", text: "What can be shown." }],
      }),
    ],
  }),
  play: async ({ canvas }) => {
    await expect(canvas.getByText("What can be shown.")).toBeVisible();
  },
};

/** A picture that is elsewhere is loaded when somebody asks for it. */
export const RemotePicture: Story = {
  parameters: chat({
    firstQuestion: "",
    messages: [
      createMessage("far", "user", {
        parts: [{ type: "file", mediaType: "image/png", url: "https://example.invalid/far.png", name: "far.png" }],
      }),
    ],
  }),
  play: async ({ canvas, canvasElement }) => {
    await expect(canvas.getByRole("button", { name: /Show image from example\.invalid/ })).toBeVisible();
    await expect(canvasElement.querySelector("img")).toBeNull();
  },
};

/** Nothing has come for a while, and the chat will give up. */
export const StallCountsDown: Story = {
  parameters: chat({
    fetch: replay(recorded(story, { share: 0.3, end: "open" })),
    stallAfter: 100,
    idleTimeout: 60_000,
  }),
  play: async (context) => {
    const { canvas } = drive(context);
    await until(() =>
      expect(canvas.getByRole("timer")).toHaveTextContent(/^No data for \d s, giving up in (1 min|5\d s)/),
    );
  },
};
