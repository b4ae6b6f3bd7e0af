import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  ChatPanel,
  Markdown,
  MarkdownContext,
  type MarkdownComponents,
  type MarkdownProps,
  type MarkdownSettings,
} from "../../src/index.js";
import { createMessage } from "../../src/protocol/message.js";
import { createTestChat } from "../helpers/chat.js";
import { rows } from "../helpers/panel.js";
import { resize, StubResizeObserver } from "../helpers/resize.js";

function show(text: string, props: Partial<MarkdownProps> = {}) {
  const view = render(<Markdown text={text} {...props} />);
  return { ...view, root: view.container.querySelector<HTMLElement>(".hw-md")! };
}

const own = (name: string) => () => <b>{name}</b>;
const aroundSettings: MarkdownSettings = { components: { hr: own("around") }, headingOffset: 1 };

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", StubResizeObserver);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("elements", () => {
  test.for<[string, string, string]>([
    ["a paragraph", "One\ntwo", "<p>One\ntwo</p>"],
    ["emphasis", "*a* __b__ ~~c~~", "<p><em>a</em> <strong>b</strong> <del>c</del></p>"],
    ["nested emphasis", "***a** b*", "<p><em><strong>a</strong> b</em></p>"],
    ["code in a line", "`` a`b ``", "<p><code>a`b</code></p>"],
    ["a hard break", "a\\\nb", "<p>a<br>b</p>"],
    ["a thematic break", "a\n\n---\n\nb", "<p>a</p><hr><p>b</p>"],
    ["a quote", "> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"],
    ["a list", "- a\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"],
    ["a numbered list from 3", "3. a\n4. b", '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>'],
    ["a list from 1", "1) a", "<ol><li><p>a</p></li></ol>"],
    ["a list in a list", "- a\n  - b", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"],
    ["HTML in a line as text", "a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>"],
    ["HTML of its own as text", "<div>\n*a*\n</div>", "<div><span>&lt;div&gt;\n*a*\n&lt;/div&gt;\n</span></div>"],
    ["entities", "a &amp; b &#x41; &lt;", "<p>a &amp; b A &lt;</p>"],
  ])("%s", ([, text, html]) => {
    const { root } = show(text);
    for (const element of root.querySelectorAll("*"))
      for (const name of ["class", "dir"]) element.removeAttribute(name);
    expect(root.innerHTML.replace(/^<div>|<\/div>$/g, "").trim()).toBe(html);
  });

  test("headings begin at level 3, because the page around an answer has its own", () => {
    show("# A\n\n## B\n\n#### C\n\n###### D");
    const levels = screen.getAllByRole("heading").map((heading) => [heading.localName, heading.ariaLevel]);
    expect(levels).toEqual([
      ["h3", null],
      ["h4", null],
      ["h6", null],
      ["h6", "8"],
    ]);
  });

  test("headings take the offset of the page that they stand in", () => {
    show("# A\n\nB\n===", { headingOffset: 0 });
    expect(screen.getAllByRole("heading", { level: 1 })).toHaveLength(2);
  });

  test("a list that becomes loose keeps its elements", () => {
    const { root, rerender } = show("- a\n- b", { streaming: true });
    const [before] = root.querySelectorAll("li p");
    expect(root.querySelector("ul")).toHaveClass("hw-md-tight");
    rerender(<Markdown text={"- a\n- b\n\n- c\n"} streaming />);
    expect(root.querySelector("ul")).not.toHaveClass("hw-md-tight");
    expect(root.querySelector("li p")).toBe(before);
  });

  test("tasks are boxes with a name that nobody can press", () => {
    show("- [x] Buy\n- [ ] Cook");
    const done = screen.getByRole("checkbox", { name: "Done" });
    const open = screen.getByRole("checkbox", { name: "Not done" });
    expect([done, open].map((box) => [(box as HTMLInputElement).checked, (box as HTMLInputElement).disabled])).toEqual([
      [true, true],
      [false, true],
    ]);
    expect(done.parentElement).toHaveTextContent("Buy");
  });

  test("a table has a head, bodies and alignments", () => {
    const { root } = show("| a | b | c |\n|:-|:-:|-:|\n| 1 | **2** | 3 |");
    const table = screen.getByRole("table");
    expect(
      within(table)
        .getAllByRole("columnheader")
        .map((cell) => cell.dataset["align"]),
    ).toEqual(["left", "center", "right"]);
    expect(
      within(table)
        .getAllByRole("cell")
        .map((cell) => cell.innerHTML),
    ).toEqual(["1", "<strong>2</strong>", "3"]);
    expect(root.querySelectorAll("thead tr, tbody tr")).toHaveLength(2);
  });

  test.for([
    ["a table", "| a | b |\n|-|-|\n| 1 | 2 |", ".hw-md-table", "Table"],
    ["code", "```ts\na\n```", "pre", "ts"],
  ] as const)("%s is reached by the keyboard only when it is wider than its box", ([, text, selector, name]) => {
    const { root } = show(text);
    const box = root.querySelector<HTMLElement>(selector)!;
    act(resize);
    expect(box).not.toHaveAttribute("tabindex");
    vi.spyOn(box, "scrollWidth", "get").mockReturnValue(900);
    act(resize);
    expect(box.tabIndex).toBe(0);
    expect(screen.getByRole("group", { name })).toBe(box);
  });

  test("a table of many rows is made of bodies, of which only the last changes", () => {
    const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => `| ${index} | x |\n`).join("");
    const head = "| a | b |\n|-|-|\n";
    const { root, rerender } = show(head + rowsOf(40), { streaming: true });
    const before = [...root.querySelectorAll("tr")];
    expect(root.querySelectorAll("tbody").length).toBeGreaterThan(1);
    expect(before).toHaveLength(41);
    rerender(<Markdown text={head + rowsOf(60)} streaming />);
    expect([...root.querySelectorAll("tr")].slice(0, 41)).toEqual(before);
    expect(root.querySelectorAll("thead")).toHaveLength(1);
  });

  test.for(["note", "tip", "important", "warning", "caution"])("an alert of the kind %s has its title", (kind) => {
    const { root } = show(`> [!${kind.toUpperCase()}]\n> Mind the gap.`);
    const alert = screen.getByRole("note");
    expect(alert.dataset["alert"]).toBe(kind);
    expect(root.querySelector(".hw-md-alert-title")!.textContent.toLowerCase()).toBe(kind);
    expect(alert).toHaveTextContent("Mind the gap.");
    expect(alert).not.toHaveTextContent("[!");
  });

  test("long answers are in groups: all but the last may be left alone by the browser", () => {
    const { root, rerender } = show("One");
    expect(root.querySelectorAll(".hw-md-finished")).toHaveLength(0);
    rerender(<Markdown text={Array.from({ length: 40 }, (_, index) => `Paragraph ${index}`).join("\n\n")} />);
    const groups = [...root.querySelectorAll(".hw-md-group")].map((group) => group.matches(".hw-md-finished"));
    expect(groups).toEqual([true, true, false]);
  });
});

