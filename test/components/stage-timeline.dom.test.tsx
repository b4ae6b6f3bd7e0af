import { act, fireEvent, render, screen } from "@testing-library/react";
import { StrictMode, createElement } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createChat, defineAdapter, sse, type StreamEvent } from "../../src/core.js";
import { ChatProvider, StageTimeline, StreamingMessage, type StageTimelineProps } from "../../src/index.js";
import { treeOf, type StageNode } from "../../src/components/stage-timeline/stage-tree.js";
import type { Chat } from "../../src/index.js";
import { createMessage } from "../../src/protocol/message.js";
import type { Stage } from "../../src/types.js";
import { createIds } from "../helpers/chat.js";
import { event } from "../helpers/openai.js";
import { rendered } from "../helpers/rendered.js";
import { pass } from "../helpers/steps.js";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function stage(id: string, rest: Partial<Stage> = {}): Stage {
  return { id, title: id, text: "", status: "done", sources: [], ...rest };
}

const done = stage("Plan", { startedAt: 996_000, endedAt: 998_400 });
const running = stage("Search", { startedAt: 998_000, status: "streaming" });

function show(props: Partial<StageTimelineProps> & { readonly stages: readonly Stage[] }) {
  return render(<StageTimeline {...(props as StageTimelineProps)} />);
}
const details = () => document.querySelector<HTMLDetailsElement>(".hw-timeline")!;
const summary = () => details().firstElementChild!;
const times = () => [...document.querySelectorAll(".hw-stage-time")].map((time) => time.textContent);
const names = () => [...document.querySelectorAll(".hw-stage-name")].map((name) => name.textContent);
const bars = () => [...document.querySelectorAll<HTMLElement>(".hw-track > i")];

describe("the rows", () => {
  test("say in words where each stage stands, and have a mark of a shape of its own", () => {
    const all = ["submitted", "streaming", "done", "error", "aborted"] as const;
    show({ stages: all.map((status) => stage(status, { status })) });
    expect(names()).toEqual(["submitted Waiting", "streaming Running", "done Done", "error Failed", "aborted Stopped"]);
    const marks = [...document.querySelectorAll(".hw-stage > svg")].map((mark) => mark.innerHTML);
    expect(new Set(marks).size).toBe(5);
    // Words are seen where it is not the usual course.
    const hidden = [...document.querySelectorAll(".hw-stage-name > .hw-visually-hidden")].map(
      (word) => word.textContent,
    );
    expect(hidden).toEqual(["Running", "Done"]);
  });

  test("count the seconds of what runs, and keep the time of what has ended", async () => {
    show({ stages: [done, running] });
    expect(times()).toEqual(["2.4 s", "2 s"]);
    await pass(3000, 500);
    expect(times()).toEqual(["2.4 s", "5 s"]);
    expect(summary()).toHaveTextContent("2 stages, 7 s");
  });

  test("have no time where none is known, and none of a stage that waits", () => {
    show({ stages: [stage("a"), stage("b", { startedAt: 5 }), stage("c", { status: "submitted", startedAt: 5 })] });
    expect(times()).toEqual(["", "", ""]);
    expect(bars()).toEqual([]);
    expect(summary()).toHaveTextContent(/3 stages$/);
  });

  test("have bars on one axis, from the first beginning to the last end", () => {
    show({ stages: [done, stage("Read", { startedAt: 997_000, endedAt: 1_000_000 })], isOver: false });
    expect(document.querySelector<HTMLElement>(".hw-stages")!.style.getPropertyValue("--_span")).toBe("4000");
    const ends = bars().map(({ style }) => [style.getPropertyValue("--_from"), style.getPropertyValue("--_to")]);
    expect(ends).toEqual([
      ["0", "2400"],
      ["1000", "4000"],
    ]);
    expect(bars().every((bar) => bar.closest("[aria-hidden=true]"))).toBe(true);
  });

  test("of what runs have a bar up to now, which grows with the axis", async () => {
    show({ stages: [done, running] });
    const span = () => document.querySelector<HTMLElement>(".hw-stages")!.style.getPropertyValue("--_span");
    expect([span(), bars()[1]!.style.getPropertyValue("--_to")]).toEqual(["4000", ""]);
    await pass(1000, 500);
    expect(span()).toBe("5000");
  });

  test("have no bar where there is but one stage: it would say nothing", () => {
    show({ stages: [done], isOver: false });
    expect(bars()).toEqual([]);
  });

  test("are never of negative time on a clock that was set back", () => {
    show({ stages: [stage("a", { status: "streaming", startedAt: 2_000_000 })] });
    expect(times()).toEqual(["0 s"]);
  });

  test("hold their steps, in order, whatever comes between", () => {
    show({
      stages: [done, running, stage("Fetch", { parentId: "Plan" }), stage("Parse", { parentId: "Fetch" })],
      isOver: false,
    });
    expect([...document.querySelectorAll(".hw-stages > li")].map((row) => row.querySelectorAll("li").length)).toEqual([
      2, 0,
    ]);
    expect(names()).toEqual(["Plan Done", "Fetch Done", "Parse Done", "Search Running"]);
    // Steps are part of their stage.
    expect(summary()).toHaveTextContent(/2 stages/);
  });

  test("show the texts of models as text", () => {
    const evil = '<img src=x onerror="alert(1)">';
    show({ stages: [stage("a", { title: evil, text: evil, input: evil, output: evil })] });
    expect(details()).toHaveTextContent(evil);
    expect(details().querySelector("img")).toBeNull();
  });
});

