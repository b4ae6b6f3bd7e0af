import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { Profiler } from "react";
import { expect, test, vi } from "vitest";
import {
  ChatProvider,
  ChatRoot,
  SourceListContext,
  StreamingMessage,
  type Message,
  type SourceListSettings,
} from "../../src/index.js";
import { createMessage } from "../../src/protocol/message.js";
import { createTestChat } from "../helpers/chat.js";

function show(rest: Partial<Message>, settings: SourceListSettings = {}) {
  const { chat } = createTestChat(undefined, { messages: [createMessage("a", "assistant")] });
  // Any state: a chat that is given a running answer would take it for one that was saved, and stopped.
  chat.store.setState({ messages: [createMessage("a", "assistant", rest)] });
  const view = render(
    <ChatProvider chat={chat}>
      <SourceListContext.Provider value={settings}>
        <StreamingMessage messageId="a" />
      </SourceListContext.Provider>
    </ChatProvider>,
  );
  const article = screen.getByRole("article");
  const set = (change: Partial<Message>) =>
    act(() => {
      chat.store.setState((state) => ({ messages: state.messages.map((one) => ({ ...one, ...change })) }));
    });
  return { ...view, chat, article, set };
}

const text = (words: string) => ({ parts: [{ type: "text", text: words }] }) as const;
const web = (id: string) => ({ id, kind: "web", title: `Page ${id}`, url: `https://${id}.example/x` }) as const;
const cite = (start: number, end: number, id: string) => ({ ...web(id), start, end });
const marks = (root: Element) => [...root.querySelectorAll(".hw-cite > a")];
const labels = (root: Element) => marks(root).map((mark) => mark.getAttribute("aria-label"));

test("a mark stands at the end of what is cited and is named by its source", () => {
  const { article } = show({ ...text("So it is. And **so** too."), citations: [cite(0, 9, "a"), cite(10, 20, "b")] });
  expect(article.querySelector("p")).toHaveTextContent("So it is.1 And so2 too.");
  expect(labels(article)).toEqual(["Source 1: Page a", "Source 2: Page b"]);
  expect(marks(article)[0]).toHaveAttribute("href", "https://a.example/x");
  expect(marks(article)[0]).toHaveAttribute("rel", "noopener noreferrer nofollow");
});

test("what is cited and also a source has the number of the source, and is listed once", () => {
  const { article } = show({
    ...text("So it is."),
    sources: [web("a"), web("b")],
    citations: [cite(0, 9, "b"), cite(0, 9, "b"), cite(0, 9, "c")],
  });
  expect(labels(article)).toEqual(["Source 2: Page b", "Source 3: Page c"]);
  expect([...article.querySelectorAll("summary")].map((one) => one.textContent)).toEqual(["Sources 2", "Cited 1"]);
  expect(article.querySelectorAll("ol")[1]).toHaveAttribute("start", "3");
});

test("citations count through all texts of the message, whatever stands between them", () => {
  const { article } = show({
    parts: [
      { type: "text", text: "One." },
      { type: "reasoning", text: "Hm [1]." },
      { type: "text", text: "Two." },
    ],
    citations: [cite(0, 4, "a"), cite(4, 8, "b"), cite(8, 99, "c")],
  });
  const [one, two] = article.querySelectorAll(".hw-text");
  expect([one!.textContent, two!.textContent]).toEqual(["One.1", "Two.2"]);
});

test("numbers in brackets lead to sources that there are; all others are text, and so is what code says", () => {
  const { article } = show({
    ...text("A [1], b [2, 1], c [1-2], d [3], e 【2†source】, f `[1]`, [g [1]](/u), h [1](/v)."),
    sources: [web("a"), web("b")],
  });
  expect(article.querySelector("p")).toHaveTextContent("A 1, b 21, c 12, d [3], e 2, f [1], g [1], h 1.");
  expect(marks(article).length).toBe(6);
});

test("numbers lead to passages where there are no sources", () => {
  const { article } = show({
    ...text("A [2]."),
    references: [
      { kind: "file", text: "one", fileId: "f" },
      { kind: "file", text: "two", fileId: "g" },
    ],
  });
  expect(labels(article)).toEqual(["Source 2: File"]);
});

