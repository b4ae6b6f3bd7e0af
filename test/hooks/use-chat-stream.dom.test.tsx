import { act, render, renderHook, screen } from "@testing-library/react";
import { StrictMode, useEffect, useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openaiChat } from "../../src/adapters/index.js";
import type { ChatOptions } from "../../src/chat/chat.js";
import { scheduleFrame } from "../../src/engine/schedule.js";
import { useChatStream, type Chat, type ChatStream } from "../../src/hooks/index.js";
import { messageText } from "../../src/protocol/message.js";
import { mockFetch } from "../../src/testing/mock-fetch.js";
import { createGate, soon } from "../helpers/async.js";
import { createTestChat, numbered, transcript, type Play } from "../helpers/chat.js";
import { answer, delta } from "../helpers/openai.js";
import { pass } from "../helpers/steps.js";
import type { ResponseScript } from "../../src/testing/stream-response.js";

function optionsFor(play: Play = numbered, rest: Partial<ChatOptions> = {}) {
  const fetch = mockFetch(play);
  return {
    fetch,
    options: { endpoint: "https://example.test/chat", adapter: openaiChat, fetch, schedule: soon, ...rest },
  };
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a component with a chat of its own", () => {
  test("sees the conversation, its status and its error", async () => {
    const { options } = optionsFor((request, index) =>
      index === 0 ? numbered(request, index) : { chunks: ["no"], status: 500 },
    );
    const { result } = renderHook(() => useChatStream(options));
    expect(result.current).toMatchObject({ messages: [], queue: [], status: "idle", error: undefined, isBusy: false });
    await act(() => result.current.send("Hello"));
    expect(result.current.messages.map(messageText)).toEqual(["Hello", "Answer 1"]);
    expect(result.current).toMatchObject({ status: "done", isBusy: false });
    await act(() => result.current.send("Again"));
    expect(result.current).toMatchObject({ status: "error", error: { code: "http", message: "no" } });
  });

  test("finds the format of the replies by itself", async () => {
    const { options } = optionsFor(numbered, { adapter: undefined });
    const { result } = renderHook(() => useChatStream(options));
    await act(() => result.current.send("Hello"));
    expect(result.current.messages.at(-1)!.adapter).toBe("openai-chat");
  });

  test("is busy from the send to the end", async () => {
    const gate = createGate<ResponseScript>();
    const { options } = optionsFor(() => gate.promise);
    const { result } = renderHook(() => useChatStream(options));
    let sent!: Promise<unknown>;
    act(() => {
      sent = result.current.send("Hello");
    });
    expect(result.current).toMatchObject({ status: "submitted", isBusy: true });
    gate.open({ chunks: answer("Hi") });
    await act(() => sent);
    expect(result.current).toMatchObject({ status: "done", isBusy: false });
  });

  test("gets the same functions and the same chat with every render", async () => {
    const { options } = optionsFor();
    const { result, rerender } = renderHook(() => useChatStream({ ...options }));
    const stable = ({ chat, send, abort, restart, edit, showAttempt, unqueue, setMessages }: ChatStream) => [
      chat,
      send,
      abort,
      restart,
      edit,
      showAttempt,
      unqueue,
      setMessages,
    ];
    const before = stable(result.current);
    rerender();
    await act(() => result.current.send("Hello"));
    for (const [index, value] of stable(result.current).entries()) expect(value).toBe(before[index]);
  });

  test("reads `messages` once", async () => {
    const { options } = optionsFor();
    const first = (await createTestChat().chat.send("Old"))!;
    const { result, rerender } = renderHook((messages) => useChatStream({ ...options, messages }), {
      initialProps: [first],
    });
    expect(result.current.messages).toEqual([first]);
    rerender([]);
    expect(result.current.messages).toEqual([first]);
  });
});

