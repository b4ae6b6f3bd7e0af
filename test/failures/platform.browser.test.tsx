import { cleanup, configure, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { Profiler } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openaiChat } from "../../src/adapters/index.js";
import { createChat, createItemStream } from "../../src/core.js";
import { ChatPanel, ChatProvider, MessageList, type ChatPanelProps } from "../../src/index.js";
import { messageText } from "../../src/protocol/message.js";
import "../../src/components/styles.css";
import { answer, delta, done, finish } from "../helpers/openai.js";
import { createFeed, type Feed } from "./feed.js";

// An end to waiting on busy machines, not a measure.
configure({ asyncUtilTimeout: 20_000 });

const problems: string[] = [];
const onRejection = ({ reason }: PromiseRejectionEvent) => problems.push(`rejection: ${String(reason)}`);
const onError = ({ message }: ErrorEvent) => problems.push(`error: ${message}`);

beforeEach(() => {
  problems.length = 0;
  addEventListener("unhandledrejection", onRejection);
  addEventListener("error", onError);
  vi.spyOn(console, "error").mockImplementation((...words) => problems.push(words.join(" ")));
});

afterEach(() => {
  cleanup();
  removeEventListener("unhandledrejection", onRejection);
  removeEventListener("error", onError);
  vi.restoreAllMocks();
});

/** Waits until the page draws. */
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

function rows(): HTMLElement[] {
  return screen.queryAllByRole("article");
}

function open(feed: Feed, options: Partial<ChatPanelProps> = {}) {
  const user = userEvent.setup();
  const props = { endpoint: "/chat", fetch: feed.fetch, adapter: openaiChat, ...options } as ChatPanelProps;
  render(<ChatPanel {...props} />);
  return { user, say: (text: string) => user.type(screen.getByRole("textbox"), `${text}{Enter}`) };
}

const asked = ({ fetch }: Feed, count: number) => waitFor(() => expect(fetch.requests).toHaveLength(count));
const ended = (status: string) => waitFor(() => expect(rows().at(-1)!.dataset["status"]).toBe(status));

test("a stop in the middle of a real body is `aborted`: no error is told, thrown, rejected or logged", async () => {
  const told: string[] = [];
  // A body that the browser itself reads, and breaks with words of its own when it is aborted.
  const address = URL.createObjectURL(new Blob([delta("x").repeat(200_000)]));
  const chat = createChat({
    endpoint: address,
    adapter: openaiChat,
    fetch: async (url, init) => {
      const { body } = await fetch(url, { signal: init!.signal! });
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    },
    onError: (error) => told.push(`error ${error.message}`),
    onAbort: () => told.push("abort"),
    onFinish: () => told.push("finish"),
  });
  // In the first piece, of many: a moment later the body may have ended.
  chat.store.subscribe(({ messages }) => {
    if (messages[1]?.status === "streaming") chat.abort();
  });
  const stopped = await chat.send("Hello");
  URL.revokeObjectURL(address);
  for (let count = 0; count < 5; count++) await frame();
  expect([stopped?.status, stopped?.error, told, problems]).toEqual(["aborted", undefined, ["abort"], []]);
  expect(messageText(stopped!)).toMatch(/^x+$/);
});

