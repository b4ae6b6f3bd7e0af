import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { createRef } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  ChatPanel,
  ChatProvider,
  MessageActions,
  MessageTime,
  StreamingMessage,
  type Message,
} from "../../src/index.js";
import { createMessage } from "../../src/protocol/message.js";
import { until } from "../helpers/async.js";
import { createTestChat, transcript } from "../helpers/chat.js";
import { renderPanel, rows } from "../helpers/panel.js";

afterEach(() => {
  vi.restoreAllMocks();
});

function show(rest: Partial<Message>) {
  const { chat, fetch } = createTestChat();
  const message = createMessage("m", rest.role ?? "assistant", { parts: [{ type: "text", text: "**Hi**" }], ...rest });
  chat.store.setState({ messages: [message], ids: ["m"] });
  const view = render(
    <ChatProvider chat={chat}>
      <StreamingMessage messageId="m" />
    </ChatProvider>,
  );
  const names = () =>
    screen.queryAllByRole("button").map((button) => button.getAttribute("aria-label") ?? button.textContent);
  return { ...view, chat, fetch, message, names };
}

describe("the buttons of a message", () => {
  test.for<[string, Partial<Message>, string[]]>([
    ["an answer", {}, ["Copy", "Regenerate"]],
    ["an answer that was stopped", { status: "aborted" }, ["Try again", "Copy"]],
    ["an answer without words", { parts: [] }, ["Regenerate"]],
    ["a question", { role: "user" }, ["Copy", "Edit"]],
    ["an instruction", { role: "system" }, []],
    ["an answer that runs", { status: "streaming" }, []],
  ])("of %s are those that can be done", ([, rest, expected]) => {
    expect(show(rest).names()).toEqual(expected);
  });

  test("are one group with a name, and none while the answer runs", () => {
    const { unmount } = show({});
    expect(screen.getByRole("group", { name: "Actions" })).toBeInTheDocument();
    unmount();
    show({ status: "streaming" });
    expect(screen.queryByRole("group")).not.toBeInTheDocument();
  });

  test("copy the Markdown as it was written, and say so", async () => {
    const user = userEvent.setup();
    show({});
    expect(screen.queryByRole("status")).not.toBeInTheDocument();
    await user.tab();
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
    await user.keyboard("{Enter}");
    expect(await navigator.clipboard.readText()).toBe("**Hi**");
    expect(screen.getByRole("status")).toHaveTextContent("Copied");
  });

  test("ask again, as a new attempt, and the focus stays in the chat", async () => {
    const { say } = renderPanel();
    await say("Hello");
    await screen.findByText("Answer 1");
    const button = within(rows()[1]!).getByRole("button", { name: "Regenerate" });
    button.focus();
    await act(async () => button.click());
    await screen.findByText("Answer 2");
    expect(screen.getByRole("group", { name: "Attempt 2 of 2" })).toHaveTextContent("2/2");
    expect(document.activeElement).toHaveClass("hw-scroller");
  });

  test("of the application stand after those of the kit, for each message that has ended", async () => {
    const renderActions = vi.fn((message: Message) => <button type="button">Like {message.role}</button>);
    const { chat } = createTestChat(() => ({ chunks: [], end: "open" }));
    chat.setMessages([createMessage("q", "user"), createMessage("a", "assistant"), createMessage("s", "system")]);
    render(<ChatPanel chat={chat} renderActions={renderActions} />);
    act(() => void chat.send("More"));
    const own = screen.getAllByRole("button", { name: /^Like/ });
    expect(own.map((button) => button.textContent)).toEqual(["Like user", "Like assistant", "Like user"]);
    expect(own[1]!.previousElementSibling).toHaveAccessibleName("Regenerate");
  });

  test("take attributes, and own buttons as children", () => {
    const { chat, message } = show({});
    const { container } = render(
      <ChatProvider chat={chat}>
        <MessageActions message={message} id="row" className={({ role }) => `of-${role}`}>
          <b>mine</b>
        </MessageActions>
      </ChatProvider>,
    );
    expect(container.querySelector("#row")).toHaveClass("hw-message-actions", "of-assistant");
    expect(container.querySelector("#row > b")).toHaveTextContent("mine");
  });
});

