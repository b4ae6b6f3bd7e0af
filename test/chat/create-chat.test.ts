import { afterEach, describe, expect, test, vi } from "vitest";
import { openaiChat, sseItems } from "../../src/adapters/index.js";
import type { Chat } from "../../src/chat/chat.js";
import { createChat } from "../../src/defaults/create-chat.js";
import { defineAdapter } from "../../src/adapters/define-adapter.js";
import type { Adapter, RequestInput } from "../../src/protocol/adapter.js";
import { createMessage, messageText, type Message } from "../../src/protocol/message.js";
import { isBusy, type Status } from "../../src/protocol/status.js";
import { selectAttempts, selectStatus } from "../../src/store/selectors.js";
import { createRandom } from "../../src/testing/random.js";
import type { ResponseScript } from "../../src/testing/stream-response.js";
import { createFrames, createGate, never, nextTask, until } from "../helpers/async.js";
import { watchBody } from "../helpers/body.js";
import { createTestChat, lastAnswer, numbered, transcript } from "../helpers/chat.js";
import { answer, delta, done, event, finish } from "../helpers/openai.js";
import { collectReported } from "../helpers/reported.js";

const seed = Number(process.env["SEED"] ?? 20_261_121);

const status = (chat: Chat): Status => selectStatus(chat.store.getState());
const queued = (chat: Chat): string[] => chat.store.getState().queue.map(messageText);
const question = (text: string, id: string = text): Message =>
  createMessage(id, "user", { parts: [{ type: "text", text }] });

/** A server whose first answer never ends, and the others do. */
const firstOpen = (_request: unknown, index: number): ResponseScript =>
  index === 0 ? { chunks: [delta("Partial")], end: "open" } : { chunks: answer("Answer ", String(index + 1)) };

const streaming = (chat: Chat) => until(chat.store, (state) => selectStatus(state) === "streaming");

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("send", () => {
  test("adds the question and streams its answer", async () => {
    const { chat, log } = createTestChat();
    const settled = await chat.send("Hello");
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Answer 1 (done)"]);
    expect(settled).toBe(lastAnswer(chat));
    expect(log).toEqual(["finish Answer 1"]);
  });

  test("sends the conversation without the answer to come", async () => {
    const { chat, fetch } = createTestChat(numbered, { body: { model: "m" } });
    await chat.send("One");
    await chat.send("Two");
    expect(fetch.requests[1]).toMatchObject({
      url: "https://example.test/chat",
      body: {
        model: "m",
        stream: true,
        messages: [
          { role: "user", content: "One" },
          { role: "assistant", content: "Answer 1" },
          { role: "user", content: "Two" },
        ],
      },
    });
  });

  test("takes a message with id, role and parts", async () => {
    const { chat } = createTestChat();
    const file = { type: "file", mediaType: "image/png", url: "data:," } as const;
    await chat.send({ id: "own", role: "system", parts: [file] });
    expect(chat.store.getState().messages[0]).toMatchObject({
      id: "own",
      role: "system",
      parts: [file],
      status: "done",
    });
    await chat.send({ text: "Text" });
    expect(chat.store.getState().messages[2]).toMatchObject({ role: "user", parts: [{ type: "text", text: "Text" }] });
    await chat.send({});
    expect(chat.store.getState().messages[4]).toMatchObject({ parts: [{ type: "text", text: "" }] });
  });

  test("goes from submitted to streaming to done and is never idle between", async () => {
    const { chat } = createTestChat();
    const seen: Status[] = [];
    chat.store.subscribe((state) => {
      const now = selectStatus(state);
      if (state.messages.length > 0 && seen.at(-1) !== now) seen.push(now);
    });
    await chat.send("Hello");
    expect(seen).toEqual(["submitted", "streaming", "done"]);
  });

  test("is submitted at once, before anything could arrive", () => {
    const { chat } = createTestChat(() => never());
    void chat.send("Hello");
    expect([status(chat), transcript(chat)]).toEqual(["submitted", ["user: Hello", "assistant:  (submitted)"]]);
  });

  test("keeps the times of the answer", async () => {
    let time = 100;
    const { chat } = createTestChat(numbered, { now: () => time++ });
    const { timing } = (await chat.send("Hello"))!;
    expect(timing!.startedAt).toBe(100);
    expect(timing!.firstContentAt!).toBeGreaterThan(100);
    expect(timing!.endedAt!).toBeGreaterThan(timing!.firstContentAt!);
  });

  test("gives every message an id of its own without being told how", async () => {
    const { chat } = createTestChat(numbered, { generateId: undefined });
    for (let round = 0; round < 20; round++) await chat.send("Hello");
    const { ids } = chat.store.getState();
    expect([new Set(ids).size, ids.every((id) => id.length > 10)]).toEqual([40, true]);
  });

  test("finds the format of the reply when no adapter is named", async () => {
    const { chat } = createTestChat(numbered, { adapter: undefined });
    expect(messageText((await chat.send("Hello"))!)).toBe("Answer 1");
    expect(lastAnswer(chat).adapter).toBe("openai-chat");
  });

  test("updates the store once per screen frame, and is complete before it is done", async () => {
    const frames = createFrames();
    const texts: string[] = [];
    const { chat } = createTestChat(() => ({ chunks: [..."abcdef"].map((letter) => delta(letter)), end: "open" }), {
      schedule: frames.schedule,
    });
    void chat.send("Hello");
    chat.store.subscribe(() => texts.push(messageText(lastAnswer(chat))));
    await nextTask();
    expect(texts).toEqual(["a"]);
    frames.next();
    expect(texts).toEqual(["a", "abcdef"]);
  });

  test("10,000 tokens in one chunk are few changes of the store", async () => {
    const { chat } = createTestChat(() => ({
      chunks: [Array.from({ length: 10_000 }, () => delta("x")).join(""), finish],
    }));
    let changes = 0;
    chat.store.subscribe(() => changes++);
    expect(messageText((await chat.send("Hello"))!)).toHaveLength(10_000);
    // This schedule has a frame after each piece of 65,536 bytes.
    expect(changes).toBeLessThan(20);
  });

  test("tells the adapter what the last answer said the next turn must send back", async () => {
    const inputs: RequestInput[] = [];
    const adapter = defineAdapter({
      ...sseItems,
      createDecoder: () => (json) => [{ type: "conversation-set", responseId: `r${String(json)}` }],
      createRequest: (input) => {
        inputs.push(input);
        return { body: {} };
      },
    });
    const { chat } = createTestChat((_request, index) => ({ chunks: [`data: ${index}\n\n`] }), { adapter });
    await chat.send("One");
    await chat.send("Two");
    await chat.restart();
    expect(inputs.map(({ conversation }) => conversation)).toEqual([
      undefined,
      { responseId: "r0" },
      { responseId: "r0" },
    ]);
  });

  test("can stop at a frame that cannot be read", async () => {
    const chunks = [delta("a"), "data: {broken\n\n", ...answer("b")];
    const lenient = createTestChat(() => ({ chunks }));
    const strict = createTestChat(() => ({ chunks }), { onBadFrame: "error" });
    await Promise.all([lenient.chat.send("Hello"), strict.chat.send("Hello")]);
    expect([lenient.log, strict.log]).toEqual([["finish ab"], ["error parse a"]]);
    expect(lastAnswer(lenient.chat).badFrames).toMatchObject({ count: 1 });
  });
});

