import { act, render, screen, waitFor } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Markdown } from "../../src/index.js";
import { createFormula } from "../../src/math/formula.js";
import { createMath } from "../../src/math/index.js";
import { resize, StubResizeObserver } from "../helpers/resize.js";

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", StubResizeObserver);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const extensions = createMath();

/** Shows a text, and waits for KaTeX where it has a formula that is complete. */
async function show(text: string, own = extensions) {
  const { container, ...view } = render(<Markdown text={text} extensions={own} />);
  const first = container.querySelector(".hw-math-source");
  await waitFor(() => expect(container.querySelector(".katex, [data-wrong]") ?? !first).toBeTruthy());
  return { container, ...view };
}

const sources = (root: ParentNode) => [...root.querySelectorAll("code")].map(({ textContent }) => textContent);

describe("formulas", () => {
  test("are drawn in a line and on their own, with MathML for screen readers", async () => {
    const { container } = await show(
      "So $a^2$ and \\(b\\), then\n\n$$\n\\frac{a}{b}\n$$\n\n\\[c\\]\n\nand $$d$$ in a line.",
    );
    expect(container.querySelectorAll(".hw-math > .katex")).toHaveLength(2);
    expect(container.querySelectorAll(".hw-math-display > .katex-display")).toHaveLength(3);
    const readable = [...container.querySelectorAll("math annotation")].map(({ textContent }) => textContent);
    expect(readable).toEqual(["a^2", "b", "\\frac{a}{b}", "c", "d"]);
    expect(container.querySelector(".katex-html")).toHaveAttribute("aria-hidden", "true");
    expect(sources(container)).toEqual([]);
    expect(container.querySelector("p .hw-math-display")!.localName).toBe("span");
  });

  test("run from left to right, whatever is around them", async () => {
    const { container } = await show("שלום $a$");
    expect(container.querySelector(".hw-math")).toHaveAttribute("dir", "ltr");
  });

  test("are none in amounts of money", async () => {
    const { container } = await show("It costs $5 and $10.");
    expect(container).toHaveTextContent("It costs $5 and $10.");
    expect(container.querySelector(".hw-math, code")).toBeNull();
  });

  test("know the commands of the page", async () => {
    const { container } = await show("$\\RR$", createMath({ macros: { "\\RR": "\\mathbb{R}" } }));
    expect(container.querySelector(".katex .mathbb")).toHaveTextContent("R");
  });

  test("on their own are reached by the keyboard when they scroll", async () => {
    const { container } = await show("$$x$$");
    const box = container.querySelector<HTMLElement>(".hw-math-display")!;
    expect(box).not.toHaveAttribute("tabindex");
    vi.spyOn(box, "scrollWidth", "get").mockReturnValue(2);
    vi.spyOn(box, "clientWidth", "get").mockReturnValue(1);
    act(() => resize());
    expect(screen.getByRole("group", { name: "Formula" })).toBe(box);
    expect(box.tabIndex).toBe(0);
  });

  test("of a page of a server are their source, which the browser draws", () => {
    const html = renderToString(<Markdown text="$a^2$" extensions={extensions} />);
    expect(html).toContain('<code class="hw-math-source" dir="ltr">a^2</code>');
  });
});