test("a mark that the server wrote into the text is what its citation says, and has no second mark", () => {
  const words = "So it is【4:0†source】.";
  const { article } = show({ ...text(words), citations: [{ ...cite(8, words.length - 1, "a"), kind: "file" }] });
  expect(article.querySelector("p")).toHaveTextContent("So it is1.");
  expect(marks(article).length).toBe(1);
});

test("a link to the id of a file is a mark with the words of the link, by its id or what stands for it", () => {
  const { article } = show({
    ...text("Infusion [label.pdf](1234), [two](c-2), [three](other)."),
    sources: [{ id: "s", kind: "file", fileId: "1234" }],
    references: [{ kind: "file", text: "words", fileId: "5678", cite: "c-2" }],
    citations: [{ start: 9, end: 26, kind: "file", fileId: "1234", title: "label.pdf" }],
  });
  expect(article.querySelector("p")).toHaveTextContent("Infusion label.pdf, two, three.");
  expect(labels(article)).toEqual(["Source 1: label.pdf", "Source 1: two"]);
  expect(article.querySelector("p a[href='other']")).not.toBeNull();
  expect(article.querySelector("p a[href='1234']")).toBeNull();
});

test("files of which the server told ids alone have the names that the text has for them, in every list", () => {
  const file = { kind: "file", fileId: "1234" } as const;
  const { article } = show({
    ...text("Infusion [label.pdf](1234) and [two](5678) [1]."),
    sources: [
      { ...file, id: "a" },
      { ...file, id: "b", fileId: "5678" },
    ],
    references: [{ ...file, text: "words" }],
    subqueries: [{ query: "How?", answer: "So.", sources: [{ ...file, id: "a" }] }],
    citations: [
      { ...file, start: 9, end: 26, title: "label.pdf" },
      { ...file, start: 31, end: 42, title: "two", fileId: "5678" },
    ],
  });
  const names = [...article.querySelectorAll(".hw-sources > li")].map((one) => one.querySelector("bdi")!.textContent);
  // "two" is a word of the text.
  expect(names).toEqual(["label.pdf", "File", "label.pdf", "label.pdf"]);
  expect(labels(article)).toEqual(["Source 1: label.pdf", "Source 2: two", "Source 1: label.pdf"]);
});

test("sources that come late bind the marks that are there, and only their blocks change", () => {
  const words = "One [1].\n\nTwo.\n\nThree [2].";
  const { article, set } = show({ ...text(words), status: "streaming" });
  const blocks = [...article.querySelectorAll(".hw-md p")];
  expect(article.querySelector(".hw-md")).toHaveTextContent("One [1].Two.Three [2].");
  const changes: Node[] = [];
  const observer = new MutationObserver((records) => changes.push(...records.map(({ target }) => target)));
  observer.observe(article.querySelector(".hw-md")!, { childList: true, characterData: true, subtree: true });
  set({ sources: [web("a")] });
  for (const { target } of observer.takeRecords()) changes.push(target);
  expect(article.querySelector(".hw-md")).toHaveTextContent("One 1.Two.Three [2].");
  expect(changes.every((node) => blocks[0]!.contains(node))).toBe(true);
  set({ citations: [cite(10, 14, "b")] });
  expect(article.querySelector(".hw-md")).toHaveTextContent("One 1.Two.2Three [2].");
  expect([...article.querySelectorAll(".hw-md p")]).toEqual(blocks);
  // All has arrived, and more is known of it.
  set({ status: "done" });
  set({ citations: [cite(10, 14, "b"), cite(16, 22, "a")] });
  expect(article.querySelector(".hw-md")).toHaveTextContent("One 1.Two.2Three1 [2].");
  expect([...article.querySelectorAll(".hw-md p")]).toEqual(blocks);
});

test("no sign of a mark is seen while it arrives", () => {
  const { article, set } = show({ ...text("So "), status: "streaming", sources: [web("a")] });
  for (const end of ["[", "[1", "【", "【1", "【1†sou"]) {
    set(text(`So it is ${end}`));
    expect(article.querySelector("p")!.textContent.trim()).toBe("So it is");
  }
  set(text("So it is [1]"));
  expect(article.querySelector("p")).toHaveTextContent("So it is 1");
});