describe("a failure", () => {
  const html = { "content-type": "text/html" };
  const json = { "content-type": "application/json" };
  test.for<[string, ResponseScript, string, string]>([
    ["401", { chunks: ['{"error":{"message":"Wrong key"}}'], status: 401, headers: json }, "http", "Wrong key"],
    [
      "429",
      { chunks: ['{"error":{"message":"Slow down"}}'], status: 429, headers: { ...json, "retry-after": "5" } },
      "http",
      "Slow down",
    ],
    ["500", { chunks: ["Internal Server Error"], status: 500, headers: {} }, "http", "Internal Server Error"],
    ["an HTML page", { chunks: ["<!doctype html>"], headers: html }, "unexpected-response", "an HTML page"],
    ["an empty reply", { chunks: [] }, "incomplete", "empty reply"],
    ["a cut line", { chunks: [delta("Par"), 'data: {"choi'] }, "incomplete", "before the answer was finished"],
    ["a lost connection", { chunks: [delta("Par")], end: "lost" }, "network", "connection was lost"],
    ["an error frame", { chunks: [delta("Par"), event({ error: { message: "Overloaded" } })] }, "server", "Overloaded"],
  ])(
    "of the kind %s keeps the question and what arrived, and the chat can be used again",
    async ([, script, code, words]) => {
      const { chat, fetch } = createTestChat((_request, index) => (index === 0 ? script : { chunks: answer("Fine") }));
      const failed = (await chat.send("Hello"))!;
      expect(failed).toMatchObject({ status: "error", error: { code, message: expect.stringContaining(words) } });
      expect(transcript(chat)[0]).toBe("user: Hello");
      expect(fetch.requests, "nothing is sent again by itself").toHaveLength(1);
      await chat.restart();
      expect(transcript(chat)).toEqual(["user: Hello", "assistant: Fine (done)"]);
    },
  );

  test("to reach the server is an error of the answer", async () => {
    const { chat, log } = createTestChat(() => {
      throw new TypeError("fetch failed");
    });
    await chat.send("Hello");
    expect([log, status(chat)]).toEqual([["error network "], "error"]);
  });

  test("to build the request is one too", async () => {
    const { chat, log, fetch } = createTestChat(numbered, { headers: () => Promise.reject(new Error("no token")) });
    await chat.send("Hello");
    expect([log, fetch.requests.length]).toEqual([["error request "], 0]);
  });

  test("in an adapter's request is one too", async () => {
    const adapter = defineAdapter({
      ...openaiChat,
      createRequest: () => {
        throw new Error("cannot write a file");
      },
    });
    const { chat, log } = createTestChat(numbered, { adapter });
    await chat.send("Hello");
    expect(log).toEqual(["error request "]);
  });
});

