import { act, cleanup, render, renderHook, screen } from "@testing-library/react";
import { lazy, startTransition, StrictMode, Suspense, useEffect, useState, type ReactElement } from "react";
import { afterEach, describe, expect, test } from "vitest";
import { openaiChat } from "../../src/adapters/index.js";
import { forgetChat, useChatStream, type ChatSource } from "../../src/hooks/index.js";
import { createMessage, messageText, type Message } from "../../src/protocol/message.js";
import { mockFetch, type MockFetch } from "../../src/testing/mock-fetch.js";
import type { ResponseScript } from "../../src/testing/stream-response.js";
import { createGate, nextTask, soon } from "../helpers/async.js";
import { numbered, type Play } from "../helpers/chat.js";
import { answer, delta } from "../helpers/openai.js";

const chatIds = ["a", "b"] as const;

afterEach(() => {
  // First of all: what is on the page begins a new chat where one was forgotten.
  cleanup();
  for (const id of chatIds) forgetChat(id);
});

function options(fetch: MockFetch, chatId: string = "a") {
  return { chatId, endpoint: "https://example.test/chat", adapter: openaiChat, fetch, schedule: soon };
}

const open = (...texts: string[]): ResponseScript => ({ chunks: texts.map((text) => delta(text)), end: "open" });

/** Answers in pieces that the test hands out. */
function createFeed() {
  const waiting: ((text: string) => void)[] = [];
  const next = () => new Promise<string>((resolve) => waiting.push(resolve));
  const encoder = new TextEncoder();
  const fetch = mockFetch(() => open());
  const feed = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    await fetch(input, init);
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          controller.enqueue(encoder.encode(delta(await next())));
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  };
  return {
    fetch: Object.assign(feed, { requests: fetch.requests }) as MockFetch,
    say: (text: string) =>
      act(async () => {
        waiting.shift()!(text);
        await nextTask();
      }),
  };
}

function show(source: ChatSource, strict = false) {
  return renderHook((given: ChatSource) => useChatStream(given), {
    initialProps: source,
    ...(strict && { wrapper: StrictMode }),
  });
}

const texts = ({ messages }: { readonly messages: readonly Message[] }) => messages.map(messageText);

/** Presses a button, and waits for what comes of that without an end of the answer. */
function press(name: string): Promise<void> {
  return act(async () => {
    screen.getByText(name).click();
    await nextTask();
  });
}

/** Sends, and waits in the same way. */
function begin(send: (text: string) => unknown): Promise<void> {
  return act(async () => {
    void send("Hello");
    await nextTask();
  });
}

const isAborted = ({ requests }: MockFetch, index = 0) => requests[index]!.init.signal!.aborted;

describe("components with one chatId", () => {
  test.for([
    ["", false],
    [" in StrictMode", true],
  ] as const)("share one conversation and one request%s", async ([, strict]) => {
    const fetch = mockFetch(numbered);
    const first = show(options(fetch), strict);
    const second = show(options(fetch), strict);
    await act(() => second.result.current.send("Hello"));
    expect(texts(first.result.current)).toEqual(["Hello", "Answer 1"]);
    expect(second.result.current.messages).toBe(first.result.current.messages);
    expect(fetch.requests).toHaveLength(1);
  });

  test("are twenty, and one request is made", async () => {
    const fetch = mockFetch(numbered);
    const all = Array.from({ length: 20 }, () => show(options(fetch), true));
    await act(() => all[7]!.result.current.send("Hello"));
    for (const { result } of all) expect(texts(result.current)).toEqual(["Hello", "Answer 1"]);
    expect(fetch.requests).toHaveLength(1);
  });

  test("need the endpoint from one of them only, also when that one comes later", async () => {
    const fetch = mockFetch(numbered);
    const joined = show({ chatId: "a" });
    show(options(fetch));
    await act(() => joined.result.current.send("Hello"));
    expect(texts(joined.result.current)).toEqual(["Hello", "Answer 1"]);
  });

  test("tell who sends what is missing when none of them has an endpoint", async () => {
    const { result } = show({ chatId: "a" });
    await act(() => result.current.send("Hello"));
    expect(result.current.error).toMatchObject({
      code: "request",
      message: "The request could not be built: no endpoint",
    });
  });

  test("begin with the saved conversation, once, also when one without it was rendered first", () => {
    const messages = [createMessage("1", "user", { parts: [{ type: "text", text: "Earlier" }] })];
    const joined = show({ chatId: "a" });
    const giver = show({ ...options(mockFetch(numbered)), messages });
    expect(texts(joined.result.current)).toEqual(["Earlier"]);
    act(() => joined.result.current.setMessages([]));
    giver.rerender({ ...options(mockFetch(numbered)), messages: [...messages] });
    expect(texts(joined.result.current)).toEqual([]);
  });

  test("keep a conversation that began before the saved one came", async () => {
    const fetch = mockFetch(numbered);
    const joined = show({ chatId: "a" });
    joined.result.current.chat.update(options(fetch));
    await act(() => joined.result.current.send("Hello"));
    show({ ...options(fetch), messages: [createMessage("1", "user", { parts: [{ type: "text", text: "Earlier" }] })] });
    expect(texts(joined.result.current)).toEqual(["Hello", "Answer 1"]);
  });

  test("with another chatId share nothing", async () => {
    const fetch = mockFetch(numbered);
    const [a, b] = [show(options(fetch, "a")), show(options(fetch, "b"))];
    await act(() => a.result.current.send("Hello"));
    expect([texts(a.result.current), texts(b.result.current)]).toEqual([["Hello", "Answer 1"], []]);
  });
});

