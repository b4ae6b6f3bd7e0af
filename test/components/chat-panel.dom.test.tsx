import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { createRef, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openaiChat } from "../../src/adapters/index.js";
import { ChatPanel, type PartProps } from "../../src/index.js";
import { defineAdapter } from "../../src/adapters/define-adapter.js";
import { createMessage, type DataPart, type TextPart } from "../../src/protocol/message.js";
import { sse } from "../../src/framing/sse.js";
import type { ResponseScript } from "../../src/testing/stream-response.js";
import { never, soon } from "../helpers/async.js";
import { createTestChat, numbered, type Play } from "../helpers/chat.js";
import { answer, delta, done, event } from "../helpers/openai.js";
import { renderPanel, rows } from "../helpers/panel.js";

const open = (): ResponseScript => ({ chunks: [delta("Par"), delta("tial")], end: "open" });

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("a panel", () => {
  test("sends what is written with Enter, shows it and its answer", async () => {
    const { say, fetch, input } = renderPanel();
    await say("Hello");
    expect(await screen.findByText("Answer 1")).toBeInTheDocument();
    expect(rows().map((row) => [row.dataset["role"], row.dataset["status"]])).toEqual([
      ["user", "done"],
      ["assistant", "done"],
    ]);
    expect(rows()[0]).toHaveTextContent("Hello");
    expect([input().value, fetch.requests.length]).toEqual(["", 1]);
    expect(document.activeElement).toBe(input());
  });

  test("in StrictMode sends one request per message", async () => {
    const { chat, fetch } = createTestChat();
    render(
      <StrictMode>
        <ChatPanel chat={chat} />
      </StrictMode>,
    );
    const input = screen.getByRole("textbox");
    fireEvent.change(input, { target: { value: "Hello" } });
    fireEvent.keyDown(input, { key: "Enter" });
    expect(await screen.findByText("Answer 1")).toBeInTheDocument();
    expect(fetch.requests).toHaveLength(1);
  });

  test("needs nothing but an endpoint", async () => {
    const fetch = vi.fn(async () => new Response(answer("Hi there").join("")));
    vi.stubGlobal("fetch", fetch);
    render(<ChatPanel endpoint="/api/chat" />);
    fireEvent.change(screen.getByRole("textbox"), { target: { value: "Hello" } });
    fireEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(await screen.findByText("Hi there")).toBeInTheDocument();
    expect(fetch).toHaveBeenCalledWith("/api/chat", expect.objectContaining({ method: "POST" }));
  });

  test("works where there is no ResizeObserver, as in other people's tests", async () => {
    vi.stubGlobal("ResizeObserver", undefined);
    const { say } = renderPanel();
    await say("Hello");
    expect(await screen.findByText("Answer 1")).toBeInTheDocument();
  });

  test("says that it is empty, in words of the application's own", () => {
    const { unmount } = renderPanel();
    expect(screen.getByText("How can I help?")).toBeInTheDocument();
    unmount();
    renderPanel(numbered, { empty: <b>Ask about trains</b> });
    expect(screen.getByText("Ask about trains")).toBeInTheDocument();
    expect(screen.queryByText("How can I help?")).not.toBeInTheDocument();
  });

  test("hands the attributes of its section on, and none of its options", () => {
    const ref = createRef<HTMLElement>();
    render(
      <ChatPanel
        endpoint="x"
        ref={ref}
        id="panel"
        className="mine"
        data-testid="panel"
        aria-label="Support"
        whenBusy="queue"
        credentials="include"
      />,
    );
    const panel = screen.getByRole("region", { name: "Support" });
    expect(ref.current).toBe(panel);
    expect([panel.id, panel.dataset["testid"], panel.dataset["status"]]).toEqual(["panel", "panel", "idle"]);
    expect(panel).toHaveClass("mine", "headwater");
    for (const name of ["endpoint", "whenbusy", "credentials"]) expect(panel).not.toHaveAttribute(name);
  });

  test("shows a conversation that was there before", () => {
    renderPanel(numbered, { messages: [createMessage("1", "user", { parts: [{ type: "text", text: "Earlier" }] })] });
    expect(rows()[0]).toHaveTextContent("Earlier");
  });

  test("shows a chat that lives elsewhere and leaves it alone when it goes", async () => {
    const { chat, log } = createTestChat(open);
    const { unmount } = render(<ChatPanel chat={chat} />);
    act(() => void chat.send("Hello"));
    expect(await screen.findByText("Partial")).toBeInTheDocument();
    unmount();
    expect(log).toEqual([]);
    chat.dispose();
  });

  test("stops its own answer when it goes", async () => {
    const { say, fetch, unmount } = renderPanel(open);
    await say("Hello");
    await screen.findByText("Partial");
    unmount();
    expect(fetch.requests[0]!.init.signal!.aborted).toBe(true);
  });
});