describe("abort", () => {
  const stages: readonly (readonly [
    when: string,
    set: (gate: Promise<never>) => Parameters<typeof createTestChat>,
    partial: string,
  ])[] = [
    ["while the adapter loads", (gate) => [numbered, { adapter: () => gate }], ""],
    ["while the endpoint is found", (gate) => [numbered, { endpoint: () => gate }], ""],
    ["while headers are fetched", (gate) => [numbered, { headers: () => gate }], ""],
    ["while the body is fetched", (gate) => [numbered, { body: () => gate }], ""],
    ["before the reply", (gate) => [() => gate], ""],
    ["before the first chunk", () => [() => ({ chunks: [], end: "open" })], ""],
    ["between chunks", () => [() => ({ chunks: [delta("Par"), delta("tial")], end: "open" })], "Partial"],
    ["inside a frame", () => [() => ({ chunks: [delta("Partial"), 'data: {"cho'], end: "open" })], "Partial"],
    [
      "inside a character",
      () => [() => ({ chunks: [delta("Partial"), Uint8Array.of(0xf0, 0x9f)], end: "open" })],
      "Partial",
    ],
    ["after the finish reason", () => [() => ({ chunks: [delta("Partial"), finish], end: "open" })], "Partial"],
  ];
  test.for(stages)(
    "%s settles at once, keeps what arrived, and the chat can be used again",
    async ([, set, partial]) => {
      const gate = createGate<never>();
      const [play, options] = set(gate.promise);
      const { chat, log } = createTestChat(play, options);
      const answered = chat.send("Hello");
      await nextTask();
      chat.abort();
      expect(transcript(chat)).toEqual(["user: Hello", `assistant: ${partial} (aborted)`]);
      expect(log).toEqual([`abort ${partial}`]);
      expect(await answered).toBe(lastAnswer(chat));
      expect(lastAnswer(chat).error).toBeUndefined();

      gate.fail(new DOMException("This operation was aborted", "AbortError"));
      chat.update({ endpoint: "https://example.test/", fetch: createTestChat().fetch, adapter: openaiChat });
      await chat.send("Again");
      expect(transcript(chat).slice(2)).toEqual(["user: Again", "assistant: Answer 1 (done)"]);
      expect(log).toHaveLength(1);
    },
  );

  test("after the end changes nothing", async () => {
    const { chat, log } = createTestChat();
    await chat.send("Hello");
    const before = chat.store.getState();
    chat.abort();
    expect([chat.store.getState() === before, log]).toEqual([true, ["finish Answer 1"]]);
  });

  test("of an idle chat changes nothing", () => {
    const { chat, log } = createTestChat();
    chat.abort();
    expect([status(chat), log]).toEqual(["idle", []]);
  });

  test("closes the request with a signal of its own; five more sends get fresh ones", async () => {
    const { chat, fetch } = createTestChat(firstOpen);
    void chat.send("Hello");
    await streaming(chat);
    chat.abort();
    for (let round = 0; round < 5; round++) await chat.send("Again");
    const signals = fetch.requests.map(({ init }) => init.signal!);
    expect(new Set(signals).size).toBe(6);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false, false, false, false, false]);
    expect(transcript(chat).filter((line) => line.endsWith("(done)"))).toHaveLength(5);
  });

  test("closes a running stage with the answer", async () => {
    const adapter = defineAdapter({
      ...sseItems,
      createDecoder: () => () => [{ type: "stage-delta", stageId: "s", delta: "searching" }],
    });
    const { chat } = createTestChat(() => ({ chunks: ["data: 1\n\n"], end: "open" }), { adapter });
    void chat.send("Hello");
    await streaming(chat);
    chat.abort();
    expect(lastAnswer(chat).stages).toMatchObject([{ id: "s", status: "aborted" }]);
  });

  test("by who sees the question appear is not lost", async () => {
    const { chat, fetch } = createTestChat();
    const stop = chat.store.subscribe((state) => {
      if (selectStatus(state) !== "submitted") return;
      stop();
      chat.abort();
    });
    await chat.send("Hello");
    expect([status(chat), fetch.requests.length]).toEqual(["aborted", 0]);
  });

  test("by the function that gives the endpoint is not lost", async () => {
    const { chat, fetch } = createTestChat(numbered, {
      endpoint: () => {
        chat.abort();
        return "https://example.test/";
      },
    });
    await chat.send("Hello");
    expect([status(chat), fetch.requests.length]).toEqual(["aborted", 0]);
  });

  test("by who sees the last words settles once", async () => {
    const { chat, log } = createTestChat(() => ({ chunks: answer("a", "b") }), { schedule: createFrames().schedule });
    chat.store.subscribe(() => {
      if (chat.store.getState().messages.some((message) => messageText(message) === "ab")) chat.abort();
    });
    await chat.send("Hello");
    await nextTask();
    expect(log).toHaveLength(1);
  });

  test(`at 40 random moments ends in a terminal state and leaves a chat that works (seed ${seed})`, async () => {
    vi.useFakeTimers();
    const random = createRandom(seed);
    for (let round = 0; round < 40; round++) {
      const moment = Math.floor(random() * 75);
      const { chat, log } = createTestChat(
        (_request, index) => ({ chunks: answer("a", "b", "c"), delay: index === 0 ? 10 : 0 }),
        {
          schedule: (callback) => {
            const timer = setTimeout(callback, 16);
            return () => clearTimeout(timer);
          },
        },
      );
      const first = chat.send("Hello");
      await vi.advanceTimersByTimeAsync(moment);
      chat.abort();
      expect(["done", "aborted"], `aborted after ${moment} ms`).toContain(status(chat));
      expect((await first)!.status).toBe(status(chat));
      const again = chat.send("Again");
      await vi.advanceTimersByTimeAsync(50);
      expect(messageText((await again)!)).toBe("abc");
      expect(log).toHaveLength(2);
    }
  });
});

