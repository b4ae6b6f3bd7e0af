import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { createRef, type ComponentType } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ChatProvider, PartRenderersContext, StreamingMessage, type PartProps } from "../../src/index.js";
import { StreamError } from "../../src/protocol/errors.js";
import { createMessage, type Message, type MessagePart, type TextPart } from "../../src/protocol/message.js";
import { createTestChat } from "../helpers/chat.js";

function show(rest: Partial<Message>, parts: { text?: ComponentType<PartProps<TextPart>> } = {}) {
  const { chat, fetch } = createTestChat(undefined, { messages: [createMessage("m", rest.role ?? "assistant", rest)] });
  const ref = createRef<HTMLElement>();
  const view = render(
    <ChatProvider chat={chat}>
      <PartRenderersContext.Provider value={parts}>
        <StreamingMessage messageId="m" ref={ref} className="mine" id="row" />
      </PartRenderersContext.Provider>
    </ChatProvider>,
  );
  return { ...view, chat, fetch, article: ref.current! };
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
    ["tool-call", { type: "tool-call", toolCallId: "c", name: "get_weather", arguments: '{"a"' }, 'get_weather{"a"'],
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

  test("shows what the agent did and what the answer rests on, with addresses as text", () => {
    const { article } = show({
      stages: [{ id: "s", title: "Search", text: "for trains", status: "done", startedAt: 0, sources: [] }],
      sources: [
        { id: "1", kind: "web", title: "Title", url: "https://example.test/" },
        { id: "2", kind: "web", url: "javascript:alert(1)" },
        { id: "3", kind: "file", fileId: "file-3" },
        { id: "4", kind: "file" },
      ],
    });
    const [stages, sources] = within(article).getAllByRole("list");
    expect(stages).toHaveTextContent("Search for trains");
    expect(
      within(sources!)
        .getAllByRole("listitem")
        .map((item) => item.textContent),
    ).toEqual(["Title", "javascript:alert(1)", "file-3", "4"]);
    expect(article.querySelector("a")).toBeNull();
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
    ["reasoning", { parts: [{ type: "reasoning", text: "" }] }],
    ["text", { parts: [{ type: "text", text: "\n\n" }] }],
  ])("shows nothing for empty %s", ([, rest]) => {
    expect(show(rest).article).toBeEmptyDOMElement();
  });

  test("shows reasoning that has begun before its first word", () => {
    const { article } = show({ status: "streaming", parts: [{ type: "reasoning", text: "" }] });
    expect(article.querySelector("details")).toHaveAttribute("open");
  });

  test("shows the sources open unless its stages have shown them all", () => {
    const first = show({ sources: [source], stages: [{ ...stage, sources: [source] }] });
    expect(first.article.querySelector(".hw-evidence")).not.toHaveAttribute("open");
    first.unmount();
    const second = show({ sources: [source, { ...source, id: "2" }], stages: [{ ...stage, sources: [source] }] });
    expect(second.article.querySelector(".hw-evidence")).toHaveAttribute("open");
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
    expect(rows).toEqual(["Kickoff 0:12–1:21", "Kickoff 1:40", "One", "Two", "file"]);
  });

  test("shows page and score of a passage", () => {
    const passage = { kind: "file", text: "words", fileId: "f", page: 3, score: 0.123_456 } as const;
    const { article } = show({ references: [passage, { kind: "web", text: "more" }] });
    const rows = [...article.querySelectorAll("li")].map((row) => row.textContent);
    expect(rows).toEqual(["f · p. 3 · score 0.123words", "webmore"]);
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
    const shown = [...article.querySelectorAll("[data-part]")].map((part) => part.textContent);
    expect(shown).toEqual(["a", "Outputof a", "b", "Outputof b", "Outputof gone"]);
  });

  test("marks values that are all texts as lines", () => {
    const items = (...values: unknown[]): MessagePart[] => values.map((value) => ({ type: "item", value }));
    const first = show({ parts: items("one", "", "three") });
    expect(first.article.dataset["lines"]).toBe("true");
    first.unmount();
    const second = show({ parts: items("one", 2) });
    expect(second.article.dataset["lines"]).toBeUndefined();
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
    show({ parts: [{ type: "text", text: "Hi" }] });
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
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

  test("by a stop says so and offers to try again", async () => {
    const { fetch } = show({ status: "aborted", parts: [{ type: "text", text: "Par" }] });
    expect(screen.getByText("Stopped")).toBeInTheDocument();
    await act(async () => screen.getByRole("button", { name: "Try again" }).click());
    expect(fetch.requests).toHaveLength(1);
  });
});
