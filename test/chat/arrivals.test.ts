import { describe, expect, test } from "vitest";
import { createFakeClock } from "../../src/testing/fake-clock.js";
import { createTestChat, lastAnswer } from "../helpers/chat.js";
import { delta, done, finish } from "../helpers/openai.js";

/** A chat on a clock of its own, whose reply comes in the pieces that the test sends. */
function timed() {
  const clock = createFakeClock(1_000_000);
  const { now, timer, schedule } = clock;
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({ start: (own) => void (controller = own) });
  const fetch = async () => new Response(body, { headers: { "content-type": "text/event-stream" } });
  const { chat } = createTestChat(undefined, { now, timer, schedule, fetch });
  const answered = chat.send("Hello");
  return {
    chat,
    clock,
    answered,
    /** Sends a piece after so many ms. */
    arrive: async (wait: number, chunk: string) => {
      await clock.advance(wait);
      controller.enqueue(new TextEncoder().encode(chunk));
      await clock.settle();
    },
    arrivals: () => chat.arrivals(lastAnswer(chat).id)!,
  };
}

describe("the arrivals of an answer", () => {
  test("are told by its id while it streams and after, on the clock of the chat", async () => {
    const { chat, clock, arrive, arrivals, answered } = timed();
    await arrive(500, delta("One"));
    await arrive(40, delta(" two"));
    expect([arrivals().characters, arrivals().lastAt]).toEqual([7, 1_000_540]);
    await arrive(6000, delta(" three"));
    await arrive(10, finish + done);
    await answered;
    expect(arrivals().gaps).toEqual([
      { at: 1_000_540, ms: 40 },
      { at: 1_006_540, ms: 6000 },
      { at: 1_006_550, ms: 10 },
    ]);
    expect(arrivals().characters).toBe(13);
    expect(chat.now()).toBe(clock.now());
  });

  test("do not count comments that keep the connection alive, nor the head of the reply", async () => {
    const { chat, clock, arrive, arrivals } = timed();
    await clock.advance(100);
    expect(arrivals().lastAt).toBeUndefined();
    await arrive(900, ": ping\n\n");
    await arrive(3000, ": ping\n\n");
    await arrive(3000, delta("One"));
    // The first byte is news, comments after it are none.
    expect(arrivals().gaps).toEqual([{ at: 1_007_000, ms: 6000 }]);
    chat.dispose();
  });

  test("are none for questions, for saved answers and for ids that nobody has", async () => {
    const { chat } = createTestChat();
    await chat.send("Hello");
    const [question, answer] = chat.store.getState().messages;
    expect([chat.arrivals(question!.id), chat.arrivals("x")]).toEqual([undefined, undefined]);
    chat.setMessages([{ ...answer!, id: "saved" }]);
    expect(chat.arrivals("saved")).toBeUndefined();
  });

  test("are kept of the last 32 answers, so that a long conversation does not fill the memory", async () => {
    const { chat } = createTestChat();
    for (let turn = 0; turn < 33; turn++) await chat.send("Hello");
    const answers = chat.store.getState().messages.filter(({ role }) => role === "assistant");
    expect(answers.map(({ id }) => chat.arrivals(id) !== undefined)).toEqual([
      false,
      ...Array.from({ length: 32 }, () => true),
    ]);
  });
});
