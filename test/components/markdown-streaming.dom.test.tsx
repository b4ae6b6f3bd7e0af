import { act, render, screen } from "@testing-library/react";
import { StrictMode, startTransition, Suspense, use, useState } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Markdown } from "../../src/index.js";
import { createReader } from "../../src/components/markdown/use-markdown.js";
import { createRandom } from "../../src/testing/random.js";
import { rendered } from "../helpers/rendered.js";

/** As models write: every common element, links and a note included. */
const answer = `# Rate limits

A gateway answers **429** when a client sends *too many* requests. It says how long to wait in \`Retry-After\`, and most
libraries [follow it](https://example.com/retry "Retry"). See also https://example.com/limits and the note[^1].

## What to do

1. Read the header.
2. Wait as long as it says:
   - in **seconds**, or
   - until a date
3. Try again, at most five times.

- [x] Done
- [ ] Open

\`\`\`ts
async function ask(url: string): Promise<Response> {
  for (let attempt = 1; attempt < 6; attempt++) {
    const response = await fetch(url);
    if (response.status !== 429) return response;
    await wait(Number(response.headers.get("retry-after")));
  }
  throw new Error("busy");
}
\`\`\`

| Plan | Requests | Price |
|:-----|---------:|:-----:|
| Free | 3 / min | 0 |
| Team | **60** / min | 20 |
| Large | ~~600~~ 900 / min | 200 |

> [!TIP]
> Ask for a higher limit before you need it.

> A quote that
> goes over two lines.

---

That is all: wait, try again, and *stop* at some point. A long paragraph follows, because answers have one as well, and it goes
on for some lines so that most of what arrives is text that is simply added to what is there already, word by word.

[^1]: Some servers send a date.
`;

