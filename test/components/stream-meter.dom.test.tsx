import { act, render, renderHook, screen } from "@testing-library/react";
import { createElement, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createChat, defineAdapter, sse, type StreamEvent } from "../../src/core.js";
import {
  ChatProvider,
  ChatRoot,
  StreamMeter,
  useStreamMeter,
  type Chat,
  type StreamMeasure,
  type StreamMeterOptions,
} from "../../src/index.js";
import { createMessage } from "../../src/protocol/message.js";
import { createIds } from "../helpers/chat.js";
import { event } from "../helpers/openai.js";
import { pass } from "../helpers/steps.js";

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

interface Live {
  readonly chat: Chat;
  /** Sends events in one chunk, after so many ms. */
  readonly send: (wait: number, ...events: StreamEvent[]) => Promise<void>;
}

/** A chat that has asked, whose answer consists of the events that the test sends. */
async function ask(): Promise<Live> {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const chat = createChat({
    endpoint: "https://example.test/chat",
    adapter: defineAdapter({ name: "own", framing: sse, createDecoder: () => (json) => [json as StreamEvent] }),
    fetch: async () => {
      const body = new ReadableStream<Uint8Array>({ start: (own) => void (controller = own) });
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    },
    schedule(callback) {
      queueMicrotask(() => callback());
      return () => {};
    },
    generateId: createIds(),
  });
  void chat.send("Hello");
  await pass(0, 1);
  return {
    chat,
    async send(wait, ...events) {
      await pass(wait, wait);
      controller.enqueue(new TextEncoder().encode(events.map(event).join("")));
      await act(async () => void (await vi.advanceTimersByTimeAsync(0)));
    },
  };
}

function measure(chat: Chat, options?: StreamMeterOptions) {
  let renders = 0;
  const { result, unmount, rerender } = renderHook(
    (given: StreamMeterOptions | undefined) => {
      renders++;
      return useStreamMeter(given);
    },
    {
      initialProps: options,
      wrapper: ({ children }: { readonly children: ReactNode }) => <ChatProvider chat={chat}>{children}</ChatProvider>,
    },
  );
  return { now: (): StreamMeasure => result.current, renders: () => renders, unmount, rerender };
}

/** 20 characters: 5 tokens. */
const piece: StreamEvent = { type: "text-delta", delta: "12345678901234567890" };
const usage = (outputTokens: number): StreamEvent => ({ type: "usage-set", usage: { outputTokens } });
const end: StreamEvent = { type: "message-end", finishReason: "stop" };

