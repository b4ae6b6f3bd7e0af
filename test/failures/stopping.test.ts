import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/testing/random.js";
import { createGate, nextTask, until } from "../helpers/async.js";
import { createTestChat, lastAnswer, transcript } from "../helpers/chat.js";
import { delta, done, finish } from "../helpers/openai.js";
import { loadRecordings } from "../helpers/recordings.js";
import { isBusy, type Status } from "../../src/protocol/status.js";
import { selectStatus } from "../../src/store/selectors.js";
import { explicitAdapter } from "../helpers/adapters.js";
import { chatWith, keptAlive, withServer } from "./server.js";

const server = withServer();
const seed = Number(process.env["SEED"] ?? 20_261_121);

describe("a stop over HTTP", () => {
  test(`at 20 random moments settles at once, closes the request and leaves a chat that works (seed ${seed})`, async () => {
    const random = createRandom(seed);
    for (let round = 0; round < 20; round++) {
      const where = `seed ${seed}, round ${round}`;
      const log: string[] = [];
      const chat = chatWith(server(), {
        onFinish: () => log.push("done"),
        onError: (error) => log.push(error.message),
        onAbort: () => log.push("aborted"),
      });
      const sent = chat.send("Hello");
      const request = await server().next();
      const pieces = [delta("a"), delta("b"), finish, done];
      // 0: before the head; 1 to 5: after that many pieces less one; 6: after the end of the body.
      const steps = Math.floor(random() * 7);
      if (steps > 0) request.head();
      for (const piece of pieces.slice(0, Math.max(steps - 1, 0))) await request.write(piece);
      if (steps === 6) request.end();
      for (let turn = Math.floor(random() * 5); turn > 0; turn--) await nextTask();
      chat.abort();
      // No waiting: who stopped can send.
      expect(["aborted", "done"], where).toContain(lastAnswer(chat).status);
      const { status } = (await sent)!;
      expect(log, where).toEqual([status]);
      await request.closed;
      const again = chat.send("Again");
      (await server().next()).answer("Here");
      expect((await again)?.status, where).toBe("done");
      expect(transcript(chat).slice(2), where).toEqual(["user: Again", "assistant: Here (done)"]);
    }
    expect(server().open()).toBe(0);
  });

  test("reaches the server, which generates nothing more", async () => {
    const chat = chatWith(server());
    const sent = chat.send("Tell me everything");
    const request = await server().next();
    request.head();
    let tokens = 0;
    const generated = (async () => {
      while (server().open() > 0) {
        // Node does not answer a write to a connection that is gone.
        await Promise.race([request.write(delta(`${tokens++} `)), request.closed]);
        await nextTask();
      }
    })();
    await until(chat.store, ({ messages }) => (messages[1]?.parts.length ?? 0) > 0);
    chat.abort();
    await sent;
    expect(await request.closed).toBe("client");
    // Ends only because the server saw the connection close.
    await generated;
    const produced = tokens;
    for (let turn = 0; turn < 20; turn++) await nextTask();
    expect(tokens).toBe(produced);
    expect(server().open()).toBe(0);
  });

  test("does not spoil the requests after it: each has a signal of its own that is not aborted", async () => {
    const signals: AbortSignal[] = [];
    const chat = chatWith(server(), {
      fetch: (url, init) => {
        signals.push(init!.signal!);
        return fetch(url, init);
      },
    });
    void chat.send("Hello");
    (await server().next()).head();
    chat.abort();
    for (let round = 1; round <= 5; round++) {
      const sent = chat.send(`Question ${round}`);
      (await server().next()).answer("Yes");
      expect((await sent)?.status).toBe("done");
    }
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false, false, false, false, false]);
    expect(new Set(signals).size).toBe(6);
  });
});

describe("while a function that gives the headers is slow", () => {
  test("a stop and the next send do not mix up their signals, and the stopped one is never sent", async () => {
    const gates = [createGate(), createGate()];
    let asked = 0;
    const { chat, fetch } = createTestChat(undefined, {
      headers: async () => {
        const index = asked++;
        await gates[index]!.promise;
        return { "x-request": String(index) };
      },
    });
    const first = chat.send("First");
    chat.abort();
    const second = chat.send("Second");
    // The older one comes last.
    gates[1]!.open();
    expect((await second)?.status).toBe("done");
    gates[0]!.open();
    for (let turn = 0; turn < 5; turn++) await nextTask();
    expect((await first)?.status).toBe("aborted");
    expect(fetch.requests).toHaveLength(1);
    const { init } = fetch.requests[0]!;
    expect(new Headers(init.headers).get("x-request")).toBe("1");
    expect(init.signal!.aborted).toBe(false);
    expect(transcript(chat)).toEqual([
      "user: First",
      "assistant:  (aborted)",
      "user: Second",
      "assistant: Answer 1 (done)",
    ]);
  });

  test("a stop of the second request does not stop the first that is already answered", async () => {
    const gate = createGate();
    let asked = 0;
    const { chat, fetch } = createTestChat(undefined, {
      headers: async () => {
        if (asked++ === 1) await gate.promise;
        return {};
      },
    });
    await chat.send("First");
    const second = chat.send("Second");
    chat.abort();
    gate.open();
    expect((await second)?.status).toBe("aborted");
    expect(fetch.requests.map(({ init }) => init.signal!.aborted)).toEqual([false]);
    expect(transcript(chat).slice(0, 2)).toEqual(["user: First", "assistant: Answer 1 (done)"]);
  });
});

