import { act, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  Markdown,
  MarkdownContext,
  createHighlighter,
  type FindTokenizer,
  type Highlighter,
  type LineTokenizer,
  type MarkdownSettings,
} from "../../src/index.js";
import { createGate } from "../helpers/async.js";
import { rendered } from "../helpers/rendered.js";
import { StubResizeObserver } from "../helpers/resize.js";
import { createTestTokenizer } from "../helpers/tokenizer.js";

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", StubResizeObserver);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const code = "```ts\nlet a = 1;\n/* let\n*/\n```";
const tokens = (root: ParentNode) =>
  [...root.querySelectorAll("[class^=hw-tok-]")].map(({ className, textContent }) => [className, textContent]);
const colours = [
  ["hw-tok-keyword", "let"],
  ["hw-tok-number", "1"],
  ["hw-tok-comment", "/*"],
  ["hw-tok-comment", " "],
  ["hw-tok-comment", "let\n"],
  ["hw-tok-comment", "*/\n"],
];

const settings: MarkdownSettings = { highlight: createHighlighter(() => createTestTokenizer().tokenize) };

describe("a highlighter", () => {
  test("that is there at once colours from the first rendering", () => {
    const find = vi.fn<FindTokenizer>(() => createTestTokenizer().tokenize);
    const highlight = createHighlighter(find);
    const { container } = render(<Markdown text={code} highlight={highlight} />);
    expect(tokens(container)).toEqual(colours);
    expect(find.mock.calls).toEqual([["ts"]]);
  });

  test("that must be loaded colours what is there, in the same boxes, and is asked once per language", async () => {
    const gate = createGate<LineTokenizer>();
    const find = vi.fn<FindTokenizer>(() => gate.promise);
    const highlight = createHighlighter(find);
    const { container } = render(<Markdown text={`${code}\n\n${code}`} highlight={highlight} />);
    expect(tokens(container)).toEqual([]);
    expect(container).toHaveTextContent("let a = 1;");
    const boxes = [...container.querySelectorAll(".hw-md-lines")];
    await act(async () => gate.open(createTestTokenizer().tokenize));
    expect(tokens(container)).toEqual([...colours, ...colours]);
    expect([...container.querySelectorAll(".hw-md-lines")]).toEqual(boxes);
    for (const box of boxes) expect(box).toBeInTheDocument();
    expect(find).toHaveBeenCalledOnce();
  });

  test("that does not know the language leaves the code plain", async () => {
    const { container } = render(<Markdown text={code} highlight={createHighlighter(async () => undefined)} />);
    await act(async () => {});
    expect(tokens(container)).toEqual([]);
    expect(container.querySelector("code")).toHaveTextContent("let a = 1; /* let */");
  });

  test.for<[string, () => never | Promise<never>]>([
    ["fails to load", () => Promise.reject(new Error("offline"))],
    [
      "throws",
      () => {
        throw new Error("broken");
      },
    ],
  ])("that %s leaves the code plain with one warning, and the next block tries again", async ([, fail]) => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const find = vi.fn<FindTokenizer>(fail);
    const highlight = createHighlighter(find);
    const { container, rerender } = render(<Markdown text={code} highlight={highlight} streaming />);
    await act(async () => {});
    rerender(<Markdown text={`${code}\n`} highlight={highlight} streaming />);
    expect(find).toHaveBeenCalledOnce();
    rerender(<Markdown text={`${code}\n\n${code}`} highlight={highlight} />);
    await act(async () => {});
    expect(find).toHaveBeenCalledTimes(2);
    expect(tokens(container)).toEqual([]);
    expect(warn).toHaveBeenCalledOnce();
  });

  test("says nothing about a failure in production", async () => {
    vi.stubEnv("NODE_ENV", "production");
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    render(<Markdown text={code} highlight={createHighlighter(() => Promise.reject(new Error("offline")))} />);
    await act(async () => {});
    vi.unstubAllEnvs();
    expect(warn).not.toHaveBeenCalled();
  });

  test("is not asked for a language whose name is still arriving, nor for none", () => {
    const find = vi.fn<FindTokenizer>(() => undefined);
    const highlight = createHighlighter(find);
    const text = "```typescript\na\n```\n\n```\nb\n```\n\n    c\n";
    const { rerender } = render(<Markdown text="" highlight={highlight} streaming />);
    for (let length = 1; length <= text.length; length++) {
      rerender(<Markdown text={text.slice(0, length)} highlight={highlight} streaming />);
    }
    rerender(<Markdown text={text} highlight={highlight} />);
    expect(find.mock.calls).toEqual([["typescript"]]);
  });

  test("comes from around too, and another one colours anew", () => {
    const other = createHighlighter(() => (line, state) => ({ tokens: [{ text: line, kind: "string" }], state }));
    const view = (highlight?: Highlighter) => (
      <MarkdownContext.Provider value={settings}>
        <Markdown text={code} highlight={highlight} />
      </MarkdownContext.Provider>
    );
    const { container, rerender } = render(view());
    expect(tokens(container)).toEqual(colours);
    rerender(view(other));
    expect(new Set(tokens(container).map(([name]) => name))).toEqual(new Set(["hw-tok-string"]));
  });

  test("colours a page of a server after it came alive, without a complaint", async () => {
    const complain = vi.spyOn(console, "error");
    const find = vi.fn<FindTokenizer>(() => createTestTokenizer().tokenize);
    const highlight = createHighlighter(find);
    const page = <Markdown text={code} highlight={highlight} />;
    const container = document.createElement("div");
    container.innerHTML = renderToString(page);
    document.body.append(container);
    expect(tokens(container)).toEqual([]);
    expect(container).toHaveTextContent("let a = 1;");
    expect(find).not.toHaveBeenCalled();
    const root = await act(async () => hydrateRoot(container, page));
    expect(tokens(container)).toEqual(colours);
    expect(complain.mock.calls).toEqual([]);
    act(() => root.unmount());
    container.remove();
  });

  test("colours much code bit by bit until all is done", async () => {
    const { tokenize } = createTestTokenizer();
    let now = performance.now();
    vi.spyOn(performance, "now").mockImplementation(() => (now += 1));
    const highlight = createHighlighter(() => tokenize);
    const text = `\`\`\`ts\n${"let a = 1;\n".repeat(200)}\`\`\``;
    const { container } = render(<Markdown text={text} highlight={highlight} />);
    const count = () => container.querySelectorAll(".hw-tok-keyword").length;
    expect(count()).toBeLessThan(200);
    now += 100;
    await waitFor(() => expect(count()).toBe(200), { timeout: 20_000 });
    expect(container.querySelector("code")).toHaveTextContent("let a = 1; ".repeat(200).trim());
  });

  test("costs a flush four components, at line 10 and at line 3,000", () => {
    const { tokenize } = createTestTokenizer();
    const highlight = createHighlighter(() => tokenize);
    const counts: number[] = [];
    let text = "```ts\n";
    const { container, rerender } = render(<Markdown text={text} highlight={highlight} streaming />);
    for (let line = 0; line < 3000; line++) {
      text += `let a${line} = ${line};\n`;
      if (line > 20 && line < 2900 && line % 50 > 0) continue;
      rerender(<Markdown text={text} highlight={highlight} streaming />);
      counts.push(rendered(container));
    }
    // Markdown (for React, what takes a ref and what remembers its props are two), the block, its lines.
    expect(new Set(counts.slice(2))).toEqual(new Set([4]));
  });
});

