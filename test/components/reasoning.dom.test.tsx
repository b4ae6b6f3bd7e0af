import { act, fireEvent, render, screen } from "@testing-library/react";
import { createRef } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MarkdownContext, Reasoning, type ReasoningPart, type ReasoningProps } from "../../src/index.js";
import { pass } from "../helpers/steps.js";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const thought: ReasoningPart = { type: "reasoning", text: "Compare *both*.", startedAt: 1_000_000 };
const ended: ReasoningPart = { ...thought, endedAt: 1_012_300 };

function show(props: Partial<ReasoningProps> = {}) {
  const view = render(<Reasoning part={thought} isStreaming {...props} />);
  const details = () => view.container.querySelector("details")!;
  const summary = () => view.container.querySelector("summary")!;
  const again = (next: Partial<ReasoningProps>) =>
    view.rerender(<Reasoning part={thought} isStreaming {...props} {...next} />);
  return { ...view, details, summary, again };
}

describe("reasoning", () => {
  test("is open while it streams, and folds itself when it is over", () => {
    const { details, summary, again } = show();
    expect([details().open, details().dataset["status"]]).toEqual([true, "streaming"]);
    expect(summary()).toHaveTextContent(/^Thinking$/);
    again({ part: ended, isStreaming: false });
    expect([details().open, details().dataset["status"]]).toEqual([false, "done"]);
    expect(summary()).toHaveTextContent(/^Thought for 12 s$/);
  });

  test("counts the seconds, unheard, by one timer that ends with it", async () => {
    const { summary, again } = show();
    await pass(3000, 100);
    expect(summary()).toHaveTextContent(/^Thinking 3 s$/);
    expect(summary().querySelector("[aria-hidden=true]")).toHaveTextContent("3 s");
    expect(vi.getTimerCount()).toBe(1);
    again({ part: ended, isStreaming: false });
    // The browser tells of the folding in a task of its own.
    await pass(10);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.for<[string, ReasoningPart]>([
    ["without times, from the past", { type: "reasoning", text: "hm" }],
    ["that took no second", { ...thought, endedAt: 1_000_900 }],
  ])("%s is just that", ([, part]) => {
    expect(show({ part, isStreaming: false }).summary()).toHaveTextContent(/^Reasoning$/);
  });

  test("stays as the reader left it: folded while it streams", () => {
    const { details, summary, again } = show();
    fireEvent.click(summary());
    expect(details().open).toBe(false);
    again({ part: { ...thought, text: "Compare *both*. So" } });
    expect(details().open).toBe(false);
  });

  test("stays as the reader left it: open after its end", () => {
    const { details, summary, again } = show();
    fireEvent.click(summary());
    fireEvent.click(summary());
    again({ part: ended, isStreaming: false });
    expect(details().open).toBe(true);
  });

  test("stays open that the browser's search has opened", async () => {
    const onOpenChange = vi.fn();
    const { details, again } = show({ part: ended, isStreaming: false, onOpenChange });
    details().open = true;
    await act(() => vi.advanceTimersByTimeAsync(10));
    fireEvent(details(), new Event("toggle"));
    again({ part: { ...ended, id: "1" }, isStreaming: false, onOpenChange });
    expect(details().open).toBe(true);
    expect(onOpenChange.mock.calls).toEqual([[true]]);
  });

  test("tells of the reader's acts, not of its own", () => {
    const onOpenChange = vi.fn();
    const { summary, again } = show({ onOpenChange });
    again({ part: ended, isStreaming: false });
    expect(onOpenChange).not.toHaveBeenCalled();
    fireEvent.click(summary());
    expect(onOpenChange.mock.calls).toEqual([[true]]);
  });

  test("is open as the application says, whatever the reader does", () => {
    const { details, summary, again } = show({ open: false });
    expect(details().open).toBe(false);
    fireEvent.click(summary());
    expect(details().open).toBe(false);
    again({ open: true });
    expect(details().open).toBe(true);
  });

  test("begins as the application says", () => {
    expect(show({ defaultOpen: false }).details().open).toBe(false);
    expect(show({ defaultOpen: true, part: ended, isStreaming: false }).details().open).toBe(true);
  });

  test("is Markdown, unless that is off", () => {
    const { container, unmount } = show();
    expect(container.querySelector("em")).toHaveTextContent("both");
    unmount();
    const plain = render(
      <MarkdownContext.Provider value={false}>
        <Reasoning part={thought} />
      </MarkdownContext.Provider>,
    );
    expect(plain.container.querySelector("em")).toBeNull();
    expect(plain.container).toHaveTextContent("Compare *both*.");
  });

  test("without a word is nothing, once it is over", () => {
    const { container, again } = show({ part: { type: "reasoning", text: "" } });
    expect(screen.getByText("Thinking")).toBeInTheDocument();
    again({ part: { type: "reasoning", text: "" }, isStreaming: false });
    expect(container).toBeEmptyDOMElement();
  });

  test("takes attributes, a ref, and a class by its state", () => {
    const ref = createRef<HTMLDetailsElement>();
    render(
      <Reasoning part={ended} ref={ref} id="r" className={({ isOpen, isStreaming }) => `${isOpen}-${isStreaming}`} />,
    );
    expect(ref.current).toHaveClass("hw-reasoning", "false-false");
    expect(ref.current!.id).toBe("r");
  });
});