function normalized(root: Element): string {
  const copy = root.cloneNode(true) as Element;
  copy.normalize();
  // The order in which attributes were set is not a difference.
  for (const element of copy.querySelectorAll("*")) {
    const attributes = [...element.attributes].toSorted((a, b) => a.name.localeCompare(b.name));
    for (const { name } of attributes) element.removeAttribute(name);
    for (const { name, value } of attributes) element.setAttribute(name, value);
  }
  // Ids are of the component, not of the text.
  return copy.innerHTML.replaceAll(/(id="|href="#)[^"]*?-(note|reference)-/g, "$1$2-");
}

function oneShot(text: string): string {
  const { container, unmount } = render(<Markdown text={text} />);
  const html = normalized(container);
  unmount();
  return html;
}

function count(nodes: NodeList): number {
  let sum = nodes.length;
  for (const node of nodes) sum += count(node.childNodes);
  return sum;
}

afterEach(() => {
  vi.restoreAllMocks();
});

const seed = Number(process.env["SEED"] ?? 20_261_121);

const random = createRandom(seed);
const randomStep = (): number => 1 + Math.floor(random() * 40);

describe("a text that arrives", () => {
  test.for([
    ["character by character", (): number => 1],
    ["in pieces of 16 characters", (): number => 16],
    [`at random cuts, seed ${seed}`, randomStep],
  ] as const)("%s becomes the same page as in one piece", ([, step]) => {
    const { container, rerender } = render(<Markdown text="" streaming />);
    for (let length = 0; length < answer.length;) {
      length += step();
      rerender(<Markdown text={answer.slice(0, length)} streaming />);
    }
    rerender(<Markdown text={answer} />);
    expect(normalized(container)).toBe(oneShot(answer));
  });

  test("keeps its nodes: of what is added at most 2 % is taken away again", () => {
    const { container, rerender } = render(<Markdown text="" streaming />);
    const observer = new MutationObserver(() => {});
    observer.observe(container, { childList: true, subtree: true });
    let added = 0;
    const removed: string[] = [];
    for (let length = 1; length <= answer.length; length++) {
      rerender(<Markdown text={answer.slice(0, length)} streaming />);
      for (const record of observer.takeRecords()) {
        added += count(record.addedNodes);
        for (const node of record.removedNodes) {
          removed.push(
            `${(node as Element).outerHTML ?? node.textContent} after ${JSON.stringify(answer.slice(length - 20, length))}`,
          );
        }
      }
    }
    expect(added).toBeGreaterThan(100);
    expect(removed.length / added, removed.join("\n")).toBeLessThanOrEqual(0.02);
  });

  test("renders itself alone for each append to a paragraph, however long the answer is", () => {
    const before = `${answer}\n\nOnce more.\n\n`.repeat(8);
    const { container, rerender } = render(<Markdown text={before} streaming />);
    let text = `${before}It goes`;
    rerender(<Markdown text={text} streaming />);
    const counts = Array.from({ length: 40 }, () => {
      rerender(<Markdown text={(text += " on")} streaming />);
      return rendered(container);
    });
    // For React, what takes a ref and what remembers its props are two components.
    expect(counts).toEqual(counts.map(() => 2));
  });

  test.for([
    ["code", "```ts\n", "const a = 1;\n", 5],
    ["a list", "", "- item\n", 14],
    ["a table", "| a | b |\n|-|-|\n", "| 1 | 2 |\n", 10],
  ] as const)("renders as many components in a long %s as in a short one", ([, head, line, most]) => {
    const { container, rerender } = render(<Markdown text={head} streaming />);
    let text: string = head;
    const counts = Array.from({ length: 200 }, () => {
      rerender(<Markdown text={(text += line)} streaming />);
      return rendered(container);
    });
    // What was last before is told that it is not any more.
    expect(Math.max(...counts.slice(100))).toBeLessThanOrEqual(most);
    expect(counts[20]).toBeGreaterThan(0);
  });

  test("has no text node of code that grows without limit", () => {
    const { container, rerender } = render(<Markdown text="```" streaming />);
    let text = "```\n";
    for (let line = 0; line < 300; line++) rerender(<Markdown text={(text += `line ${line}\n`)} streaming />);
    const parts = [...container.querySelectorAll(".hw-md-lines")].map(
      (part) => part.textContent.split("\n").length - 1,
    );
    expect(parts.reduce((sum, lines) => sum + lines, 0)).toBe(300);
    expect(Math.max(...parts)).toBeLessThanOrEqual(64);
  });

  test("that is another than before is read from the beginning, also when its end is the same", () => {
    const { container, rerender } = render(<Markdown text="*a* one" streaming />);
    for (const text of ["*b* one and more", "*b", "", "# c", "aaaa", `b${"a".repeat(600)}`, "a".repeat(900)]) {
      rerender(<Markdown text={text} />);
      expect(normalized(container), text).toBe(oneShot(text));
    }
  });

  test("goes on after it was complete", () => {
    const { container, rerender } = render(<Markdown text="Half *an" />);
    rerender(<Markdown text="Half *an answer*" streaming />);
    rerender(<Markdown text="Half *an answer*" />);
    expect(normalized(container)).toBe(oneShot("Half *an answer*"));
  });
});

describe("rendering that is repeated or thrown away", () => {
  test("StrictMode shows the same, without a complaint", () => {
    const complain = vi.spyOn(console, "error");
    const { container, rerender } = render(<Markdown text="" streaming />, { wrapper: StrictMode });
    for (let length = 1; length <= answer.length; length += 7) {
      rerender(<Markdown text={answer.slice(0, length)} streaming />);
    }
    rerender(<Markdown text={answer} />);
    expect(normalized(container)).toBe(oneShot(answer));
    expect(complain.mock.calls).toEqual([]);
  });

  test("an append in a transition that waits does not change what is on the screen", async () => {
    const waiting = new Promise<void>(() => {});
    function Wait({ text }: { text: string }) {
      if (text.includes("WAIT")) use(waiting);
      return null;
    }
    function App() {
      const [text, setText] = useState("Some *text*");
      const [count, setCount] = useState(0);
      return (
        <Suspense>
          <Markdown text={text} streaming className={`tick-${count}`} />
          <Wait text={text} />
          <button onClick={() => startTransition(() => setText("Some *text* **and WAIT** more"))}>Append</button>
          <button onClick={() => setCount(1)}>Tick</button>
        </Suspense>
      );
    }
    const { container } = render(<App />);
    const before = container.querySelector("p em");
    await act(async () => screen.getByText("Append").click());
    // Thrown away so far; the old text renders again for another reason.
    act(() => screen.getByText("Tick").click());
    expect(container.querySelector(".tick-1")).toHaveTextContent(/^Some text$/);
    expect(container.querySelector("p em")).toBe(before);
  });

  test("the same text gives the same blocks, and the text on the screen too after a newer one was read", () => {
    const { read: readSource, commit } = createReader();
    const read = (text: string, streaming: boolean) => readSource({ text }, streaming);
    const first = read("a\n\nb", true);
    commit(first);
    expect(read("a\n\nb", true)).toBe(first);
    const second = read("a\n\nb c", true);
    expect(read("a\n\nb", true)).toBe(first);
    const third = read("a\n\nb c d", true);
    expect(third.groups[0]![0]).toBe(first.groups[0]![0]);
    expect(read("a\n\nb", true)).toBe(first);
    // Neither on the screen nor the newest: read anew, to the same.
    expect(read("a\n\nb c", true)).toEqual(second);
  });
});

describe("on a server", () => {
  test("the page is complete, and hydration keeps it without a complaint", async () => {
    const complain = vi.spyOn(console, "error");
    const panel = (
      <StrictMode>
        <Markdown text={answer} />
        <Markdown text={answer} streaming />
      </StrictMode>
    );
    const container = document.createElement("div");
    container.innerHTML = renderToString(panel);
    document.body.append(container);
    const before = container.querySelector("p");
    const html = container.innerHTML;
    const recovered: unknown[] = [];
    const root = await act(async () =>
      hydrateRoot(container, panel, { onRecoverableError: (error) => recovered.push(error) }),
    );
    expect(container.querySelector("p")).toBe(before);
    expect(container.innerHTML.replaceAll("<!-- -->", "")).toBe(html.replaceAll("<!-- -->", ""));
    expect([recovered, complain.mock.calls]).toEqual([[], []]);
    act(() => root.unmount());
    container.remove();
  });
});