test("without the asynchronous iterator of streams (Safari) and without randomUUID (plain http) everything runs", async () => {
  const streams = ReadableStream.prototype as unknown as Record<PropertyKey, unknown>;
  const removed: [object, PropertyKey, PropertyDescriptor][] = [];
  for (const [owner, key] of [
    [streams, Symbol.asyncIterator],
    [streams, "values"],
    [Crypto.prototype, "randomUUID"],
  ] as const) {
    removed.push([owner, key, Object.getOwnPropertyDescriptor(owner, key)!]);
    delete (owner as unknown as Record<PropertyKey, unknown>)[key];
  }
  try {
    expect(typeof crypto.randomUUID).toBe("undefined");
    const feed = createFeed();
    const { say, user } = open(feed, { adapter: undefined });
    await say("Hello");
    await asked(feed, 1);
    for (const piece of answer("Once", " upon")) feed.say(piece);
    await ended("done");
    expect(rows()[1]!.textContent).toContain("Once upon");
    await say("Again");
    await asked(feed, 2);
    feed.say(delta("Half"));
    await screen.findByText("Half");
    await user.click(screen.getByRole("button", { name: "Stop" }));
    await ended("aborted");
    const items = createItemStream({
      url: "/items",
      fetch: async () => new Response('{"a":1}\n{"a":2}\n', { headers: { "content-type": "application/x-ndjson" } }),
    });
    await items.start();
    expect(items.store.getState()).toMatchObject({ status: "done", items: [{ a: 1 }, { a: 2 }] });
    expect(problems).toEqual([]);
  } finally {
    for (const [owner, key, descriptor] of removed) Object.defineProperty(owner, key, descriptor);
  }
});

test("10,000 tokens in one task: React says nothing, and there is at most one commit per animation frame", async () => {
  const feed = createFeed();
  const chat = createChat({ endpoint: "/chat", adapter: openaiChat, fetch: feed.fetch });
  let commits = 0;
  render(
    <Profiler id="list" onRender={() => commits++}>
      <ChatProvider chat={chat}>
        <MessageList />
      </ChatProvider>
    </Profiler>,
  );
  // As in an application: React itself decides when it renders.
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = false;
  try {
    const sent = chat.send("Hello");
    await asked(feed, 1);
    feed.say(delta("first "));
    await waitFor(() => expect(rows()[1]?.textContent).toContain("first"));
    let frames = 0;
    let counting = true;
    const count = () => {
      frames++;
      if (counting) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    const before = commits;
    for (let token = 0; token < 10_000; token++) feed.say(delta("x"));
    await waitFor(() => expect(rows()[1]?.textContent).toContain("x".repeat(10_000)));
    // In hidden pages and on slow machines a timer stands in for a frame; it comes no sooner than one.
    expect(commits - before).toBeLessThanOrEqual(Math.max(frames, 1) + 1);
    feed.say(finish + done);
    await sent;
    counting = false;
    expect(problems).toEqual([]);
  } finally {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  }
});

describe("what the browser refuses or cannot reach is one kind of error, with what the browser knows", () => {
  const addresses = {
    "a host that is not there": "http://nobody.invalid/chat",
    "a port where nobody listens": "http://127.0.0.1:9/chat",
    "a port that browsers block": "http://127.0.0.1:6000/chat",
    "a scheme that is not allowed": "file:///chat",
    "a server without a certificate": "https://127.0.0.1:1/chat",
  };
  test.for(Object.entries(addresses))("%s", async ([, endpoint]) => {
    expect(navigator.onLine).toBe(true);
    const { error } = (await createChat({ endpoint, adapter: openaiChat }).send("Hello"))!;
    expect(error).toMatchObject({ code: "network", retryable: true });
    expect(error!.offline).toBeUndefined();
    expect(error!.message).toMatch(/^The server could not be reached \(.+\)\.$/);
  });

  test("a reply of another origin that does not allow us", async () => {
    // The sandbox without an origin: everything is another origin to it.
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    const answered = new Promise<string>((resolve) => {
      addEventListener("message", ({ data }: MessageEvent<string>) => resolve(data), { once: true });
    });
    frame.srcdoc = `<script>fetch(${JSON.stringify(location.href)}).then(() => "reached", (error) => error.message).then((words) => parent.postMessage(words, "*"))</script>`;
    document.body.append(frame);
    const words = await answered;
    frame.remove();
    expect(words).toBe("Failed to fetch");
    const chat = createChat({
      endpoint: "/chat",
      adapter: openaiChat,
      fetch: () => Promise.reject(new TypeError(words)),
    });
    expect((await chat.send("Hello"))!.error).toMatchObject({ code: "network" });
  });
});