test("a streamed message has the same elements in the end as one that was there at once", () => {
  const words = "# A [1]\n\n- b **c** [2]\n- [f](1234) and [1](\n\n| a [1] | b |\n|-|-|\n| c | d |\n";
  const rest = {
    sources: [web("a"), { id: "f", kind: "file", fileId: "1234" }] as const,
    citations: [cite(3, 12, "c"), cite(9, 17, "a")],
  };
  const streamed = show({ ...text(""), status: "streaming" });
  for (let end = 1; end <= words.length; end++) {
    streamed.set(text(words.slice(0, end)));
    if (end === 14) streamed.set({ citations: rest.citations.slice(0, 1) });
  }
  streamed.set(rest);
  streamed.set({ status: "done" });
  const html = (root: Element) => root.querySelector(".hw-md")!.innerHTML.replaceAll(/#[^"]*-source/g, "#source");
  const last = html(streamed.article);
  streamed.unmount();
  const whole = show({ ...text(words), ...rest });
  // A text that streams has its runs in a place of their own; nothing else differs.
  expect(last).toBe(html(whole.article));
});

test("a card opens by focus, has all that is known, and Escape closes it without stopping the answer", async () => {
  const user = userEvent.setup();
  const onEscape = vi.fn<(isPrevented: boolean) => void>();
  const { article } = show({ ...text("So [1]."), sources: [{ ...web("a"), snippet: "Words of the page." }] });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") onEscape(event.defaultPrevented);
  });
  const [mark] = marks(article);
  expect(document.querySelector(".hw-cite-card")).toBeNull();
  await user.tab();
  expect(mark).toHaveFocus();
  const card = document.querySelector<HTMLElement>(".hw-cite-card")!;
  expect(card).toHaveTextContent("Page a · a.exampleWords of the page.");
  expect(mark).toHaveAttribute("aria-details", card.id);
  act(() => card.querySelector("a")!.focus());
  expect(document.querySelector(".hw-cite-card")).not.toBeNull();
  await user.keyboard("{Escape}");
  expect(document.querySelector(".hw-cite-card")).toBeNull();
  expect(onEscape.mock.calls).toEqual([[true]]);
  expect(mark).toHaveFocus();
});

test("a card opens under the pointer and closes when it leaves or the page scrolls", async () => {
  const user = userEvent.setup();
  const { article } = show({ ...text("So [1]."), sources: [web("a")] });
  const [mark] = marks(article);
  await user.hover(mark!);
  expect(document.querySelector(".hw-cite-card")).not.toBeNull();
  await user.unhover(mark!);
  expect(document.querySelector(".hw-cite-card")).toBeNull();
  await user.hover(mark!);
  fireEvent.scroll(document);
  expect(document.querySelector(".hw-cite-card")).toBeNull();
});

test("a finger opens the card before it goes anywhere", async () => {
  const { article } = show({ ...text("So [1]."), sources: [web("a")] });
  const [mark] = marks(article);
  expect(fireEvent.click(mark!)).toBe(false);
  expect(document.querySelector(".hw-cite-card")).not.toBeNull();
  expect(fireEvent.click(mark!)).toBe(true);
});

test("a mark of a file goes to its entry in the list, which unfolds", async () => {
  const user = userEvent.setup();
  const sources = Array.from(
    { length: 9 },
    (_, index) => ({ id: `${index}`, kind: "file", fileId: `f${index}.txt` }) as const,
  );
  const { article } = show({ ...text("So [8]."), sources });
  const folded = article.querySelector<HTMLDetailsElement>(".hw-more details")!;
  expect(folded.open).toBe(false);
  expect(folded).toHaveTextContent("3 more");
  await user.click(marks(article)[0]!);
  expect(folded.open).toBe(true);
  expect(document.activeElement).toHaveTextContent("f7.txt");
});

