import { act, render, screen } from "@testing-library/react";
import { Profiler, StrictMode } from "react";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  ChatProvider,
  LabelsContext,
  LiveStatus,
  type ChatOptions,
  type LiveStatusProps,
  type StreamEvent,
} from "../../src/index.js";
import { defineAdapter, sse } from "../../src/core.js";
import { createMessage } from "../../src/protocol/message.js";
import { defaultLabels } from "../../src/components/default-labels.js";
import { loadAnnouncer } from "../../src/components/live-status/late-announcer.js";
import type { BodyEnd, ResponseScript } from "../../src/testing/stream-response.js";
import { listen } from "../helpers/announcements.js";
import { createTestChat } from "../helpers/chat.js";
import { answer, delta } from "../helpers/openai.js";
import { loadRecordings } from "../helpers/recordings.js";
import { pass } from "../helpers/steps.js";

beforeAll(loadAnnouncer);
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const ownEvents = defineAdapter({ name: "own", framing: sse, createDecoder: () => (json) => [json as StreamEvent] });

function events(list: readonly StreamEvent[], end: BodyEnd = "clean"): ResponseScript {
  return { chunks: list.map((one) => `data: ${JSON.stringify(one)}\n\n`), end, delay: 100 };
}

/** A region that listens to a chat, and what it says. */
function setUp(
  play: (index: number) => ResponseScript,
  { announce, ...options }: Partial<ChatOptions> & Pick<LiveStatusProps, "announce"> = {},
) {
  const times = { now: () => Date.now(), firstByteTimeout: 0, idleTimeout: 0 };
  const { chat } = createTestChat((_request, index) => play(index), { ...times, ...options });
  const renders = vi.fn();
  const show = (props: LiveStatusProps) => (
    <ChatProvider chat={chat}>
      <Profiler id="region" onRender={renders}>
        <LiveStatus {...props} />
      </Profiler>
    </ChatProvider>
  );
  const view = render(show({ announce }));
  return {
    ...view,
    chat,
    renders,
    change: (props: LiveStatusProps) => view.rerender(show(props)),
    heard: listen(screen.getByRole("status")),
    ask: (text: string = "Hello") => act(() => void chat.send(text)),
  };
}