describe("unmounting", () => {
  test("one of two keeps the stream, the last aborts it, and who comes back sees the conversation", async () => {
    const { fetch, say } = createFeed();
    const first = show(options(fetch));
    const second = show(options(fetch));
    await begin(first.result.current.send);
    await say("One ");
    first.unmount();
    await say("two");
    expect([texts(second.result.current), isAborted(fetch)]).toEqual([["Hello", "One two"], false]);
    second.unmount();
    await nextTask();
    expect(isAborted(fetch)).toBe(true);
    const back = show(options(fetch));
    expect(texts(back.result.current)).toEqual(["Hello", "One two"]);
    expect(back.result.current.status).toBe("aborted");
  });

  test.for([
    ["", false],
    [" in StrictMode", true],
  ] as const)("one while another takes its place keeps the stream%s", async ([, strict]) => {
    const { fetch, say } = createFeed();
    const shared = options(fetch);
    function View({ name }: { readonly name: string }): ReactElement {
      const { messages, send } = useChatStream(shared);
      return (
        <button onClick={() => void send("Hello")}>
          {name}: {texts({ messages }).join(" | ")}
        </button>
      );
    }
    const wrapper = strict ? { wrapper: StrictMode } : {};
    const { rerender } = render(<View key="side" name="side" />, wrapper);
    await press("side:");
    await say("One ");
    rerender(<View key="page" name="page" />);
    await say("two");
    expect(screen.getByText("page: Hello | One two")).toBeInTheDocument();
    expect([isAborted(fetch), fetch.requests.length]).toEqual([false, 1]);
  });

  test("the only one in StrictMode aborts as well", async () => {
    const fetch = mockFetch(() => open("a"));
    const { result, unmount } = show(options(fetch), true);
    await begin(result.current.send);
    expect(isAborted(fetch)).toBe(false);
    unmount();
    await nextTask();
    expect(isAborted(fetch)).toBe(true);
  });

  test("a thousand times in the middle of an answer aborts every request", async () => {
    const fetch = mockFetch(() => open("a"));
    for (let round = 0; round < 1000; round++) {
      const { result, unmount } = show(options(fetch));
      await act(async () => {
        void result.current.send("Hello");
        // Until the request is out: loading the adapter and building take a few turns.
        while (fetch.requests.length <= round) await Promise.resolve();
      });
      unmount();
      await Promise.resolve();
      forgetChat("a");
    }
    expect(fetch.requests).toHaveLength(1000);
    expect(fetch.requests.filter(({ init }) => !init.signal!.aborted)).toEqual([]);
  });
});

