import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { createRef, type ComponentType } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { continuableOpenaiChat, ollama, openaiChat } from "../../src/adapters/index.js";
import {
  ChatProvider,
  isBusy,
  MessageList,
  messageText,
  PartRenderersContext,
  StreamingMessage,
  type ChatOptions,
  type PartProps,
} from "../../src/index.js";
import { StreamError } from "../../src/protocol/errors.js";
import { createMessage, type Message, type MessagePart, type TextPart } from "../../src/protocol/message.js";
import type { ResponseScript } from "../../src/testing/stream-response.js";
import { nextTask, until } from "../helpers/async.js";
import { createTestChat } from "../helpers/chat.js";
import { delta } from "../helpers/openai.js";

function show(rest: Partial<Message>, parts: { text?: ComponentType<PartProps<TextPart>> } = {}) {
  const { chat, fetch } = createTestChat(undefined, { messages: [createMessage("m", "assistant")] });
  // Any state: a chat that is given a running answer would take it for one that was saved, and stopped.
  chat.store.setState({ messages: [createMessage("m", rest.role ?? "assistant", rest)] });
  const ref = createRef<HTMLElement>();
  const view = render(
    <ChatProvider chat={chat}>
      <PartRenderersContext.Provider value={parts}>
        <StreamingMessage messageId="m" ref={ref} className="mine" id="row" />
      </PartRenderersContext.Provider>
    </ChatProvider>,
  );
  const set = (change: Partial<Message>) =>
    act(() => chat.store.setState(({ messages }) => ({ messages: messages.map((one) => ({ ...one, ...change })) })));
  return { ...view, chat, fetch, article: ref.current!, set };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a message", () => {
  test("tells its role, its state and who read it, and takes attributes", () => {
    const { article } = show({ status: "streaming", adapter: "xano" });
    expect({ ...article.dataset }).toMatchObject({ role: "assistant", status: "streaming", adapter: "xano" });
    expect([article.id, article.getAttribute("aria-busy")]).toEqual(["row", "true"]);
    expect(article).toHaveClass("mine");
    expect(article).toHaveAccessibleName("Assistant");
  });

  test("that is gone renders nothing", () => {
    const { chat, container } = show({});
    act(() => chat.setMessages([]));
    expect(container).toBeEmptyDOMElement();
  });

  test.for<[string, MessagePart, string]>([
    ["text", { type: "text", text: "Hello <b>world</b>" }, "Hello <b>world</b>"],
    ["refusal", { type: "refusal", text: "I cannot" }, "I cannot"],
    ["reasoning", { type: "reasoning", text: "hm" }, "hm"],
    [
      "tool-call",
      { type: "tool-call", toolCallId: "c", name: "get_weather", arguments: '{"a"' },
      'get_weather No result{"a"',
    ],
    ["tool-result", { type: "tool-result", toolCallId: "c", result: "21 °C" }, "21 °C"],
    ["item", { type: "item", value: "plain" }, "plain"],
    ["item", { type: "item", value: { a: 1 } }, '{ "a": 1 }'],
    ["item", { type: "item", value: null }, "null"],
    ["item", { type: "item", value: 0 }, "0"],
    ["data", { type: "data", name: "n", value: [1] }, "[ 1 ]"],
    ["file", { type: "file", mediaType: "image/png", name: "a.png" }, "a.png"],
    ["file", { type: "file", mediaType: "image/png" }, "image/png"],
  ])("shows a part of the type %s", ([type, part, words]) => {
    const { article } = show({ parts: [part] });
    const shown = article.querySelector<HTMLElement>(`[data-part="${type}"]`)!;
    expect(shown).toHaveTextContent(words);
    expect(shown.dataset["status"]).toBe("done");
    expect(article.querySelector("b")).toBeNull();
  });

  test("opens reasoning while it streams and closes it when the next part begins", () => {
    const reasoning: MessagePart = { type: "reasoning", text: "hm" };
    const { article, unmount } = show({ status: "streaming", parts: [reasoning] });
    expect(article.querySelector("details")).toHaveAttribute("open");
    unmount();
    const later = show({ status: "streaming", parts: [reasoning, { type: "text", text: "Hi" }] });
    expect(later.article.querySelector("details")).not.toHaveAttribute("open");
    expect(later.article.querySelector<HTMLElement>('[data-part="text"]')!.dataset["status"]).toBe("streaming");
  });

  test.for([
    ["user", "You"],
    ["assistant", "Assistant"],
    ["system", "System"],
    ["tool", "Tool"],
  ] as const)("of the role %s is named %s", ([role, name]) => {
    expect(show({ role }).article).toHaveAccessibleName(name);
  });

  test("of a type from a newer version of the format shows the rest", () => {
    const odd = { type: "hologram" } as unknown as MessagePart;
    const { article } = show({ parts: [odd, { type: "text", text: "Hi" }] });
    expect(article).toHaveTextContent("Hi");
  });

  test("shows what the agent did and what the answer rests on, with addresses of the web alone as links", () => {
    const { article } = show({
      stages: [{ id: "s", title: "Search", text: "for trains", status: "done", startedAt: 0, sources: [] }],
      sources: [
        { id: "1", kind: "web", title: "Title", url: "https://example.test/" },
        { id: "2", kind: "web", url: "javascript:alert(1)" },
        { id: "3", kind: "file", fileId: "notes.txt" },
        { id: "4", kind: "file", fileId: "0b5f3a6e-9f0e-4f6c-9d5f-7a2c1e8b4d33" },
      ],
    });
    const [stages, sources] = within(article).getAllByRole("list");
    expect(stages).toHaveTextContent(/^Search Done ?for trains$/);
    expect(
      within(sources!)
        .getAllByRole("listitem")
        .map((item) => item.textContent),
    ).toEqual(["Title\u00A0· example.test", "javascript:alert(1)", "notes.txt", "File"]);
    // What a machine calls it is there for those who look for it.
    expect(within(sources!).getByTitle("0b5f3a6e-9f0e-4f6c-9d5f-7a2c1e8b4d33")).toHaveTextContent(/^File$/);
    const [link, ...others] = article.querySelectorAll("a");
    expect(others).toEqual([]);
    expect(link).toHaveAttribute("href", "https://example.test/");
    expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow");
    expect(link).toHaveAttribute("target", "_blank");
  });

  const evil = '<img src="x" onerror="alert(1)">';
  const source = { id: "1", kind: "web", title: evil, snippet: evil } as const;
  const stage = { id: "s", kind: "tool", text: "", status: "done", startedAt: 0, sources: [] } as const;

  test.for<[string, Partial<Message>, string]>([
    ["sources", { sources: [source] }, "Sources 1"],
    ["citations", { citations: [{ start: 0, end: 1, kind: "file", title: evil }] }, "Cited 1"],
    ["questions", { subqueries: [{ query: evil, answer: evil, sources: [source] }] }, "Questions asked on the way 1"],
    ["passages", { references: [{ kind: "file", text: evil, title: evil }] }, "Passages found 1"],
    ["what went into a tool", { stages: [{ ...stage, title: evil, input: evil }] }, "Input"],
    ["what came out of a tool", { stages: [{ ...stage, title: evil, output: evil }] }, "Output"],
    ["the result of a call", { parts: [{ type: "tool-result", toolCallId: "c", result: evil }] }, "Output"],
    ["data", { parts: [{ type: "data", name: "forecast", value: evil }] }, "forecast"],
    ["named items", { parts: [{ type: "item", event: "tick", value: evil }] }, "tick"],
    ["a title", { title: evil }, evil],
  ])("shows %s under a name, and markup in it as text", ([, rest, name]) => {
    const { article } = show(rest);
    const names = [...article.querySelectorAll("summary, .hw-part-name, .hw-title")].map((one) => one.textContent);
    expect(names).toContain(name);
    expect(article).toHaveTextContent(evil);
    expect(article.querySelector("img, a, [onerror]")).toBeNull();
  });

  test.for<[string, Partial<Message>]>([
    ["lists", { references: [], title: "" }],
    [
      "reasoning",
      {
        parts: [
          { type: "reasoning", text: "" },
          { type: "text", text: "" },
        ],
      },
    ],
    ["text", { parts: [{ type: "text", text: "\n\n" }] }],
  ])("shows nothing for empty %s", ([, rest]) => {
    const { article } = show({ ...rest, status: "streaming" });
    expect(article.textContent).toBe("");
    expect(article.querySelector("ol, p, details, [data-part]")).toBeNull();
  });

  test("shows reasoning that has begun before its first word", () => {
    const { article } = show({ status: "streaming", parts: [{ type: "reasoning", text: "" }] });
    expect(article.querySelector("details")).toHaveAttribute("open");
  });

  const running = { ...stage, status: "streaming", sources: [source] } as const;

  test("shows the sources of an answer that has ended, also those that its folded stages have shown", () => {
    const { article } = show({ sources: [source], stages: [{ ...stage, sources: [source] }] });
    expect(article.querySelector(".hw-timeline")).not.toHaveAttribute("open");
    expect(article.querySelector(".hw-evidence")).toHaveAttribute("open");
  });

  test("folds the sources while a stage runs that shows them all, and never again once they were open", () => {
    const { article, set } = show({ status: "streaming", sources: [source], stages: [running] });
    const list = article.querySelector(".hw-evidence");
    expect(list).not.toHaveAttribute("open");
    set({ stages: [{ ...running, status: "done" }] });
    expect(list).toHaveAttribute("open");
    set({
      stages: [
        { ...running, status: "done" },
        { ...running, id: "next", sources: [] },
      ],
    });
    expect(list).toHaveAttribute("open");
  });

  test("shows the sources open while a stage runs that has not shown them all", () => {
    const sources = [source, { ...source, id: "2" }];
    const { article } = show({ status: "streaming", sources, stages: [running] });
    expect(article.querySelector(".hw-evidence")).toHaveAttribute("open");
  });

  test("lists each cited target once, with its time, and one without any name by its kind", () => {
    const at = { start: 0, end: 1 };
    const { article } = show({
      citations: [
        { ...at, kind: "video", title: "Kickoff", itemId: "i", startSec: 12.5, endSec: 81 },
        { ...at, kind: "video", title: "Kickoff", itemId: "i", startSec: 12.5, endSec: 81 },
        { ...at, kind: "video", title: "Kickoff", itemId: "i", startSec: 100 },
        { ...at, kind: "file", title: "One" },
        { ...at, kind: "file", title: "Two" },
        { ...at, kind: "file" },
      ],
    });
    const rows = [...article.querySelectorAll("li")].map((row) => row.textContent.trim());
    expect(rows).toEqual(["Kickoff\u00A0· 0:12–1:21", "Kickoff\u00A0· 1:40", "One", "Two", "File"]);
  });

  test("shows page and score of a passage", () => {
    const passage = { kind: "file", text: "words", fileId: "f", page: 3, score: 0.123_456 } as const;
    const { article } = show({ references: [passage, { kind: "web", text: "more" }] });
    const rows = [...article.querySelectorAll("li")].map((row) => row.textContent);
    expect(rows).toEqual(["File\u00A0· p. 3\u00A0· score 0.123words", "Web pagemore"]);
  });

  test("puts each result after its call", () => {
    const call = (toolCallId: string): MessagePart => ({
      type: "tool-call",
      toolCallId,
      name: toolCallId,
      arguments: "",
    });
    const result = (toolCallId: string): MessagePart => ({
      type: "tool-result",
      toolCallId,
      result: `of ${toolCallId}`,
    });
    const parts = [call("a"), call("b"), result("b"), result("gone"), result("a")];
    const { article } = show({ parts });
    const shown = [...article.querySelectorAll(":scope > [data-part]")].map((part) => part.textContent);
    expect(shown).toEqual(["a DoneOutputof a", "b DoneOutputof b", "Outputof gone"]);
  });

  test("marks values that are all texts as lines", () => {
    const items = (...values: unknown[]): MessagePart[] => values.map((value) => ({ type: "item", value }));
    const first = show({ parts: items("one", "", "three") });
    expect(first.article.querySelectorAll(".hw-item[data-line=true]")).toHaveLength(3);
    first.unmount();
    const second = show({ parts: items("one", 2) });
    expect(second.article.querySelector("[data-line]")).toBeNull();
  });

  test.for<[string, boolean]>([
    ["data:image/png;base64,AA", true],
    ["DATA:IMAGE/JPEG;base64,AA", true],
    ["data:image/svg+xml,<svg onload='alert(1)'/>", false],
    ["data:image/pngx,AA", false],
    ["data:text/html,<script>alert(1)</script>", false],
    ["https://example.test/a.png", false],
    ["javascript:alert(1)", false],
  ])("shows a file at %s as a picture: %s", ([url, isPicture]) => {
    const { article } = show({ parts: [{ type: "file", mediaType: "image/png", name: "a.png", url }] });
    expect(article.querySelector("img")?.getAttribute("src")).toBe(isPicture ? url : undefined);
    if (isPicture) fireEvent.error(screen.getByAltText("a.png"));
    expect(article.querySelector("img")).toBeNull();
    expect(article).toHaveTextContent("a.png");
  });

  test("keeps parts that did not change from rendering", () => {
    let renders = 0;
    const Count = ({ part }: PartProps<TextPart>) => {
      renders++;
      return <p>{part.text}</p>;
    };
    const first: MessagePart = { type: "text", text: "first", id: "1" };
    const { chat } = show({ parts: [first, { type: "reasoning", text: "hm" }] }, { text: Count });
    const before = renders;
    act(() =>
      chat.store.setState({
        messages: [createMessage("m", "assistant", { parts: [first, { type: "reasoning", text: "hm, so" }] })],
      }),
    );
    expect([renders, screen.getByText("hm, so").textContent]).toEqual([before, "hm, so"]);
  });
});