describe("the tree of stages", () => {
  const say = (nodes: readonly StageNode[]): unknown[] =>
    nodes.map(({ stage: { id }, steps }) => (steps.length > 0 ? [id, ...say(steps)] : id));

  test("loses no stage to a circle or to a stage that is not there", () => {
    const stages = [
      stage("a", { parentId: "b" }),
      stage("b", { parentId: "a" }),
      stage("c", { parentId: "c" }),
      stage("d", { parentId: "unknown" }),
    ];
    expect(say(treeOf(stages))).toEqual([["a", "b"], "c", "d"]);
  });

  test("is not deeper than a page can show, and than a browser can render", () => {
    const stages = Array.from({ length: 100_000 }, (_, at) => stage(`${at}`, { parentId: `${at - 1}` }));
    let depth = 0;
    for (let level = treeOf(stages); level.length > 0; level = level[0]!.steps) depth++;
    expect(depth).toBe(6);
  });
});

describe("the timeline folds itself", () => {
  test("into its sum when all its stages have ended", () => {
    const { rerender } = show({ stages: [done, running] });
    expect(details().open).toBe(true);
    rerender(<StageTimeline stages={[done, { ...running, status: "done", endedAt: 1_010_000 }]} />);
    expect(details().open).toBe(false);
    expect(summary()).toHaveTextContent("Done 2 stages, 14 s");
  });

  test("when the application says so", () => {
    const { rerender } = show({ stages: [done], isOver: false });
    expect(details().open).toBe(true);
    rerender(<StageTimeline stages={[done]} isOver />);
    expect(details().open).toBe(false);
  });

  test.for([true, false])("unless the user has chosen (open at last: %s)", (last) => {
    const onOpenChange = vi.fn<(open: boolean) => void>();
    const { rerender } = show({ stages: [running], onOpenChange });
    fireEvent.click(summary());
    if (last) fireEvent.click(summary());
    expect(onOpenChange.mock.lastCall).toEqual([last]);
    rerender(<StageTimeline stages={[done]} />);
    expect(details().open).toBe(last);
  });

  test("unless the focus is in it", () => {
    const { rerender } = show({ stages: [stage("a", { status: "streaming", input: "x" })] });
    act(() => screen.getByText("Input").focus());
    rerender(<StageTimeline stages={[stage("a", { input: "x" })]} />);
    expect(details().open).toBe(true);
  });

  test("not where it was told how it begins", () => {
    const { rerender } = show({ stages: [running], defaultOpen: false });
    expect(details().open).toBe(false);
    rerender(<StageTimeline stages={[running, done]} defaultOpen={false} />);
    expect(details().open).toBe(false);
  });

  test("not where the application decides, which is asked", () => {
    const onOpenChange = vi.fn<(open: boolean) => void>();
    show({ stages: [done], open: true, onOpenChange });
    expect(details().open).toBe(true);
    fireEvent.click(summary());
    expect(onOpenChange.mock.calls).toEqual([[false]]);
    expect(details().open).toBe(true);
  });

  test("and opens when the browser opens it, for a word that was searched for", () => {
    const onOpenChange = vi.fn<(open: boolean) => void>();
    show({ stages: [done], onOpenChange });
    details().open = true;
    fireEvent(details(), new Event("toggle"));
    expect(onOpenChange.mock.calls).toEqual([[true]]);
    expect(details().open).toBe(true);
  });

  test("and names what runs while it is folded by hand", () => {
    show({ stages: [done, running], defaultOpen: false });
    expect(summary()).toHaveTextContent("Running 2 stages, 4 s Search");
  });

  test.for<[string, readonly Stage[], string]>([
    ["runs", [running, done], "streaming"],
    ["waits", [done, stage("a", { status: "submitted" })], "submitted"],
    ["failed at last", [done, stage("a", { status: "error" })], "error"],
    ["went on after a failure", [stage("a", { status: "error" }), done], "done"],
  ])("and says whether it %s", ([, stages, status]) => {
    show({ stages });
    expect(details()).toHaveAttribute("data-status", status);
  });
});