describe("editing a question", () => {
  async function edit() {
    const panel = renderPanel();
    await panel.say("Helo");
    await screen.findByText("Answer 1");
    await panel.user.click(screen.getByRole("button", { name: "Edit" }));
    const field = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Edit message" });
    return { ...panel, field };
  }

  test("begins with its words and the caret behind them", async () => {
    const { field } = await edit();
    expect(field).toHaveFocus();
    expect([field.value, field.selectionStart]).toEqual(["Helo", 4]);
  });

  test("asks again from there; the old words stay reachable", async () => {
    const { user, field, fetch } = await edit();
    await user.clear(field);
    await user.keyboard("Hello{Enter}");
    await screen.findByText("Answer 2");
    expect(fetch.requests[1]!.body).toMatchObject({ messages: [{ role: "user", content: "Hello" }] });
    expect(screen.queryByRole("textbox", { name: "Edit message" })).not.toBeInTheDocument();
    expect(document.activeElement).toHaveClass("hw-scroller");
    await user.click(within(rows()[0]!).getByRole("button", { name: "Previous attempt" }));
    expect(rows().map((row) => row.textContent)).toEqual([
      expect.stringMatching(/^Helo/),
      expect.stringMatching(/^Answer 1/),
    ]);
  });

  test.for(["Send", "{Enter}"])("by %s with nothing in it does nothing", async (act_) => {
    const { user, field, fetch } = await edit();
    await user.clear(field);
    if (act_ === "Send") await user.click(within(field.form!).getByRole("button", { name: "Send" }));
    else await user.type(field, act_);
    expect(field).toBeInTheDocument();
    expect(fetch.requests).toHaveLength(1);
  });

  test("breaks the line with Shift+Enter", async () => {
    const { user, field } = await edit();
    await user.type(field, "{Shift>}{Enter}{/Shift}you");
    expect(field).toHaveValue("Helo\nyou");
  });

  test.for(["Escape", "Cancel"])(
    "is left by %s, with the focus on its button and the words as they were",
    async (way) => {
      const { user, field, fetch } = await edit();
      await user.type(field, " there");
      if (way === "Escape") await user.keyboard("{Escape}");
      else await user.click(screen.getByRole("button", { name: "Cancel" }));
      expect(screen.getByRole("button", { name: "Edit" })).toHaveFocus();
      expect(rows()[0]).toHaveTextContent(/^Helo$/);
      expect(fetch.requests).toHaveLength(1);
    },
  );

  test("leaves a running answer alone when Escape leaves the field", async () => {
    const { chat } = createTestChat(() => ({ chunks: [], end: "open" }));
    render(<ChatPanel chat={chat} />);
    act(() => void chat.send("Helo"));
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Edit" }));
    await user.keyboard("{Escape}");
    expect(transcript(chat)[1]).toBe("assistant:  (submitted)");
    act(() => chat.abort());
  });

  test.for([
    ["isComposing", { isComposing: true }],
    ["its code alone", { keyCode: 229 }],
  ] as const)("leaves Enter and Escape to an input method that tells of itself by %s", async ([, how]) => {
    const { field, fetch } = await edit();
    fireEvent.keyDown(field, { key: "Enter", ...how });
    fireEvent.keyDown(field, { key: "Escape", ...how });
    expect(field).toBeInTheDocument();
    expect(fetch.requests).toHaveLength(1);
  });

  test("breaks the line with Enter where there is no other key for it", async () => {
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    const { chat } = createTestChat();
    render(<ChatPanel chat={chat} />);
    await act(async () => {
      await chat.send("Helo");
    });
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Edit" }));
    await user.keyboard("{Enter}you");
    expect(screen.getByRole("textbox", { name: "Edit message" })).toHaveValue("Helo\nyou");
    vi.unstubAllGlobals();
  });
});