describe("code", () => {
  const code = "```ts title\nconst a = 1;\n\nb();\n```";

  test("shows its language, and reads from left to right", () => {
    const { root } = show(code);
    expect(root.querySelector(".hw-md-code-head")).toHaveTextContent("ts");
    expect(root.querySelector("pre")).toHaveAttribute("dir", "ltr");
    expect(root.querySelector("pre")!.textContent).toBe("const a = 1;\n\nb();\n");
  });

  test("is copied as it is, also invisible characters, and says so until the reader goes elsewhere", async () => {
    const user = userEvent.setup();
    show("```\na\u202Eb\n```");
    const button = screen.getByRole("button", { name: "Copy code" });
    await user.click(button);
    expect(await navigator.clipboard.readText()).toBe("a\u202Eb\n");
    expect(screen.getByRole("status")).toHaveTextContent("Copied");
    fireEvent.blur(button);
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
  });

  test("is copied up to its newest line", async () => {
    const user = userEvent.setup();
    const { rerender } = show("```\na\n", { streaming: true });
    rerender(<Markdown text={"```\na\nb\n```"} />);
    await user.click(screen.getByRole("button", { name: "Copy code" }));
    expect(await navigator.clipboard.readText()).toBe("a\nb\n");
  });

  test("says when the clipboard did not take it", async () => {
    const user = userEvent.setup();
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("no", "NotAllowedError"));
    show(code);
    await user.click(screen.getByRole("button", { name: "Copy code" }));
    expect(screen.getByRole("status")).toHaveTextContent("Could not copy");
  });
});

