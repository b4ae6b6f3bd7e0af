import { act, fireEvent, render, screen } from "@testing-library/react";
import { createRef, StrictMode, type ReactElement, type ReactNode } from "react";
import { expect, test, vi } from "vitest";
import {
  ChatProvider,
  ChatRoot,
  Markdown,
  MessageProgress,
  RunControls,
  type MarkdownProps,
  type RunControlsProps,
} from "../../src/index.js";
import { createMessage } from "../../src/protocol/message.js";
import { createTestChat, lastAnswer, numbered, type Play } from "../helpers/chat.js";

/** Run controls of a chat that was asked one question. */
async function renderControls(props: RunControlsProps, play: Play = numbered): Promise<HTMLElement> {
  const { chat } = createTestChat(play);
  await chat.send("Hello");
  const view = render(
    <StrictMode>
      <ChatProvider chat={chat}>
        <RunControls data-testid="controls" {...props} />
      </ChatProvider>
    </StrictMode>,
  );
  return view.getByTestId("controls");
}

const failing: Play = () => ({ chunks: ["{}"], status: 500 });

test("a class name is added to ours", async () => {
  expect((await renderControls({ className: "mine" })).className).toBe("hw-run-controls mine");
});

test("a class name may depend on the state, and may be nothing", async () => {
  const className = ({ status }: { status: string }) => (status === "error" ? "is-broken" : undefined);
  expect((await renderControls({ className })).className).toBe("hw-run-controls");
  document.body.replaceChildren();
  expect((await renderControls({ className }, failing)).className).toBe("hw-run-controls is-broken");
});

test("a style may depend on the state, and may be nothing", async () => {
  const style = ({ status }: { status: string }) => (status === "error" ? { opacity: 0.5 } : undefined);
  expect((await renderControls({ style })).getAttribute("style")).toBeNull();
  document.body.replaceChildren();
  expect((await renderControls({ style }, failing)).style.opacity).toBe("0.5");
  document.body.replaceChildren();
  expect((await renderControls({ style: { opacity: 0.25 } })).style.opacity).toBe("0.25");
});

test("attributes of the element reach it, and win over ours", async () => {
  const controls = await renderControls({ id: "here", title: "State", tabIndex: 3, "aria-label": "Run" });
  expect(controls.id).toBe("here");
  expect(controls.title).toBe("State");
  expect(controls.tabIndex).toBe(3);
  expect(controls.ariaLabel).toBe("Run");
});

test("a prop that is undefined is as one that was not given", async () => {
  const given = {
    className: undefined,
    style: undefined,
    render: undefined,
    tabIndex: undefined,
    "data-status": undefined,
  };
  const controls = await renderControls(given);
  expect(controls.tagName).toBe("DIV");
  expect(controls.className).toBe("hw-run-controls");
  expect(controls.tabIndex).toBe(-1);
  expect(controls.dataset["status"]).toBe("done");
});

test("a ref is the element, also in the place of another element", async () => {
  const ref = createRef<HTMLDivElement>();
  const { chat } = createTestChat();
  const controls = (element: ReactElement | undefined) => (
    <ChatProvider chat={chat}>
      <RunControls ref={ref} {...(element && { render: element })} />
    </ChatProvider>
  );
  const { rerender, unmount } = render(controls(undefined));
  expect(ref.current?.tagName).toBe("DIV");
  rerender(controls(<aside />));
  expect(ref.current?.tagName).toBe("ASIDE");
  expect(ref.current?.className).toBe("hw-run-controls");
  unmount();
  expect(ref.current).toBeNull();
});

test("another element is rendered instead, with its own props over the part's", async () => {
  const controls = await renderControls({
    className: "mine",
    style: { opacity: 0.5, color: "red" },
    id: "of-the-part",
    render: <footer id="of-the-element" className="own" style={{ color: "blue" }} />,
  });
  expect(controls.tagName).toBe("FOOTER");
  expect(controls.id).toBe("of-the-element");
  expect(controls.className).toBe("hw-run-controls mine own");
  expect([controls.style.opacity, controls.style.color]).toEqual(["0.5", "blue"]);
  expect(controls.tabIndex).toBe(-1);
  expect(controls.dataset["status"]).toBe("done");
  expect(screen.getByRole("button", { name: "Try again" }).parentElement).toBe(controls);
});