describe("while an answer is running", () => {
  test("a second send waits, and both are answered in order", async () => {
    const { chat, fetch } = createTestChat();
    const answers = [chat.send("One"), chat.send("Two"), chat.send("Three")];
    expect([fetch.requests.length <= 1, queued(chat)]).toEqual([true, ["Two", "Three"]]);
    expect((await Promise.all(answers)).map((message) => messageText(message!))).toEqual([
      "Answer 1",
      "Answer 2",
      "Answer 3",
    ]);
    expect(transcript(chat)).toEqual([
      "user: One",
      "assistant: Answer 1 (done)",
      "user: Two",
      "assistant: Answer 2 (done)",
      "user: Three",
      "assistant: Answer 3 (done)",
    ]);
    expect(queued(chat)).toEqual([]);
  });

  test("there is never more than one request", async () => {
    let open = 0;
    let most = 0;
    const { chat } = createTestChat(
      async () => {
        most = Math.max(most, ++open);
        await nextTask();
        return { chunks: answer("x") };
      },
      { onFinish: () => open-- },
    );
    await Promise.all([..."abcdef"].map((text) => chat.send(text)));
    expect(most).toBe(1);
  });

  test("what waits stays waiting after a stop, and the next send goes behind it", async () => {
    const { chat, fetch } = createTestChat(firstOpen);
    void chat.send("One");
    const second = chat.send("Two");
    await streaming(chat);
    chat.abort();
    expect([queued(chat), fetch.requests.length]).toEqual([["Two"], 1]);
    const third = chat.send("Three");
    expect([messageText((await second)!), messageText((await third)!)]).toEqual(["Answer 2", "Answer 3"]);
    expect(transcript(chat).filter((line) => line.startsWith("user"))).toEqual([
      "user: One",
      "user: Two",
      "user: Three",
    ]);
  });

  test("what waits stays waiting after a failure, and goes on after a restart that works", async () => {
    const { chat } = createTestChat((request, index) =>
      index === 0 ? { chunks: ["no"], status: 500, headers: {} } : numbered(request, index),
    );
    const [, second] = [chat.send("One"), chat.send("Two")];
    await until(chat.store, (state) => selectStatus(state) === "error");
    expect(queued(chat)).toEqual(["Two"]);
    await chat.restart();
    expect(messageText((await second)!)).toBe("Answer 3");
    expect(queued(chat)).toEqual([]);
  });

  test("what waits can be taken back, and is then never sent", async () => {
    const { chat, fetch } = createTestChat();
    const [first, second, third] = [chat.send("One"), chat.send("Two"), chat.send("Three")];
    const [waiting] = chat.store.getState().queue;
    expect(messageText(chat.unqueue(waiting!.id)!)).toBe("Two");
    expect(queued(chat)).toEqual(["Three"]);
    expect(await second).toBeUndefined();
    await Promise.all([first, third]);
    expect(fetch.requests).toHaveLength(2);
  });

  test("what does not wait cannot be taken back", async () => {
    const { chat } = createTestChat();
    await chat.send("One");
    expect([chat.unqueue("m1"), chat.unqueue("nobody")]).toEqual([undefined, undefined]);
  });

  test("two messages of one id that wait are both settled", async () => {
    const { chat } = createTestChat();
    const answers = [
      chat.send("One"),
      chat.send({ id: "same", text: "Two" }),
      chat.send({ id: "same", text: "Three" }),
    ];
    const settled = await Promise.race([
      Promise.all(answers).then(() => "all settled"),
      nextTask().then(nextTask).then(nextTask),
    ]);
    expect(settled).toBe("all settled");
  });

  test("with `ignore` a second send does nothing", async () => {
    const { chat, fetch } = createTestChat(numbered, { whenBusy: "ignore" });
    const first = chat.send("One");
    expect(await chat.send("Two")).toBeUndefined();
    await first;
    expect([fetch.requests.length, transcript(chat), queued(chat)]).toEqual([
      1,
      ["user: One", "assistant: Answer 1 (done)"],
      [],
    ]);
    expect(await chat.send("Three")).toBeDefined();
  });

  test("with `interrupt` a second send stops the first, which keeps its words", async () => {
    const { chat, fetch, log } = createTestChat(firstOpen, { whenBusy: "interrupt" });
    const first = chat.send("One");
    await streaming(chat);
    await chat.send("Two");
    expect((await first)!.status).toBe("aborted");
    expect(transcript(chat)).toEqual([
      "user: One",
      "assistant: Partial (aborted)",
      "user: Two",
      "assistant: Answer 2 (done)",
    ]);
    expect(log).toEqual(["abort Partial", "finish Answer 2"]);
    expect(fetch.requests[0]!.init.signal!.aborted).toBe(true);
  });
});

