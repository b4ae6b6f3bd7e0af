import { cleanup, render } from "@testing-library/react";
import { userEvent } from "vitest/browser";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "../../src/components/styles.css";
import { ChatProvider, MessageList } from "../../src/index.js";
import { createMessage } from "../../src/protocol/message.js";
import { createTestChat } from "../helpers/chat.js";
import { expectNoErrors, rest, watchErrors } from "../helpers/scrolling.js";

beforeEach(watchErrors);
afterEach(() => {
  cleanup();
  expectNoErrors();
});

function show(count: number) {
  const messages = Array.from({ length: count }, (_, at) =>
    createMessage(`m${at}`, at % 2 === 0 ? "user" : "assistant", {
      parts: [{ type: "text", text: `Message ${at}. ${"word ".repeat((at * 37) % 90)}` }],
    }),
  );
  const { chat } = createTestChat(() => ({ chunks: [], end: "open" }), { messages });
  const { container } = render(
    <div className="headwater hw-chat-panel" style={{ blockSize: 500 }}>
      <ChatProvider chat={chat}>
        <MessageList />
      </ChatProvider>
    </div>,
  );
  const article = (at: number) => container.querySelectorAll("article")[at]!;
  return {
    scroller: container.querySelector<HTMLElement>(".hw-scroller")!,
    article,
    buttons: (at: number) => article(at).querySelectorAll("button").length,
  };
}

test("messages get their buttons when the reader comes to them, in the room that was kept for them", async () => {
  const { scroller, article, buttons } = show(200);
  await rest(scroller);
  expect([buttons(0), buttons(100), buttons(199)]).toEqual([0, 0, 2]);

  article(100).scrollIntoView({ block: "center" });
  await expect.poll(() => buttons(100)).toBe(2);
  await rest(scroller);
  const { top, height } = article(100).getBoundingClientRect();
  expect([buttons(0), buttons(101)]).toEqual([0, 2]);

  // Whoever has them keeps them.
  scroller.scrollTop = scroller.scrollHeight;
  await rest(scroller);
  expect(buttons(100)).toBe(2);
  article(100).scrollIntoView({ block: "center" });
  await rest(scroller);
  expect(article(100).getBoundingClientRect().height).toBe(height);
  expect(Math.abs(article(100).getBoundingClientRect().top - top)).toBeLessThanOrEqual(1);
});

test("the line in view stays where it is when the buttons around it come", async () => {
  const { scroller, article, buttons } = show(200);
  await rest(scroller);
  article(60).scrollIntoView({ block: "center" });
  const tops: number[] = [];
  await vi.waitFor(() => {
    tops.push(Math.round(article(60).getBoundingClientRect().top));
    expect(buttons(60)).toBe(2);
  });
  await rest(scroller);
  tops.push(Math.round(article(60).getBoundingClientRect().top));
  expect(Math.max(...tops) - Math.min(...tops)).toBeLessThanOrEqual(1);
});

test("the keys of the list lead to the buttons of a message that nobody had come to", async () => {
  const { scroller, article } = show(200);
  await rest(scroller);
  scroller.focus();
  await userEvent.keyboard("{Home}");
  await expect.poll(() => document.activeElement).toBe(article(0));
  await expect.poll(() => article(0).querySelectorAll("button").length).toBe(2);
  await userEvent.keyboard("{Tab}");
  expect(document.activeElement).toBe(article(0).querySelector("button"));
});
