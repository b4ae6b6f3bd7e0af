import { act, cleanup, render } from "@testing-library/react";
import { StrictMode, type ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import "../../src/components/styles.css";
import { ChatProvider, WindowedMessageList, type Message } from "../../src/index.js";
import { createMessage } from "../../src/protocol/message.js";
import { createTestChat, type Play } from "../helpers/chat.js";
import { answer } from "../helpers/openai.js";
import { expectNoErrors, frame, rest, watchErrors } from "../helpers/scrolling.js";

const quiet: Play = () => ({ chunks: [], end: "open" });

/** Messages `from` to `to`, of different lengths. */
function messages(from: number, to: number): Message[] {
  return Array.from({ length: to - from }, (_, offset) => {
    const number = from + offset;
    const words = "word ".repeat((Math.abs(number) * 37) % 90);
    return createMessage(`m${number}`, number % 2 === 0 ? "user" : "assistant", {
      parts: [{ type: "text", text: `Message ${number}. ${words}`.trim() }],
    });
  });
}

beforeEach(watchErrors);
afterEach(() => {
  cleanup();
  expectNoErrors();
});

function show(
  history: readonly Message[],
  play: Play = quiet,
  { around = (list: ReactNode) => list }: { readonly around?: (list: ReactNode) => ReactNode } = {},
) {
  const { chat } = createTestChat(play, { messages: history });
  const { container } = render(
    around(
      <div className="headwater hw-chat-panel" style={{ blockSize: 500 }}>
        <ChatProvider chat={chat}>
          <WindowedMessageList />
        </ChatProvider>
      </div>,
    ),
  );
  const scroller = container.querySelector<HTMLElement>(".hw-scroller")!;
  const articles = () => [...container.querySelectorAll<HTMLElement>("article")];
  const numberOf = (element: HTMLElement) => Number(/Message (-?\d+)/.exec(element.textContent)?.[1]);
  return {
    chat,
    container,
    scroller,
    articles,
    numbers: () => articles().map(numberOf),
    distance: () => scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop,
    /** Numbers of the messages in view, and where they stand there. */
    seen: () => {
      const { top, bottom } = scroller.getBoundingClientRect();
      return new Map(
        articles().flatMap((element): [number, number][] => {
          const box = element.getBoundingClientRect();
          return box.bottom > top && box.top < bottom ? [[numberOf(element), Math.round(box.top - top)]] : [];
        }),
      );
    },
    scrollTo: async (top: number) => {
      scroller.scrollTop = top;
      await rest(scroller);
    },
  };
}

/** By how many px messages stand elsewhere that were in view and still are. */
function moved(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number[] {
  const both = [...before.keys()].filter((number) => after.has(number));
  expect(both.length).toBeGreaterThan(0);
  return both.map((number) => Math.abs(after.get(number)! - before.get(number)!));
}

describe("a windowed list of thousands of messages", () => {
  test.each([5_000, 50_000])("begins at its end, with those alone in the page that are near (%i)", async (count) => {
    const { scroller, numbers, distance } = show(messages(0, count));
    await rest(scroller);
    expect(numbers().at(-1)).toBe(count - 1);
    expect(distance()).toBeLessThan(2);
    expect(numbers().length).toBeLessThan(60);
  });

  test("shows what is there, wherever the reader goes", async () => {
    const { scroller, numbers, seen, scrollTo } = show(messages(0, 5_000));
    await rest(scroller);
    for (const share of [0, 0.5, 0.25, 1, 0]) {
      await scrollTo(scroller.scrollHeight * share);
      const inView = [...seen().keys()];
      expect(inView.length).toBeGreaterThan(1);
      // Without a gap, and filling the view.
      expect(inView).toEqual(inView.map((_, offset) => inView[0]! + offset));
      expect(Math.min(...seen().values())).toBeLessThan(40);
      expect(numbers().length).toBeLessThan(60);
    }
    expect(numbers()[0]).toBe(0);
    expect(scroller.scrollTop).toBe(0);
    // What is not there has its room.
    expect(scroller.scrollHeight).toBeGreaterThan(5_000 * 30);
  });

  test("is passed by wheel and keys without a jump back", async () => {
    const { scroller, seen, scrollTo } = show(messages(0, 1_000));
    await scrollTo(scroller.scrollHeight / 2);
    for (let step = 0; step < 40; step++) {
      const before = seen();
      scroller.scrollBy(0, -60);
      await frame();
      await frame();
      const shifts = moved(before, seen());
      // All by the same, which is what was asked for.
      expect(Math.max(...shifts.map((shift) => Math.abs(shift - 60)))).toBeLessThan(3);
    }
  });

  test("goes by as asked inside an answer that is longer than the window", async () => {
    const paragraphs = Array.from({ length: 600 }, (_, at) => `Paragraph ${at} ${"word ".repeat((at * 37) % 60)}`);
    const long = createMessage("long", "assistant", { parts: [{ type: "text", text: paragraphs.join("\n\n") }] });
    const { container, scroller, scrollTo } = show([...messages(0, 500), long, ...messages(500, 520)]);
    await rest(scroller);
    await scrollTo(scroller.scrollHeight - 3_000);
    const tops = () => {
      const { top, bottom } = scroller.getBoundingClientRect();
      const inView = [...container.querySelectorAll(".hw-md p")].map(
        (line) => [line, line.getBoundingClientRect()] as const,
      );
      return new Map(
        inView.filter(([, box]) => box.bottom > top && box.top < bottom).map(([line, box]) => [line, box.top]),
      );
    };
    for (let step = 0; step < 60; step++) {
      const before = tops();
      scroller.scrollBy(0, -200);
      await frame();
      await frame();
      const after = tops();
      const shifts = [...before].flatMap(([line, top]) => (after.has(line) ? [after.get(line)! - top] : []));
      expect(shifts.length).toBeGreaterThan(0);
      expect(Math.max(...shifts.map((shift) => Math.abs(shift - 200)))).toBeLessThan(3);
    }
  });

  test("works in StrictMode, and numbers its items for those who cannot count them", async () => {
    const { scroller, numbers, articles } = show(messages(0, 2_000), quiet, {
      around: (list) => <StrictMode>{list}</StrictMode>,
    });
    await rest(scroller);
    expect(numbers().at(-1)).toBe(1_999);
    const item = articles().at(-1)!.closest("li")!;
    expect([item.getAttribute("aria-posinset"), item.getAttribute("aria-setsize")]).toEqual(["2000", "2000"]);
    expect(item.parentElement!.tagName).toBe("OL");
    expect(item.parentElement!.parentElement!.getAttribute("role")).toBe("log");
  });

  test("has the same distances between messages as the list that is not windowed", async () => {
    const { scroller, articles } = show(messages(0, 50));
    await rest(scroller);
    const boxes = articles().map((element) => element.getBoundingClientRect());
    const gaps = boxes.slice(1).map((box, index) => Math.round(box.top - boxes[index]!.bottom));
    expect(new Set(gaps)).toEqual(new Set([24]));
  });
});

describe("while an answer streams", () => {
  const words = Array.from({ length: 120 }, (_, at) => (at % 12 === 11 ? `word${at}\n\n` : `word${at} `));
  const streaming: Play = () => ({ chunks: answer(...words), delay: 8 });

  test("the end stays in view", async () => {
    const { chat, scroller, distance, articles } = show(messages(0, 3_000), streaming);
    await rest(scroller);
    // What changes between the painting and our look at it is not painted yet.
    let changes = 0;
    const watcher = new MutationObserver((records) => {
      if (records.some(({ target }) => target.parentElement?.closest("article"))) changes++;
    });
    watcher.observe(scroller, { subtree: true, childList: true, characterData: true });
    const distances: number[] = [];
    await act(async () => {
      const sent = chat.send("Go on");
      for (let done = false; !done;) {
        await new Promise(requestAnimationFrame);
        const before = changes;
        const painted = new Promise((resolve) => setTimeout(resolve));
        done = await Promise.race([sent.then(() => true), painted.then(() => false)]);
        if (changes === before) distances.push(Math.round(distance()));
      }
    });
    watcher.disconnect();
    await rest(scroller);
    expect(distance()).toBeLessThan(2);
    expect(articles().at(-1)!.textContent).toContain("word119");
    // In each frame, not only in the end.
    expect(distances.filter((away) => away > 1)).toEqual([]);
    expect(distances.length).toBeGreaterThan(20);
  });

  test("a reader who has gone up stays there, and the way back leads to the end", async () => {
    const { chat, container, scroller, seen, scrollTo, distance } = show(messages(0, 3_000), streaming);
    await rest(scroller);
    await scrollTo(scroller.scrollTop - 900);
    const before = seen();
    await act(async () => void (await chat.send("Go on")));
    await rest(scroller);
    expect(Math.max(...moved(before, seen()))).toBeLessThan(2);
    expect(distance()).toBeGreaterThan(500);
    const jump = container.querySelector<HTMLButtonElement>(".hw-jump")!;
    act(() => jump.click());
    await rest(scroller);
    expect(distance()).toBeLessThan(2);
    expect(document.activeElement).toBe(scroller);
  });

  test("a reader who goes up in the middle of it is not pulled down", async () => {
    const { chat, scroller, distance } = show(messages(0, 3_000), streaming);
    await rest(scroller);
    await act(async () => {
      const sent = chat.send("Go on");
      for (let frames = 0; frames < 15; frames++) await frame();
      scroller.scrollBy(0, -300);
      await sent;
    });
    await rest(scroller);
    expect(distance()).toBeGreaterThan(250);
  });

  test("the line in view stays for who reads the beginning of the answer that grows", async () => {
    const { chat, container, scroller } = show(messages(0, 3_000), streaming);
    await rest(scroller);
    await act(async () => {
      const sent = chat.send("Go on");
      const paragraphs = () => container.querySelectorAll("li:last-child p");
      while (paragraphs().length < 3) await frame();
      scroller.scrollTop = scroller.scrollHeight;
      scroller.scrollBy(0, -60);
      await frame();
      const [first] = paragraphs();
      const before = first!.getBoundingClientRect().top;
      await sent;
      await frame();
      expect(paragraphs()[0]).toBe(first);
      expect(Math.abs(first!.getBoundingClientRect().top - before)).toBeLessThan(2);
    });
  });
});

describe("older messages that come before the others", () => {
  test("leave the line in view where it is", async () => {
    const { chat, scroller, seen, scrollTo, numbers } = show(messages(0, 400));
    await rest(scroller);
    await scrollTo(600);
    const before = seen();
    act(() => chat.setMessages(messages(-100, 400)));
    await rest(scroller);
    expect(Math.max(...moved(before, seen()))).toBeLessThan(2);
    await scrollTo(0);
    expect(numbers()[0]).toBe(-100);
  });

  test("leave it there when newer ones come after them at the same time", async () => {
    const { chat, scroller, seen, scrollTo } = show(messages(0, 400));
    await rest(scroller);
    await scrollTo(600);
    const before = seen();
    act(() => chat.setMessages(messages(-100, 450)));
    await rest(scroller);
    expect(Math.max(...moved(before, seen()))).toBeLessThan(2);
  });

  test("leave the end in view for who is there", async () => {
    const { chat, scroller, distance, numbers } = show(messages(0, 400));
    await rest(scroller);
    act(() => chat.setMessages(messages(-100, 400)));
    await rest(scroller);
    expect(distance()).toBeLessThan(2);
    expect(numbers().at(-1)).toBe(399);
  });

  test("and another conversation begins at its end", async () => {
    const { chat, scroller, distance, numbers } = show(messages(0, 400));
    await rest(scroller);
    act(() => chat.setMessages(messages(5_000, 9_000)));
    await rest(scroller);
    expect(distance()).toBeLessThan(2);
    expect(numbers().at(-1)).toBe(8_999);
  });
});

test("a message with the focus stays in the page when it is scrolled away, and is let go without it", async () => {
  const linked = createMessage("linked", "assistant", { parts: [{ type: "text", text: "[a](https://example.com)" }] });
  const { scroller, container, scrollTo, numbers } = show([...messages(0, 500), linked]);
  await rest(scroller);
  const link = container.querySelector("a")!;
  link.focus();
  await scrollTo(0);
  expect(link.isConnected).toBe(true);
  expect(document.activeElement).toBe(link);
  expect(numbers().length).toBeLessThan(60);
  act(() => link.blur());
  await frame();
  expect(link.isConnected).toBe(false);
});
