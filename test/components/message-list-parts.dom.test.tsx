import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState, type ReactNode } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  Chat,
  ChatPanel,
  ChatProvider,
  MessageList,
  WindowedMessageList,
  type Message,
  type MessageListProps,
} from "../../src/index.js";
import { createMessage } from "../../src/protocol/message.js";
import { removeResizeObserver } from "../helpers/resize.js";
import { createTestChat, transcript, type Play } from "../helpers/chat.js";

const open: Play = () => ({ chunks: [], end: "open" });

afterEach(() => {
  vi.unstubAllGlobals();
});

function message(id: string, role: Message["role"] = "user"): Message {
  return createMessage(id, role, { parts: [{ type: "text", text: `Words of ${id}` }] });
}

function show(props: MessageListProps = {}, messages: readonly Message[] = [], play: Play = open) {
  const { chat } = createTestChat(play, { messages });
  const page = (more: MessageListProps = {}): ReactNode => (
    <ChatProvider chat={chat}>
      <MessageList {...props} {...more} />
    </ChatProvider>
  );
  const view = render(page());
  return { chat, user: userEvent.setup(), ...view, change: (more: MessageListProps) => view.rerender(page(more)) };
}

const scroller = () => screen.getByRole("log").parentElement!;

/** Away from the end, as far as jsdom without a layout can be. */
function leave(): void {
  Object.defineProperties(scroller(), {
    clientHeight: { value: 100, configurable: true },
    scrollHeight: { value: 500, configurable: true },
  });
  fireEvent.wheel(scroller(), { deltaY: -10 });
}

describe("the outer element of a list", () => {
  test("takes a class name, a style and another element by its state", () => {
    const { change, container } = show({
      className: ({ isAtEnd, isBusy }) => `${isAtEnd ? "end" : "away"} ${isBusy ? "busy" : "quiet"}`,
      style: ({ isAtEnd }) => ({ opacity: isAtEnd ? 1 : 0.5 }),
    });
    const list = container.firstElementChild;
    expect(list).toHaveClass("hw-message-list end quiet");
    expect(list).toHaveStyle({ opacity: "1" });
    act(leave);
    expect(list).toHaveClass("away");
    change({ render: <main /> });
    expect(container.firstElementChild!.tagName).toBe("MAIN");
  });

  test("is busy while an answer runs", () => {
    const { chat, container } = show({ className: ({ isBusy }) => (isBusy ? "busy" : "quiet") });
    act(() => void chat.send("Hello"));
    expect(container.firstElementChild).toHaveClass("busy");
  });
});

describe("a conversation that is empty", () => {
  test("says that it is on its way, and nothing else", () => {
    const { change } = show({ loading: true, empty: "Welcome", suggestions: ["Why?"] });
    expect(screen.getByText("Loading")).toBeInTheDocument();
    expect([screen.queryByText("Welcome"), screen.queryByRole("button")]).toEqual([null, null]);
    expect(screen.getByRole("log")).toHaveAttribute("aria-busy", "true");
    change({ loading: false });
    expect(screen.getByText("Welcome")).toBeInTheDocument();
    expect(screen.queryByText("Loading")).toBeNull();
    expect(screen.getByRole("log")).toHaveAttribute("aria-busy", "false");
  });

  test("offers questions, of which one is sent by its button and all go", async () => {
    const long = { label: "Plan a trip", prompt: "Plan a trip to Oslo for three days." };
    const { chat, user } = show({ suggestions: ["Why?", long] });
    const list = screen.getByRole("list", { name: "Suggestions" });
    expect(
      within(list)
        .getAllByRole("button")
        .map((button) => button.textContent),
    ).toEqual(["Why?", "Plan a trip"]);
    await user.click(screen.getByRole("button", { name: "Plan a trip" }));
    expect(transcript(chat)[0]).toBe("user: Plan a trip to Oslo for three days.");
    expect(screen.queryByRole("list", { name: "Suggestions" })).toBeNull();
    // It has vanished under the focus.
    expect(scroller()).toHaveFocus();
  });

  test("has no list of no questions", () => {
    show({ suggestions: [] });
    expect(screen.queryByRole("list")).toBeNull();
  });

  test("may have its questions anywhere, in the look of the application", () => {
    const { chat } = createTestChat();
    const { rerender } = render(
      <Chat.Root chat={chat}>
        <Chat.Suggestions suggestions={["Why?"]} className={({ count }) => `of-${count}`} />
      </Chat.Root>,
    );
    expect(screen.getByRole("list", { name: "Suggestions" })).toHaveClass("hw-suggestions of-1");
    act(() => chat.setMessages([message("a")]));
    rerender(<Chat.Root chat={chat}>{null}</Chat.Root>);
    expect(screen.queryByRole("list")).toBeNull();
  });

  test("is told to a whole panel too", () => {
    const { chat } = createTestChat();
    const props = { chat, empty: "Welcome", suggestions: ["Why?"], onLoadOlder: () => {}, announce: "off" } as const;
    const { rerender } = render(<ChatPanel {...props} />);
    expect(screen.getByText("Welcome")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Why?" })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Load earlier messages" })).toBeInTheDocument();
    rerender(<ChatPanel {...props} loading hasOlder={false} />);
    expect(screen.getByText("Loading")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Load earlier messages" })).toBeNull();
  });
});