describe("a screen reader hears of an answer", () => {
  test("whole sentences of a recorded stream, and never a token", async () => {
    const { body } = loadRecordings().find(({ name }) => name === "openai-chat/aisix-story.sse")!;
    const chunks = new TextDecoder().decode(body).split(/(?<=\n\n)/);
    const { ask, heard, renders } = setUp(() => ({ chunks, delay: 40 }));
    ask();
    await pass(60_000, 20);
    expect(heard).toEqual([
      "Answering",
      "Once, at the edge of a busy cluster, there lived a small API gateway named Pip. Pip had one port, two workers and a very large sense of duty.",
      "Every morning the requests came down the wire like commuters: polite GETs with empty hands, POSTs lugging heavy bodies, and the occasional DELETE looking nervous.",
      "Pip greeted each one by its headers, checked its key, and pointed it to the right service.",
      "One night a storm rolled in. Ten thousand retries a second hammered the front door, all shouting the same idempotency key.",
      'The payment service went pale. The search service hid behind a cache. "Let them in," moaned the load balancer, "or they will never stop."',
      'But Pip remembered the rate limit. "One at a time," it said, and its voice was steady. "You will get a 429, and a Retry-After, and a fair turn."',
      "The first wave broke. The second wave read the header. By the third, the clients had learned to wait, and they backed off — gently, exponentially, with a little jitter.",
      "When the sun came up the graphs were green. The payment service sent a 200 with a ribbon on it.",
      "And Pip, brave little gateway, flushed its last chunk, closed the stream with [DONE] — no, with care — and opened its port for the morning.",
      "Answer finished, 11 s",
    ]);
    // One rendering per announcement, and those that begin and clear the region.
    expect(renders.mock.calls.length).toBeLessThan(20);
  });

  test("the words that are seen, not the marks of Markdown", async () => {
    const text = [
      "# Setting *up*\n\nRun `npm i` now. See [the **docs**](https://example.com/?a=b) for more!\n\n",
      "```js\nconst a = 1;\n```\n\n- First\n- Second with ![a cat](https://example.com/cat.png)\n\n",
      "| City | Sky |\n| --- | --- |\n| Paris | clear |\n\n---\n\n> Quoted.\n\nThe end",
    ];
    const { ask, heard } = setUp(() => ({ chunks: answer(...text), delay: 2_000 }));
    ask();
    await pass(20_000, 100);
    expect(heard).toEqual([
      "Waiting for the answer",
      "Answering",
      "Setting up",
      // The next sentence was there, but its end was not sure yet.
      "Run npm i now.",
      "See the docs for more!",
      "Code",
      "First",
      "Second with a cat",
      "City, Sky",
      "Paris, clear",
      "Quoted.",
      "The end",
      "Answer finished, 10 s",
    ]);
  });

  test("no half sentence, however long it takes", async () => {
    const { ask, heard, chat } = setUp(() => ({
      chunks: [delta("One. Two is"), delta(" here. Three")],
      delay: 5_000,
      end: "open",
    }));
    ask();
    await pass(9_000, 100);
    expect(heard).toEqual(["Waiting for the answer", "Answering", "One."]);
    await pass(5_000, 100);
    expect(heard.slice(3)).toEqual(["Two is here."]);
    act(() => chat.abort());
    await pass(5_000, 100);
    // Who stops wants silence.
    expect(heard.slice(4)).toEqual(["Stopped"]);
  });

  test("a sentence that never ends in pieces", async () => {
    const words = "word ".repeat(1_000);
    const { ask, heard } = setUp(() => ({ chunks: [delta(words)], end: "open" }));
    ask();
    await pass(5_000, 100);
    expect(heard).toEqual(["Answering", "word ".repeat(800).trim()]);
  });

  test("an answer that comes at once whole, and then that it is complete", async () => {
    const { ask, heard } = setUp(() => ({ chunks: answer("One. Two.") }));
    ask();
    await pass(100);
    expect(heard).toEqual(["Answering", "One. Two.", "Answer finished, 0 s"]);
  });

  test("a long answer in parts that do not hold up the page", async () => {
    const { ask, heard } = setUp(() => ({ chunks: answer("Some words. ".repeat(3_000)) }));
    ask();
    await pass(100);
    expect(heard.at(-1)!.length).toBeLessThanOrEqual(16_384);
    await pass(5_000, 100);
    expect(heard.at(-1)).toBe("Answer finished, 0 s");
    expect(heard.slice(1, -1).join(" ")).toBe("Some words. ".repeat(3_000).trim());
  });

  test("each answer from its beginning, also the second of a question", async () => {
    const { ask, heard, chat } = setUp((index) => ({ chunks: answer(`Answer ${index}. `, "More."), delay: 100 }));
    ask();
    await pass(1_000);
    act(() => void chat.restart());
    await pass(1_000);
    expect(heard).toEqual([
      "Answering",
      "Answer 0. More.",
      "Answer finished, 0 s",
      "Answering",
      "Answer 1. More.",
      "Answer finished, 0 s",
    ]);
  });

  test("nothing of an answer that another took the place of", async () => {
    const { ask, heard, chat } = setUp((index) => ({ chunks: [delta(`Answer ${index}. And`)], end: "open" }));
    ask();
    await pass(500);
    act(() => void chat.restart());
    await pass(5_000, 100);
    expect(heard).toEqual(["Answering", "Stopped", "Answering", "Answer 1."]);
  });

  test("only what is new of a text that the server corrects", async () => {
    const list: readonly StreamEvent[] = [
      { type: "text-delta", delta: "One. Tow. Thr" },
      ...Array.from({ length: 20 }, (): StreamEvent => ({ type: "text-delta", delta: "" })),
      { type: "text-set", text: "One. Two. Three." },
    ];
    const { ask, heard } = setUp(() => events(list), { adapter: ownEvents });
    ask();
    await pass(8_000, 100);
    expect(heard).toEqual(["Answering", "One. Tow.", "Two. Three.", "Answer finished, 2 s"]);
  });

  test("several texts of one answer one after the other, without what the model thought", async () => {
    const list: readonly StreamEvent[] = [
      { type: "reasoning-delta", delta: "Hm. Let me see. " },
      { type: "text-delta", partId: "a", delta: "I will look" },
      { type: "tool-call-delta", toolCallId: "1", name: "look", delta: "{}" },
      { type: "text-delta", partId: "b", delta: "Found. It" },
    ];
    const { ask, heard } = setUp(() => events(list, "open"), { adapter: ownEvents });
    ask();
    await pass(5_000, 100);
    expect(heard).toEqual(["Answering", "I will look", "Found."]);
  });

  test("its items that are texts", async () => {
    const list: readonly StreamEvent[] = ["Red", { a: 1 }, "Green"].map((value) => ({ type: "item-add", value }));
    const { ask, heard } = setUp(() => events(list), { adapter: ownEvents });
    ask();
    await pass(5_000, 100);
    expect(heard).toEqual(["Answering", "Red", "Green", "Answer finished, 0 s"]);
  });

  test("of its stages the newest change, at most every 2 s", async () => {
    const stage = (stageId: string, title: string): StreamEvent => ({ type: "stage-set", stageId, title });
    const list: readonly StreamEvent[] = [
      stage("1", "Search"),
      { type: "stage-delta", stageId: "1", delta: "..." },
      { type: "stage-end", stageId: "1" },
      stage("2", "Read"),
      ...Array.from({ length: 30 }, (): StreamEvent => ({ type: "stage-delta", stageId: "2", delta: "." })),
      { type: "stage-end", stageId: "2" },
    ];
    const { ask, heard } = setUp(() => events(list, "open"), { adapter: ownEvents });
    ask();
    await pass(1_900, 100);
    expect(heard).toEqual(["Answering", "Search: Running"]);
    await pass(400, 100);
    expect(heard.slice(2)).toEqual(["Read: Running"]);
    await pass(4_000, 100);
    expect(heard.slice(3)).toEqual(["Read: Done"]);
  });

  test("that it failed by the alert alone", async () => {
    const { ask, heard } = setUp(() => ({ chunks: [delta("One. Two")], end: "lost" }));
    ask();
    await pass(5_000, 100);
    expect(heard).toEqual(["Answering"]);
  });
});

