import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect } from "storybook/test";
import type { StreamEvent } from "../src/core.js";
import { StreamingMessage } from "../src/index.js";
import { chat, LastMessage, withChat } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { replay } from "./lib/replay.js";
import { events, ownEvents } from "./lib/scripted.js";

const meta: Meta<typeof StreamingMessage> = {
  title: "Kit/Citations",
  component: StreamingMessage,
  render: (args) => <LastMessage {...args} />,
  decorators: [withChat],
};
export default meta;

type Story = StoryObj<typeof StreamingMessage>;

const firstQuestion = "How many requests are allowed?";

function scripted(list: readonly StreamEvent[], end?: "open"): { readonly chat: object } {
  return chat({ adapter: ownEvents, firstQuestion, fetch: replay(events(list, end)) });
}

function words(text: string): StreamEvent[] {
  return text.split(/(?<=\s)/).map((delta) => ({ type: "text-delta", delta }));
}

const rfc = {
  id: "1",
  kind: "web",
  title: "RFC 6585: Additional HTTP Status Codes",
  url: "https://www.rfc-editor.org/rfc/rfc6585",
  snippet: "The 429 status code indicates that the user has sent too many requests in a given amount of time.",
} as const;
const limits = { id: "2", kind: "file", title: "limits.md", fileId: "file-1", snippet: "600 a minute." } as const;
const text =
  "A server answers **429** where too many requests came [1]. Ours lets 600 a minute through [2], and says in a header how long " +
  "to wait [1, 2]. What `list[1]` holds is another matter, and nobody knows source [7].\n\n| Limit | Value |\n|-|-|\n| A minute | 600 [2] |\n";

const marksOf = (root: Element) => [...root.querySelectorAll<HTMLAnchorElement>(".hw-cite > a")];

/** Numbers in the text lead to sources; those that lead nowhere stay text. */
export const Marks: Story = {
  parameters: scripted([{ type: "source-add", source: rfc }, { type: "source-add", source: limits }, ...words(text)]),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    await expect(marksOf(answer()).map((mark) => mark.textContent)).toEqual(["1", "2", "1", "2", "2"]);
    await expect(answer()).toHaveTextContent("source [7]");
    await expect(marksOf(answer())[0]).toHaveAccessibleName(`Source 1: ${rfc.title}`);
  },
};

/** The card of a mark opens for the keyboard; Tab goes into it and Escape closes it. */
export const Card: Story = {
  ...Marks,
  play: async (context) => {
    const { reaches, answer } = drive(context);
    const { userEvent } = context;
    await reaches("done");
    const [mark] = marksOf(answer());
    await userEvent.tab();
    await expect(mark).toHaveFocus();
    const card = await until(() => {
      const found = answer().querySelector<HTMLElement>(".hw-cite-card:popover-open");
      if (!found) throw new Error("The card is not open.");
      return found;
    });
    await expect(card).toHaveTextContent("www.rfc-editor.org");
    const { top, bottom, left, right } = card.getBoundingClientRect();
    const { bottom: markBottom, top: markTop } = mark!.parentElement!.getBoundingClientRect();
    await expect(Math.min(Math.abs(top - markBottom), Math.abs(bottom - markTop))).toBeLessThan(2);
    await expect(left).toBeGreaterThanOrEqual(0);
    await expect(right).toBeLessThanOrEqual(innerWidth);
    await userEvent.tab();
    await expect(card.querySelector("a")).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await expect(mark).toHaveFocus();
    await expect(answer().querySelector(".hw-cite-card")).toBeNull();
    await userEvent.hover(mark!);
    await expect(answer().querySelector(".hw-cite-card")).toBeVisible();
  },
};

/** A mark of a file goes to its place in the list. */
export const ToTheList: Story = {
  ...Marks,
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    answer().querySelector<HTMLDetailsElement>(".hw-evidence")!.open = false;
    await context.userEvent.click(marksOf(answer())[1]!);
    await expect(document.activeElement).toHaveTextContent("limits.md");
    await expect(document.activeElement).toBeVisible();
  },
};

/** Sources that come after the text bind the marks that are there already. */
export const Late: Story = {
  parameters: scripted([
    ...words(text),
    { type: "source-add", source: rfc },
    { type: "source-add", source: limits },
    { type: "citation-add", citation: { ...rfc, start: 0, end: 24 } },
  ]),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    await expect(marksOf(answer()).length).toBe(6);
    await expect(answer()).toHaveTextContent("answers 4291 where");
  },
};

/** A mark that is arriving is not seen before it is whole. */
export const Arriving: Story = {
  parameters: scripted([{ type: "source-add", source: rfc }, ...words("A server answers 429 [1")], "open"),
  play: async (context) => {
    const { reaches, shows, answer } = drive(context);
    await reaches("streaming");
    await shows("A server answers 429");
    await expect(answer().querySelector("p")!.textContent.trim()).toBe("A server answers 429");
  },
};

/** Pages that single sentences rest on, as OpenAI's Responses tell them. */
export const OpenaiResponses: Story = {
  parameters: chat({ fetch: replay("openai-responses/built-in-tools.sse"), firstQuestion: "When is my last day?" }),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    await expect(marksOf(answer())[0]).toHaveAccessibleName("Source 1: handbook.pdf");
  },
};

/** Stretches of films, as TwelveLabs tells them. */
export const Films: Story = {
  parameters: chat({ fetch: replay("twelvelabs/basic.sse"), firstQuestion: "What are the highlights?" }),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    const marks = marksOf(answer());
    await expect(marks.length).toBeGreaterThan(0);
    await context.userEvent.hover(marks[0]!);
    await expect(answer().querySelector(".hw-cite-card")).toHaveTextContent(/\d:\d\d/);
  },
};

/** Links to files that Writer's Knowledge Graph writes into its answers are marks with their names. */
export const WriterGraph: Story = {
  parameters: chat({ fetch: replay("writer-graph/question.sse"), firstQuestion: "What is Bavencio?" }),
  play: async (context) => {
    const { reaches, answer } = drive(context);
    await reaches("done");
    const [mark] = marksOf(answer());
    await expect(mark).toHaveTextContent("bavencio-label.pdf");
    await expect(mark).toHaveAccessibleName("Source 1: bavencio-label.pdf");
  },
};