describe("restart", () => {
  test("asks the same question again and keeps the old attempt", async () => {
    const { chat, fetch } = createTestChat();
    await chat.send("Hello");
    const again = await chat.restart();
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Answer 2 (done)"]);
    expect([again!.attempt, selectAttempts(chat.store.getState(), again!.id)]).toEqual([2, { count: 2, active: 1 }]);
    expect(fetch.requests[1]!.body).toEqual(fetch.requests[0]!.body);
  });

  test("twice counts on", async () => {
    const { chat } = createTestChat();
    await chat.send("Hello");
    await chat.restart();
    const third = await chat.restart();
    expect([third!.attempt, selectAttempts(chat.store.getState(), third!.id)]).toEqual([3, { count: 3, active: 2 }]);
  });

  test("at once twice ends with one running answer and settles both", async () => {
    const { chat, log } = createTestChat();
    await chat.send("Hello");
    const [first, second] = await Promise.all([chat.restart(), chat.restart()]);
    expect([first!.status, second!.status]).toEqual(["aborted", "done"]);
    expect(transcript(chat)).toEqual(["user: Hello", `assistant: ${messageText(second!)} (done)`]);
    expect(log).toEqual(["finish Answer 1", "abort ", `finish ${messageText(second!)}`]);
  });

  test("while streaming stops the old answer, whose late bytes go nowhere", async () => {
    const late = createGate<Response>();
    const old = watchBody([delta("Partial"), delta(" late"), ...answer(" bytes")]);
    const { fetch } = createTestChat();
    let requests = 0;
    const { chat } = createTestChat(numbered, {
      // A fetch that does not know signals: the body goes on arriving.
      fetch: (url, init) => (requests++ === 0 ? late.promise : fetch(url, init)),
    });
    const first = chat.send("Hello");
    await nextTask();
    const second = chat.restart();
    late.open(new Response(old.body));
    expect((await first)!.status).toBe("aborted");
    await second;
    await nextTask();
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Answer 1 (done)"]);
    chat.showAttempt(lastAnswer(chat).id, 0);
    expect(transcript(chat)).toEqual(["user: Hello", "assistant:  (aborted)"]);
    expect(old.cancelled()).toBe(true);
  });

  test("of an answer in the middle puts everything after it aside", async () => {
    const { chat } = createTestChat();
    const first = await chat.send("One");
    await chat.send("Two");
    await chat.restart(first!.id);
    expect(transcript(chat)).toEqual(["user: One", "assistant: Answer 3 (done)"]);
    chat.showAttempt(lastAnswer(chat).id, 0);
    expect(transcript(chat)).toHaveLength(4);
  });

  test("of a question answers it again", async () => {
    const { chat } = createTestChat();
    await chat.send({ id: "q", text: "One" });
    await chat.restart("q");
    expect(transcript(chat)).toEqual(["user: One", "assistant: Answer 2 (done)"]);
    expect(selectAttempts(chat.store.getState(), lastAnswer(chat).id).count).toBe(2);
  });

  test("of a conversation that ends with a question answers it for the first time", async () => {
    const { chat } = createTestChat(numbered, { messages: [question("Hello")] });
    const first = await chat.restart();
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Answer 1 (done)"]);
    expect([first!.attempt, selectAttempts(chat.store.getState(), first!.id)]).toEqual([1, { count: 1, active: 0 }]);
    const second = await chat.restart();
    expect([second!.attempt, selectAttempts(chat.store.getState(), second!.id)]).toEqual([2, { count: 2, active: 1 }]);
  });

  test("of nothing and of a message that is not there does nothing", async () => {
    const { chat, fetch } = createTestChat();
    expect(await chat.restart()).toBeUndefined();
    await chat.send("Hello");
    expect(await chat.restart("nobody")).toBeUndefined();
    expect(fetch.requests).toHaveLength(1);
  });

  test("that is told to who was stopped, who sends at once, leaves nothing running", async () => {
    const sent: Promise<unknown>[] = [];
    const { chat } = createTestChat(firstOpen, {
      onAbort: () => {
        if (sent.length === 0) sent.push(chat.send("From the callback"));
      },
    });
    const first = chat.send("Hello");
    await streaming(chat);
    const again = chat.restart();
    const settled = await Promise.race([
      Promise.all([first, again])
        .then(() => Promise.all(sent))
        .then(() => "all settled"),
      nextTask().then(nextTask).then(nextTask).then(nextTask),
    ]);
    expect(settled).toBe("all settled");
    expect(isBusy(status(chat))).toBe(false);
  });
});

