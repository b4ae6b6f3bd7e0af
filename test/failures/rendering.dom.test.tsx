import { act, configure, render, screen } from "@testing-library/react";
import { Profiler, useReducer } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ChatPanel, useChatStream } from "../../src/index.js";
import { openaiChat } from "../../src/adapters/index.js";
import { collectMessage } from "../../src/core.js";
import { createMessage, messageText, type Message } from "../../src/protocol/message.js";
import { streamResponse } from "../../src/testing/stream-response.js";
import { explicitAdapter } from "../helpers/adapters.js";
import { createFrames, nextTask } from "../helpers/async.js";
import { createTestChat } from "../helpers/chat.js";
import { delta, event, finish } from "../helpers/openai.js";
import { renderPanel, rows } from "../helpers/panel.js";
import { loadRecordings } from "../helpers/recordings.js";
import { createFeed } from "./feed.js";

// An end to waiting on busy machines, not a measure.
configure({ asyncUtilTimeout: 20_000 });

afterEach(() => {
  vi.restoreAllMocks();
});

const said = (id: string, text: string, role: Message["role"] = "user") =>
  createMessage(id, role, { parts: [{ type: "text", text }] });

/** What React and the page say to the developer. */
function listen() {
  return vi.spyOn(console, "error").mockImplementation(() => {});
}

describe("between two screen frames", () => {
  test("a component that renders for reasons of its own sees no token of the next frame", async () => {
    const frames = createFrames();
    const { fetch, say } = createFeed();
    const seen: string[] = [];
    let commits = 0;
    function View() {
      const [, tick] = useReducer((count: number) => count + 1, 0);
      const { messages, send } = useChatStream({
        endpoint: "/chat",
        adapter: openaiChat,
        fetch,
        schedule: frames.schedule,
      });
      seen.push(messages[1] ? messageText(messages[1]) : "");
      return (
        <>
          <button onClick={() => void send("Hello")}>Send</button>
          <button onClick={tick}>Tick</button>
        </>
      );
    }
    render(
      <Profiler id="view" onRender={() => commits++}>
        <View />
      </Profiler>,
    );
    await act(async () => {
      screen.getByText("Send").click();
      await nextTask();
    });
    // The first word does not wait for a frame; the rest do.
    say(delta("a"));
    await act(nextTask);
    const before = commits;
    for (let count = 0; count < 60; count++) {
      say(delta("x"));
      await act(nextTask);
      act(() => screen.getByText("Tick").click());
    }
    expect(new Set(seen.slice(-60))).toEqual(new Set(["a"]));
    expect(commits - before).toBe(60);
    act(frames.next);
    expect([seen.at(-1), commits - before]).toEqual([`a${"x".repeat(60)}`, 61]);
  });
});

test("an emoji whose halves come apart is shown whole in the end, and every state between is shown too", async () => {
  const complain = listen();
  const { fetch, say, end } = createFeed();
  const panel = renderPanel(undefined, { fetch });
  await panel.say("Hello");
  const text = "Hi 👋🏽!";
  for (const unit of text.split("")) {
    await act(async () => {
      say(event({ choices: [{ index: 0, delta: { content: unit } }] }));
      await nextTask();
    });
    expect(rows()[1]).toBeInTheDocument();
  }
  await act(async () => {
    say(finish);
    end();
    await nextTask();
  });
  expect(rows()[1]).toHaveTextContent(text);
  expect(complain.mock.calls).toEqual([]);
});

describe("ids that the application gives", () => {
  test.for<[string, readonly Message[], readonly string[]]>([
    ["twice", [said("a", "One"), said("a", "Two", "assistant"), said("b", "Three")], ["One", "Three"]],
    ["empty", [said("", "One"), said("b", "Two", "assistant")], ["One", "Two"]],
    [
      "named like a member of every object",
      [said("__proto__", "One"), said("constructor", "Two", "assistant")],
      ["One", "Two"],
    ],
  ])(
    "%s do not take the panel down: the first of each is shown, and it goes on to answer",
    async ([, messages, texts]) => {
      const complain = listen();
      const { say } = renderPanel(undefined, { messages });
      expect(rows().map(({ textContent }) => textContent)).toEqual(texts);
      await say("Next");
      await screen.findByText("Answer 1");
      expect(complain.mock.calls).toEqual([]);
    },
  );

  test("that are the same for every message still show the newest question and its answer", async () => {
    const complain = listen();
    const { say } = renderPanel(undefined, { generateId: () => "same" });
    await say("First");
    await screen.findAllByText("Answer 1");
    await say("Second");
    await screen.findAllByText("Answer 2");
    expect(screen.queryAllByText("Answer 1")).toEqual([]);
    // React says so to the developer, which is right; it is all that happens.
    const words = complain.mock.calls.map(([text]) => String(text));
    expect(words.filter((text) => !text.startsWith("Encountered two children with the same key"))).toEqual([]);
  });

  test("are not those of the wire: an answer whose id changes in the middle stays one message", async () => {
    const { chat } = createTestChat(() => ({
      chunks: ["r1", "r1", "r2", undefined, ""].map((id) =>
        event({ id, choices: [{ index: 0, delta: { content: "x" } }] }),
      ),
    }));
    render(<ChatPanel chat={chat} />);
    await act(async () => void (await chat.send("Hello")));
    expect(rows().map((row) => row.textContent?.includes("xxxxx"))).toEqual([false, true]);
  });
});

test("a question that waits survives a stop, and can be taken back into the draft", async () => {
  const { fetch, say } = createFeed();
  const panel = renderPanel(undefined, { fetch });
  await panel.say("First");
  await act(async () => {
    say(delta("Half"));
    await nextTask();
  });
  await panel.say("Typed with care");
  await panel.user.click(screen.getByRole("button", { name: "Stop" }));
  expect(screen.getByText("Typed with care")).toBeInTheDocument();
  expect(fetch.requests).toHaveLength(1);
  await panel.user.click(screen.getByRole("button", { name: "Take back" }));
  expect(panel.input().value).toBe("Typed with care");
});

describe("hydration", () => {
  const conversationLength = 20;

  async function hydrate(messages: readonly Message[]): Promise<void> {
    const panel = <ChatPanel endpoint="/chat" messages={messages} />;
    const container = document.createElement("div");
    container.innerHTML = renderToString(panel);
    document.body.append(container);
    const recovered: unknown[] = [];
    const root = await act(async () =>
      hydrateRoot(container, panel, { onRecoverableError: (error) => recovered.push(error) }),
    );
    expect(container.querySelectorAll("article")).toHaveLength(messages.length);
    act(() => root.unmount());
    container.remove();
    expect(recovered).toEqual([]);
  }

  const recordings = loadRecordings().filter(({ body }) => body.length < 20_000);

  test(`of conversations of every recorded answer complains about nothing`, { timeout: 120_000 }, async () => {
    const complain = listen();
    expect(recordings.length).toBeGreaterThan(100);
    const answers: Message[][] = [];
    for (const [index, recording] of recordings.entries()) {
      const { status, headers } = recording.expected.http;
      const adapter = explicitAdapter(recording);
      const response = streamResponse({ chunks: [recording.body], status, headers });
      const answer = await collectMessage(response, adapter && { adapter });
      answers.push([said(`q${index}`, recording.name), { ...answer, id: recording.name }]);
    }
    // jsdom takes a quarter of a second for each message of a long page that comes alive; a browser does not.
    for (let start = 0; start < answers.length; start += conversationLength)
      await hydrate(answers.slice(start, start + conversationLength).flat());
    expect(complain.mock.calls).toEqual([]);
  });
});
