import { render } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { Markdown } from "../../src/index.js";

const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, at) => line(at));

const list = (count: number) => lines(count, (at) => `- item ${at}`).join("\n");
const numbered = (count: number) => lines(count, (at) => `${at + 5}. item ${at}`).join("\n");
const table = (count: number) => `| a | b |\n|---|---|\n${lines(count, (at) => `| ${at} | x |`).join("\n")}`;
const paragraph = (count: number) => lines(count, (at) => `word${at}`).join(" ");
const code = (count: number) => `\`\`\`\n${lines(count, (at) => `line ${at}`).join("\n")}`;

describe("what is long stands in boxes", () => {
  test("a list goes on in further lists, and its numbers go on too", () => {
    const { container } = render(<Markdown text={numbered(300)} />);
    const lists = [...container.querySelectorAll("ol")];
    expect(lists.map(({ start, children }) => [start, children.length])).toEqual([
      [5, 128],
      [133, 128],
      [261, 44],
    ]);
    expect(container.querySelectorAll("ol.hw-md-tight").length).toBe(3);
    expect(lists.map((each) => each.classList.contains("hw-md-finished"))).toEqual([true, true, false]);
  });

  test("a list that fits is one list", () => {
    const { container } = render(<Markdown text={list(128)} />);
    expect(container.querySelectorAll("ul").length).toBe(1);
    expect(container.querySelector("ul")).not.toHaveClass("hw-md-finished");
  });

  test("a table goes on in further tables, with one head and every row once", () => {
    const { container } = render(<Markdown text={table(300)} />);
    expect(container.querySelectorAll(".hw-md-table[data-long] > table").length).toBe(3);
    expect(container.querySelectorAll("thead").length).toBe(1);
    const cells = [...container.querySelectorAll("td:first-child")].map(({ textContent }) => Number(textContent));
    expect(cells).toEqual(Array.from({ length: 300 }, (_, at) => at));
    expect(render(<Markdown text={table(20)} />).container.querySelector("[data-long]")).toBeNull();
  });

  test("a paragraph keeps every word, and no box of it is very long", () => {
    const text = paragraph(6_000);
    const { container, rerender } = render(<Markdown text="" streaming />);
    for (let end = 1_000; end < text.length + 1_000; end += 1_000)
      rerender(<Markdown text={text.slice(0, end)} streaming />);
    const boxes = [...container.querySelectorAll("p > .hw-md-lines")];
    expect(boxes.length).toBeGreaterThan(3);
    expect(Math.max(...boxes.map(({ textContent }) => textContent.length))).toBeLessThan(16_384);
    expect(container.querySelector("p")!.textContent).toBe(text);
  });

  test("code keeps every line, and its boxes hold some hundred of them", () => {
    const { container } = render(<Markdown text={code(5_000)} />);
    const boxes = [...container.querySelectorAll("code > *")];
    expect(boxes.length).toBeLessThan(5_000 / 64);
    expect(container.querySelector("code")!.textContent.trimEnd()).toBe(code(5_000).slice(4));
  });
});

describe("while it streams", () => {
  test.for([
    ["list", list, "li"],
    ["table", table, "tr"],
    ["code", code, "code span"],
  ] as const)("a long %s ends as the page of the whole text, and what is finished stays the same element", (row) => {
    const [, write, selector] = row;
    const { container, rerender } = render(<Markdown text={write(1)} streaming />);
    const show = (count: number, streaming: boolean) =>
      rerender(<Markdown text={write(count)} streaming={streaming} />);
    for (let count = 40; count <= 2_200; count += 90) show(count, true);
    const first = container.querySelector(selector);
    const middle = [...container.querySelectorAll(selector)].slice(4, 12);
    show(2_400, true);
    show(2_400, false);
    expect(container.querySelector(selector)).toBe(first);
    expect(middle.every((element) => container.contains(element))).toBe(true);
    const whole = render(<Markdown text={write(2_400)} />).container;
    const markup = (root: Element) => root.innerHTML.replaceAll(/ (?:id|data-open)="[^"]*"/g, "");
    expect(markup(container)).toBe(markup(whole));
  });
});