describe("edit", () => {
  test("replaces the text of a question and asks again from there", async () => {
    const { chat, fetch } = createTestChat();
    await chat.send({
      id: "q",
      parts: [
        { type: "text", text: "One" },
        { type: "file", mediaType: "image/png", url: "data:," },
      ],
    });
    await chat.send("Two");
    await chat.edit("q", "Uno");
    expect(transcript(chat)).toEqual(["user: Uno", "assistant: Answer 3 (done)"]);
    const [edited] = chat.store.getState().messages;
    expect(edited!.parts.map(({ type }) => type)).toEqual(["text", "file"]);
    expect([edited!.id === "q", edited!.attempt]).toEqual([false, 2]);
    expect(JSON.stringify(fetch.requests[2]!.body)).not.toContain("One");
    chat.showAttempt(edited!.id, 0);
    expect(transcript(chat)).toHaveLength(4);
  });

  test("stops a running answer", async () => {
    const { chat, log } = createTestChat(firstOpen);
    void chat.send({ id: "q", text: "One" });
    await streaming(chat);
    await chat.edit("q", "Uno");
    expect([transcript(chat), log]).toEqual([
      ["user: Uno", "assistant: Answer 2 (done)"],
      ["abort Partial", "finish Answer 2"],
    ]);
  });

  test("of an answer, or of nothing, does nothing", async () => {
    const { chat, fetch } = createTestChat();
    const first = await chat.send("One");
    expect([await chat.edit(first!.id, "x"), await chat.edit("nobody", "x")]).toEqual([undefined, undefined]);
    expect([transcript(chat), fetch.requests.length]).toEqual([["user: One", "assistant: Answer 1 (done)"], 1]);
  });
});

describe("attempts", () => {
  test("can be walked through", async () => {
    const { chat } = createTestChat();
    await chat.send("Hello");
    await chat.restart();
    chat.showAttempt(lastAnswer(chat).id, 0);
    expect(transcript(chat)[1]).toBe("assistant: Answer 1 (done)");
    chat.showAttempt(lastAnswer(chat).id, 1);
    expect(transcript(chat)[1]).toBe("assistant: Answer 2 (done)");
  });

  test("that are not there change nothing", async () => {
    const { chat } = createTestChat();
    await chat.send("Hello");
    await chat.restart();
    chat.showAttempt(lastAnswer(chat).id, 7);
    chat.showAttempt("nobody", 0);
    expect(transcript(chat)[1]).toBe("assistant: Answer 2 (done)");
  });

  test("a running answer is stopped before another attempt is shown, and keeps its words", async () => {
    const { chat, log } = createTestChat((request, index) =>
      index === 1 ? { chunks: [delta("Partial")], end: "open" } : numbered(request, index),
    );
    await chat.send("Hello");
    void chat.restart();
    await streaming(chat);
    chat.showAttempt(lastAnswer(chat).id, 0);
    expect([transcript(chat)[1], log]).toEqual(["assistant: Answer 1 (done)", ["finish Answer 1", "abort Partial"]]);
    chat.showAttempt(lastAnswer(chat).id, 1);
    expect(transcript(chat)[1]).toBe("assistant: Partial (aborted)");
  });
});

describe("setMessages", () => {
  test("replaces the conversation, and the next request sends it", async () => {
    const { chat, fetch } = createTestChat();
    await chat.send("Hello");
    chat.setMessages([question("Old")]);
    expect(transcript(chat)).toEqual(["user: Old"]);
    await chat.send("New");
    expect(fetch.requests[1]!.body).toMatchObject({ messages: [{ content: "Old" }, { content: "New" }] });
  });

  test("stops a running answer, of which nothing shows up later", async () => {
    const { chat, log } = createTestChat(firstOpen);
    const first = chat.send("Hello");
    await streaming(chat);
    chat.setMessages([]);
    expect((await first)!.status).toBe("aborted");
    await nextTask();
    expect([transcript(chat), status(chat), log]).toEqual([[], "idle", ["abort Partial"]]);
  });

  test("takes an answer that was saved while it ran as stopped: nothing will be added to it", async () => {
    const stage = { id: "s", text: "", status: "streaming", startedAt: 5, sources: [] } as const;
    const running = createMessage("a", "assistant", {
      status: "streaming",
      stages: [stage],
      timing: { startedAt: 1, lastContentAt: 7 },
    });
    const stopped = { status: "aborted", timing: { endedAt: 7 }, stages: [{ status: "aborted", endedAt: 7 }] };
    const { chat, log } = createTestChat(numbered, { messages: [question("Old"), running] });
    expect(lastAnswer(chat)).toMatchObject(stopped);
    chat.setMessages([question("Old"), { ...running, status: "submitted" }]);
    expect(lastAnswer(chat)).toMatchObject(stopped);
    await chat.restart();
    expect([transcript(chat), log]).toEqual([["user: Old", "assistant: Answer 1 (done)"], ["finish Answer 1"]]);
    const settled = [question("Old"), createMessage("b", "assistant")];
    chat.setMessages(settled);
    expect(lastAnswer(chat)).toBe(settled[1]);
  });

  test("forgets the attempts of the old conversation", async () => {
    const { chat } = createTestChat();
    await chat.send({ id: "q", text: "Hello" });
    await chat.restart();
    chat.setMessages([question("Hello", "q"), createMessage("a", "assistant")]);
    expect(selectAttempts(chat.store.getState(), "a")).toEqual({ count: 1, active: 0 });
  });
});

test("another attempt of a message that is not there leaves the running answer alone", async () => {
  const { chat } = createTestChat(firstOpen);
  void chat.send("Hello");
  await streaming(chat);
  chat.showAttempt("nobody", 0);
  expect(status(chat)).toBe("streaming");
});