test("a function renders instead, with the props to spread and the state", async () => {
  const controls = await renderControls({
    className: ({ status }) => `is-${status}`,
    render: ({ children, ...props }, { status }) => (
      <nav {...props}>
        <b>{status}</b>
        {children as ReactNode}
      </nav>
    ),
  });
  expect(controls.tagName).toBe("NAV");
  expect(controls.className).toBe("hw-run-controls is-done");
  expect(controls.firstElementChild?.outerHTML).toBe("<b>done</b>");
  expect(screen.getByRole("button", { name: "Try again" }).parentElement).toBe(controls);
});

/** A chat that runs, with a handler of the page for its keys; says what a press of Escape came to. */
async function pressEscape(props: object): Promise<string> {
  const { chat } = createTestChat(() => ({ chunks: [], end: "open" }));
  render(<ChatRoot chat={chat} data-testid="root" {...props} />);
  act(() => void chat.send("Hello"));
  fireEvent.keyDown(screen.getByTestId("root"), { key: "Escape" });
  return lastAnswer(chat).status;
}

test("a handler of the page is called before ours, which still acts", async () => {
  const seen: string[] = [];
  const onKeyDown = ({ currentTarget }: { currentTarget: HTMLElement }) => {
    seen.push(currentTarget.dataset["status"] ?? "");
  };
  expect(await pressEscape({ onKeyDown })).toBe("aborted");
  expect(seen).toEqual(["submitted"]);
});

test("a handler of the page that prevents the default keeps ours from acting", async () => {
  const onKeyDown = vi.fn<(event: KeyboardEvent) => void>((event) => event.preventDefault());
  expect(await pressEscape({ onKeyDown })).toBe("submitted");
  expect(onKeyDown).toHaveBeenCalledOnce();
});

test("handlers of page, part and element are all called, the innermost first", async () => {
  const calls: string[] = [];
  const call = (name: string) => () => void calls.push(name);
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears what its children do not
  expect(await pressEscape({ onKeyDown: call("part"), render: <main onKeyDown={call("element")} /> })).toBe("aborted");
  expect(calls).toEqual(["element", "part"]);
});

test("a ref on the element given does not take away that of the part", async () => {
  const part = createRef<HTMLDivElement>();
  const element = createRef<HTMLElement>();
  const { chat } = createTestChat();
  render(
    <ChatProvider chat={chat}>
      <RunControls ref={part} render={<aside ref={element} />} />
    </ChatProvider>,
  );
  expect([part.current?.tagName, element.current]).toEqual(["ASIDE", null]);
});

test("a text in Markdown takes a look by its state, a ref and another element", () => {
  const ref = createRef<HTMLDivElement>();
  const look: Partial<MarkdownProps> = {
    className: ({ isStreaming }) => (isStreaming ? "grows" : "ended"),
    style: ({ isStreaming }) => ({ opacity: isStreaming ? 0.5 : 1 }),
    render: <section id="text" />,
  };
  const { rerender } = render(<Markdown ref={ref} text="*a*" streaming {...look} />);
  const element = ref.current!;
  expect([element.tagName, element.id, element.className, element.style.opacity, element.dir]).toEqual([
    "SECTION",
    "text",
    "hw-md grows",
    "0.5",
    "auto",
  ]);
  rerender(<Markdown ref={ref} text="*a* b" dir="rtl" {...look} />);
  expect(ref.current).toBe(element);
  expect([element.className, element.style.opacity, element.dir]).toEqual(["hw-md ended", "1", "rtl"]);
  expect(element.innerHTML).toBe('<div class="hw-md-group"><p><em>a</em> b</p></div>');
});

test("what is said of a waiting answer takes a look by its state and a ref, and is nothing without a reason", () => {
  const ref = createRef<HTMLDivElement>();
  const className = (state: object) => Object.entries(state).join(" ");
  const show = (message: Partial<Parameters<typeof createMessage>[2]>) => (
    <MessageProgress ref={ref} className={className} message={createMessage("m", "assistant", message)} />
  );
  const { rerender } = render(show({ status: "submitted" }));
  expect(ref.current?.className).toBe("hw-progress isWaiting,true isStalled,false");
  rerender(show({ status: "streaming", stalledSince: Date.now() }));
  expect(ref.current?.className).toBe("hw-progress isWaiting,false isStalled,true");
  rerender(show({ status: "streaming" }));
  expect(ref.current).toBeNull();
});
