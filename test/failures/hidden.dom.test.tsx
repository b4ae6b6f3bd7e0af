import { act, configure, render, screen, waitFor } from "@testing-library/react";
import { Profiler } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createChat } from "../../src/core.js";
import { ChatProvider, MessageList } from "../../src/index.js";
import { openaiChat } from "../../src/adapters/index.js";
import { nextTask } from "../helpers/async.js";
import { answer, delta, done, finish } from "../helpers/openai.js";
import { renderPanel, rows } from "../helpers/panel.js";
import { createFeed, type Feed } from "./feed.js";

// An end to waiting on busy machines, not a measure.
configure({ asyncUtilTimeout: 20_000 });

let visibility: DocumentVisibilityState = "visible";

beforeEach(() => {
  visibility = "visible";
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
  vi.spyOn(document, "hidden", "get").mockImplementation(() => visibility === "hidden");
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** The events of a page that is left or comes back, in the order in which browsers send them. */
function turn(state: DocumentVisibilityState, persisted: boolean = false): void {
  visibility = state;
  const persistedEvent = (name: string) => window.dispatchEvent(Object.assign(new Event(name), { persisted }));
  if (state === "visible") {
    if (persisted) persistedEvent("pageshow");
    document.dispatchEvent(new Event("resume"));
    document.dispatchEvent(new Event("visibilitychange"));
    window.dispatchEvent(new Event("focus"));
  } else {
    window.dispatchEvent(new Event("blur"));
    document.dispatchEvent(new Event("visibilitychange"));
    document.dispatchEvent(new Event("freeze"));
    if (persisted) persistedEvent("pagehide");
  }
}

/** A panel whose answer comes from a feed, after the question was asked. */
async function ask(): Promise<
  Feed & { readonly input: HTMLTextAreaElement; readonly type: (text: string) => Promise<void> }
> {
  const feed = createFeed();
  const { say, input, user } = renderPanel(undefined, { fetch: feed.fetch, schedule: undefined as never });
  await say("Hello");
  await waitFor(() => expect(feed.fetch.requests).toHaveLength(1));
  await act(nextTask);
  return { ...feed, input: input(), type: (text) => user.type(input(), text) };
}

describe("a page that is left and comes back", () => {
  test("50 times in the middle of an answer makes one request and shows one answer", async () => {
    const { fetch, say, end } = await ask();
    const words = Array.from({ length: 50 }, (_, index) => `${index} `);
    for (const word of words) {
      turn("hidden");
      say(delta(word));
      await act(nextTask);
      turn("visible");
      await act(nextTask);
    }
    say(finish + done);
    end();
    await waitFor(() => expect(rows()[1]).toHaveAttribute("data-status", "done"));
    expect(rows()).toHaveLength(2);
    expect(rows()[1]).toHaveTextContent(words.join("").trim());
    expect([fetch.requests.length, fetch.requests[0]!.init.signal!.aborted]).toEqual([1, false]);
  });

  test.for([false, true])(
    "keeps the draft and the half answer (from the back/forward cache: %s)",
    async (persisted) => {
      const { input, say, type, lose, fetch } = await ask();
      say(delta("Once upon"));
      await screen.findByText("Once upon");
      await type("My next question");
      turn("hidden", persisted);
      await act(nextTask);
      turn("visible", persisted);
      await act(nextTask);
      expect([input.value, rows()[1]!.dataset["status"]]).toEqual(["My next question", "streaming"]);
      // The connection did not survive the sleep.
      lose();
      await waitFor(() => expect(rows()[1]).toHaveAttribute("data-status", "error"));
      expect(rows()[1]).toHaveTextContent("Once upon");
      expect([input.value, fetch.requests.length]).toEqual(["My next question", 1]);
    },
  );
});

describe("a hidden page without animation frames", () => {
  test("shows the answer while it grows, and has all of it in its document when it ends", async () => {
    vi.stubGlobal("requestAnimationFrame", () => 1);
    vi.stubGlobal("cancelAnimationFrame", () => {});
    const { say, end } = await ask();
    turn("hidden");
    // The first word waits for nothing; the second for a frame, or for the timer that stands in for it.
    for (const [word, shown] of [
      ["Once", "Once"],
      [" upon", "Once upon"],
    ] as const) {
      say(delta(word));
      await waitFor(() => expect(rows()[1]).toHaveTextContent(shown));
    }
    for (const piece of answer(" a", " time")) say(piece);
    end();
    await waitFor(() => expect(rows()[1]).toHaveAttribute("data-status", "done"));
    expect(rows()[1]).toHaveTextContent("Once upon a time");
  });

  test("that comes back after 500 tokens shows all of them in its first frame, and replays nothing", async () => {
    const frames = new Map<number, FrameRequestCallback>();
    let count = 0;
    vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => {
      frames.set(++count, callback);
      return count;
    });
    vi.stubGlobal("cancelAnimationFrame", (id: number) => frames.delete(id));
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
    act(() => void chat.send("Hello"));
    await act(nextTask);
    turn("hidden");
    const words = Array.from({ length: 500 }, (_, index) => `${index} `);
    for (const word of words) {
      feed.say(delta(word));
      await act(nextTask);
    }
    feed.say(finish + done);
    await waitFor(() => expect(rows()[1]).toHaveAttribute("data-status", "done"));
    expect(rows()[1]).toHaveTextContent(words.join("").trim());
    const before = commits;
    turn("visible");
    act(() => {
      for (const callback of frames.values()) callback(0);
    });
    await act(nextTask);
    expect(commits).toBe(before);
  });
});