test("a message that is taken out of the queue leaves the others where they are", async () => {
  const { chat } = createTestChat(firstOpen);
  for (const id of ["a", "b", "c", "d"]) void chat.send({ id, text: id });
  expect(chat.unqueue("c")?.id).toBe("c");
  expect(queued(chat)).toEqual(["b", "d"]);
  expect(chat.unqueue("c")).toBeUndefined();
  expect(queued(chat)).toEqual(["b", "d"]);
});

test("ids are random words of small letters and digits", async () => {
  const { chat } = createTestChat(numbered, { generateId: undefined });
  await chat.send("Hello");
  for (const id of chat.store.getState().ids) expect(id).toMatch(/^[a-z0-9]{12,21}$/);
});

describe("update", () => {
  test("holds from the next request on", async () => {
    const gate = createGate<ResponseScript>();
    const { chat, fetch } = createTestChat((request, index) => (index === 0 ? gate.promise : numbered(request, index)));
    const first = chat.send("One");
    await nextTask();
    chat.update({
      endpoint: "https://example.test/new",
      adapter: openaiChat,
      fetch,
      headers: { "x-new": "1" },
      body: { n: 1 },
    });
    gate.open({ chunks: answer("Old") });
    await first;
    await chat.send("Two");
    const [old, next] = fetch.requests;
    expect([old!.url, next!.url]).toEqual(["https://example.test/chat", "https://example.test/new"]);
    expect([new Headers(old!.init.headers).get("x-new"), new Headers(next!.init.headers).get("x-new")]).toEqual([
      null,
      "1",
    ]);
    expect([old!.body, next!.body]).toMatchObject([{}, { n: 1 }]);
    expect(old!.body).not.toHaveProperty("n");
  });

  test("does not touch the conversation", async () => {
    const { chat } = createTestChat();
    await chat.send("One");
    chat.update({ endpoint: "https://example.test/", messages: [] });
    expect(transcript(chat)).toHaveLength(2);
  });
});

describe("dispose", () => {
  test("stops the running answer without a word, settles everybody and keeps what was not sent", async () => {
    const { chat, log, fetch } = createTestChat(firstOpen);
    const [first, second] = [chat.send("One"), chat.send("Two")];
    await streaming(chat);
    chat.dispose();
    expect([(await first)!.status, await second, queued(chat), log]).toEqual(["aborted", undefined, ["Two"], []]);
    expect(fetch.requests[0]!.init.signal!.aborted).toBe(true);
    await nextTask();
    expect([fetch.requests.length, log]).toEqual([1, []]);
    await chat.send("Three");
    expect(transcript(chat)).toEqual([
      "user: One",
      "assistant: Partial (aborted)",
      "user: Two",
      "assistant: Answer 2 (done)",
      "user: Three",
      "assistant: Answer 3 (done)",
    ]);
  });

  test("leaves messages that wait, and can be taken back though nobody waits for them", async () => {
    const { chat } = createTestChat();
    for (const id of ["a", "b", "c"]) void chat.send({ id, text: id });
    chat.dispose();
    expect(chat.unqueue("b")?.id).toBe("b");
    const { queue } = chat.store.getState();
    expect(chat.unqueue("b")).toBeUndefined();
    expect(chat.store.getState().queue).toBe(queue);
    await chat.send({ id: "d", text: "d" });
    expect(chat.store.getState().ids.filter((id) => id.length === 1)).toEqual(["a", "c", "d"]);
  });

  test("leaves a chat that can be used again", async () => {
    const { chat, log } = createTestChat(firstOpen);
    void chat.send("One");
    await streaming(chat);
    chat.dispose();
    chat.dispose();
    await chat.send("Two");
    expect(log).toEqual(["finish Answer 2"]);
  });

  test("before the reply lets nothing of it in", async () => {
    const gate = createGate<ResponseScript>();
    const { chat, log } = createTestChat(() => gate.promise);
    void chat.send("One");
    await nextTask();
    chat.dispose();
    gate.open({ chunks: answer("late") });
    await nextTask();
    expect([transcript(chat), log]).toEqual([["user: One", "assistant:  (aborted)"], []]);
  });
});

describe("callbacks", () => {
  test("get the settled answer, which stands in the store already", async () => {
    const seen: unknown[] = [];
    const { chat } = createTestChat(numbered, {
      onFinish: (message) => seen.push(message === lastAnswer(chat), message.status, status(chat)),
    });
    await chat.send("Hello");
    expect(seen).toEqual([true, "done", "done"]);
  });

  test("are called before the promise of `send` resolves", async () => {
    const order: string[] = [];
    const { chat } = createTestChat(numbered, { onFinish: () => order.push("callback") });
    await chat.send("Hello").then(() => order.push("promise"));
    expect(order).toEqual(["callback", "promise"]);
  });

  test.for<[string, Parameters<typeof createTestChat>[0], string]>([
    ["onFinish", numbered, "done"],
    ["onError", () => ({ chunks: [], status: 500 }), "error"],
    ["onAbort", () => ({ chunks: [], end: "open" }), "aborted"],
  ])("%s that throws breaks nothing and is reported", async ([name, play, end]) => {
    const reported = collectReported();
    const error = new Error("in the application");
    const { chat } = createTestChat(play, {
      [name]: () => {
        throw error;
      },
    });
    const answered = chat.send("Hello");
    await nextTask();
    chat.abort();
    expect((await answered)!.status).toBe(end);
    await nextTask();
    expect(reported).toEqual([error]);
    chat.update({ endpoint: "https://example.test/", adapter: openaiChat, fetch: createTestChat().fetch });
    expect(messageText((await chat.send("Again"))!)).toBe("Answer 1");
  });

  test("may send the next message, which goes behind what waits already", async () => {
    let sent = false;
    const { chat, log } = createTestChat(numbered, {
      onFinish: () => {
        if (!sent) void chat.send("Third");
        sent = true;
      },
    });
    await Promise.all([chat.send("First"), chat.send("Second")]);
    await until(chat.store, (state) => state.messages.length === 6 && !isBusy(selectStatus(state)));
    expect(transcript(chat).filter((line) => line.startsWith("user"))).toEqual([
      "user: First",
      "user: Second",
      "user: Third",
    ]);
    expect(log).toEqual([]);
  });

  test("may restart after a failure", async () => {
    const { chat } = createTestChat(
      (request, index) => (index === 0 ? { chunks: [], status: 503 } : numbered(request, index)),
      {
        onError: () => void chat.restart(),
      },
    );
    await chat.send("Hello");
    await until(chat.store, (state) => selectStatus(state) === "done");
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Answer 2 (done)"]);
  });
});