describe("the end of a message", () => {
  test("that went well shows no notice", () => {
    const { article } = show({ parts: [{ type: "text", text: "Hi" }] });
    expect(article).toHaveTextContent(/^Hi$/);
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  test("by an error shows its words, its facts and its code", () => {
    show({
      status: "error",
      error: new StreamError("http", "No credit", {
        status: 402,
        serverType: "billing",
        serverCode: "x1",
        bodySample: "{}",
      }),
    });
    const notice = screen.getByRole("alert");
    expect(notice).toHaveAttribute("data-error", "http");
    expect(notice).toHaveTextContent(/The answer failed.*No credit.*HTTP 402 · billing · x1/);
    // The server's own words say it all: the raw body is not needed.
    expect(within(notice).queryByText("Details")).not.toBeInTheDocument();
  });

  test.for<[string, StreamError, RegExp, string]>([
    [
      "of the wrong kind",
      new StreamError("unexpected-response", "A page", { contentType: "text/html", bodySample: "<h1>" }),
      /A page.*text\/html/,
      "<h1>",
    ],
    ["that cannot be read", new StreamError("parse", "Not JSON", { frame: "{x", bodySample: "y" }), /Not JSON/, "{x"],
  ])("by a reply %s can be looked at", ([, error, words, evidence]) => {
    show({ status: "error", error });
    const notice = screen.getByRole("alert");
    expect(notice).toHaveTextContent(words);
    expect(within(notice).getByText("Details")).toBeInTheDocument();
    expect(within(notice).getByText(evidence)).toBeInTheDocument();
  });

  test("by an error without evidence has no empty details", () => {
    show({ status: "error", error: new StreamError("unexpected-response", "Nothing") });
    expect(screen.queryByText("Details")).not.toBeInTheDocument();
  });

  test.for<[string, StreamError, string]>([
    ["went silent", new StreamError("timeout", "Nothing came"), "The server went silent"],
    ["broke on a device without a network", new StreamError("network", "x", { offline: true }), "You are offline"],
    ["broke", new StreamError("network", "x"), "The answer failed"],
    ["ended too early", new StreamError("incomplete", "x"), "The answer is incomplete"],
  ])("by a connection that %s has a title of its own", ([, error, title]) => {
    show({ status: "error", error });
    expect(screen.getByRole("alert").querySelector("p")).toHaveTextContent(title);
  });

  test.for<[string, string]>([
    ["https://login.example.com/sso?next=%2Fchat&token=secret#top", "HTTP 401 · redirected to login.example.com/sso"],
    ["https://user:secret@login.example.com:8443/", "HTTP 401 · redirected to login.example.com:8443/"],
    ["https://xn--bcher-kva.example/<b>x</b>", "HTTP 401 · redirected to xn--bcher-kva.example/%3Cb%3Ex%3C/b%3E"],
    ["javascript:alert(1)", "HTTP 401"],
    ["not an address", "HTTP 401"],
  ])("by a redirect to %s tells host and path, apart from the words around", ([redirectedTo, facts]) => {
    show({ status: "error", error: new StreamError("http", "No", { status: 401, redirectedTo }) });
    const line = screen.getByText(/^HTTP 401/);
    expect(line).toHaveTextContent(facts);
    expect(line.textContent).toBe(facts);
    const place = facts.split("redirected to ")[1];
    expect(line.querySelector("bdi")?.textContent).toBe(place);
    expect(line.querySelector("a, b")).toBeNull();
  });

  test.for([
    ["at the limit of its length", "length", "Stopped at the length limit"],
    ["by a filter", "content_filter", "Stopped by the content filter"],
    ["for a reason of which nobody knows", "constructor", ""],
  ])("%s says so, and offers nothing that cannot be done", ([, finishReason, words]) => {
    const { article } = show({ finishReason: finishReason!, parts: [{ type: "text", text: "Par" }] });
    expect(article.textContent).toBe(`Par${words}`);
    expect(screen.queryByRole("button", { name: /Continue|Try again/ })).not.toBeInTheDocument();
  });

  test("by a stop says so and offers to try again", async () => {
    const { fetch } = show({ status: "aborted", parts: [{ type: "text", text: "Par" }] });
    expect(screen.getByText("Stopped")).toBeInTheDocument();
    await act(async () => screen.getByRole("button", { name: "Try again" }).click());
    expect(fetch.requests).toHaveLength(1);
  });
});

describe("going on with an answer that was cut off", () => {
  const line = (content: string, rest: object = {}) => `${JSON.stringify({ message: { content }, ...rest })}\n`;
  const headers = { "content-type": "application/x-ndjson" };
  /** What the server sends first, by how the answer is cut off. */
  const cuts: Readonly<Record<string, ResponseScript>> = {
    stopped: { chunks: [line("Once upon ")], headers, end: "open" },
    lost: { chunks: [line("Once upon ")], headers, end: "lost" },
    "at its limit": { chunks: [line("Once upon "), line("", { done: true, done_reason: "length" })], headers },
  };

  async function cutOff(script: ResponseScript, options: Partial<ChatOptions> = {}) {
    const rest = { chunks: [line(" a time."), line("", { done: true, done_reason: "stop" })], headers };
    const { chat, fetch } = createTestChat((_request, index) => (index === 0 ? script : rest), {
      adapter: ollama,
      ...options,
    });
    render(
      <ChatProvider chat={chat}>
        <MessageList />
      </ChatProvider>,
    );
    await act(async () => {
      void chat.send("Tell me a story");
      await until(chat.store, ({ messages }) => messages[1] !== undefined && messageText(messages[1]) !== "");
      if (script.end === "open") chat.abort();
      await until(chat.store, ({ messages }) => !isBusy(messages[1]!.status));
    });
    const answer = () => document.querySelector<HTMLElement>('[data-role="assistant"]')!;
    const press = (name: string) =>
      act(async () => {
        screen.getByRole("button", { name }).click();
        await until(chat.store, ({ messages }) => !isBusy(messages[1]!.status));
      });
    return { chat, fetch, answer, press };
  }

  const buttons = () =>
    screen.queryAllByRole("button", { name: /Continue|Try again/ }).map((button) => button.textContent);

  test.for(Object.entries(cuts))("%s asks with its text and shows both as one", async ([, script]) => {
    const { fetch, answer, press } = await cutOff(script);
    expect(buttons()[0]).toBe("Continue");
    await press("Continue");
    expect(fetch.requests[1]!.body).toEqual({
      stream: true,
      messages: [
        { role: "user", content: "Tell me a story" },
        { role: "assistant", content: "Once upon" },
      ],
    });
    expect(answer()).toHaveTextContent(/^Once upon a time\.2\/2$/);
    await press("Previous attempt");
    expect(answer()).toHaveTextContent(/^Once upon.*Continue.*1\/2/);
  });

  test("hands the focus to the list, because the button is gone", async () => {
    const { press } = await cutOff(cuts["stopped"]!);
    screen.getByRole("button", { name: "Continue" }).focus();
    await press("Continue");
    expect(document.activeElement).toHaveClass("hw-scroller");
  });

  test("asks a compatible server of OpenAI in its own way", async () => {
    const { fetch, press } = await cutOff(
      { chunks: [delta("Once upon")], end: "open" },
      { adapter: continuableOpenaiChat("prefix") },
    );
    await press("Continue");
    expect(fetch.requests[1]!.body).toMatchObject({
      messages: [{ role: "user" }, { role: "assistant", content: "Once upon", prefix: true }],
    });
  });

  test("is not offered where the server would begin anew", async () => {
    await cutOff({ chunks: [delta("Once upon")], end: "open" }, { adapter: openaiChat });
    expect(buttons()).toEqual(["Try again"]);
  });

  test("is not offered before the first word", async () => {
    const { chat } = createTestChat(() => ({ chunks: [], headers, end: "open" }), { adapter: ollama });
    render(
      <ChatProvider chat={chat}>
        <MessageList />
      </ChatProvider>,
    );
    await act(async () => {
      void chat.send("Hello");
      await nextTask();
      chat.abort();
    });
    expect(buttons()).toEqual(["Try again"]);
  });
});