describe("the outer element", () => {
  test("takes a class name and a style by its state, a ref, attributes and an element of one's own", () => {
    const ref = vi.fn<(element: HTMLDetailsElement | null) => void>();
    render(
      <StageTimeline
        ref={ref}
        stages={[running]}
        id="mine"
        className={({ status, open }) => `${status} ${open}`}
        render={(props) => <details {...props} lang="en" />}
      />,
    );
    expect(details()).toHaveClass("hw-timeline", "streaming", "true");
    expect([details().id, details().lang, ref.mock.lastCall?.[0]]).toEqual(["mine", "en", details()]);
  });

  test("is none without a stage", () => {
    const { container } = show({ stages: [] });
    expect(container).toBeEmptyDOMElement();
  });

  test("is rendered on a server without a time of that moment", () => {
    const html = renderToString(createElement(StageTimeline, { stages: [running] }));
    expect(html).toContain("Search");
    expect(html).not.toMatch(/\d s\b/);
    const container = document.body.appendChild(document.createElement("div"));
    container.innerHTML = html;
    const complain = vi.spyOn(console, "error").mockImplementation(() => {});
    render(<StageTimeline stages={[running]} />, { container, hydrate: true });
    expect(complain.mock.calls).toEqual([]);
    expect(times()).toEqual(["2 s"]);
  });
});

describe("the clock", () => {
  test.for([false, true])(
    "is one timer for all rows of the page, only while one runs (StrictMode: %s)",
    async (strict) => {
      const more = stage("More", { startedAt: 999_000, status: "streaming" });
      const two = (stages: readonly Stage[]) => (
        <>
          <StageTimeline stages={stages} />
          <StageTimeline stages={stages} />
        </>
      );
      const { rerender, unmount } = render(two([running, more]), strict ? { wrapper: StrictMode } : {});
      // What tells of an opened element is a task of its own in jsdom.
      await pass(1, 1);
      expect(vi.getTimerCount()).toBe(1);
      await pass(2000, 1000);
      expect([times(), vi.getTimerCount()]).toEqual([["4 s", "3 s", "4 s", "3 s"], 1]);
      rerender(two([done]));
      await pass(1, 1);
      expect(vi.getTimerCount()).toBe(0);
      rerender(two([running]));
      await pass(1, 1);
      expect(vi.getTimerCount()).toBe(1);
      unmount();
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  test("renders the timeline and the rows that run once a second, however many there are", async () => {
    const old = Array.from({ length: 200 }, (_, at) => stage(`${at}`, { startedAt: 1, endedAt: 2 }));
    const { container } = show({ stages: [...old, running] });
    await pass(1000, 1000);
    expect(rendered(container)).toBe(2);
  });

  test("is that of the chat around it", () => {
    const chat = createChat({ endpoint: "x", now: () => 1_500_000 });
    render(
      <ChatProvider chat={chat}>
        <StageTimeline stages={[{ ...running, startedAt: 1_491_000 }]} />
      </ChatProvider>,
    );
    expect(times()).toEqual(["9 s"]);
  });
});

/** A chat whose answer consists of the events that the test sends. */
function live(): { readonly chat: Chat; readonly send: (...events: StreamEvent[]) => Promise<void> } {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (own) => void (controller = own) });
  const chat = createChat({
    endpoint: "https://example.test/chat",
    adapter: defineAdapter({ name: "own", framing: sse, createDecoder: () => (json) => [json as StreamEvent] }),
    fetch: async () => new Response(body, { headers: { "content-type": "text/event-stream" } }),
    generateId: createIds(),
  });
  return {
    chat,
    async send(...events) {
      controller.enqueue(new TextEncoder().encode(events.map(event).join("")));
      await pass(100, 20);
    },
  };
}

