import { cleanup, render, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import "../../src/components/styles.css";
import { createHighlighter, Markdown, type TokenKind } from "../../src/index.js";
import { createFindTokenizer } from "../../src/shiki/find-tokenizer.js";
import { createShikiHighlighter } from "../../src/shiki/index.js";
import { contrast, luminance } from "../helpers/contrast.js";

afterEach(cleanup);

const languages = { ts: () => import("shiki/langs/typescript.mjs") };
const highlight = createShikiHighlighter({ languages });

function frame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** Different in every line, and of every kind that there is in TypeScript. */
const sourceLine = (index: number) =>
  [
    `/** Line ${index}`,
    ` * and ${index} more */`,
    `export function name${index}<T>(value: T, count = ${index}): Promise<T> {`,
    `  const text${index} = \`a \${value} b`,
    `${index} c\`;`,
    `  if (count > ${index} && !text${index}.includes("x")) return other${index}(value, { count: ${index} });`,
    "",
    `} // ${index}`,
  ][index % 8]!;

const lineElements = (root: Element) => [...root.querySelectorAll<HTMLElement>(".hw-md-lines > span")];

describe("code in colours, in a browser", () => {
  test("2,000 streamed lines: no element of a finished line is ever touched again, and each line is tokenised once", async () => {
    const find = createFindTokenizer({ languages });
    const read = new Map<string, number>();
    const tokenize = (await find("ts"))!;
    const counting = createHighlighter(() => (line, state) => {
      read.set(line, (read.get(line) ?? 0) + 1);
      return tokenize(line, state);
    });
    let text = "```ts\n";
    const { container, rerender } = render(<Markdown text={text} highlight={counting} streaming />);
    const finished = new Set<Node>();
    const touched: string[] = [];
    const most: number[] = [];
    const observer = new MutationObserver(() => {});
    observer.observe(container, { subtree: true, childList: true, characterData: true, attributes: true });
    const flush = (line: number) => {
      rerender(<Markdown text={text} highlight={counting} streaming />);
      const records = observer.takeRecords();
      most[line] = Math.max(most[line] ?? 0, records.length);
      for (const { target, removedNodes } of records) {
        const around = target instanceof Element ? target : target.parentElement;
        for (const node of [around?.closest(".hw-md-lines > span"), ...removedNodes]) {
          if (node && finished.has(node)) touched.push(`${line}: ${node.textContent}`);
        }
      }
      for (const element of lineElements(container).slice(-80)) {
        if (element.textContent.endsWith("\n")) finished.add(element);
      }
    };
    for (let line = 0; line < 2000; line++) {
      const source = sourceLine(line);
      const half = Math.floor(source.length / 2);
      text += source.slice(0, half);
      if (line % 3 === 0) flush(line);
      text += `${source.slice(half)}\n`;
      flush(line);
      // Time for colours, as between the frames of a stream.
      if (line % 20 === 0) await frame();
    }
    text += "```\n";
    await waitFor(
      () => {
        flush(2000);
        expect(lineElements(container)).toHaveLength(2000);
      },
      { timeout: 30_000 },
    );
    expect(touched).toEqual([]);
    expect(finished.size).toBe(2000);
    expect(container.querySelector("code")!.textContent).toBe(
      Array.from({ length: 2000 }, (_, line) => `${sourceLine(line)}\n`).join(""),
    );
    const whole = Array.from({ length: 2000 }, (_, line) => sourceLine(line)).filter(Boolean);
    expect(whole.filter((line) => read.get(line) !== 1)).toEqual([]);
    // A flush changes as much at the end as at the beginning.
    expect(Math.max(...most.slice(1500, 2000))).toBeLessThanOrEqual(Math.max(...most.slice(0, 500)));
  }, 120_000);

  test("while it is written, hardly a node is taken away again", async () => {
    const { container, rerender } = render(<Markdown text="" highlight={highlight} streaming />);
    const observer = new MutationObserver(() => {});
    observer.observe(container, { subtree: true, childList: true });
    const text = `\`\`\`ts\n${Array.from({ length: 80 }, (_, line) => `${sourceLine(line)}\n`).join("")}\`\`\`\n`;
    rerender(<Markdown text={text.slice(0, 40)} highlight={highlight} streaming />);
    await waitFor(() => expect(container.querySelector(".hw-tok-comment")).not.toBeNull());
    observer.takeRecords();
    // There is always time: what a machine that is busy leaves plain for a moment is not the question here.
    const clock = vi.spyOn(performance, "now").mockReturnValue(performance.now());
    let added = 0;
    let removed = 0;
    for (let length = 40; length <= text.length; length += 4) {
      rerender(<Markdown text={text.slice(0, length)} highlight={highlight} streaming />);
      for (const { addedNodes, removedNodes } of observer.takeRecords()) {
        added += addedNodes.length;
        removed += removedNodes.length;
      }
    }
    clock.mockRestore();
    expect(added).toBeGreaterThan(400);
    expect(removed / added).toBeLessThanOrEqual(0.02);
  });

  test("keeps a strict policy: no inline style, no string that becomes code, no WebAssembly", async () => {
    const violations: string[] = [];
    const note = ({ violatedDirective }: SecurityPolicyViolationEvent) => violations.push(violatedDirective);
    document.addEventListener("securitypolicyviolation", note);
    const meta = document.createElement("meta");
    meta.httpEquiv = "Content-Security-Policy";
    meta.content = "style-src-attr 'none'; script-src 'self' 'unsafe-inline'; require-trusted-types-for 'script'";
    document.head.append(meta);
    // The policy is in force: this very thing is what it forbids.
    // oxlint-disable-next-line typescript/no-implied-eval -- see above
    expect(() => new Function("return 1")).toThrow(EvalError);
    await waitFor(() => expect(violations).not.toEqual([]));
    violations.length = 0;
    const { container } = render(
      <Markdown text={"```ts\nlet a = 1;\n```"} highlight={createShikiHighlighter({ languages })} />,
    );
    await waitFor(() => expect(container.querySelector(".hw-tok-keyword")).toHaveTextContent("let"));
    expect(violations).toEqual([]);
    document.removeEventListener("securitypolicyviolation", note);
  });

  test("lines that are too long scroll in their box, or wrap where that is wanted", async () => {
    const text = `\`\`\`ts\nconst a = "${"long words ".repeat(60)}";\n\`\`\``;
    const { container, rerender } = render(<Markdown className="headwater" text={text} highlight={highlight} />);
    const box = container.querySelector("pre")!;
    await waitFor(() => expect(container.querySelector(".hw-tok-string")).not.toBeNull());
    expect(box.scrollWidth).toBeGreaterThan(box.clientWidth);
    const { height } = box.getBoundingClientRect();
    rerender(<Markdown className="headwater" text={text} highlight={highlight} wrapCode />);
    expect(box.scrollWidth).toBe(box.clientWidth);
    expect(box.getBoundingClientRect().height).toBeGreaterThan(height);
    await waitFor(() => expect(box.tabIndex).toBe(-1));
  });
});

const kinds: readonly TokenKind[] = [
  "comment",
  "keyword",
  "operator",
  "punctuation",
  "string",
  "escape",
  "number",
  "constant",
  "function",
  "type",
  "variable",
  "property",
  "tag",
  "attribute",
  "heading",
  "inserted",
  "deleted",
];

describe("the colours of tokens", () => {
  const everyKind = createHighlighter(() => (line, state) => ({
    tokens: line
      .split(" ")
      .flatMap((kind, index) => [{ text: (index > 0 ? " " : "") + kind, kind: kind as TokenKind }]),
    state,
  }));
  const view = (
    <div className="headwater">
      <Markdown text={`\`\`\`all\n${kinds.join(" ")}\n\`\`\``} highlight={everyKind} />
    </div>
  );

  test.for(["light", "dark"])("have a contrast of 4.5:1 and more on the %s background of code", async (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    const { container } = render(view);
    const background = getComputedStyle(container.querySelector(".hw-md-code")!).backgroundColor;
    expect(luminance(background) > 0.5).toBe(scheme === "light");
    const contrasts = kinds.map((kind) => {
      const { color } = getComputedStyle(container.querySelector(`.hw-tok-${kind}`)!);
      return [kind, Math.round(contrast(color, background) * 10) / 10] as const;
    });
    document.documentElement.style.colorScheme = "";
    expect(contrasts).toHaveLength(17);
    expect(contrasts.filter(([, value]) => value < 4.5)).toEqual([]);
  });

  test("can each be set by a variable", () => {
    const { container } = render(view);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`.headwater { ${kinds.map((kind) => `--hw-tok-${kind}: rgb(1, 2, 3)`).join(";")} }`);
    document.adoptedStyleSheets = [sheet];
    const colors = kinds.map((kind) => getComputedStyle(container.querySelector(`.hw-tok-${kind}`)!).color);
    document.adoptedStyleSheets = [];
    expect(new Set(colors)).toEqual(new Set(["rgb(1, 2, 3)"]));
  });
});
