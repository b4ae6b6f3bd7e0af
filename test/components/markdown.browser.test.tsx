import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import "../../src/components/styles.css";
import { Markdown } from "../../src/index.js";

afterEach(cleanup);

function frame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

describe("Markdown in a browser", () => {
  test("a long block of code is laid out in boxes: no text node is longer than 64 lines, and lines stand as they should", async () => {
    let text = "```ts\n";
    const { container, rerender } = render(<Markdown className="headwater" text={text} streaming />);
    for (let line = 0; line < 500; line++) {
      text += `const line${line} = ${line};\n`;
      if (line % 10 === 0) rerender(<Markdown className="headwater" text={text} streaming />);
    }
    rerender(<Markdown className="headwater" text={text} />);
    const walker = document.createTreeWalker(container.querySelector("code")!, NodeFilter.SHOW_TEXT);
    const lines: number[] = [];
    while (walker.nextNode()) lines.push(walker.currentNode.nodeValue!.split("\n").length - 1);
    expect(lines.reduce((sum, count) => sum + count, 0)).toBe(500);
    expect(Math.max(...lines)).toBeLessThanOrEqual(64);
    const parts = [...container.querySelectorAll<HTMLElement>(".hw-md-lines")].filter((part) => part.textContent);
    expect(new Set(parts.map((part) => getComputedStyle(part).display))).toEqual(new Set(["block"]));
    // Parts follow each other without a gap and without a line too many.
    const height = container.querySelector("code")!.getBoundingClientRect().height;
    const lineHeight = parts[0]!.getBoundingClientRect().height / lines[0]!;
    expect(Math.round(height / lineHeight)).toBe(500);
  });

  test("nothing widens the page: long words, wide tables, code and addresses scroll or break in their own box", async () => {
    const word = "x".repeat(400);
    const cells = Array.from({ length: 20 }, () => "column").join(" | ");
    const text = [
      word,
      `# ${word}`,
      `[${word}](https://example.com/${word})`,
      `\`${word}\``,
      `- ${word}\n  - ${word}`,
      `> ${word}`,
      `| ${cells} |\n|${"-|".repeat(20)}`,
      `\`\`\`\n${word}\n\`\`\``,
      `![${word}](https://example.com/a.png)`,
      `<div>${word}</div>`,
    ].join("\n\n");
    const { container } = render(
      <div className="headwater" data-testid="box">
        <Markdown text={text} />
      </div>,
    );
    const box = screen.getByTestId("box");
    box.classList.add("narrow");
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".narrow { inline-size: 20rem }");
    document.adoptedStyleSheets = [sheet];
    await frame();
    expect(box.scrollWidth).toBe(box.clientWidth);
    for (const link of container.querySelectorAll("a")) link.focus();
    await frame();
    expect(box.scrollWidth).toBe(box.clientWidth);
    // What scrolls is reached by the keyboard.
    const scrollers = [...container.querySelectorAll<HTMLElement>(".hw-md-table, pre")];
    await waitFor(() => expect(scrollers.map(({ tabIndex }) => tabIndex)).toEqual([0, 0]));
    document.adoptedStyleSheets = [];
  });

  test("finished groups are left to the browser, and the end of the text is always laid out", async () => {
    const text = Array.from({ length: 60 }, (_, index) => `Paragraph ${index}`).join("\n\n");
    const { container } = render(<Markdown className="headwater" text={text} streaming />);
    const looks = [...container.querySelectorAll(".hw-md-group")].map((group) =>
      getComputedStyle(group).getPropertyValue("content-visibility"),
    );
    expect(looks.length).toBeGreaterThan(2);
    expect(looks.pop()).toBe("visible");
    expect(new Set(looks)).toEqual(new Set(["auto"]));
  });

  test("a strict policy is kept: no inline style, no script, no request for a picture before a click", async () => {
    const violations: string[] = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => violations.push(violatedDirective));
    const meta = document.createElement("meta");
    meta.httpEquiv = "Content-Security-Policy";
    meta.content =
      "style-src-attr 'none'; script-src-attr 'none'; img-src data:; object-src 'none'; frame-src 'none'; require-trusted-types-for 'script'";
    document.head.append(meta);
    const text = [
      "# Title\n\n| a |\n|:-:|\n| b |\n\n- [x] c\n\n```js\nd\n```\n\ne[^1]\n\n[^1]: f\n",
      '<img src="https://attacker.example/a.png" onerror="alert(1)" style="color:red">\n',
      "![g](https://attacker.example/b.png) ![h](//attacker.example/c.png) ![i](/d.png)\n",
      "![dot](data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7)",
    ].join("\n");
    const { container, rerender } = render(<Markdown text="" streaming />);
    for (let length = 1; length <= text.length; length += 3)
      rerender(<Markdown text={text.slice(0, length)} streaming />);
    rerender(<Markdown text={text} />);
    const inline = container.querySelector("img")!;
    await waitFor(() => expect(inline.naturalWidth).toBe(1));
    await frame();
    expect(violations).toEqual([]);
    expect(performance.getEntriesByType("resource").filter(({ name }) => name.includes("attacker"))).toEqual([]);
    // The policy of the page has the last word: what it forbids is its words again.
    await userEvent.setup().click(screen.getByRole("button", { name: /^g / }));
    await waitFor(() => expect(screen.queryByRole("img", { name: "g" })).toBeNull());
    expect(container).toHaveTextContent("g");
    expect(new Set(violations)).toEqual(new Set(["img-src"]));
  });
});