describe("the measure of the last answer", () => {
  test("is empty before there is one", () => {
    const chat = createChat({ endpoint: "x" });
    expect(measure(chat).now()).toEqual({ status: "idle", isEstimate: false, gaps: [] });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("has the total and the silence while it is waited for, and then the time to the first content", async () => {
    const { chat, send } = await ask();
    const { now } = measure(chat);
    await pass(1500, 250);
    expect(now()).toMatchObject({ status: "submitted", total: 1500, silence: 1500, isEstimate: false });
    expect(now().tokens).toBeUndefined();
    await send(500, piece);
    expect(now()).toMatchObject({
      status: "streaming",
      toFirstContent: 2000,
      total: 2000,
      tokens: 5,
      isEstimate: true,
    });
  });

  test("has a rate over the last 2 s, which is none before 500 ms and follows what comes", async () => {
    const { chat, send } = await ask();
    const { now } = measure(chat);
    await send(1000, piece);
    await send(250, piece);
    expect(now().tokensPerSecond).toBeUndefined();
    for (let count = 0; count < 11; count++) await send(250, piece);
    // 5 tokens every 250 ms; the newest chunk is seen with the next tick.
    await pass(250, 250);
    expect(now().tokensPerSecond).toBeGreaterThanOrEqual(17.5);
    expect(now().tokensPerSecond).toBeLessThanOrEqual(20);
    await pass(1000, 250);
    expect(now().tokensPerSecond).toBeCloseTo(10, 0);
    await pass(1500, 250);
    expect(now().tokensPerSecond).toBe(0);
  });

  test("counts tokens as the server does, once it has counted what came, and then does not say about", async () => {
    const { chat, send } = await ask();
    const { now } = measure(chat);
    // Anthropic tells at the beginning how many there are by then.
    await send(100, usage(1), piece);
    for (let count = 0; count < 3; count++) await send(250, piece);
    await pass(250, 250);
    expect(now()).toMatchObject({ tokens: 20, isEstimate: true });
    await send(100, usage(30));
    await pass(250, 250);
    expect(now()).toMatchObject({ tokens: 30, isEstimate: false });
    expect(now().tokensPerSecond).toBeGreaterThan(15);
    await send(50, end);
    act(() => chat.abort());
    expect(now()).toMatchObject({ tokens: 30, isEstimate: false });
  });

  test("at the end is over all of it, with the gap that went on until then", async () => {
    const { chat, send } = await ask();
    const { now } = measure(chat);
    await send(500, piece);
    await send(1000, piece);
    await send(1000, piece);
    await pass(3000, 250);
    act(() => chat.abort());
    expect(now()).toMatchObject({
      status: "aborted",
      toFirstContent: 500,
      total: 5500,
      tokens: 15,
      isEstimate: true,
      tokensPerSecond: 7.5,
    });
    expect(now().gaps.map(({ ms }) => ms)).toEqual([1000, 1000, 3000]);
    expect(now().silence).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("counts characters as tokens as it is told", async () => {
    const { chat, send } = await ask();
    const { now } = measure(chat, { charactersPerToken: 2 });
    await send(100, piece);
    expect(now().tokens).toBe(10);
  });

  test("has no rate for an answer that came at once", async () => {
    const { chat, send } = await ask();
    const { now } = measure(chat);
    await send(100, piece, usage(5));
    act(() => chat.abort());
    expect([now().tokens, now().tokensPerSecond]).toEqual([5, undefined]);
  });

  test("is that of another message by its id, and of the next answer by itself", async () => {
    const { chat, send } = await ask();
    const { now, rerender } = measure(chat);
    await send(100, piece);
    act(() => chat.abort());
    const first = chat.store.getState().ids.at(-1)!;
    act(() => void chat.send("Again"));
    await pass(300, 50);
    await send(0, piece, piece);
    expect(now()).toMatchObject({ status: "streaming", tokens: 10 });
    rerender({ messageId: first });
    expect(now()).toMatchObject({ status: "aborted", tokens: 5 });
    expect(vi.getTimerCount()).toBe(1);
    act(() => chat.abort());
  });

  test("renders four times a second, however many tokens come, and takes one timer", async () => {
    const { chat, send } = await ask();
    await send(100, piece);
    const { renders } = measure(chat);
    const others = measure(chat);
    await pass(250, 250);
    const before = renders();
    for (let count = 0; count < 200; count++) await send(5, piece, usage(count));
    expect(renders() - before).toBe(4);
    // The watch for a stall, and the clock of both.
    expect(vi.getTimerCount()).toBe(2);
    others.unmount();
    act(() => chat.abort());
    expect(vi.getTimerCount()).toBe(0);
  });

  test("looks at no text of an answer that runs", async () => {
    const { chat, send } = await ask();
    await send(100, piece);
    const { now } = measure(chat);
    const parts = vi.fn<() => never[]>(() => []);
    const message = chat.store.getState().messages.at(-1)!;
    const { result } = renderHook(
      () => useStreamMeter({ message: Object.defineProperty({ ...message }, "parts", { get: parts }) }),
      {
        wrapper: ({ children }) => <ChatProvider chat={chat}>{children}</ChatProvider>,
      },
    );
    expect(result.current.tokens).toBe(now().tokens);
    expect(parts).not.toHaveBeenCalled();
    act(() => chat.abort());
  });
});

const saved = createMessage("saved", "assistant", {
  parts: [
    { type: "reasoning", text: "x".repeat(40) },
    { type: "text", text: "x".repeat(40) },
    { type: "tool-call", toolCallId: "1", name: "f", arguments: "x".repeat(20) },
  ],
  timing: { startedAt: 0, firstContentAt: 500, lastContentAt: 5500, endedAt: 6000 },
});

describe("a saved answer", () => {
  test("needs no chat; its tokens are estimated from all that the model wrote", () => {
    const { result } = renderHook(() => useStreamMeter({ message: saved }));
    expect(result.current).toMatchObject({
      status: "done",
      toFirstContent: 500,
      total: 6000,
      tokens: 25,
      tokensPerSecond: 5,
      isEstimate: true,
      gaps: [],
    });
  });

  test("that went on with another is not measured by the text of that one", () => {
    const { result } = renderHook(() => useStreamMeter({ message: { ...saved, continuedFrom: "x" } }));
    expect([result.current.tokens, result.current.tokensPerSecond]).toEqual([undefined, undefined]);
  });

  test("without times has none", () => {
    const { result } = renderHook(() => useStreamMeter({ message: { ...saved, timing: undefined } }));
    expect(result.current).toMatchObject({ toFirstContent: undefined, total: undefined, tokensPerSecond: undefined });
  });
});

test("a meter outside of a chat, without a message, says which parent to use", () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  expect(() => renderHook(() => useStreamMeter())).toThrow(/<ChatProvider chat=.*<ChatPanel>/);
});

const meter = () => document.querySelector<HTMLElement>(".hw-meter")!;
const values = () => [...meter().querySelectorAll("dd")].map((value) => value.textContent);

describe("the meter", () => {
  test("shows what is known, in words that may be replaced, by the chat's labels or its own", () => {
    const text = (labels: object) => (
      <ChatRoot endpoint="x" labels={{ meter: { total: "Zusammen", tokens: "Stück" } }}>
        <StreamMeter message={saved} labels={labels} />
      </ChatRoot>
    );
    render(text({ tokens: "Token", estimate: "etwa {number}" }));
    expect(values()).toEqual(["0.5 s", "etwa 5", "etwa 25", "6.0 s"]);
    expect([...meter().querySelectorAll("dt")].map((name) => name.textContent)).toEqual([
      "First token",
      "Tokens/s",
      "Token",
      "Zusammen",
    ]);
  });

  test("draws the gaps in one line, says them in one sentence, and names those of more than 2 s", async () => {
    const { chat, send } = await ask();
    render(
      <ChatProvider chat={chat}>
        <StreamMeter />
      </ChatProvider>,
    );
    for (const wait of [100, 100, 6200, 100, 2500]) await send(wait, piece);
    act(() => chat.abort());
    const image = screen.getByRole("img", { name: "Longest gap between chunks 6.2 s, 2 of more than 2 seconds" });
    expect(image.querySelectorAll(":scope > path")).toHaveLength(1);
    expect(image.querySelector("path")!.getAttribute("d")).not.toMatch(/NaN|Infinity|-/);
    expect([...image.querySelectorAll("title")].map((title) => title.textContent)).toEqual([
      "no data for 6 s",
      "no data for 2 s",
    ]);
  });

  test("says that nothing comes while nothing comes, and is no live region", async () => {
    const { chat, send } = await ask();
    render(
      <ChatProvider chat={chat}>
        <StreamMeter className={({ stalled }) => (stalled ? "quiet" : undefined)} />
      </ChatProvider>,
    );
    await send(100, piece);
    await pass(2000, 250);
    expect(meter()).not.toHaveAttribute("data-stalled");
    await pass(1500, 250);
    expect(meter()).toHaveAttribute("data-stalled", "true");
    expect(meter()).toHaveClass("quiet");
    expect(screen.getByText("no data for 3 s", { selector: "span" })).toBeInTheDocument();
    expect(meter().parentElement!.querySelector("[aria-live], [role=status], [role=timer], output")).toBeNull();
    act(() => chat.abort());
    expect(meter()).not.toHaveAttribute("data-stalled");
    expect(meter()).toHaveAttribute("data-status", "aborted");
  });

  test("is rendered on a server without a time of that moment", () => {
    const running = { ...saved, status: "streaming" as const, timing: { startedAt: 1 } };
    const html = renderToString(createElement(StreamMeter, { message: running }));
    expect(html).toContain('data-status="streaming"');
    expect(html).not.toMatch(/\d s\b/);
  });
});