describe("renders", () => {
  function count(use: (stream: ChatStream) => unknown, texts: readonly string[] = [..."abcdefghij"]) {
    const { options } = optionsFor(() => ({ chunks: answer(...texts), delay: 10 }));
    let renders = 0;
    const { result } = renderHook(() => {
      renders++;
      const stream = useChatStream(options);
      use(stream);
      return stream.send;
    });
    return { send: result.current, renders: () => renders };
  }

  test.for<[string, (stream: ChatStream) => unknown, number]>([
    ["nothing: only the first", () => {}, 1],
    ["the status: one more per change", ({ status }) => status, 4],
    ["whether it is busy: one more per change", ({ isBusy }) => isBusy, 3],
    ["the error: none while there is none", ({ error }) => error, 1],
  ])("of a component that takes %s", async ([, use, renders]) => {
    vi.useFakeTimers();
    const counted = count(use);
    act(() => void counted.send("Hello"));
    await pass(130);
    expect(counted.renders()).toBe(renders);
  });

  test("of a component that takes the messages come with the tokens", async () => {
    vi.useFakeTimers();
    const counted = count(({ messages }) => messages);
    act(() => void counted.send("Hello"));
    await pass(130);
    expect(counted.renders()).toBeGreaterThan(10);
  });

  test("are few for 10,000 tokens that arrive at once, and nothing complains", async () => {
    const complain = vi.spyOn(console, "error").mockImplementation(() => {});
    const { options } = optionsFor(() => ({ chunks: [answer(...Array.from({ length: 10_000 }, () => "x")).join("")] }));
    const inFrames = { ...options, schedule: scheduleFrame };
    let renders = 0;
    const { result } = renderHook(() => {
      renders++;
      const { messages, send } = useChatStream(inFrames);
      return { messages, send };
    });
    await act(() => result.current.send("Hello"));
    expect(messageText(result.current.messages[1]!)).toHaveLength(10_000);
    expect(renders).toBeLessThan(8);
    expect(complain).not.toHaveBeenCalled();
  });
});

describe("StrictMode", () => {
  test("sends nothing by itself, and one request per send", async () => {
    const { options, fetch } = optionsFor();
    const { result } = renderHook(() => useChatStream(options), { wrapper: StrictMode });
    expect(fetch.requests).toHaveLength(0);
    await act(() => result.current.send("Hello"));
    expect(result.current.messages.map(messageText)).toEqual(["Hello", "Answer 1"]);
    expect(fetch.requests).toHaveLength(1);
  });

  test("does not stop an answer that a first effect asked for", async () => {
    const { options, fetch } = optionsFor();
    function Greeting() {
      const { send, messages } = useChatStream(options);
      useEffect(() => {
        void send("Hello");
      }, [send]);
      return <p>{messages.map(messageText).join(" | ")}</p>;
    }
    render(
      <StrictMode>
        <Greeting />
      </StrictMode>,
    );
    expect(await screen.findByText(/Answer/)).toBeInTheDocument();
    expect(fetch.requests.filter(({ init }) => !init.signal!.aborted).length).toBeGreaterThanOrEqual(1);
  });
});

describe("unmounting", () => {
  test("stops the running answer, without a callback then or later", async () => {
    vi.useFakeTimers();
    const log: string[] = [];
    const { options, fetch } = optionsFor(() => ({ chunks: answer("a", "b"), delay: 10 }), {
      onFinish: () => log.push("finish"),
      onError: () => log.push("error"),
      onAbort: () => log.push("abort"),
    });
    const { result, unmount } = renderHook(() => useChatStream(options));
    act(() => void result.current.send("Hello"));
    await pass(10);
    unmount();
    expect(fetch.requests[0]!.init.signal!.aborted).toBe(true);
    await pass(100);
    expect(log).toEqual([]);
  });

  test("a hundred times in the middle of an answer stops every request", async () => {
    const { options, fetch } = optionsFor(() => ({ chunks: [delta("a")], end: "open" }));
    for (let round = 0; round < 100; round++) {
      const { result, unmount } = renderHook(() => useChatStream(options));
      await act(async () => {
        void result.current.send("Hello");
        await Promise.resolve();
      });
      unmount();
    }
    expect(fetch.requests.every(({ init }) => init.signal!.aborted)).toBe(true);
  });
});

describe("changed options", () => {
  test("hold from the next request on; the running one goes on", async () => {
    const gate = createGate<ResponseScript>();
    const { options, fetch } = optionsFor((request, index) => (index === 0 ? gate.promise : numbered(request, index)));
    const initialProps: Partial<ChatOptions> = { headers: { "x-user": "a" } };
    const { result, rerender } = renderHook(
      (changed: Partial<ChatOptions>) => useChatStream({ ...options, ...changed }),
      { initialProps },
    );
    let first!: Promise<unknown>;
    act(() => {
      first = result.current.send("One");
    });
    rerender({ endpoint: "https://example.test/other", headers: { "x-user": "b" }, body: { model: "m" } });
    gate.open({ chunks: answer("Fine") });
    await act(() => first);
    await act(() => result.current.send("Two"));
    expect(fetch.requests.map(({ url }) => url)).toEqual(["https://example.test/chat", "https://example.test/other"]);
    expect(fetch.requests.map(({ init }) => new Headers(init.headers).get("x-user"))).toEqual(["a", "b"]);
    expect(fetch.requests[1]!.body).toMatchObject({ model: "m" });
    expect(result.current.messages.map(messageText)).toEqual(["One", "Fine", "Two", "Answer 2"]);
  });

  test("are known to an effect of the same render", async () => {
    const { options, fetch } = optionsFor();
    function Panel() {
      const [endpoint, setEndpoint] = useState("https://example.test/first");
      const { send } = useChatStream({ ...options, endpoint });
      useEffect(() => {
        if (endpoint.endsWith("second")) void send("Hello");
      }, [endpoint, send]);
      return <button onClick={() => setEndpoint("https://example.test/second")}>Switch</button>;
    }
    render(<Panel />);
    await act(async () => screen.getByText("Switch").click());
    expect(fetch.requests.map(({ url }) => url)).toEqual(["https://example.test/second"]);
  });

  test("a callback sees the values of the last render", async () => {
    const seen: number[] = [];
    const { options } = optionsFor();
    const { result, rerender } = renderHook(
      (turn: number) => useChatStream({ ...options, onFinish: () => seen.push(turn) }),
      {
        initialProps: 1,
      },
    );
    rerender(2);
    await act(() => result.current.send("Hello"));
    expect(seen).toEqual([2]);
  });
});