describe("what is announced", () => {
  test("is only the beginning and the end, when asked so", async () => {
    const { ask, heard } = setUp(() => ({ chunks: answer("One. ", "Two."), delay: 1_000 }), { announce: "end" });
    ask();
    await pass(9_000, 100);
    expect(heard).toEqual(["Answering", "Answer finished, 4 s"]);
  });

  test("is nothing, when asked so", async () => {
    const { ask, heard } = setUp(() => ({ chunks: answer("One."), delay: 1_000 }), { announce: "off" });
    ask();
    await pass(9_000, 100);
    expect(heard).toEqual([]);
  });

  test("changes while an answer runs, and goes on with what is new", async () => {
    const { ask, heard, change } = setUp(() => ({ chunks: answer("One. ", "Two. ", "Three. "), delay: 1_000 }));
    ask();
    await pass(1_500, 100);
    change({ announce: "off" });
    await pass(1_000, 100);
    change({ announce: "sentences" });
    await pass(9_000, 100);
    expect(heard).toEqual(["Answering", "Answering", "Three.", "Answer finished, 5 s"]);
  });

  test("is not the history, nor an old attempt that is shown again", async () => {
    const message = (id: string) => createMessage(id, "assistant", { parts: [{ type: "text", text: "Old. " }] });
    const { heard, chat } = setUp(() => ({ chunks: [] }), { messages: [message("a")] });
    await pass(5_000, 100);
    act(() => chat.setMessages([message("b")]));
    await pass(5_000, 100);
    expect(heard).toEqual([]);
  });

  test("goes on with an answer that was cut off after its words", async () => {
    const head = "First. Seco";
    const adapter = { ...ownEvents, canContinue: true };
    const replies = [[head], ["nd. Third."]];
    const { ask, heard, chat } = setUp(
      (index) =>
        events(
          replies[index]!.map((text): StreamEvent => ({ type: "text-delta", delta: text })),
          index === 0 ? "lost" : "clean",
        ),
      { adapter },
    );
    ask();
    await pass(3_000, 100);
    act(() => void chat.continueFrom());
    await pass(3_000, 100);
    expect(heard).toEqual(["Answering", "Answering", "Second. Third.", "Answer finished, 0 s"]);
  });

  test("leaves the page after a while", async () => {
    const { ask } = setUp(() => ({ chunks: answer("One.") }));
    ask();
    await pass(9_000, 100);
    expect(screen.getByRole("status")).not.toBeEmptyDOMElement();
    await pass(2_000, 100);
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
  });

  test("is in the words of the labels, which may change with each rendering", async () => {
    const { chat } = createTestChat(() => ({ chunks: answer("Eins. ", "Zwei."), delay: 100 }), {
      now: () => Date.now(),
    });
    const german = () => ({ ...defaultLabels, answering: "Antwort", finishedIn: "Fertig: {duration}" });
    const page = () => (
      <StrictMode>
        {/* oxlint-disable-next-line react/jsx-no-constructed-context-values -- that is what is tested */}
        <LabelsContext.Provider value={german()}>
          <ChatProvider chat={chat}>
            <LiveStatus className="mine" />
          </ChatProvider>
        </LabelsContext.Provider>
      </StrictMode>
    );
    const { rerender } = render(page());
    const heard = listen(screen.getByRole("status"));
    act(() => void chat.send("Hallo"));
    for (let turn = 0; turn < 20; turn++) {
      rerender(page());
      await pass(50);
    }
    expect(heard).toEqual(["Antwort", "Eins. Zwei.", "Fertig: 0 s"]);
    expect(screen.getByRole("status")).toHaveClass("hw-visually-hidden mine");
    expect(screen.getByRole("status")).toHaveAttribute("aria-atomic", "false");
  });

  test("is cut into sentences where the platform cannot do it", async () => {
    vi.stubGlobal("Intl", Object.create(Intl, { Segmenter: { value: undefined } }));
    const { ask, heard } = setUp(() => ({ chunks: [delta("Is it? “Yes!” 1.5 m. こんにちは。はい")], end: "open" }));
    ask();
    await pass(3_000, 100);
    expect(heard).toEqual(["Answering", "Is it? “Yes!” 1.5 m. こんにちは。"]);
  });

  test("ends with the component", async () => {
    const { ask, unmount, chat } = setUp(() => ({ chunks: [delta("One. Two")], end: "open" }));
    ask();
    await pass(500);
    unmount();
    chat.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});