describe("a block of code", () => {
  test("is copied as it came, in colours too", async () => {
    const user = userEvent.setup();
    const source = "let a = 1;\n\t/* \u200B */\n\n  <b>&amp;\n";
    render(
      <Markdown
        text={`\`\`\`ts\n${source}\`\`\``}
        highlight={createHighlighter(() => createTestTokenizer().tokenize)}
      />,
    );
    await user.click(screen.getByRole("button", { name: "Copy code" }));
    expect(await navigator.clipboard.readText()).toBe(source);
  });

  test("wraps its lines only where it is told to", () => {
    const { container } = render(
      <>
        <Markdown text={code} wrapCode />
        <Markdown text={code} />
      </>,
    );
    const wraps = [...container.querySelectorAll<HTMLElement>(".hw-md-code")].map(({ dataset }) => dataset["wrap"]);
    expect(wraps).toEqual(["true", undefined]);
  });

  test("can have an own component by its language, which gets the source and what would be shown", () => {
    const settings: MarkdownSettings = {
      codeBlocks: {
        chart: ({ code, info, isOpen, block }) => (
          <figure>
            {JSON.stringify({ code, info, isOpen })}
            {block}
          </figure>
        ),
      },
      components: { pre: () => <b>pre</b> },
    };
    const { container } = render(<Markdown text={"```Chart x\n1\n```\n\n```ts\n2\n```"} {...settings} />);
    expect(container.querySelector("figure")).toHaveTextContent('{"code":"1\\n","info":"Chart x","isOpen":false}');
    expect(container.querySelector("figure .hw-md-code pre")).toHaveTextContent("1");
    expect(container.querySelector("b")).toHaveTextContent("pre");
    expect(container.querySelectorAll("pre")).toHaveLength(1);
  });

  test.for(["__proto__", "constructor", "toString"])("of the language %s is code", (language) => {
    render(
      <Markdown text={`\`\`\`${language}\nx\n\`\`\``} codeBlocks={{}} highlight={createHighlighter(() => undefined)} />,
    );
    expect(screen.getByText("x")).toBeInTheDocument();
    expect(screen.getByText(language)).toBeInTheDocument();
  });
});