describe("the time of an answer", () => {
  const timing = { startedAt: Date.UTC(2026, 0, 2, 3, 4), endedAt: Date.UTC(2026, 0, 2, 3, 4, 12) };

  test("is told once somebody comes near", () => {
    const { container } = show({ timing });
    expect(container.querySelector("time")).toBeNull();
    fireEvent.pointerEnter(screen.getByRole("article"));
    const time = container.querySelector("time")!;
    expect(time).toHaveAttribute("datetime", "2026-01-02T03:04:00.000Z");
    expect(time).toHaveTextContent(/Jan [12], 2026/);
    expect(time.parentElement).toHaveTextContent(/ · 12 s$/);
  });

  test("is told to who comes by keyboard", () => {
    const { container } = show({ timing });
    act(() => screen.getByRole("button", { name: "Copy" }).focus());
    expect(container.querySelector("time")).not.toBeNull();
  });

  test("of today is without a date", () => {
    const { message } = show({ timing: { startedAt: Date.now() } });
    const { container } = render(<MessageTime message={message} />);
    expect(container.textContent).toMatch(/^\d{1,2}:\d\d\s[AP]M$/);
  });

  test.for<[string, Message["timing"]]>([
    ["is missing", undefined],
    ["is no time", { startedAt: NaN }],
    ["no calendar has", { startedAt: 1e20 }],
  ])("that %s is nothing", ([, given]) => {
    const { container } = render(<MessageTime message={createMessage("m", "assistant", { timing: given })} />);
    expect(container).toBeEmptyDOMElement();
  });

  test("is left out by a server, which knows no time zone of a reader", () => {
    const message = createMessage("m", "assistant", { timing });
    const element = <MessageTime message={message} />;
    const html = renderToString(element);
    expect(html).toBe("");
    const root = document.createElement("div");
    const error = vi.spyOn(console, "error");
    render(element, { container: root, hydrate: true });
    expect(root.querySelector("time")).not.toBeNull();
    expect(error).not.toHaveBeenCalled();
  });
});

test("the time of a message takes attributes, a ref and a look by its state", () => {
  const ref = createRef<HTMLElement>();
  const message = createMessage("m", "assistant", { timing: { startedAt: 0, endedAt: 2_000 } });
  render(<MessageTime ref={ref} message={message} id="when" className={({ status }) => `is-${status}`} />);
  expect(ref.current).toHaveClass("hw-numeric", "is-done");
  expect([ref.current!.id, ref.current!.textContent]).toEqual(["when", expect.stringMatching(/ · 2(?:\.0)? s$/)]);
});

describe("copying without the clipboard of the browser", () => {
  test.for([
    [true, "Copied"],
    [false, "Could not copy"],
  ] as const)("goes the old way, which gives %s, and gives the focus back", async ([works, words]) => {
    const user = userEvent.setup();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("no", "NotAllowedError"));
    let copied: string | undefined;
    document.execCommand = () => {
      copied = (document.activeElement as HTMLTextAreaElement).value;
      return works;
    };
    show({});
    await user.click(screen.getByRole("button", { name: "Copy" }));
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(copied).toBe("**Hi**");
    expect(screen.getByRole("button", { name: "Copy" })).toHaveFocus();
    expect(document.querySelector("textarea")).toBeNull();
    Reflect.deleteProperty(document, "execCommand");
  });
});

test("a message of one's own is made of the kit's parts", async () => {
  const { chat } = createTestChat();
  const { container } = render(
    <ChatProvider chat={chat}>
      <Own />
    </ChatProvider>,
  );
  function Own() {
    return (
      <StreamingMessage messageId="m2">{(message) => <p>{`${message.role} ${message.status}`}</p>}</StreamingMessage>
    );
  }
  await act(async () => {
    void chat.send("Hello");
    await until(chat.store, ({ messages }) => messages[1]?.status === "done");
  });
  expect(container.querySelector("article")!.innerHTML).toBe("<p>assistant done</p>");
});

test("the outer element of a message may depend on its state, and be another one", () => {
  const { chat } = show({ status: "streaming", stalledSince: 1 });
  const { container } = render(
    <ChatProvider chat={chat}>
      <StreamingMessage
        messageId="m"
        render={<section />}
        className={({ role, status, isStalled }) => `${role}-${status}-${isStalled}`}
      />
    </ChatProvider>,
  );
  expect(container.querySelector("section")).toHaveClass("hw-message", "assistant-streaming-true");
});