describe("another chatId in the middle of an answer", () => {
  test("aborts the old one, and no token of it shows in the new", async () => {
    const { fetch, say } = createFeed();
    const seen: string[] = [];
    const { result, rerender } = renderHook(
      (chatId: string) => {
        const stream = useChatStream(options(fetch, chatId));
        seen.push(`${chatId}: ${texts(stream).join(" | ")}`);
        return stream;
      },
      { initialProps: "a" },
    );
    await begin(result.current.send);
    await say("old");
    rerender("b");
    await act(nextTask);
    expect([texts(result.current), isAborted(fetch)]).toEqual([[], true]);
    // What was on its way already.
    await say(" late");
    await begin(result.current.send);
    await say("new");
    expect(texts(result.current)).toEqual(["Hello", "new"]);
    expect(seen.filter((line) => line.startsWith("b") && /old|late/.test(line))).toEqual([]);
    rerender("a");
    expect(texts(result.current)).toEqual(["Hello", "old"]);
  });

  test("lets the old one go on while somebody else shows it", async () => {
    const { fetch, say } = createFeed();
    const stays = show(options(fetch));
    const goes = show(options(fetch));
    await begin(goes.result.current.send);
    goes.rerender(options(fetch, "b"));
    await say("still here");
    expect([isAborted(fetch), texts(stays.result.current)]).toEqual([false, ["Hello", "still here"]]);
    expect(texts(goes.result.current)).toEqual([]);
  });

  test("in a transition that waits keeps the visible stream going", async () => {
    const { fetch, say } = createFeed();
    const loaded = createGate();
    const Details = lazy(async () => {
      await loaded.promise;
      return { default: () => <i>details of b</i> };
    });
    function View(): ReactElement {
      const [chatId, setChatId] = useState("a");
      const stream = useChatStream(options(fetch, chatId));
      return (
        <>
          <button onClick={() => void stream.send("Hello")}>Send</button>
          <button onClick={() => startTransition(() => setChatId("b"))}>Switch</button>
          <p role="log">
            {chatId}: {texts(stream).join(" | ")} {chatId === "b" && <Details />}
          </p>
        </>
      );
    }
    render(
      <Suspense fallback="loading">
        <View />
      </Suspense>,
    );
    await press("Send");
    await say("One ");
    await press("Switch");
    await say("two");
    expect(screen.getByRole("log")).toHaveTextContent(/^a: Hello \| One two$/);
    expect(isAborted(fetch)).toBe(false);
    await act(async () => {
      loaded.open();
      await nextTask();
    });
    expect(screen.getByRole("log")).toHaveTextContent(/^b: details of b$/);
    expect(isAborted(fetch)).toBe(true);
  });
});

describe("forgetting a chat", () => {
  test("aborts it, and who comes then finds it empty", async () => {
    const fetch = mockFetch(() => open("a"));
    const { result, unmount } = show(options(fetch));
    await begin(result.current.send);
    unmount();
    forgetChat("a");
    await nextTask();
    expect(isAborted(fetch)).toBe(true);
    expect(texts(show(options(fetch)).result.current)).toEqual([]);
  });

  test.for([
    ["that is running", open("a")],
    ["that has ended", { chunks: answer("a") }],
  ] as const)("%s gives all that show it the same new one", async ([, script]) => {
    const fetch = mockFetch((request, index) => (index === 0 ? script : numbered(request, index)));
    const joined = show({ chatId: "a" });
    const giver = show(options(fetch));
    await begin(joined.result.current.send);
    expect(texts(giver.result.current)).toEqual(["Hello", "a"]);
    act(() => forgetChat("a"));
    expect([texts(joined.result.current), texts(giver.result.current)]).toEqual([[], []]);
    expect(isAborted(fetch)).toBe(script.chunks.length === 1);
    await act(() => joined.result.current.send("Again"));
    expect(texts(giver.result.current)).toEqual(["Again", "Answer 2"]);
  });

  test("that nobody knows does nothing", () => {
    expect(() => forgetChat("b")).not.toThrow();
  });
});

test("a first effect may send, in StrictMode too: nothing of it is lost", async () => {
  const play: Play = numbered;
  const fetch = mockFetch(play);
  const shared = options(fetch);
  function Greeting(): ReactElement {
    const { send, messages } = useChatStream(shared);
    useEffect(() => {
      if (messages.length === 0) void send("Hello");
      // Once, as an application would write it.
      // oxlint-disable-next-line react-hooks/exhaustive-deps -- see above
    }, [send]);
    return <p>{texts({ messages }).join(" | ")}</p>;
  }
  render(
    <StrictMode>
      <Greeting />
    </StrictMode>,
  );
  expect(await screen.findByText(/Answer 1/)).toBeInTheDocument();
  expect(isAborted(fetch)).toBe(false);
});