describe("odd ids", () => {
  test("that are all the same throw nothing and still settle", async () => {
    const { chat } = createTestChat(numbered, { generateId: () => "same" });
    expect((await chat.send("One"))!.status).toBe("done");
    expect((await chat.send("Two"))!.status).toBe("done");
    expect((await chat.restart())!.status).toBe("done");
  });

  test.for(["__proto__", "constructor", ""])("a question with the id %j can be restarted and edited", async (id) => {
    const { chat } = createTestChat();
    await chat.send({ id, text: "One" });
    const again = await chat.restart();
    expect(selectAttempts(chat.store.getState(), again!.id).count).toBe(2);
    await chat.edit(id, "Two");
    expect(transcript(chat)).toEqual(["user: Two", "assistant: Answer 3 (done)"]);
  });
});

test("an end marker on a socket that stays open ends the answer and gives the connection up", async () => {
  const { body, cancelled } = watchBody([delta("a"), done]);
  const { chat } = createTestChat(numbered, { fetch: () => Promise.resolve(new Response(body)) });
  expect((await chat.send("Hello"))!.status).toBe("done");
  expect(cancelled()).toBe(true);
});

test("functions of a chat can be passed on alone", async () => {
  const { send, abort, restart, edit, setMessages, showAttempt, unqueue, update, dispose } = createTestChat().chat;
  const first = await send("Hello");
  await restart(first!.id);
  await edit("m1", "Again");
  showAttempt("m1", 0);
  unqueue("x");
  setMessages([]);
  update({ endpoint: "https://example.test/" });
  abort();
  dispose();
  expect(first!.status).toBe("done");
});

test("a chat in which `auto` is loading can be aborted, and loads it for the next request", async () => {
  const gate = createGate<Adapter>();
  const { fetch } = createTestChat();
  const chat = createChat({ endpoint: "https://example.test/", fetch, adapter: () => gate.promise });
  const first = chat.send("Hello");
  chat.abort();
  expect((await first)!.status).toBe("aborted");
  gate.open(openaiChat);
  expect((await chat.send("Again"))!.status).toBe("done");
  await nextTask();
  expect(fetch.requests).toHaveLength(1);
});

describe("older messages", () => {
  const old = (id: string) => createMessage(id, "user", { parts: [{ type: "text", text: id }] });

  test("are put before the others, each once, while the answer goes on", async () => {
    const { chat } = createTestChat(numbered, { messages: [old("c")] });
    const sent = chat.send("Hello");
    chat.prependMessages([old("a"), old("b"), old("b"), old("c")]);
    expect((await sent)!.status).toBe("done");
    expect(transcript(chat)).toEqual(["user: a", "user: b", "user: c", "user: Hello", "assistant: Answer 1 (done)"]);
    expect(chat.store.getState().ids).toEqual(chat.store.getState().messages.map(({ id }) => id));
  });

  test("of which one is still running elsewhere count as stopped", () => {
    const { chat } = createTestChat();
    chat.prependMessages([{ ...old("a"), role: "assistant", status: "streaming" }]);
    expect(chat.store.getState().messages[0]!.status).toBe("aborted");
  });

  test("leave the attempts at the first question reachable", async () => {
    const { chat } = createTestChat();
    await chat.send({ id: "question", text: "One" });
    await chat.edit("question", "Two");
    chat.prependMessages([old("a")]);
    const [, question] = chat.store.getState().ids;
    chat.showAttempt(question!, 0);
    expect(transcript(chat)).toEqual(["user: a", "user: One", "assistant: Answer 1 (done)"]);
  });

  test("that come while the conversation is about to fork do not shift the place", async () => {
    const { chat } = createTestChat(() => ({ chunks: [], end: "open" }), {
      onAbort: () => chat.prependMessages([old("a")]),
    });
    void chat.send({ id: "question", text: "One" });
    void chat.edit("question", "Two");
    await nextTask();
    expect(transcript(chat)).toEqual(["user: a", "user: Two", "assistant:  (submitted)"]);
  });
});