describe("a running answer", () => {
  test("can be stopped by the button and keeps its words; trying again replaces it", async () => {
    const { say, user } = renderPanel((request, index) => (index === 0 ? open() : numbered(request, index)));
    await say("Hello");
    await screen.findByText("Partial");
    await user.click(screen.getByRole("button", { name: "Stop" }));
    const [, stopped] = rows();
    expect(stopped).toHaveAttribute("data-status", "aborted");
    expect(stopped).toHaveTextContent(/Partial.*Stopped/);
    await user.click(within(stopped!).getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Answer 2")).toBeInTheDocument();
    expect(screen.queryByText("Partial")).not.toBeInTheDocument();
  });

  test.for<[string, Play]>([
    ["complete", numbered],
    [
      "cut off at its limit",
      () => ({ chunks: [delta("Half"), event({ choices: [{ index: 0, finish_reason: "length" }] }), done] }),
    ],
    ["stopped", open],
    ["failed", () => ({ chunks: [], status: 500 })],
  ])("that ends %s has one button to ask again, and it is its own", async ([how, play]) => {
    const { say, user } = renderPanel(play);
    await say("Hello");
    if (how === "stopped") await user.click(await screen.findByRole("button", { name: "Stop" }));
    await waitFor(() => expect(rows()[1]?.dataset["status"]).toMatch(/done|aborted|error/));
    const again = screen.getAllByRole("button", { name: /^(Try again|Regenerate)$/ });
    expect(again).toHaveLength(1);
    expect(rows()[1]).toContainElement(again[0]!);
  });

  test("can be stopped with Escape, from anywhere in the panel", async () => {
    const { say, user } = renderPanel(open);
    await say("Hello");
    await screen.findByText("Partial");
    screen.getByRole("log").parentElement!.focus();
    await user.keyboard("{Escape}");
    expect(rows()[1]).toHaveAttribute("data-status", "aborted");
  });

  test("is not stopped by the Escape that closes an input method", async () => {
    const { say, input } = renderPanel(open);
    await say("Hello");
    await screen.findByText("Partial");
    fireEvent.keyDown(input(), { key: "Escape", isComposing: true });
    fireEvent.keyDown(input(), { key: "Escape", keyCode: 229 });
    expect(rows()[1]).toHaveAttribute("data-status", "streaming");
  });

  test("is not stopped by an Escape that the application took", async () => {
    const { say, user } = renderPanel(open, { onKeyDown: (event) => event.key === "Escape" && event.preventDefault() });
    await say("Hello");
    await screen.findByText("Partial");
    screen.getByRole("log").parentElement!.focus();
    await user.keyboard("{Escape}");
    expect(rows()[1]).toHaveAttribute("data-status", "streaming");
  });

  test("is waited for visibly before its first word", async () => {
    const { say } = renderPanel(() => never());
    await say("Hello");
    expect(rows()[1]).toHaveAttribute("data-status", "submitted");
    expect(rows()[1]).toHaveAttribute("aria-busy", "true");
    await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("Waiting for the answer"), {
      timeout: 10_000,
    });
  });

  test("is told to a screen reader by its state and whole sentences, never by its tokens", async () => {
    const { say, user } = renderPanel(open, { announce: undefined });
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
    await say("Hello");
    await screen.findByText("Partial");
    expect(screen.getByRole("status")).toHaveTextContent(/^Answering$/);
    expect(screen.getByRole("log")).toHaveAttribute("aria-live", "off");
    await user.click(screen.getByRole("button", { name: "Stop" }));
    expect(screen.getByRole("status")).toHaveTextContent(/^AnsweringStopped$/);
  });
});

describe("while an answer is running", () => {
  test("what is sent waits in sight and can be taken back into the draft", async () => {
    const { say, user, input, fetch } = renderPanel(open);
    await say("One");
    await screen.findByText("Partial");
    await say("Two");
    await say("Three");
    const queue = screen.getByRole("list", { name: "Waiting to be sent" });
    expect(
      within(queue)
        .getAllByRole("listitem")
        .map((item) => item.textContent),
    ).toEqual(["Two", "Three"]);
    await user.type(input(), "Draft");
    await user.click(within(queue).getAllByRole("button", { name: "Take back" })[0]!);
    expect(input()).toHaveValue("Draft\nTwo");
    await user.clear(input());
    await user.click(screen.getByRole("button", { name: "Take back" }));
    expect(input()).toHaveValue("Three");
    expect(screen.queryByRole("list", { name: "Waiting to be sent" })).not.toBeInTheDocument();
    expect(fetch.requests).toHaveLength(1);
  });

  test("what waits is sent in order when the answer has ended", async () => {
    let finishFirst!: (script: ResponseScript) => void;
    const first = new Promise<ResponseScript>((resolve) => (finishFirst = resolve));
    const { say } = renderPanel((request, index) => (index === 0 ? first : numbered(request, index)));
    await say("One");
    await say("Two");
    await say("Three");
    finishFirst({ chunks: answer("Answer 1") });
    await screen.findByText("Answer 3");
    expect(rows().map((row) => row.textContent)).toEqual(["One", "Answer 1", "Two", "Answer 2", "Three", "Answer 3"]);
  });

  test("a message that the chat ignores is not lost from the draft", async () => {
    const { say, input } = renderPanel(open, { whenBusy: "ignore" });
    await say("One");
    await screen.findByText("Partial");
    await say("Two");
    await waitFor(() => expect(input()).toHaveValue("Two"));
  });
});

