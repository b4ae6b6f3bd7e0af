import { act, render, renderHook, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Chat } from "../../src/chat/chat.js";
import {
  ChatProvider,
  useAttempts,
  useChat,
  useMessage,
  useMessageIds,
  useQueue,
  useStatus,
} from "../../src/hooks/index.js";
import { messageText } from "../../src/protocol/message.js";
import { createTestChat } from "../helpers/chat.js";
import { answer, delta } from "../helpers/openai.js";
import { pass } from "../helpers/steps.js";

const within =
  (chat: Chat) =>
  ({ children }: { readonly children: ReactNode }) => <ChatProvider chat={chat}>{children}</ChatProvider>;

/** A hook in a chat, with the number of its renders. */
function count<T>(chat: Chat, hook: () => T) {
  let renders = 0;
  const { result } = renderHook(
    () => {
      renders++;
      return hook();
    },
    { wrapper: within(chat) },
  );
  return { result, renders: () => renders };
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("outside of a chat", () => {
  test("a hook says which parent to use", () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    expect(() => renderHook(() => useChat())).toThrow(/<ChatProvider chat=.*<ChatPanel>/);
  });
});

describe("inside a chat", () => {
  test("`useChat` gives the chat of the nearest provider", () => {
    const [outer, inner] = [createTestChat().chat, createTestChat().chat];
    const seen: Chat[] = [];
    function Look() {
      seen.push(useChat());
      return null;
    }
    render(
      <ChatProvider chat={outer}>
        <Look />
        <ChatProvider chat={inner}>
          <Look />
        </ChatProvider>
      </ChatProvider>,
    );
    expect(seen).toEqual([outer, inner]);
  });

  test("tokens wake the message they belong to and nothing else", async () => {
    vi.useFakeTimers();
    const { chat } = createTestChat(() => ({ chunks: answer(..."abcdefghij"), delay: 10 }));
    void chat.send({ id: "question", text: "Hello" });
    const [answerId] = chat.store.getState().ids.slice(-1);
    const ids = count(chat, useMessageIds);
    const status = count(chat, useStatus);
    const queue = count(chat, useQueue);
    const attempts = count(chat, () => useAttempts(answerId!));
    const question = count(chat, () => useMessage("question"));
    const answered = count(chat, () => useMessage(answerId!));
    await pass(120);
    expect(messageText(answered.result.current!)).toBe("abcdefghij");
    expect(answered.renders()).toBeGreaterThan(8);
    expect([ids.renders(), queue.renders(), attempts.renders(), question.renders()]).toEqual([1, 1, 1, 1]);
    expect([status.renders(), status.result.current]).toEqual([3, "done"]);
  });

  test("`useAttempts` follows restarts and switches", async () => {
    const { chat } = createTestChat();
    await chat.send("Hello");
    await chat.restart();
    const [id] = chat.store.getState().ids.slice(-1);
    const { result } = count(chat, () => useAttempts(id!));
    expect(result.current).toEqual({ count: 2, active: 1 });
  });

  test("`useQueue` gives what waits", async () => {
    const { chat } = createTestChat(() => ({ chunks: [delta("a")], end: "open" }));
    const { result } = count(chat, useQueue);
    act(() => {
      void chat.send("One");
      void chat.send("Two");
    });
    expect(result.current.map(messageText)).toEqual(["Two"]);
    act(() => void chat.unqueue(result.current[0]!.id));
    expect(result.current).toEqual([]);
    chat.dispose();
  });

  test("a message that is gone is undefined", async () => {
    const { chat } = createTestChat();
    await chat.send({ id: "question", text: "Hello" });
    const { result } = count(chat, () => useMessage("question"));
    expect(result.current).toBeDefined();
    act(() => chat.setMessages([]));
    expect(result.current).toBeUndefined();
  });

  test("a provider renders its children as they are", () => {
    render(<ChatProvider chat={createTestChat().chat}>Hello</ChatProvider>);
    expect(screen.getByText("Hello")).toBeInTheDocument();
  });
});