describe("footnotes", () => {
  const text = "One[^b] two[^a] three[^b].\n\n[^a]: Note *A*\n[^b]: Note B\n\n[^c]: Nobody refers to this.";

  test("are numbered by their first reference, stand at the end, and lead there and back", async () => {
    const user = userEvent.setup();
    const { root } = show(text);
    const references = screen.getAllByRole("link", { name: /^Footnote/ });
    expect(references.map((link) => link.textContent)).toEqual(["1", "2", "1"]);
    const notes = within(screen.getByRole("region", { name: "Footnotes" })).getAllByRole("listitem");
    expect(notes.map((note) => note.textContent)).toEqual(["Note B↩", "Note A↩", "Nobody refers to this."]);
    await user.click(references[1]!);
    expect(notes[1]).toHaveFocus();
    await user.click(screen.getByRole("link", { name: "Back to reference 2" }));
    expect(references[1]).toHaveFocus();
    expect(location.hash).toBe("");
    const ids = [...root.querySelectorAll("[id]")].map(({ id }) => id);
    expect(ids).toHaveLength(5);
    expect(new Set(ids).size).toBe(5);
  });

  test("of two answers do not lead into each other, and no label of the model is an id", () => {
    const body = "A[^location]\n\n[^location]: x";
    const { container } = render(
      <>
        <Markdown text={body} />
        <Markdown text={body} />
      </>,
    );
    const ids = [...container.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(ids.join()).not.toContain("location");
    for (const link of container.querySelectorAll<HTMLAnchorElement>("sup a, .hw-md-back")) {
      expect(ids).toContain(decodeURIComponent(link.hash.slice(1)));
    }
  });

  test("that never come leave their words", () => {
    const { root } = show("One[^1]");
    expect(root.textContent).toBe("One[^1]");
  });

  test("keep their number while later ones arrive, and get their link when the note does", () => {
    const { root, rerender } = show("A[^x]", { streaming: true });
    expect(root.querySelector("a[href]")).toBeNull();
    rerender(<Markdown text={"A[^x] and B[^y].\n\n[^x]: First\n"} streaming />);
    expect(screen.getByRole("link", { name: "Footnote 1" })).toBeInTheDocument();
    rerender(<Markdown text={"A[^x] and B[^y].\n\n[^x]: First\n\n[^y]: Second"} />);
    expect(screen.getAllByRole("link", { name: /^Footnote/ }).map((link) => link.textContent)).toEqual(["1", "2"]);
  });
});

describe("own components", () => {
  test("stand for every element, and get what is safe", () => {
    const names = [
      "p h3 ul ol li blockquote hr br em strong del code table thead tbody tr th td".split(" "),
      ["a", "img", "pre"],
    ].flat();
    const seen = new Map<string, object>();
    const components = Object.fromEntries(
      names.map((name) => [
        name,
        ({ children, ...props }: { children?: React.ReactNode }) => {
          seen.set(name, props);
          return <data data-name={name}>{children}</data>;
        },
      ]),
    ) as MarkdownComponents;
    const text =
      '# H\n\n*a* **b** ~~c~~ `d`\\\n[e](https://example.com "T")\n![f](data:image/png;base64,AA)\n\n- g\n\n1. h\n\n> i\n\n---\n\n```js x\nj\n```\n\n| k |\n|-|\n| l |';
    const { root } = show(text, { components });
    expect([...seen.keys()].toSorted()).toEqual(names.toSorted());
    expect(root.querySelector("p, a, img, pre, table, ul")).toBeNull();
    expect(seen.get("a")).toEqual({
      href: "https://example.com/",
      host: "example.com",
      title: "https://example.com/\nT",
      isMisleading: false,
    });
    expect(seen.get("img")).toEqual({ src: "data:image/png;base64,AA", alt: "f", host: "" });
    expect(seen.get("pre")).toEqual({
      code: "j\n",
      language: "js",
      info: "js x",
      isOpen: false,
      block: expect.anything() as unknown,
    });
    expect(root).toHaveTextContent("Ha b c de");
  });

  test("are not asked for addresses that are not safe or not complete", () => {
    const a = vi.fn(() => null);
    const { rerender } = show("[x](javascript:alert(1)) y", { components: { a } });
    rerender(<Markdown text="[x](https://exam" streaming components={{ a }} />);
    expect(a).not.toHaveBeenCalled();
  });

  test("come from around too, and the nearest wins", () => {
    render(
      <MarkdownContext.Provider value={aroundSettings}>
        <Markdown text={"---\n\n# H"} />
        <Markdown text={"---"} components={{ hr: own("near") }} />
      </MarkdownContext.Provider>,
    );
    expect(screen.getByText("around")).toBeInTheDocument();
    expect(screen.getByText("near")).toBeInTheDocument();
    expect(screen.getByRole("heading", { level: 2 })).toBeInTheDocument();
  });
});

describe("in a chat", () => {
  const says = (text: string) => [
    createMessage("q", "user", { parts: [{ type: "text", text }] }),
    createMessage("s", "system", { parts: [{ type: "text", text }] }),
    createMessage("a", "assistant", { parts: [{ type: "text", text }] }),
  ];
  const panel = (props: object) => {
    const { chat } = createTestChat(undefined, { messages: says("**bold**") });
    render(<ChatPanel chat={chat} {...props} />);
    return rows().map((row) => row.querySelector(".hw-text")!.innerHTML.includes("<strong>"));
  };

  test("answers are Markdown, what others wrote is shown as it was written", () => {
    expect(panel({})).toEqual([false, false, true]);
    expect(rows()[0]).toHaveTextContent("**bold**");
  });

  test("it can be switched off, and an own renderer of texts comes first", () => {
    expect(panel({ markdown: false })).toEqual([false, false, false]);
    expect(rows()[2]).toHaveTextContent("**bold**");
  });

  test("an own renderer of texts comes first", () => {
    const { chat } = createTestChat(undefined, { messages: says("**bold**") });
    render(<ChatPanel chat={chat} parts={{ text: ({ part }) => <i>{part.text}</i> }} />);
    expect(rows()[2]!.querySelector("i")).toHaveTextContent("**bold**");
    expect(rows()[2]!.querySelector(".hw-md")).toBeNull();
  });

  test("the panel passes its settings on", () => {
    const { chat } = createTestChat(undefined, { messages: says("# Title") });
    render(<ChatPanel chat={chat} markdown={{ headingOffset: 3 }} />);
    expect(screen.getByRole("heading", { level: 4 })).toHaveTextContent("Title");
  });

  test("a panel inside a page that switched it off can switch it on", () => {
    const { chat } = createTestChat(undefined, { messages: says("**bold**") });
    render(
      <MarkdownContext.Provider value={false}>
        <ChatPanel chat={chat} markdown />
      </MarkdownContext.Provider>,
    );
    expect(rows()[2]!.querySelector("strong")).toHaveTextContent("bold");
  });
});

test("a rare entity is shown as it was written until the table of all of them is there", async () => {
  const { container, rerender } = render(<Markdown text="&copy; I &hearts; &nosuch;" />);
  expect(container).toHaveTextContent(/^© I (&hearts;|♥) &nosuch;$/);
  await waitFor(() => expect(container).toHaveTextContent(/^© I ♥ &nosuch;$/));
  rerender(<Markdown text="&copy; I &hearts; &nosuch; &clubs;" />);
  expect(container).toHaveTextContent(/^© I ♥ &nosuch; ♣$/);
});