test("a stretch of a film has its times, and an address that begins there where it is a film", () => {
  const video = { start: 0, end: 2, kind: "video", startSec: 12.5, endSec: 34 } as const;
  const { article } = show({
    ...text("So it is."),
    citations: [
      { ...video, title: "A", url: "https://v.example/a.mp4" },
      { ...video, title: "B", url: "https://v.example/watch" },
      {
        ...video,
        title: "C",
        itemId: "c",
        hlsUrl: "https://v.example/c.m3u8",
        thumbnailUrl: "https://v.example/c.jpg",
      },
    ],
  });
  const links = [...article.querySelectorAll(".hw-sources a")].map((link) => link.getAttribute("href"));
  expect(links).toEqual(["https://v.example/a.mp4#t=12.5,34", "https://v.example/watch"]);
  const [, , item] = article.querySelectorAll(".hw-sources > li");
  expect(item).toHaveTextContent("C · 0:12–0:34");
  // Nothing is loaded before somebody asks for it.
  expect(article.querySelector("img")).toBeNull();
  fireEvent.click(within(item as HTMLElement).getByRole("button", { name: /v\.example/ }));
  expect(article.querySelector("img")).toHaveAttribute("src", "https://v.example/c.jpg");
});

test.for(["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "/relative", "1234", "//"])(
  "an address that is not of the web is no link: %s",
  (url) => {
    const evil = '<img src=x onerror="alert(1)">\u202E';
    const { article } = show({
      ...text("So [1]."),
      sources: [{ id: "1", kind: "web", title: evil, url, snippet: evil }],
    });
    const [mark] = marks(article);
    expect(mark!.getAttribute("href")).toMatch(/^#.+-source-1$/);
    expect(mark!.getAttribute("aria-label")).toContain("[U+202E]");
    expect(article.querySelectorAll(".hw-sources a, img").length).toBe(0);
  },
);

const confirmLink = vi.fn<() => boolean>(() => false);
const settings = { confirmLink };

test("links of sources and marks ask first where the application wants to be asked", () => {
  const { chat } = createTestChat(undefined, {
    messages: [createMessage("a", "assistant", { ...text("So [1]."), sources: [web("a")] })],
  });
  render(
    <ChatRoot chat={chat} markdown={settings}>
      <StreamingMessage messageId="a" />
    </ChatRoot>,
  );
  const [mark] = marks(screen.getByRole("article"));
  fireEvent.click(mark!);
  expect(confirmLink).not.toHaveBeenCalled();
  expect(fireEvent.click(mark!)).toBe(false);
  expect(confirmLink).toHaveBeenCalledTimes(1);
  expect(fireEvent.click(document.querySelector(".hw-sources a")!)).toBe(false);
  expect(confirmLink).toHaveBeenCalledTimes(2);
});

test("an application opens files and shows sources its own way", () => {
  const onOpenSource = vi.fn<(source: object) => void>();
  const sources = [{ id: "f", kind: "file", title: "a.pdf" }] as const;
  const first = show({ sources }, { onOpenSource });
  fireEvent.click(within(first.article).getByRole("button", { name: "a.pdf" }));
  expect(onOpenSource).toHaveBeenCalledWith(sources[0]);
  first.unmount();
  const second = show({ sources }, { renderSource: ({ title }, number) => `${number}) ${title}` });
  expect(within(second.article).getByRole("listitem")).toHaveTextContent("1) a.pdf");
});

test("a token renders nothing but its part, however many marks there are", () => {
  const words = Array.from({ length: 50 }, (_, index) => `So [${(index % 3) + 1}].`).join("\n\n");
  const { chat } = createTestChat(undefined, {
    messages: [
      createMessage("a", "assistant", { ...text(words), status: "streaming", sources: [web("a"), web("b"), web("c")] }),
    ],
  });
  const renders: string[] = [];
  render(
    <Profiler id="message" onRender={(_, phase) => void renders.push(phase)}>
      <ChatProvider chat={chat}>
        <StreamingMessage messageId="a" />
      </ChatProvider>
    </Profiler>,
  );
  const [first] = marks(screen.getByRole("article"));
  const seen: Node[] = [];
  const observer = new MutationObserver((records) => seen.push(...records.map(({ target }) => target)));
  observer.observe(screen.getByRole("article"), {
    childList: true,
    characterData: true,
    attributes: true,
    subtree: true,
  });
  act(() => {
    chat.store.setState((state) => ({ messages: state.messages.map((one) => ({ ...one, ...text(`${words} more`) })) }));
  });
  seen.push(...observer.takeRecords().map(({ target }) => target));
  expect(seen.length).toBeLessThan(4);
  expect(marks(screen.getByRole("article"))[0]).toBe(first);
});
