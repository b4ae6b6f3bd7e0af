import { act, fireEvent, render, screen } from "@testing-library/react";
import { createRef, Profiler } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ChatProvider, MessageList, StreamingMessage } from "../../src/index.js";
import { createMessage } from "../../src/protocol/message.js";
import { createTestChat } from "../helpers/chat.js";
import { answer } from "../helpers/openai.js";
import { resize } from "../helpers/resize.js";
import { pass } from "../helpers/steps.js";

afterEach(() => {
  vi.useRealTimers();
});

describe("the list of messages", () => {
  test("renders only the row that a token belongs to, of five hundred", async () => {
    vi.useFakeTimers();
    const messages = Array.from({ length: 500 }, (_, index) =>
      createMessage(`old${index}`, index % 2 ? "assistant" : "user", {
        parts: [{ type: "text", text: `Message ${index}` }],
      }),
    );
    const { chat } = createTestChat(() => ({ chunks: answer(..."abcdefghij"), delay: 10 }), { messages });
    const commits = new Map<string, number>();
    const count = (id: string) => commits.set(id, (commits.get(id) ?? 0) + 1);
    let lists = 0;
    const row = (id: string) => {
      lists++;
      return (
        <Profiler id={id} onRender={count}>
          <StreamingMessage messageId={id} />
        </Profiler>
      );
    };
    render(
      <ChatProvider chat={chat}>
        <MessageList renderMessage={row} />
      </ChatProvider>,
    );
    act(() => void chat.send({ id: "question", text: "Hello" }));
    const answerId = chat.store.getState().ids.at(-1)!;
    const before = new Map(commits);
    const listsBefore = lists;
    await pass(95);
    const grown = [...commits].filter(([id, times]) => times !== before.get(id));
    expect(grown.map(([id]) => id)).toEqual([answerId]);
    expect(commits.get(answerId)! - before.get(answerId)!).toBeGreaterThanOrEqual(9);
    // Once, for "busy"; not per token.
    expect((lists - listsBefore) / 502).toBeLessThanOrEqual(1);
  });

  test("says while an answer runs that it is busy, and is no live region", async () => {
    const { chat } = createTestChat(() => ({ chunks: [], end: "open" }));
    render(
      <ChatProvider chat={chat}>
        <MessageList />
      </ChatProvider>,
    );
    const log = screen.getByRole("log");
    expect([log.getAttribute("aria-busy"), log.getAttribute("aria-live")]).toEqual(["false", "off"]);
    act(() => void chat.send("Hello"));
    expect(log).toHaveAttribute("aria-busy", "true");
    act(() => chat.abort());
    expect(log).toHaveAttribute("aria-busy", "false");
  });

  test("can be scrolled by keyboard", () => {
    render(
      <ChatProvider chat={createTestChat().chat}>
        <MessageList />
      </ChatProvider>,
    );
    expect(screen.getByRole("log").parentElement).toHaveAttribute("tabindex", "0");
  });

  test("offers the way back to a reader who scrolled away", () => {
    const ref = createRef<HTMLDivElement>();
    render(
      <ChatProvider chat={createTestChat().chat}>
        <MessageList ref={ref} className="mine" />
      </ChatProvider>,
    );
    const scroller = screen.getByRole("log").parentElement!;
    Object.defineProperties(scroller, { clientHeight: { value: 100 }, scrollHeight: { value: 500 } });
    act(resize);
    expect(screen.queryByRole("button", { name: "Jump to the latest" })).not.toBeInTheDocument();
    expect(ref.current).toHaveAttribute("data-at-end", "true");
    fireEvent.wheel(scroller, { deltaY: -10 });
    expect(ref.current).toHaveAttribute("data-at-end", "false");
    fireEvent.click(screen.getByRole("button", { name: "Jump to the latest" }));
    expect(ref.current).toHaveAttribute("data-at-end", "true");
    expect(ref.current).toHaveClass("mine");
    expect(scroller.scrollTop).toBe(500);
  });
});