describe("messages that came while the reader was away from the end", () => {
  test("are counted, without those of the reader", async () => {
    const { chat, user } = show({}, [message("a")], () => ({ chunks: [], end: "clean" }));
    act(leave);
    expect(screen.getByRole("button", { name: "Jump to the latest" })).toBeInTheDocument();
    await act(async () => void (await chat.send("One")));
    expect(screen.getByRole("button", { name: "1 new message" })).toBeInTheDocument();
    await act(async () => void (await chat.send("Two")));
    await user.click(screen.getByRole("button", { name: "2 new messages" }));
    act(leave);
    expect(screen.getByRole("button", { name: "Jump to the latest" })).toBeInTheDocument();
  });

  test("are not those that came before the others, nor another conversation", () => {
    const { chat } = show({}, [message("c", "assistant")]);
    act(leave);
    act(() => chat.prependMessages([message("a"), message("b", "assistant")]));
    expect(screen.getByRole("button", { name: "Jump to the latest" })).toBeInTheDocument();
    act(() => chat.setMessages([message("x", "assistant"), message("y", "assistant")]));
    expect(screen.getByRole("button", { name: "Jump to the latest" })).toBeInTheDocument();
  });
});

describe("earlier messages", () => {
  const name = "Load earlier messages";

  test("are asked for by a button, once at a time, that keeps the focus while they are awaited", async () => {
    let finish = () => {};
    const onLoadOlder = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const { user } = show({ onLoadOlder }, [message("c")]);
    const button = screen.getByRole("button", { name });
    await user.click(button);
    await user.click(button);
    expect(onLoadOlder).toHaveBeenCalledTimes(1);
    expect(button).toHaveTextContent("Loading");
    expect(button).toHaveAttribute("aria-disabled", "true");
    expect(button).toHaveFocus();
    await act(async () => finish());
    expect(button).toHaveTextContent(name);
    await user.click(button);
    expect(onLoadOlder).toHaveBeenCalledTimes(2);
  });

  test("leave the focus in the list when there are no more", async () => {
    function Page() {
      const [hasOlder, setHasOlder] = useState(true);
      return <MessageList onLoadOlder={() => setHasOlder(false)} hasOlder={hasOlder} />;
    }
    const { chat } = createTestChat(open, { messages: [message("a")] });
    render(
      <ChatProvider chat={chat}>
        <Page />
      </ChatProvider>,
    );
    await userEvent.click(screen.getByRole("button", { name }));
    expect(screen.queryByRole("button", { name })).toBeNull();
    expect(scroller()).toHaveFocus();
  });

  test("are asked for by themselves where the list begins, again after each time, but not after a failure", async () => {
    let see = () => {};
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        constructor(callback: (entries: object[]) => void) {
          see = () => callback([{ isIntersecting: false }, { isIntersecting: true }].slice(-1));
        }
        observe() {}
        disconnect() {
          see = () => {};
        }
      },
    );
    const problems: unknown[] = [];
    const note = (reason: unknown) => problems.push(reason);
    process.on("unhandledRejection", note);
    const onLoadOlder = vi.fn(async () => {});
    show({ onLoadOlder, autoLoadOlder: true }, [message("c")]);
    await act(async () => see());
    await act(async () => see());
    expect(onLoadOlder).toHaveBeenCalledTimes(2);
    onLoadOlder.mockRejectedValueOnce(new Error("offline"));
    await act(async () => see());
    await act(async () => see());
    expect(onLoadOlder).toHaveBeenCalledTimes(3);
    await new Promise((resolve) => void setImmediate(resolve));
    process.off("unhandledRejection", note);
    // It is the application's.
    expect(problems).toEqual([new Error("offline")]);
    await userEvent.click(screen.getByRole("button", { name }));
    expect(onLoadOlder).toHaveBeenCalledTimes(4);
  });

  test("are not asked for by themselves, unless wished", () => {
    const observed = vi.fn();
    vi.stubGlobal("IntersectionObserver", observed);
    show({ onLoadOlder: () => {} }, [message("c")]);
    expect(observed).not.toHaveBeenCalled();
  });

  test("have no button where there are none", () => {
    const { change } = show({}, [message("a")]);
    expect(screen.queryByRole("button", { name })).toBeNull();
    change({ onLoadOlder: () => {}, hasOlder: false });
    expect(screen.queryByRole("button", { name })).toBeNull();
  });

  test("leave the messages that are there in the page as they are", () => {
    const history = Array.from({ length: 30 }, (_, at) => message(`m${at}`));
    const { chat } = show({}, history);
    const before = screen.getAllByRole("article");
    act(() => chat.prependMessages(Array.from({ length: 40 }, (_, at) => message(`o${at}`))));
    const after = screen.getAllByRole("article");
    expect(after).toHaveLength(70);
    expect(after.slice(40)).toEqual(before);
    expect(after.slice(40).every((row, at) => row === before[at])).toBe(true);
  });
});