describe("a failure keeps the question, shows what the server said, and can be tried again", () => {
  const json = { "content-type": "application/json" };
  test.for<[string, ResponseScript, string | RegExp]>([
    [
      "401",
      { chunks: ['{"error":{"message":"Wrong key","code":"invalid_api_key"}}'], status: 401, headers: json },
      /Wrong key.*HTTP 401.*invalid_api_key/,
    ],
    [
      "429",
      { chunks: ['{"error":{"message":"Slow down"}}'], status: 429, headers: { ...json, "retry-after": "4.2" } },
      "Slow down The server asks to wait 5 s.",
    ],
    ["500", { chunks: ["Internal Server Error"], status: 500, headers: {} }, "Internal Server Error"],
    [
      "a page",
      { chunks: ["<!doctype html><b>Login</b>"], headers: { "content-type": "text/html" } },
      "answered with an HTML page",
    ],
    ["an empty reply", { chunks: [] }, "The answer is incomplete"],
    ["a cut line", { chunks: [delta("Par"), 'data: {"choi'] }, /Par.*The answer is incomplete/],
    ["a lost connection", { chunks: [delta("Par")], end: "lost" }, /Par.*The connection was lost/],
    ["an error frame", { chunks: [delta("Par"), event({ error: { message: "Overloaded" } })] }, /Par.*Overloaded/],
  ])("%s", async ([, script, words]) => {
    const { say, user } = renderPanel((request, index) => (index === 0 ? script : numbered(request, index)));
    await say("Hello");
    const notice = await screen.findByRole("alert");
    const [question, failed] = rows();
    expect(question).toHaveTextContent("Hello");
    expect(failed).toHaveAttribute("data-status", "error");
    expect(failed).toHaveTextContent(words);
    await user.click(within(notice).getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Answer 2")).toBeInTheDocument();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    expect(rows()[0]).toHaveTextContent("Hello");
  });

  test("a page is shown as text, never as markup", async () => {
    const { say } = renderPanel(() => ({
      chunks: ['<!doctype html><img id="evil" src="x">'],
      headers: { "content-type": "text/html" },
    }));
    await say("Hello");
    expect(await screen.findByText(/<img id="evil"/)).toBeInTheDocument();
    expect(document.querySelector("#evil")).toBeNull();
  });

  test("frames that could not be read are counted and can be looked at", async () => {
    const { say } = renderPanel(() => ({ chunks: [delta("a"), "data: {broken\n\n", ...answer("b")] }));
    await say("Hello");
    expect(await screen.findByText("1 unreadable piece of the stream was skipped")).toBeInTheDocument();
    expect(screen.getByText("{broken")).toBeInTheDocument();
    expect(rows()[1]).toHaveTextContent(/^ab/);
  });
});

describe("attempts", () => {
  test("can be walked through", async () => {
    const { say, user } = renderPanel();
    await say("Hello");
    await screen.findByText("Answer 1");
    expect(screen.queryByRole("button", { name: "Previous attempt" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Regenerate" }));
    await screen.findByText("Answer 2");
    expect(rows()[1]).toHaveTextContent("2/2");
    expect(screen.getByRole("button", { name: "Next attempt" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Previous attempt" }));
    expect(rows()[1]).toHaveTextContent(/Answer 1.*1\/2/);
    expect(screen.getByRole("button", { name: "Previous attempt" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Next attempt" }));
    expect(rows()[1]).toHaveTextContent(/Answer 2.*2\/2/);
  });

  test("the first answer to a question that was there before is the only one", async () => {
    const messages = [createMessage("1", "user", { parts: [{ type: "text", text: "Earlier" }] })];
    const { chat } = createTestChat(numbered, { messages });
    render(<ChatPanel chat={chat} />);
    await act(() => chat.restart());
    expect(rows()[1]).toHaveTextContent(/^Answer 1$/);
  });
});

describe("own renderers", () => {
  const items = defineAdapter({
    name: "charts",
    framing: sse,
    createDecoder: () => (json) => [{ type: "data-set", name: (json as { name: string }).name, value: 42 }],
  });

  test("replace a type of part, and know whether more of it may come", async () => {
    const Shout = ({ part, isStreaming }: PartProps<TextPart>) => (
      <mark>
        {part.text.toUpperCase()}
        {isStreaming ? "…" : "!"}
      </mark>
    );
    const { say, user } = renderPanel(open, { parts: { text: Shout } });
    await say("Hello");
    expect(await screen.findByText("PARTIAL…")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Stop" }));
    expect(screen.getByText("PARTIAL!")).toBeInTheDocument();
  });

  test("of data are chosen by its name; other data is shown as it is", async () => {
    const Chart = ({ part }: PartProps<DataPart>) => <mark>Chart of {String(part.value)}</mark>;
    const play = () => ({ chunks: [event({ name: "chart" }), event({ name: "table" })] });
    const { say } = renderPanel(play, { adapter: items, parts: { data: { chart: Chart } } });
    await say("Hello");
    expect(await screen.findByText("Chart of 42")).toBeInTheDocument();
    expect(rows()[1]!.querySelectorAll('[data-part="data"]')).toHaveLength(1);
  });

  test.for(["constructor", "toString", "__proto__", "hasOwnProperty"])(
    "are never found in what every object has: data named %s is shown as it is",
    async (name) => {
      const Chart = () => <mark>Chart</mark>;
      const { say } = renderPanel(() => ({ chunks: [event({ name })] }), {
        adapter: items,
        parts: { data: { chart: Chart } },
      });
      await say("Hello");
      await waitFor(() => expect(rows()[1]).toHaveAttribute("data-status", "done"));
      expect(rows()[1]).toHaveTextContent("42");
    },
  );
});

describe("labels", () => {
  test("replace the words of every button and region, in part or in whole", async () => {
    const { say, user } = renderPanel(open, {
      labels: {
        send: "Senden",
        stop: "Anhalten",
        stopped: "Angehalten",
        restart: "Noch einmal",
        composer: "Nachricht",
        placeholder: "Frag etwas",
        user: "Du",
      },
    });
    expect(screen.getByRole("textbox", { name: "Nachricht" })).toHaveAttribute("placeholder", "Frag etwas");
    expect(screen.getByRole("button", { name: "Senden" })).toBeInTheDocument();
    await say("Hello");
    await screen.findByText("Partial");
    expect(screen.getByRole("article", { name: "Du" })).toHaveTextContent("Hello");
    expect(screen.getByRole("article", { name: "Assistant" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Anhalten" }));
    expect(screen.getByRole("button", { name: "Noch einmal" })).toBeInTheDocument();
    expect(rows()[1]).toHaveTextContent("Angehalten");
  });
});

describe("hydration", () => {
  test("of an empty panel and of a conversation complains about nothing", async () => {
    const complain = vi.spyOn(console, "error").mockImplementation(() => {});
    const { chat } = createTestChat();
    await chat.send("Hello");
    for (const panel of [
      <ChatPanel key="1" endpoint="x" />,
      <ChatPanel key="2" endpoint="x" messages={chat.store.getState().messages} />,
      <ChatPanel key="3" chat={chat} />,
    ]) {
      const container = document.createElement("div");
      container.innerHTML = renderToString(panel);
      document.body.append(container);
      const root = await act(async () =>
        hydrateRoot(container, panel, { onRecoverableError: (error) => console.error(error) }),
      );
      act(() => root.unmount());
      container.remove();
    }
    expect(complain.mock.calls).toEqual([]);
  });
});

test("an answer of values nested very deep does not take the panel down", async () => {
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  const { say } = renderPanel(() => ({ chunks: [`data: 1\n\ndata: ${deep}\n\ndata: 2\n\n`] }), { adapter: undefined });
  await say("Hello");
  await waitFor(() => expect(rows()[1]).toHaveAttribute("data-status", "done"));
  expect(rows()[1]).toHaveTextContent(/^1.*2$/);
});

test("an endpoint that changes between two questions is used from the second on", async () => {
  const { say, rerender, fetch } = renderPanel();
  await say("One");
  await screen.findByText("Answer 1");
  rerender(
    <ChatPanel
      announce="end"
      endpoint="https://example.test/other"
      adapter={openaiChat}
      fetch={fetch}
      schedule={soon}
    />,
  );
  await say("Two");
  await screen.findByText("Answer 2");
  expect(fetch.requests.map(({ url }) => url)).toEqual(["https://example.test/chat", "https://example.test/other"]);
});