describe("a chat that lives elsewhere", () => {
  test("is shared: twenty components, one request, one conversation", async () => {
    const { chat, fetch } = createTestChat();
    const all = Array.from({ length: 20 }, () => renderHook(() => useChatStream({ chat })));
    await act(() => all[7]!.result.current.send("Hello"));
    for (const { result } of all) expect(result.current.messages.map(messageText)).toEqual(["Hello", "Answer 1"]);
    expect(fetch.requests).toHaveLength(1);
  });

  test("goes on when a component unmounts", async () => {
    const gate = createGate<ResponseScript>();
    const { chat, log } = createTestChat(() => gate.promise);
    const { result, unmount } = renderHook(() => useChatStream({ chat }), { wrapper: StrictMode });
    let sent!: Promise<unknown>;
    act(() => {
      sent = result.current.send("Hello");
    });
    unmount();
    gate.open({ chunks: answer("Fine") });
    await sent;
    expect([log, transcript(chat)]).toEqual([["finish Fine"], ["user: Hello", "assistant: Fine (done)"]]);
  });

  test("shows itself to a component that mounts while it streams", async () => {
    vi.useFakeTimers();
    const { chat } = createTestChat(() => ({ chunks: answer("a", "b", "c"), delay: 10 }));
    void chat.send("Hello");
    await vi.advanceTimersByTimeAsync(10);
    const { result } = renderHook(() => useChatStream({ chat }));
    expect(messageText(result.current.messages[1]!)).toBe("a");
    await pass(50);
    expect(messageText(result.current.messages[1]!)).toBe("abc");
  });

  test("may be replaced by another, which is then shown; neither is stopped", async () => {
    const [first, second] = [createTestChat(() => ({ chunks: [delta("first")], end: "open" })), createTestChat()];
    await second.chat.send("Other");
    const { result, rerender } = renderHook(({ chat }: { chat: Chat }) => useChatStream({ chat }), {
      initialProps: { chat: first.chat },
    });
    act(() => void result.current.send("Hello"));
    rerender({ chat: second.chat });
    expect(result.current.messages.map(messageText)).toEqual(["Other", "Answer 1"]);
    expect(first.fetch.requests[0]?.init.signal?.aborted ?? false).toBe(false);
    first.chat.dispose();
  });

  test("that gives way to options is neither updated nor stopped", async () => {
    const elsewhere = createTestChat(() => ({ chunks: [delta("Partial")], end: "open" }));
    const { options, fetch } = optionsFor();
    const { result, rerender, unmount } = renderHook((given: ChatOptions | { chat: Chat }) => useChatStream(given), {
      initialProps: { chat: elsewhere.chat } as ChatOptions | { chat: Chat },
    });
    await act(async () => {
      void elsewhere.chat.send("Hello");
      await Promise.resolve();
    });
    rerender(options);
    expect(result.current.messages).toEqual([]);
    await act(() => result.current.send("Mine"));
    expect(fetch.requests).toHaveLength(1);
    unmount();
    expect(elsewhere.log).toEqual([]);
    expect(transcript(elsewhere.chat)[1]).toMatch(/submitted|streaming/);
    elsewhere.chat.dispose();
  });

  test("that takes the place of an own one stops the own one", async () => {
    const elsewhere = createTestChat();
    const { options, fetch } = optionsFor(() => ({ chunks: [delta("a")], end: "open" }));
    const { result, rerender } = renderHook((given: ChatOptions | { chat: Chat }) => useChatStream(given), {
      initialProps: options as ChatOptions | { chat: Chat },
    });
    await act(async () => {
      void result.current.send("Hello");
      await Promise.resolve();
    });
    await vi.waitFor(() => expect(fetch.requests).toHaveLength(1));
    rerender({ chat: elsewhere.chat });
    expect(fetch.requests[0]!.init.signal!.aborted).toBe(true);
    expect(result.current.messages).toEqual([]);
  });
});
