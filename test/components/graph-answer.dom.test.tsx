import { act, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { createRef } from "react";
import { expect, test } from "vitest";
import { ChatProvider, GraphAnswer, SourceList, type GraphAnswerProps, type Status } from "../../src/index.js";
import { StreamError } from "../../src/protocol/errors.js";
import { createMessage, type Message, type Subquery } from "../../src/protocol/message.js";
import { createTestChat } from "../helpers/chat.js";

const file = { id: "f#1", kind: "file", fileId: "f", snippet: "Kept cold." } as const;
const deep: Subquery = { query: "How cold?", answer: "2 °C", sources: [file] };
const subqueries: readonly Subquery[] = [
  { query: "Is it kept cold?", answer: "Yes.", sources: [file], subqueries: [deep] },
  { query: "May it freeze?", answer: "", sources: [] },
];
const data = {
  answer: "Keep it **cold** [1].",
  subqueries,
  sources: [file],
  references: [{ kind: "file", fileId: "f", text: "Kept cold.", score: 0.91, page: 4 }],
} as const;

function show(props: GraphAnswerProps) {
  return render(<GraphAnswer {...props} />).container.querySelector("section")!;
}

const questions = (root: Element) =>
  [...root.querySelectorAll<HTMLDetailsElement>(".hw-subquery")].map(({ open, firstElementChild }) => [
    firstElementChild!.textContent,
    open,
  ]);

test("shows an answer that is no message with its marks, sources, questions in each other and passages", () => {
  const section = show(data);
  expect(section.querySelector(".hw-md")).toHaveTextContent("Keep it cold 1.");
  expect([...section.querySelectorAll(".hw-evidence > summary")].map((one) => one.textContent)).toEqual([
    "Sources 1",
    "Questions asked on the way 2",
    "Passages found 1",
  ]);
  expect(questions(section)).toEqual([
    ["Is it kept cold?", false],
    ["How cold?", false],
    ["May it freeze?", false],
  ]);
  const [outer] = section.querySelectorAll<HTMLElement>(".hw-subqueries > li");
  expect(outer!.querySelector(".hw-subqueries")).toHaveTextContent("How cold?2 °CFileKept cold.");
  expect(section.querySelectorAll(".hw-evidence")[2]).toHaveTextContent("File · p. 4 · score 0.91Kept cold.");
});

test("unfolds and folds all questions, and has them unfolded at first if it is told so", async () => {
  const user = userEvent.setup();
  const section = show({ ...data, defaultExpanded: true });
  const open = () => new Set(questions(section).map(([, isOpen]) => isOpen));
  expect(open()).toEqual(new Set([true]));
  await user.click(within(section).getByRole("button", { name: "Collapse all" }));
  expect(open()).toEqual(new Set([false]));
  await user.click(within(section).getByRole("button", { name: "Expand all" }));
  expect(open()).toEqual(new Set([true]));
});

test.for<[Status, string]>([
  ["submitted", "true"],
  ["streaming", "true"],
  ["done", "false"],
  ["aborted", "false"],
])("tells whether it is busy: %s", ([status, busy]) => {
  const section = show({ answer: "", status });
  expect(section).toHaveAttribute("data-status", status);
  expect(section).toHaveAttribute("aria-busy", busy);
  expect(within(section).queryByTitle("Waiting for the answer") !== null).toBe(busy === "true");
  expect(section.querySelector(".hw-evidence, button")).toBeNull();
});

test("shows why it failed, and what came before", () => {
  const section = show({ answer: "Keep", status: "error", error: new StreamError("server", "The graph is gone.") });
  expect(within(section).getByRole("alert")).toHaveTextContent("The graph is gone.");
  expect(section).toHaveTextContent("Keep");
});

test("hands on what its element takes, also by its state", () => {
  const ref = createRef<HTMLElement>();
  render(
    <GraphAnswer {...data} ref={ref} id="graph" className={({ status }) => `is-${status}`} style={{ order: 1 }} />,
  );
  expect(ref.current).toHaveClass("hw-graph", "is-done");
  expect(ref.current).toHaveAttribute("id", "graph");
  expect(ref.current).not.toHaveAttribute("answer");
});

test("a message of a chat grows in it, and a question that is unfolded stays so", () => {
  const { chat } = createTestChat(undefined, { messages: [createMessage("m", "assistant")] });
  const set = (rest: Partial<Message>) =>
    act(() => chat.store.setState({ messages: [createMessage("m", "assistant", rest)] }));
  const first = { status: "streaming", subqueries: subqueries.slice(1), sources: [file] } as const;
  set(first);
  render(
    <ChatProvider chat={chat}>
      <GraphAnswer messageId="m" />
    </ChatProvider>,
  );
  const section = document.querySelector("section")!;
  const [details] = section.querySelectorAll<HTMLDetailsElement>(".hw-subquery");
  details!.open = true;
  set({ ...first, subqueries: [...first.subqueries, deep], parts: [{ type: "text", text: "Keep it [1]" }] });
  expect(section.querySelector(".hw-md")).toHaveTextContent("Keep it 1");
  expect(questions(section)).toEqual([
    ["May it freeze?", true],
    ["How cold?", false],
  ]);
  expect(section.querySelector(".hw-subquery")).toBe(details);
  set({ ...first, status: "error", error: new StreamError("server", "Gone.") });
  expect(screen.getByRole("alert")).toHaveTextContent("Gone.");
  act(() => chat.store.setState({ ids: [], messages: [] }));
});

test("words of a graph are text", () => {
  const evil = '<img src=x onerror="alert(1)">';
  const section = show({
    answer: evil,
    subqueries: [{ query: evil, answer: evil, sources: [{ id: evil, kind: "web", title: evil, url: "javascript:x" }] }],
    references: [{ kind: "web", text: evil, title: evil, url: "javascript:x", cite: evil }],
  });
  expect(section.querySelector("img, a")).toBeNull();
  expect(section.textContent.split(evil).length).toBe(7);
});

test("a list of sources stands alone, begins with any number and folds what is more than its limit", () => {
  const sources = ["a", "b", "c"].map((title) => ({ kind: "web", title }) as const);
  const { rerender, container } = render(<SourceList sources={sources} limit={2} start={4} className="mine" />);
  const list = screen.getByRole("list", { name: "Sources" });
  expect(list).toHaveClass("hw-sources", "mine");
  expect(list).toHaveAttribute("start", "4");
  expect(list.querySelector("details > ol")).toHaveAttribute("start", "6");
  expect(list.querySelector("details")).toHaveTextContent("1 more");
  rerender(<SourceList sources={sources} limit={3} />);
  expect(container.querySelector("details")).toBeNull();
  rerender(<SourceList sources={[]} />);
  expect(container).toBeEmptyDOMElement();
});

test("a long passage is folded, and unfolds where it can", () => {
  const text = "Words of a passage. ".repeat(20);
  render(
    <SourceList
      sources={[
        { kind: "file", title: "a", snippet: text },
        { kind: "file", title: "b", snippet: "b" },
      ]}
    />,
  );
  expect(document.querySelectorAll("details.hw-passage > summary").length).toBe(1);
  expect(document.querySelector("details.hw-passage")).toHaveTextContent(text.trim());
});
