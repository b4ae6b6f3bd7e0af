import { afterEach, describe, expect, test, vi } from "vitest";
import { jsonLines } from "../../src/adapters/json-lines/adapter.js";
import { createItemStream } from "../../src/defaults/create-item-stream.js";
import { messageText } from "../../src/protocol/message.js";
import { createFakeClock } from "../../src/testing/fake-clock.js";
import { nextTask } from "../helpers/async.js";
import { createTestChat, lastAnswer, transcript } from "../helpers/chat.js";
import { answer, delta, done, event, finish } from "../helpers/openai.js";
import { chatWith, keptAlive, withServer } from "./server.js";

const server = withServer();

afterEach(() => {
  vi.restoreAllMocks();
});

const bytes = (text: string) => new TextEncoder().encode(text);

/** A body that is sent as far as the test wants, over HTTP. */
async function play(body: Uint8Array, end: "clean" | "reset" | "open") {
  const chat = chatWith(server());
  const sent = chat.send("Hello");
  const request = await server().next();
  request.head(200, keptAlive);
  if (body.length > 0) await request.write(body);
  if (end === "clean") request.end();
  else if (end === "reset") {
    // Only what has left can be lost with the connection.
    for (let turn = 0; turn < 3; turn++) await nextTask();
    request.reset();
  }
  return { answer: (await sent)!, request };
}

describe("a connection that ends after k bytes, for every k, over HTTP", () => {
  // Characters of two and four bytes among them.
  const body = bytes(delta("Hé") + delta("👋") + finish + done);
  const complete = bytes(delta("Hé") + delta("👋") + finish).length;
  // A reader knows an event by the blank line after it; at a clean end its JSON, if whole, is enough.
  const enough = { clean: complete - 2, reset: complete - 1 };

  test("cleanly: never done before the finish reason has come, always after", async () => {
    for (let length = 0; length <= body.length; length++) {
      const { answer } = await play(body.subarray(0, length), "clean");
      const where = `${length} of ${body.length} bytes`;
      const isComplete = length >= enough.clean;
      expect([answer.status, answer.error?.code, answer.error?.retryable], where).toEqual(
        isComplete ? ["done", undefined, undefined] : ["error", "incomplete", true],
      );
      const text = messageText(answer);
      expect(isComplete ? text === "Hé👋" : "Hé👋".startsWith(text), where).toBe(true);
    }
  });

  test("by a reset: never done before the finish reason has come, and what came is kept", async () => {
    for (let length = 0; length < enough.reset; length++) {
      const { answer } = await play(body.subarray(0, length), "reset");
      const where = `${length} of ${body.length} bytes`;
      expect([answer.status, answer.error?.code], where).toEqual(["error", "network"]);
      expect("Hé👋".startsWith(messageText(answer)), where).toBe(true);
    }
  });
});

describe("a complete answer", () => {
  const usage = event({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } });

  test.for([
    ["the finish reason", delta("Hi") + finish, undefined],
    ["usage", delta("Hi") + finish + usage, 5],
  ] as const)("whose connection is reset after %s is done, and no error", async ([, body, total]) => {
    const { answer } = await play(bytes(body), "reset");
    expect([answer.status, answer.error, messageText(answer)]).toEqual(["done", undefined, "Hi"]);
    expect(answer.usage?.totalTokens).toBe(total);
  });

  test("whose server holds the socket open after [DONE] is done, and the connection is given up", async () => {
    const { answer, request } = await play(bytes(delta("Hi") + finish + done), "open");
    expect([answer.status, messageText(answer)]).toEqual(["done", "Hi"]);
    expect(await request.closed).toBe("client");
  });
});

describe("silence", () => {
  const minute = 60_000;

  function listen(chunks: readonly string[], delay: number) {
    const clock = createFakeClock();
    const { now, timer, schedule } = clock;
    const script = { chunks, delay, timer, end: "open" } as const;
    return { clock, ...createTestChat(() => script, { now, timer, schedule, idleTimeout: minute }) };
  }

  test("in the middle of an answer ends with `timeout`, and the words that came stay", async () => {
    const { clock, chat, fetch, log } = listen([delta("Once"), delta(" upon")], 1_000);
    void chat.send("Hello");
    await clock.advance(2_000 + minute - 1);
    expect(lastAnswer(chat).status).toBe("streaming");
    await clock.advance(100);
    expect(lastAnswer(chat)).toMatchObject({ status: "error", error: { code: "timeout", retryable: true } });
    expect([log, fetch.requests[0]!.init.signal!.aborted]).toEqual([["error timeout Once upon"], true]);
  });

  test("of the model is noticed though the proxy pings every second for ever", async () => {
    const { clock, chat } = listen([delta("Once"), ...Array.from({ length: 1_000 }, () => ": ping\n\n")], 1_000);
    void chat.send("Hello");
    await clock.advance(minute);
    expect(lastAnswer(chat).status).toBe("streaming");
    await clock.advance(1_100);
    expect(lastAnswer(chat).error?.code).toBe("timeout");
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Once (error)"]);
  });

  test("that a proxy makes by holding everything back is shown as such, and one huge piece then costs one update", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    // Each look at the machine's own clock finds it much later: others get a turn after each piece.
    let looks = 0;
    vi.spyOn(performance, "now").mockImplementation(() => (looks += 10));
    const clock = createFakeClock();
    const { now, timer, schedule } = clock;
    const words = Array.from({ length: 4_000 }, (_, index) => `word${index} `);
    const body = answer(...words).join("");
    expect(body.length).toBeGreaterThan(200 * 1024);
    const { chat } = createTestChat(() => ({ chunks: [body], delay: 15_000, timer }), { now, timer, schedule });
    void chat.send("Hello");
    await clock.advance(10_000);
    expect(lastAnswer(chat)).toMatchObject({ status: "submitted", stalledSince: 0 });
    let updates = 0;
    chat.store.subscribe(() => updates++);
    await clock.advance(5_100);
    expect(lastAnswer(chat)).toMatchObject({ status: "done", stalledSince: undefined });
    expect(messageText(lastAnswer(chat))).toBe(words.join(""));
    expect(updates).toBeLessThan(5);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("a proxy buffers it"));
  });
});

test("the last line of a JSON Lines stream, cut at each byte, is never dropped without a word", async () => {
  const good = '{"id":1}\n{"id":2}\n';
  const last = '{"name":"Zoë"}';
  const body = bytes(good + last);
  const start = bytes(good).length;
  for (let length = start + 1; length <= body.length; length++) {
    const stream = createItemStream({
      url: "/items",
      adapter: jsonLines,
      fetch: async () => new Response(body.slice(0, length), { headers: { "content-type": "application/x-ndjson" } }),
    });
    await stream.start();
    const { items, status, error } = stream.store.getState();
    const isWhole = length === body.length;
    expect([status, error?.code], `${length - start} bytes`).toEqual(
      isWhole ? ["done", undefined] : ["error", "incomplete"],
    );
    expect(items, `${length - start} bytes`).toEqual([{ id: 1 }, { id: 2 }, ...(isWhole ? [{ name: "Zoë" }] : [])]);
  }
});
