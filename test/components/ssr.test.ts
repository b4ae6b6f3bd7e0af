import { createElement } from "react";
import { renderToReadableStream, renderToString } from "react-dom/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  ChatPanel,
  ChatPopover,
  ChatProvider,
  ChatSidePanel,
  Composer,
  ComposerAttachments,
  ComposerCommands,
  ComposerField,
  ComposerInput,
  ItemList,
  MessageList,
  RunControls,
  useChatStream,
  useJsonLinesStream,
  WindowedMessageList,
} from "../../src/index.js";
import { createMessage, messageText } from "../../src/protocol/message.js";
import { createTestChat } from "../helpers/chat.js";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("on a server, where there is no document", () => {
  test("there really is none", () => {
    expect([typeof document, typeof window]).toEqual(["undefined", "undefined"]);
  });

  test("an empty panel renders without a request and without a complaint", () => {
    const complain = vi.spyOn(console, "error").mockImplementation(() => {});
    const fetch = vi.fn<typeof globalThis.fetch>();
    const html = renderToString(createElement(ChatPanel, { endpoint: "x", fetch }));
    expect(html).toContain('data-status="idle"');
    expect(html).toContain("How can I help?");
    expect([fetch.mock.calls, complain.mock.calls]).toEqual([[], []]);
  });

  test("two renderings are the same: nothing in them is random or of this moment", () => {
    const html = () => renderToString(createElement(ChatPanel, { endpoint: "x" }));
    expect(html()).toBe(html());
  });

  test("a conversation is in the page, with markup escaped", async () => {
    const { chat } = createTestChat();
    await chat.send("Hello <script>alert(1)</script>");
    const { messages } = chat.store.getState();
    const html = renderToString(createElement(ChatPanel, { endpoint: "x", messages }));
    expect(html).toContain("Answer 1");
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toContain("<script>");
  });

  test("a panel can be streamed", async () => {
    const stream = await renderToReadableStream(createElement(ChatPanel, { endpoint: "x" }));
    expect(await new Response(stream).text()).toContain("How can I help?");
  });

  test("parts can be put together by hand", () => {
    const { chat } = createTestChat();
    const parts = [
      createElement(MessageList, { key: 1 }),
      createElement(RunControls, { key: 2 }),
      createElement(Composer, { key: 3 }),
    ];
    // As children of one element, because that is how an application writes them.
    const html = renderToString(createElement(ChatProvider, { chat }, createElement("main", null, ...parts)));
    expect(html).toMatch(/<main>.*<textarea.*<\/main>/s);
  });

  test("a composer with all its parts, in shells that are open or closed, renders without a complaint", () => {
    const complain = vi.spyOn(console, "error").mockImplementation(() => {});
    const field = createElement(
      ComposerField,
      null,
      createElement(ComposerAttachments),
      createElement(ComposerCommands, { commands: [{ name: "clear" }] }),
      createElement(ComposerInput),
    );
    const composer = createElement(Composer, { defaultValue: "/" }, field);
    const panel = createElement(ChatPanel, { endpoint: "x", composer });
    const closed = renderToString(createElement(ChatPopover, null, panel));
    expect(closed).toMatch(/<dialog(?! open)[^>]*>.*aria-label="Attach files".*<textarea/s);
    const open = renderToString(createElement(ChatSidePanel, { defaultOpen: true }, panel));
    expect(open).toMatch(/<aside(?![^>]* hidden)[^>]*>.*<textarea/s);
    expect(complain.mock.calls).toEqual([]);
  });

  test("a windowed conversation begins with its last messages, without a complaint", () => {
    const complain = vi.spyOn(console, "error").mockImplementation(() => {});
    const messages = Array.from({ length: 50_000 }, (_, at) =>
      createMessage(`m${at}`, "user", { parts: [{ type: "text", text: `Message ${at}.` }] }),
    );
    const { chat } = createTestChat(undefined, { messages });
    const html = renderToString(createElement(ChatProvider, { chat }, createElement(WindowedMessageList)));
    expect(html.match(/Message \d+\./g)).toEqual(Array.from({ length: 24 }, (_, at) => `Message ${49_976 + at}.`));
    expect(html).toContain('aria-posinset="50000" aria-setsize="50000"');
    expect(complain.mock.calls).toEqual([]);
  });

  test("a list of items begins with its last items, the same for every visitor", () => {
    const complain = vi.spyOn(console, "error").mockImplementation(() => {});
    const items = Array.from({ length: 2_000 }, (_, at) => ({ name: `Item ${at}.` }));
    const html = renderToString(createElement(ItemList, { stream: { items } }));
    expect(html.match(/>Item \d+\./g)).toEqual(Array.from({ length: 24 }, (_, at) => `>Item ${1_976 + at}.`));
    // In the language of its words, not in that of the server.
    expect(html).toContain("Items: 2,000");
    expect(complain.mock.calls).toEqual([]);
  });

  test("one visitor's conversation is not in the page of the next, whatever the chatId", () => {
    const said = (text: string) => [createMessage(text, "user", { parts: [{ type: "text", text }] })];
    const page = (text: string) =>
      renderToString(createElement(ChatPanel, { endpoint: "x", chatId: "support", messages: said(text) }));
    expect(page("Secret of one")).toContain("Secret of one");
    const next = page("Secret of another");
    expect(next).toContain("Secret of another");
    expect(next).not.toContain("Secret of one");
    expect(renderToString(createElement(ChatPanel, { chatId: "support" }))).toContain("How can I help?");
  });

  test("hooks give their first state and send nothing, also with `autoStart`", () => {
    const fetch = vi.fn<typeof globalThis.fetch>();
    function App() {
      const { messages, status } = useChatStream({ endpoint: "x", fetch });
      const { items, isBusy } = useJsonLinesStream({ url: "y", fetch, autoStart: true });
      return createElement("p", null, messages.map(messageText).join(), `${status} ${items.length} ${isBusy}`);
    }
    expect(renderToString(createElement(App))).toContain("idle 0 false");
    expect(fetch).not.toHaveBeenCalled();
  });
});