describe("the timeline of an answer", () => {
  test.for(["alone, by the id of the message", "in its message"])("follows it %s", async (where) => {
    const { chat, send } = live();
    void chat.send("Hello");
    await pass(20);
    const messageId = chat.store.getState().ids.at(-1)!;
    const Part = where.startsWith("alone") ? StageTimeline : StreamingMessage;
    const { container } = render(
      <ChatProvider chat={chat}>
        <Part messageId={messageId} />
      </ChatProvider>,
    );
    expect(container.querySelector(".hw-timeline")).toBeNull();
    await send({ type: "reasoning-delta", delta: "hm" }, { type: "stage-set", stageId: "s", title: "Search" });
    await send({ type: "stage-set", stageId: "w", title: "Write", status: "submitted" });
    expect(details().open).toBe(true);
    expect(names()).toEqual(["Search Running", "Write Waiting"]);
    await send({ type: "stage-end", stageId: "s" }, { type: "text-delta", delta: "So" });
    expect(details().open).toBe(false);
    act(() => chat.abort());
    expect(names()).toEqual(["Search Done", "Write Stopped"]);
  });

  test("folds when the run ends without a word", async () => {
    const { chat, send } = live();
    void chat.send("Hello");
    await pass(20);
    render(
      <ChatProvider chat={chat}>
        <StageTimeline messageId={chat.store.getState().ids.at(-1)!} />
      </ChatProvider>,
    );
    await send({ type: "stage-set", stageId: "s", title: "Search" });
    expect(details().open).toBe(true);
    act(() => chat.abort());
    expect([details().open, summary().textContent]).toEqual([false, expect.stringMatching(/^Stopped 1 stage, /)]);
  });

  test("renders no row for a word of the answer, and one for a word of a stage", async () => {
    const { chat, send } = live();
    void chat.send("Hello");
    await pass(20);
    const messageId = chat.store.getState().ids.at(-1)!;
    const first = render(
      <ChatProvider chat={chat}>
        <StreamingMessage messageId={messageId} />
      </ChatProvider>,
    );
    const alone = render(
      <ChatProvider chat={chat}>
        <StageTimeline messageId={messageId} />
      </ChatProvider>,
    );
    await send(
      { type: "stage-set", stageId: "a", title: "A" },
      { type: "stage-set", stageId: "b", title: "B" },
      { type: "source-add", stageId: "b", source: { id: "1", kind: "web", title: "One" } },
      { type: "text-delta", delta: "So" },
    );
    await send({ type: "stage-delta", stageId: "b", delta: "x" });
    // The timeline, what it shows, the row.
    expect(rendered(alone.container)).toBe(3);
    await send({ type: "text-delta", delta: " then" });
    // The part, and its Markdown.
    expect(rendered(first.container)).toBe(2);
  });

  test("of a saved answer is folded", () => {
    const saved = createMessage("saved", "assistant", { stages: [done] });
    const chat = createChat({ endpoint: "x", messages: [saved] });
    render(
      <ChatProvider chat={chat}>
        <StageTimeline messageId="saved" />
        <StageTimeline messageId="unknown" />
      </ChatProvider>,
    );
    expect(document.querySelectorAll("details")).toHaveLength(1);
    expect(details().open).toBe(false);
  });
});