describe("formulas that stream", () => {
  test("are muted source until they are complete, and never an error", async () => {
    await show("$a$");
    const text = "So $\\frac{a^2}{b}$ and\n\n$$\n\\begin{cases} a & b \\\\ c & d \\end{cases}\n$$\n\nend.";
    const { container, rerender } = render(<Markdown text="" extensions={extensions} streaming />);
    const seen = new Set<string>();
    for (let length = 1; length <= text.length; length++) {
      rerender(<Markdown text={text.slice(0, length)} extensions={extensions} streaming />);
      expect(container.querySelector(".katex-error, [data-wrong], [style*=color]")).toBeNull();
      expect(container.textContent.replace(/\$$/, "")).not.toContain("$$");
      for (const source of sources(container)) seen.add(source);
    }
    expect(seen).toContain("\\frac{a^2");
    expect([...seen].some((source) => source.startsWith("\\begin{cases} a &"))).toBe(true);
    rerender(<Markdown text={text} extensions={extensions} />);
    expect(sources(container)).toEqual([]);
    expect(container.querySelectorAll(".katex")).toHaveLength(2);
  });

  test("once drawn keep their elements while the text goes on", async () => {
    const { container, rerender } = await show("$a$ b");
    const drawn = container.querySelector(".katex")!;
    rerender(<Markdown text="$a$ b and more" extensions={extensions} streaming />);
    expect(container.querySelector(".katex")).toBe(drawn);
  });

  test("that become others are drawn again", async () => {
    const { container, rerender } = await show("$a$");
    rerender(<Markdown text="$b$" extensions={extensions} />);
    expect([...container.querySelectorAll("annotation")].map(({ textContent }) => textContent)).toEqual(["b"]);
    rerender(<Markdown text="$\frac$" extensions={extensions} />);
    rerender(<Markdown text="$c$" extensions={extensions} />);
    expect([...container.querySelectorAll("annotation")].map(({ textContent }) => textContent)).toEqual(["c"]);
  });
});

describe("formulas that a model was made to write", () => {
  test.for([
    ["\\frac{a", "is not complete"],
    ["\\nonsense", "no command"],
    ["\\def\\a{\\a\\a}\\a", "takes forever"],
    ["a \u202E b \\nonsense", "hides"],
  ])("show their source when KaTeX cannot read them: %s", async ([formula]) => {
    const complain = vi.spyOn(console, "error");
    const { container } = await show(`$${formula}$`);
    const [source] = sources(container);
    expect(source).toBe(formula!.replace("\u202E", "U+202E"));
    expect(container.querySelector("[data-wrong]")).not.toBeNull();
    expect(complain.mock.calls).toEqual([]);
  });

  test.for([
    "\\href{javascript:alert(1)}{x}",
    "\\url{https://attacker.example}",
    "\\includegraphics{https://attacker.example/a.png}",
    "\\htmlId{root}{x}",
    "\\htmlClass{hw-send}{x}",
    "\\htmlStyle{background:url(https://attacker.example)}{x}",
    "\\htmlData{x=y}{x}",
  ])("link nowhere, load nothing, and set no class, style or id: %s", async (formula) => {
    const { container } = await show(`$a ${formula}$`);
    expect(container.querySelector("a, img, [href], [src], [id], .hw-send, [data-x]")).toBeNull();
    expect(container.innerHTML).not.toMatch(/style="[^"]*url/);
  });

  test("are no larger than allowed", async () => {
    const { container } = await show("$\\rule{1000em}{500em}$");
    const sizes = [...container.querySelectorAll<HTMLElement>(".katex-rule")].map(({ style }) => [
      style.borderRightWidth,
      style.borderTopWidth,
    ]);
    expect(sizes).toEqual([["20em", "20em"]]);
  });

  test("define commands for themselves alone", async () => {
    const { container } = await show("$\\gdef\\b{B}\\b$ and $\\b$", createMath({ macros: {} }));
    expect(sources(container)).toEqual(["\\b"]);
  });

  test("longer than 10,000 characters are not given to KaTeX", () => {
    const draw = vi.fn<() => void>();
    const Formula = createFormula({}, () => ({ render: draw }), false);
    const { container, rerender } = render(<Formula value={"a".repeat(10_001)} isPending={false} isBlock={false} />);
    expect(draw).not.toHaveBeenCalled();
    expect(container.querySelector("code")).not.toBeNull();
    rerender(<Formula value={"a".repeat(10_000)} isPending={false} isBlock={false} />);
    expect(draw).toHaveBeenCalledOnce();
  });
});
