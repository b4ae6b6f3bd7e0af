import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import "../../src/components/styles.css";
import { createDiagram, type Mermaid } from "../../src/diagram/index.js";
import { Markdown, type MarkdownCodeBlocks } from "../../src/index.js";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const codeBlocks: MarkdownCodeBlocks = { mermaid: createDiagram() };
const block = (code: string) => `\`\`\`mermaid\n${code}\n\`\`\``;

function show(code: string, own = codeBlocks) {
  return render(
    <div className="headwater">
      <Markdown text={block(code)} codeBlocks={own} />
    </div>,
  );
}

const picture = () => screen.findByRole("img", { name: "Diagram" }, { timeout: 20_000 });
const svgOf = (image: HTMLElement) => decodeURIComponent((image as HTMLImageElement).src.split(",")[1]!);

/** What Mermaid, or a picture, asked the network for. */
const requests = () => performance.getEntriesByType("resource").filter(({ name }) => name.includes("attacker"));

describe("a diagram", () => {
  test("is its source while it is written, and then a picture with the source one press away", async () => {
    const load = vi.fn(async () => (await import("../helpers/mermaid.js")).default);
    const own = { mermaid: createDiagram({ load }) };
    const code = "graph TD\n  A[Ask] --> B{Answer&nbsp;?}\n  B -->|yes| C\n";
    const text = block(code);
    const view = (length: number, streaming: boolean) => (
      <Markdown className="headwater" text={text.slice(0, length)} streaming={streaming} codeBlocks={own} />
    );
    const { container, rerender } = render(view(0, true));
    for (let length = 1; length < text.length; length++) rerender(view(length, true));
    expect(container.querySelector("pre")).toHaveTextContent("graph TD A[Ask]");
    expect(container.querySelector("img")).toBeNull();
    expect(load).not.toHaveBeenCalled();
    rerender(view(text.length, false));
    const image = (await picture()) as HTMLImageElement;
    await waitFor(() => expect(image.naturalWidth).toBeGreaterThan(20));
    expect(image.src).toMatch(/^data:image\/svg\+xml/);
    expect(image.getBoundingClientRect().width).toBeGreaterThan(20);
    expect(screen.getByText("graph TD", { exact: false })).not.toBeVisible();
    await userEvent.setup().click(screen.getByText("Source of the diagram"));
    expect(container.querySelector("pre")).toBeVisible();
    expect(container.querySelector("pre")!.textContent).toBe(code.trimEnd() + "\n\n");
    expect(within(container).getByRole("button", { name: "Copy code" })).toBeVisible();
    expect(load).toHaveBeenCalledOnce();
  });

  test("leaves nothing behind in the page", async () => {
    show("graph TD; A-->B");
    await picture();
    expect(document.querySelectorAll("body > [id*=hw-diagram], body > style, svg[id*=hw-diagram]")).toHaveLength(0);
  });

  test.for(["graph TD; A--", "no such thing"])("that cannot be drawn is its source: %s", async (code) => {
    const { default: mermaid } = await import("../helpers/mermaid.js");
    const outcomes: string[] = [];
    const render: Mermaid["render"] = async (id, source) => {
      const drawn = mermaid.render(id, source);
      await drawn.catch((error: Error) => outcomes.push(error.name));
      return drawn;
    };
    const { container } = show(code, { mermaid: createDiagram({ load: async () => ({ ...mermaid, render }) }) });
    await waitFor(() => expect(outcomes).toHaveLength(1));
    expect(container.querySelector("pre")).toHaveTextContent(code);
    expect(container.querySelector("img, details")).toBeNull();
    expect(document.querySelectorAll("body > [id*=hw-diagram]")).toHaveLength(0);
  });

  test("longer than 20,000 characters is its source, and Mermaid is not loaded for it", async () => {
    const load = vi.fn<() => Promise<Mermaid>>();
    const { container } = show("graph TD; ".padEnd(20_001, "A-->B;"), { mermaid: createDiagram({ load }) });
    expect(container.querySelector("pre")).toHaveTextContent("graph TD; A-->B");
    expect(load).not.toHaveBeenCalled();
  });

  test("is drawn for a dark page on a dark page", async () => {
    const { unmount } = show("graph TD; A-->B");
    const light = svgOf(await picture());
    unmount();
    document.documentElement.style.colorScheme = "dark";
    show("graph TD; A-->B");
    const dark = svgOf(await picture());
    document.documentElement.style.colorScheme = "";
    const fill = (svg: string) => /\.node rect[^{]*\{fill:(#\w+)/.exec(svg)?.[1];
    expect([fill(light), fill(dark)]).toEqual(["#ECECFF", "#1f2020"]);
  });

  test("is not wider than the box that it stands in", async () => {
    render(
      <div className="headwater" data-testid="box">
        <Markdown text={block(`graph LR; ${"ABCDEFGHIJKLMN".split("").join("-->")}`)} codeBlocks={codeBlocks} />
      </div>,
    );
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("[data-testid=box] { inline-size: 20rem }");
    document.adoptedStyleSheets = [sheet];
    const image = await picture();
    await waitFor(() => expect(image.getBoundingClientRect().width).toBe(320));
    expect(screen.getByTestId("box").scrollWidth).toBe(320);
    document.adoptedStyleSheets = [];
  });
});

describe("a diagram that a model was made to write", () => {
  test.for([
    'graph TD; A["<img src=x onerror=alert(1)>"]-->B["<script>alert(1)</script>"]',
    "graph TD; A-->B; click A call alert()",
    '%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}}}%%\ngraph TD; A["<b>x</b>"]-->B',
    '---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n---\ngraph TD; A["<b>x</b>"]-->B',
  ])("becomes a picture without script or HTML, or stays its source: %s", async (code) => {
    const alert = vi.spyOn(window, "alert").mockImplementation(() => {});
    const { container } = show(code);
    await waitFor(() => expect(container.querySelector("img") ?? container.querySelector("pre")).not.toBeNull());
    const svg = svgOf(await picture());
    expect(svg).not.toMatch(/<script|\son\w+=|<foreignObject|javascript:/i);
    expect(alert).not.toHaveBeenCalled();
    expect(container.querySelectorAll("script, iframe, svg")).toHaveLength(1); // The sign on the button that copies.
  });

  test.for([
    'graph TD\n  A@{ img: "https://attacker.example/a.png", label: "x" } --> B',
    "graph TD; A-->B; style A fill:url(https://attacker.example/b)",
    '%%{init: {"themeCSS": "@import url(//attacker.example/c.css)"}}%%\ngraph TD; A-->B',
    'graph TD\n  A@{ "\\x69mg": "https:\\x2f\\x2fattacker.example/d.png" } --> B',
  ])("and that may load something asks its reader first: %s", async (code) => {
    const render = vi.fn<Mermaid["render"]>(async () => ({ svg: '<svg xmlns="http://www.w3.org/2000/svg"/>' }));
    const own = { mermaid: createDiagram({ load: async () => ({ initialize() {}, render }) }) };
    const { container } = show(code, own);
    const button = screen.getByRole("button", { name: "Draw the diagram" });
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
    expect(render).not.toHaveBeenCalled();
    expect(requests()).toEqual([]);
    await userEvent.setup().click(button);
    await picture();
    expect(render.mock.calls.map(([, source]) => source.trim())).toEqual([code]);
    expect(container.querySelector(".hw-diagram")).toHaveFocus();
  });
});

describe("Mermaid", () => {
  test("that fails to load leaves the source, with one warning, and is tried again by the next diagram", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const render = async () => ({ svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30.2 40"/>' });
    const load = vi
      .fn(async (): Promise<Mermaid> => ({ initialize() {}, render }))
      .mockRejectedValueOnce(new Error("offline"));
    const own = { mermaid: createDiagram({ load }) };
    const { unmount } = show("graph TD; A-->B", own);
    await waitFor(() => expect(warn).toHaveBeenCalledOnce());
    expect(screen.getByText("graph TD; A-->B")).toBeVisible();
    unmount();
    show("graph TD; A-->B", own);
    const image = await picture();
    expect([image.getAttribute("width"), image.getAttribute("height")]).toEqual(["31", "40"]);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test("that gives a broken picture leaves the source", async () => {
    const render = async () => ({ svg: "<svg><br></svg>" });
    const { container } = show("graph TD", {
      mermaid: createDiagram({ load: async () => ({ initialize() {}, render }) }),
    });
    await waitFor(() => expect(container.querySelector("details")).not.toBeNull());
    await waitFor(() => expect(container.querySelector("details, img")).toBeNull());
    expect(screen.getByText("graph TD")).toBeVisible();
  });

  test("draws one diagram after another, each with its own settings", async () => {
    const log: string[] = [];
    let finish: (() => void) | undefined;
    const mermaid: Mermaid = {
      initialize: () => log.push("initialize"),
      render: (_id, code) =>
        new Promise((resolve) => {
          log.push(code.trim());
          finish = () => resolve({ svg: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
        }),
    };
    render(
      <Markdown
        text={`${block("one")}\n\n${block("two")}`}
        codeBlocks={{ mermaid: createDiagram({ load: async () => mermaid }) }}
      />,
    );
    await waitFor(() => expect(log).toEqual(["initialize", "one"]));
    finish!();
    await waitFor(() => expect(log).toEqual(["initialize", "one", "initialize", "two"]));
    finish!();
    await waitFor(() => expect(screen.getAllByRole("img")).toHaveLength(2));
  });
});
