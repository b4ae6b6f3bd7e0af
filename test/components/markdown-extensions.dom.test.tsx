import { render } from "@testing-library/react";
import { useEffect } from "react";
import { expect, test, vi } from "vitest";
import { Markdown, type MarkdownExtension, type MarkdownExtensionProps } from "../../src/index.js";
import { createCitations } from "../../src/markdown/extensions/citation.js";
import { math } from "../../src/markdown/extensions/math.js";

function Formula({ value, isPending, isBlock }: MarkdownExtensionProps) {
  return (
    <code data-formula={isBlock ? "block" : "line"} data-pending={isPending}>
      {value}
    </code>
  );
}

const mounted = vi.fn<(value: string) => void>();

function Mark({ value }: MarkdownExtensionProps) {
  useEffect(() => mounted(value), [value]);
  return <sup>{value}</sup>;
}

const extensions: readonly MarkdownExtension[] = [
  ...math.map((syntax) => ({ ...syntax, component: Formula })),
  { ...createCitations(), component: Mark },
];

const formulas = (container: Element) =>
  [...container.querySelectorAll<HTMLElement>("[data-formula]")].map(({ dataset, textContent }) => [
    dataset["formula"],
    dataset["pending"],
    textContent,
  ]);

test("an extension's component gets what was found, in a line and alone, while it arrives and after", () => {
  const { container, rerender } = render(<Markdown text={"Energy $E = m"} streaming extensions={extensions} />);
  expect(formulas(container)).toEqual([["line", "true", "E = m"]]);
  expect(container).not.toHaveTextContent("$");
  rerender(<Markdown text={"Energy $E = mc^2$.\n\n$$\nx^2"} streaming extensions={extensions} />);
  expect(formulas(container)).toEqual([
    ["line", "false", "E = mc^2"],
    ["block", "true", "x^2"],
  ]);
  rerender(<Markdown text={"Energy $E = mc^2$.\n\n$$\nx^2\n$$"} extensions={extensions} />);
  expect(formulas(container)[1]).toEqual(["block", "false", expect.stringMatching(/^x\^2\n?$/)]);
});

test("a component of an extension stays mounted while the text goes on", () => {
  const { container, rerender } = render(<Markdown text="So it is [1]" streaming extensions={extensions} />);
  const mark = container.querySelector("sup")!;
  expect(mark).toHaveTextContent("1");
  mounted.mockClear();
  rerender(<Markdown text="So it is [1] and so [2]." streaming extensions={extensions} />);
  expect(container.querySelector("sup")).toBe(mark);
  expect(mounted.mock.calls).toEqual([["2"]]);
});

test("in a link the words of an extension are words of the link", () => {
  const { container } = render(<Markdown text="[as $x$ says](https://a.example)" extensions={extensions} />);
  expect(container.querySelector("a")).toHaveTextContent("as x says");
  expect(formulas(container)).toEqual([]);
});

test("other extensions read the text again, and none leave it as it was written", () => {
  const { container, rerender } = render(<Markdown text="A $x$ [1]" extensions={extensions} />);
  expect(formulas(container).length).toBe(1);
  rerender(<Markdown text="A $x$ [1]" extensions={extensions.slice(math.length)} />);
  expect(formulas(container)).toEqual([]);
  expect(container.querySelector("sup")).toHaveTextContent("1");
  rerender(<Markdown text="A $x$ [1]" />);
  expect(container).toHaveTextContent("A $x$ [1]");
});
