import type { Meta, StoryObj } from "@storybook/react-vite";
import type { ReactElement } from "react";
import { expect } from "storybook/test";
import { serverError } from "../src/core.js";
import { GraphAnswer, useMessageIds, type GraphAnswerData, type Status } from "../src/index.js";
import { Chat, type ChatSetup } from "./lib/chat.js";
import { drive, until } from "./lib/drive.js";
import { recorded, replay } from "./lib/replay.js";

type Arguments = Partial<GraphAnswerData> & { readonly setup?: ChatSetup; readonly defaultExpanded?: boolean };

function LastAnswer({ isOpen }: { readonly isOpen: boolean }): ReactElement | null {
  const last = useMessageIds().at(-1);
  return last === undefined ? null : <GraphAnswer messageId={last} defaultExpanded={isOpen} />;
}

const meta: Meta<Arguments> = {
  title: "Kit/GraphAnswer",
  component: GraphAnswer,
  render: ({ setup, defaultExpanded = false, answer = "", ...data }) =>
    setup ? (
      <Chat setup={setup}>
        <LastAnswer isOpen={defaultExpanded} />
      </Chat>
    ) : (
      <div className="headwater" style={{ padding: "1rem", maxInlineSize: "46rem" }}>
        <GraphAnswer answer={answer} defaultExpanded={defaultExpanded} {...data} />
      </div>
    ),
};
export default meta;

type Story = StoryObj<Arguments>;

const firstQuestion = "What is the generic name of Bavencio?";

function section({ canvasElement }: { readonly canvasElement: HTMLElement }): HTMLElement {
  return canvasElement.querySelector<HTMLElement>("section.hw-graph")!;
}

async function reaches(context: { readonly canvasElement: HTMLElement }, status: Status): Promise<void> {
  await until(() => expect(section(context)).toHaveAttribute("data-status", status));
}

const label = { id: "1", kind: "file", title: "bavencio-label.pdf", fileId: "1234", snippet: "Avelumab." } as const;

const data: GraphAnswerData = {
  answer: "Bavencio is the brand of **avelumab** [1], given by intravenous infusion [bavencio-label.pdf](1234).",
  sources: [label],
  subqueries: [
    {
      query: "What is Bavencio?",
      answer: "A brand of avelumab, a monoclonal antibody.",
      sources: [label],
      subqueries: [{ query: "What is avelumab?", answer: "An antibody against PD-L1.", sources: [label] }],
    },
    { query: "How is it given?", answer: "By intravenous infusion.", sources: [] },
  ],
  references: [
    { kind: "file", title: "bavencio-label.pdf", fileId: "1234", text: "Bavencio is avelumab.", score: 0.95, page: 1 },
  ],
};

/** All that an answer may rest on, questions in questions among it, without a chat. */
export const Data: Story = {
  args: data,
  play: async (context) => {
    const { canvas, press } = drive(context);
    await expect(canvas.getByText("What is Bavencio?")).toBeVisible();
    await expect(canvas.getByText("What is avelumab?")).not.toBeVisible();
    await press("Expand all");
    await expect(canvas.getByText("An antibody against PD-L1.")).toBeVisible();
    await press("Collapse all");
    await expect(canvas.getByText("A brand of avelumab, a monoclonal antibody.")).not.toBeVisible();
    await context.userEvent.click(canvas.getByText("What is Bavencio?"));
    await expect(canvas.getByText("What is avelumab?")).toBeVisible();
  },
};

/** Every question is unfolded at first. */
export const Expanded: Story = {
  args: { ...data, defaultExpanded: true },
  play: async (context) => {
    await expect(drive(context).canvas.getByText("An antibody against PD-L1.")).toBeVisible();
  },
};

/** An answer without questions: nothing to fold. */
export const WithoutSubqueries: Story = {
  args: { answer: data.answer, sources: data.sources },
  play: async (context) => {
    await expect(section(context).querySelector("button")).toBeNull();
    await expect(section(context).querySelectorAll(".hw-cite").length).toBe(2);
  },
};

/** The question is asked; nothing has come. */
export const Waiting: Story = {
  args: { answer: "", status: "submitted" },
  play: async (context) => {
    await expect(section(context)).toHaveAttribute("aria-busy", "true");
    await expect(drive(context).canvas.getByTitle("Waiting for the answer")).toBeVisible();
  },
};

/** It failed after its first words. */
export const Failed: Story = {
  args: {
    ...data,
    answer: "Bavencio is",
    status: "error",
    error: serverError("server", { message: "The graph is gone." }),
  },
  play: async (context) => {
    await expect(drive(context).canvas.getByRole("alert")).toHaveTextContent("The graph is gone.");
  },
};

/** An answer of Writer's Knowledge Graph in a chat. */
export const WriterGraph: Story = {
  args: { setup: { fetch: replay("writer-graph/question.sse"), firstQuestion }, defaultExpanded: true },
  play: async (context) => {
    await until(() => expect(section(context)).not.toBeNull());
    await reaches(context, "done");
    await expect(section(context)).toHaveTextContent("How is avelumab given?");
    await expect(section(context).querySelectorAll(".hw-cite").length).toBe(1);
  },
};

/** The same while it streams: the text grows, what it rests on is there. */
export const Streaming: Story = {
  args: {
    setup: {
      fetch: replay(recorded("writer-graph/question-repeated-sources.sse", { share: 0.5, end: "open" })),
      firstQuestion,
    },
  },
  play: async (context) => {
    await until(() => expect(section(context)).not.toBeNull());
    await reaches(context, "streaming");
    await until(() => expect(section(context)).toHaveTextContent("How is avelumab given?"));
    await expect(section(context)).toHaveAttribute("aria-busy", "true");
  },
};

/** Writer's chat with the tool of a graph. */
export const WriterChat: Story = {
  args: { setup: { fetch: replay("writer-chat/graph-references.sse"), firstQuestion: "How is it kept?" } },
  play: async (context) => {
    await until(() => expect(section(context)).not.toBeNull());
    await reaches(context, "done");
    await expect(section(context)).toHaveTextContent("May it be frozen?");
    await expect(section(context)).toHaveTextContent("p. 4");
  },
};

/** A connection that breaks: what came stays, and it can be asked again. */
export const Lost: Story = {
  args: { setup: { fetch: replay("writer-graph/lost.sse"), firstQuestion } },
  play: async (context) => {
    await until(() => expect(section(context)).not.toBeNull());
    await reaches(context, "error");
    await expect(drive(context).canvas.getByRole("button", { name: "Try again" })).toBeVisible();
  },
};