test("buttons of messages from long ago are there where no browser tells what is in view", () => {
  show(
    {},
    Array.from({ length: 60 }, (_, at) => message(`m${at}`)),
  );
  expect(screen.getAllByRole("group", { name: "Actions" })).toHaveLength(60);
});

describe.each([
  ["a list", MessageList],
  ["a windowed list", WindowedMessageList],
])("the keys of %s", (_name, List) => {
  function keyed(messages: readonly Message[]) {
    // jsdom has no layout. Of a windowed list all is shown where nothing can be measured.
    removeResizeObserver();
    Element.prototype.scrollIntoView = () => {};
    const { chat } = createTestChat(open, { messages });
    render(
      <Chat.Root chat={chat}>
        <List
          renderMessage={(id) => (
            <article className="hw-message" aria-label={id}>
              <button type="button">{`Copy ${id}`}</button>
              <input
                aria-label={`Field ${id}`}
                onKeyDown={(event) => event.key === "Escape" && event.preventDefault()}
              />
            </article>
          )}
        />
      </Chat.Root>,
    );
    scroller().focus();
    return { chat, user: userEvent.setup() };
  }
  const focused = () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent;

  test("walk from message to message, and to the first and the last", async () => {
    const { user } = keyed(["a", "b", "c"].map((id) => message(id)));
    const path: unknown[] = [];
    for (const key of ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "End", "ArrowDown", "Home"]) {
      await user.keyboard(`{${key}}`);
      path.push(focused());
    }
    expect(path).toEqual(["c", "b", "a", "a", "b", "c", "c", "a"]);
  });

  test("lead back to where the reader was", async () => {
    const { user } = keyed(["a", "b", "c"].map((id) => message(id)));
    await user.keyboard("{ArrowUp}{ArrowUp}");
    scroller().focus();
    await user.keyboard("{ArrowDown}");
    expect(focused()).toBe("b");
  });

  test("lead into a message by Enter and out by Escape, which then does not stop the answer", async () => {
    const { chat, user } = keyed(["a", "b"].map((id) => message(id)));
    act(() => void chat.send("Hello"));
    await user.keyboard("{Home}{Enter}");
    expect(focused()).toBe("Copy a");
    // They are those of the button now.
    await user.keyboard("{ArrowDown}{End}");
    expect(focused()).toBe("Copy a");
    await user.keyboard("{Escape}");
    expect(focused()).toBe("a");
    expect(chat.store.getState().messages.at(-1)!.status).toBe("submitted");
    await user.keyboard("{Escape}");
    expect(chat.store.getState().messages.at(-1)!.status).toBe("aborted");
  });

  test("leave Escape to a field that takes it", async () => {
    const { user } = keyed([message("a")]);
    await user.click(screen.getByLabelText("Field a"));
    await user.keyboard("{Escape}");
    expect(focused()).toBe("Field a");
  });

  test("are not taken with others that mean something to the browser, nor from an input method", () => {
    keyed(["a", "b"].map((id) => message(id)));
    for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { shiftKey: true }, { keyCode: 229 }]) {
      expect(fireEvent.keyDown(scroller(), { key: "ArrowUp", ...more })).toBe(true);
    }
    for (const key of ["PageUp", "PageDown", " "]) expect(fireEvent.keyDown(scroller(), { key })).toBe(true);
    expect(scroller()).toHaveFocus();
  });

  test("do nothing where there is no message", async () => {
    const { user } = keyed([]);
    await user.keyboard("{ArrowUp}{ArrowDown}{Home}{End}{Enter}{Escape}");
    expect(scroller()).toHaveFocus();
  });
});