describe("the busy state", () => {
  test("never drops between a tool call, a stage and the text, in any recording", async () => {
    const recordings = loadRecordings().filter(({ expected: { result }, body }) => {
      const { toolCalls, stages } = result;
      return (toolCalls.length > 0 || stages.length > 0) && body.length < 60_000;
    });
    expect(recordings.length).toBeGreaterThan(10);
    for (const recording of recordings) {
      const { name, body, expected } = recording;
      const chunks = Array.from({ length: Math.ceil(body.length / 64) }, (_, at) => body.slice(at * 64, (at + 1) * 64));
      const { status, headers } = expected.http;
      const { chat } = createTestChat(() => ({ chunks, status, headers }), {
        adapter: explicitAdapter(recording),
      });
      const seen: Status[] = [];
      chat.store.subscribe((state) => {
        const status = selectStatus(state);
        // The question waits for its turn first, be it for no time.
        if (status !== "idle" || seen.length > 0) seen.push(status);
      });
      await chat.send("Hello");
      const busyUntil = seen.findIndex((status) => !isBusy(status));
      expect(busyUntil, name).toBeGreaterThan(0);
      expect(new Set(seen.slice(busyUntil)).size, `${name}: ${seen.join(", ")}`).toBe(1);
    }
  });
});

describe("sends that meet a stop", () => {
  test("with one in the queue: stop and send again deliver both, in the order they were written", async () => {
    const chat = chatWith(server());
    const sends = [chat.send("One"), chat.send("Two")];
    const first = await server().next();
    first.head();
    await first.write(delta("Half"));
    await until(chat.store, ({ messages }) => (messages[1]?.parts.length ?? 0) > 0);
    chat.abort();
    sends.push(chat.send("Three"));
    const second = await server().next();
    expect(second.said).toEqual(["user: One", "assistant: Half", "user: Two"]);
    second.answer("For two");
    const third = await server().next();
    expect(third.said.slice(-2)).toEqual(["assistant: For two", "user: Three"]);
    third.answer("For three");
    expect((await Promise.all(sends)).map((sent) => sent?.status)).toEqual(["aborted", "done", "done"]);
    expect(server().requests).toHaveLength(3);
  });

  test("sent at once: `interrupt` stops the answer, delivers both, and never has two requests open", async () => {
    const chat = chatWith(server(), { whenBusy: "interrupt" });
    const first = chat.send("One");
    const request = await server().next();
    request.head();
    const second = chat.send("Two");
    const next = await server().next();
    expect(await request.closed).toBe("client");
    expect(next.said).toEqual(["user: One", "user: Two"]);
    next.answer("Both");
    expect([(await first)?.status, (await second)?.status]).toEqual(["aborted", "done"]);
  });

  test("two in one tick make one request, and the second follows when the first is answered", async () => {
    const chat = chatWith(server());
    const sends = [chat.send("One"), chat.send("Two")];
    const first = await server().next();
    for (let turn = 0; turn < 20; turn++) await nextTask();
    expect([server().open(), server().untaken()]).toEqual([1, []]);
    first.answer("1");
    const second = await server().next();
    expect(second.said).toEqual(["user: One", "assistant: 1", "user: Two"]);
    second.answer("2");
    await Promise.all(sends);
    expect(transcript(chat)).toEqual(["user: One", "assistant: 1 (done)", "user: Two", "assistant: 2 (done)"]);
  });

  test("a connection lost half-way is not asked again by itself, and trying again does not repeat the question", async () => {
    const chat = chatWith(server());
    const sent = chat.send("Hello");
    const request = await server().next();
    request.head(200, keptAlive);
    await request.write(delta("Half"));
    await until(chat.store, ({ messages }) => (messages[1]?.parts.length ?? 0) > 0);
    request.reset();
    expect(await sent).toMatchObject({ status: "error", error: { code: "network" } });
    for (let turn = 0; turn < 20; turn++) await nextTask();
    expect(server().requests).toHaveLength(1);
    const again = chat.restart();
    const retry = await server().next();
    expect(retry.said).toEqual(["user: Hello"]);
    retry.answer("Whole");
    await again;
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Whole (done)"]);
  });
});
