import { getEventListeners } from "node:events";
import { afterEach, describe, expect, test, vi } from "vitest";
import { agUi, auto, jsonLines, openaiChat, plainText, sseItems, twelvelabs } from "../../src/adapters/index.js";
import { readEvents } from "../../src/engine/read-events.js";
import { sse } from "../../src/framing/sse.js";
import { defineAdapter } from "../../src/adapters/define-adapter.js";
import type { Adapter } from "../../src/protocol/adapter.js";
import { StreamError } from "../../src/protocol/errors.js";
import type { StreamEvent } from "../../src/protocol/events.js";
import { cutEvery } from "../../src/testing/cuts.js";
import { createRandom } from "../../src/testing/random.js";
import { streamResponse, type ResponseScript } from "../../src/testing/stream-response.js";
import { createGate, never, nextTask } from "../helpers/async.js";
import { watchBody } from "../helpers/body.js";
import { answer, delta, done, event, finish } from "../helpers/openai.js";
import { readAll, sayEvents } from "../helpers/read.js";

const seed = Number(process.env["SEED"] ?? 20_261_121);

async function say(adapter: Adapter, script: ResponseScript): Promise<string[]> {
  return sayEvents(await readAll(streamResponse(script), { adapter }));
}

async function errorOf(adapter: Adapter, script: ResponseScript): Promise<StreamError | undefined> {
  const events = await readAll(streamResponse(script), { adapter });
  return events.flatMap((event) => (event.type === "error" ? event.error : [])).at(-1);
}

/** How the events tell the end: exactly one of them. */
function ends(events: readonly StreamEvent[]): string[] {
  return sayEvents(events.filter(({ type }) => type === "message-end" || type === "error"));
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the end of an answer", () => {
  test.for<[string, Adapter, ResponseScript, string[]]>([
    ["a finish reason and the end marker", openaiChat, { chunks: answer("a") }, ["message-end"]],
    ["a finish reason alone", openaiChat, { chunks: [delta("a"), finish] }, ["message-end"]],
    ["the end marker alone", openaiChat, { chunks: [delta("a"), done] }, ["message-end"]],
    ["the end marker without its blank line", openaiChat, { chunks: [delta("a"), "data: [DONE]"] }, ["message-end"]],
    [
      "a connection lost after the finish reason",
      openaiChat,
      { chunks: [delta("a"), finish], end: "lost" },
      ["message-end"],
    ],
    [
      "a connection lost after the end marker",
      openaiChat,
      { chunks: [delta("a"), done], end: "lost" },
      ["message-end"],
    ],
    ["a connection held open after the end marker", openaiChat, { chunks: answer("a"), end: "open" }, ["message-end"]],
    ["a clean end before either", openaiChat, { chunks: [delta("a")] }, ["error incomplete"]],
    ["a lost connection before either", openaiChat, { chunks: [delta("a")], end: "lost" }, ["error network"]],
    [
      "an end marker with something after it in the same frame",
      openaiChat,
      { chunks: [delta("a"), "data: [DONE]xyz\n\n"] },
      ["error incomplete"],
    ],
    ["an empty body", openaiChat, { chunks: [] }, ["error incomplete"]],
    ["a clean end of items", sseItems, { chunks: ["data: 1\n\n"] }, ["message-end"]],
    ["a lost connection of items", sseItems, { chunks: ["data: 1\n\n"], end: "lost" }, ["error network"]],
    ["no items at all", jsonLines, { chunks: [] }, ["message-end"]],
    ["a clean end inside the last line", jsonLines, { chunks: ['{"a":1}\n{"a"'] }, ["error incomplete"]],
    ["a clean end of plain text", plainText, { chunks: ["Hello"] }, ["message-end"]],
    ["an error frame", openaiChat, { chunks: [delta("a"), event({ error: { message: "x" } })] }, ["error server"]],
    ["an error frame before the end marker", openaiChat, { chunks: [event({ error: "x" }), done] }, ["error server"]],
    ["status 204, which has no body", openaiChat, { chunks: [], status: 204 }, ["error incomplete"]],
    ["status 204 for items: there are none", jsonLines, { chunks: [], status: 204, headers: {} }, ["message-end"]],
  ])("is told exactly once: %s", async ([, adapter, script, end]) => {
    expect(ends(await readAll(streamResponse(script), { adapter }))).toEqual(end);
  });

  test("usage after the finish reason still counts, frames after the end marker do not", async () => {
    const usage = event({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } });
    expect(await say(openaiChat, { chunks: [delta("a"), finish, usage, done, delta("late")] })).toEqual([
      "message-start",
      "text-delta a",
      "message-end",
      "usage-set",
    ]);
  });

  test("every cut of an answer is complete only when its finish reason came whole", async () => {
    const body = answer("Hé", "llo").join("");
    const complete = body.indexOf(finish) + finish.length;
    const bytes = new TextEncoder().encode(body);
    // "é" is one byte longer than it is characters.
    const whole = complete + 1;
    for (let length = 0; length <= bytes.length; length++) {
      const chunks = [bytes.slice(0, length)];
      const clean = ends(await readAll(streamResponse({ chunks }), { adapter: openaiChat }));
      const lost = ends(await readAll(streamResponse({ chunks, end: "lost" }), { adapter: openaiChat }));
      // At a clean end the blank line may be missing; in a lost connection nothing may.
      expect(clean, `clean end after ${length} bytes`).toEqual([
        length >= whole - 2 ? "message-end" : "error incomplete",
      ]);
      expect(lost, `lost after ${length} bytes`).toEqual([length >= whole ? "message-end" : "error network"]);
    }
  });

  test(`the reader stops where the answer ends, and gives the connection up (seed ${seed})`, async () => {
    const random = createRandom(seed);
    for (let round = 0; round < 20; round++) {
      const bytes = answer("a", "b", "c").join("");
      const size = 1 + Math.floor(random() * 60);
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.slice(at * size, (at + 1) * size),
      );
      const { body, cancelled } = watchBody(pieces);
      const events = await readAll(new Response(body), { adapter: openaiChat });
      expect([ends(events), cancelled()], `pieces of ${size}`).toEqual([["message-end"], true]);
    }
  });
});

describe("failures", () => {
  test.for([
    "Load failed",
    "network error",
    "NetworkError when attempting to fetch resource.",
    "Failed to fetch",
    "terminated",
    "The operation was aborted",
  ])("a read that fails with %j is a lost connection, worth a retry", async (words) => {
    const cause = new TypeError(words);
    const { body } = watchBody([delta("a")], cause);
    const events = await readAll(new Response(body), { adapter: openaiChat });
    expect(sayEvents(events)).toEqual(["message-start", "text-delta a", "error network"]);
    expect(events.at(-1)).toMatchObject({ error: { retryable: true, cause } });
  });

  test("an empty reply and a cut one have words of their own", async () => {
    expect((await errorOf(openaiChat, { chunks: [" \n"] }))!.message).toMatch(/empty reply/);
    expect((await errorOf(openaiChat, { chunks: [delta("a")] }))!.message).toMatch(/before the answer was finished/);
  });

  test("a page under status 200 is told as such, with its beginning as evidence", async () => {
    const headers = { "content-type": "text/html; charset=utf-8" };
    const error = await errorOf(openaiChat, { chunks: ["<html>", "login"], headers });
    expect(error).toMatchObject({ code: "unexpected-response", status: 200, contentType: headers["content-type"] });
    expect(error!.bodySample).toMatch(/^<html>/);
    expect(error!.message).not.toContain("<");
  });

  test("a status outside 200–299 is read to its end and told in the server's words", async () => {
    const chunks = cutEvery(new TextEncoder().encode('{"error":{"message":"Zu viele Anfragen – später"}}'), 1);
    const headers = { "content-type": "application/json", "retry-after": "7" };
    expect(await errorOf(openaiChat, { chunks, status: 429, headers })).toMatchObject({
      code: "http",
      message: "Zu viele Anfragen – später",
      status: 429,
      retryable: true,
      retryAfter: 7_000,
    });
  });

  test("a failed request whose body is lost keeps its status", async () => {
    expect(await errorOf(openaiChat, { chunks: ["Bad"], status: 500, end: "lost" })).toMatchObject({
      code: "http",
      status: 500,
    });
  });

  test("a failed request is never read as a stream, whatever it sends", async () => {
    expect(await say(openaiChat, { chunks: answer("a"), status: 500 })).not.toContain("text-delta a");
  });

  test("an endless error body is not read for ever", async () => {
    const { body, cancelled, pulled } = watchBody(Array.from({ length: 1_000 }, () => "x".repeat(10_000)));
    const events = await readAll(new Response(body, { status: 500 }), { adapter: openaiChat });
    expect(ends(events)).toEqual(["error http"]);
    expect([cancelled(), pulled() < 20]).toEqual([true, true]);
  });

  test("an event named error is an error, whatever its data", async () => {
    for (const [data, message] of [
      ['{"error":{"message":"flat"}}', "flat"],
      ['{"message":"bare"}', "bare"],
      ["not JSON", "not JSON"],
      ['"text"', "text"],
      ["", "The server reported an error"],
      ["null", "The server reported an error"],
    ] as const) {
      const error = await errorOf(openaiChat, { chunks: [delta("a"), `event: error\ndata: ${data}\n\n`] });
      expect(error!.code, data).toBe("server");
      expect(error!.message, data).toContain(message);
    }
  });

  test("a page as the data of an error event is not shown as its message", async () => {
    const page = `<html>${"x".repeat(10_000)}</html>`;
    const error = await errorOf(openaiChat, { chunks: [`event: error\ndata: ${page}\n\n`] });
    expect(error!.code).toBe("server");
    expect(error!.message.length).toBeLessThan(1_000);
    expect(error!.message).not.toContain("<html>");
  });

  test("what arrived before a failure is kept", async () => {
    expect(await say(openaiChat, { chunks: [delta("a"), delta("b")], end: "lost" })).toEqual([
      "message-start",
      "text-delta a",
      "text-delta b",
      "error network",
    ]);
  });

  test("an adapter that throws ends the run with its words, and the connection is given up", async () => {
    const adapter = defineAdapter({
      name: "broken",
      framing: sse,
      createDecoder: () => () => {
        throw new TypeError("cannot read");
      },
    });
    const { body, cancelled } = watchBody(["data: 1\n\n"]);
    const events = await readAll(new Response(body), { adapter });
    expect(events.at(-1)).toMatchObject({ error: { code: "parse", message: "cannot read", retryable: false } });
    expect(cancelled()).toBe(true);
  });

  test("a body that was read already is an error of the run, not an exception", async () => {
    const response = new Response("data: 1\n\n");
    await response.text();
    expect((await readAll(response, { adapter: sseItems })).at(-1)).toMatchObject({
      type: "error",
      error: { code: "network" },
    });
  });
});

describe("frames that are not JSON", () => {
  const chunks = [delta("a"), "data: {broken\n\n", delta("b"), finish];

  test("are counted and skipped", async () => {
    expect(await say(openaiChat, { chunks })).toEqual([
      "message-start",
      "text-delta a",
      "bad {broken",
      "text-delta b",
      "message-end",
    ]);
  });

  test("end the run where the caller asks for it", async () => {
    const events = await readAll(streamResponse({ chunks }), { adapter: openaiChat, onBadFrame: "error" });
    expect(sayEvents(events)).toEqual(["message-start", "text-delta a", "error parse"]);
    expect(events.at(-1)).toMatchObject({ error: { frame: "{broken", retryable: false } });
  });

  test("are kept by their beginning and their line", async () => {
    const events = await readAll(streamResponse({ chunks: [`1\n${"x".repeat(900)}\n2\n`], headers: {} }), {
      adapter: jsonLines,
    });
    expect(events).toContainEqual({ type: "bad-frame-add", frame: { text: "x".repeat(500), line: 2 } });
  });

  test("two values glued together are one bad frame", async () => {
    expect(await say(sseItems, { chunks: ['data: {"a":1}{"a":2}\n\n'] })).toContain('item "{\\"a\\":1}{\\"a\\":2}"');
    expect(await say(openaiChat, { chunks: ["data: {}{}\n\n", done] })).toContain("bad {}{}");
  });

  test("empty data is nothing at all", async () => {
    expect(await say(openaiChat, { chunks: ["data:\n\n", "data: \n\n", ...answer("a")] })).toEqual([
      "message-start",
      "text-delta a",
      "message-end",
    ]);
  });
});

describe("bytes", () => {
  const text = "Grüße, 世界 👩‍👩‍👧 \u{1F600}";

  test("characters cut between chunks stay whole", async () => {
    for (const size of [1, 2, 3, 5]) {
      const chunks = cutEvery(new TextEncoder().encode(answer(text).join("")), size);
      expect(await say(openaiChat, { chunks }), `${size} bytes`).toContain(`text-delta ${text}`);
    }
  });

  test("a byte order mark before the body is dropped, wherever it is cut", async () => {
    for (const [adapter, body, first] of [
      [openaiChat, answer("a").join(""), "text-delta a"],
      [jsonLines, '{"a":1}\n', 'item {"a":1}'],
      [plainText, "Hello", "text-delta Hello"],
    ] as const) {
      for (const size of [1, 2, 1_000]) {
        const chunks = cutEvery(new TextEncoder().encode(`\uFEFF${body}`), size);
        const said = await say(adapter, { chunks, headers: {} });
        const joined =
          adapter === plainText
            ? [`text-delta ${said.join("").replaceAll(/message-(start|end)|text-delta /g, "")}`]
            : said;
        expect(joined, adapter.name).toContain(first);
      }
    }
  });

  test("of two byte order marks only the first is one", async () => {
    expect(await say(sseItems, { chunks: ["\uFEFF\uFEFFdata: 1\n\ndata: 2\n\n"] })).toEqual([
      "message-start",
      "item 2",
      "message-end",
    ]);
    expect(await say(plainText, { chunks: ["\uFEFF\uFEFFa"], headers: {} })).toContain("text-delta \uFEFFa");
  });

  test("bytes that are no UTF-8 become replacement characters and do not end the run", async () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('"a'), 0xff, ...new TextEncoder().encode('b"\n')]);
    expect(await say(jsonLines, { chunks: [bytes], headers: {} })).toContain('item "a\uFFFDb"');
  });

  test("a character cut by the end of the body is not lost silently", async () => {
    const bytes = new TextEncoder().encode("é").slice(0, 1);
    expect(await say(plainText, { chunks: ["a", bytes], headers: {} })).toContain("text-delta \uFFFD");
  });

  test("lines of JSON do not end at U+2028", async () => {
    expect(await say(jsonLines, { chunks: ['"a\u2028b"\n'], headers: {} })).toContain('item "a\u2028b"');
  });
});

describe("hostile values", () => {
  test("keys named __proto__ reach items as keys and change no prototype", async () => {
    const events = await readAll(streamResponse({ chunks: ['{"__proto__":{"polluted":1}}\n'], headers: {} }), {
      adapter: jsonLines,
    });
    const item = events.find(({ type }) => type === "item-add") as { value: object };
    expect(Object.keys(item.value)).toEqual(["__proto__"]);
    expect("polluted" in item.value).toBe(false);
  });

  test("a value nested 100,000 deep is read", async () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    for (const adapter of [openaiChat, jsonLines, sseItems]) {
      const chunks = adapter === jsonLines ? [`${deep}\n`] : [`data: 1\n\ndata: ${deep}\n\n`, done];
      const events = await readAll(streamResponse({ chunks, headers: {} }), { adapter });
      expect(ends(events), adapter.name).toEqual(["message-end"]);
    }
  });
});

describe("abort", () => {
  test("ends the events without one more, and gives the connection up", async () => {
    const controller = new AbortController();
    const { body, cancelled } = watchBody([delta("a")]);
    const batches: string[] = [];
    for await (const events of readEvents(new Response(body), { adapter: openaiChat, signal: controller.signal })) {
      batches.push(...sayEvents(events));
      controller.abort();
    }
    expect(batches).toEqual(["message-start", "text-delta a"]);
    expect(cancelled()).toBe(true);
  });

  test("before the first byte gives nothing", async () => {
    const { body, cancelled, pulled } = watchBody([delta("a")]);
    const signal = AbortSignal.abort();
    expect(await readAll(new Response(body), { adapter: openaiChat, signal })).toEqual([]);
    expect([cancelled(), pulled()]).toEqual([true, 0]);
  });

  test("while a read is pending ends it", async () => {
    const controller = new AbortController();
    const { body, cancelled } = watchBody([]);
    const events = readAll(new Response(body), { adapter: openaiChat, signal: controller.signal });
    await nextTask();
    controller.abort();
    expect([await events, cancelled()]).toEqual([[], true]);
  });

  test("of the request, which breaks the body with its reason, is no error", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const events = readAll(streamResponse({ chunks: [delta("a")], end: "open", signal }), {
      adapter: openaiChat,
      signal,
    });
    await nextTask();
    controller.abort(new DOMException("BodyStreamBuffer was aborted", "AbortError"));
    expect(sayEvents(await events)).toEqual(["message-start", "text-delta a"]);
  });

  test("while the adapter is loading gives the connection up at once", async () => {
    const controller = new AbortController();
    const gate = createGate<Adapter>();
    const lazy = defineAdapter({
      name: "lazy",
      framing: sse,
      createDecoder: () => () => [],
      select: () => gate.promise,
    });
    const { body, cancelled } = watchBody(["data: 1\n\n"]);
    const events = readAll(new Response(body), { adapter: lazy, signal: controller.signal });
    await nextTask();
    controller.abort();
    await nextTask();
    expect(cancelled()).toBe(true);
    gate.open(sseItems);
    expect(await events).toEqual([]);
  });

  test("leaves no listener on a signal that lives longer", async () => {
    const { signal } = new AbortController();
    for (let round = 0; round < 50; round++) {
      await readAll(new Response(answer("a").join("")), { adapter: openaiChat, signal });
      await readAll(new Response(null), { adapter: openaiChat, signal });
      for await (const _events of readEvents(new Response(delta("a")), { adapter: openaiChat, signal })) break;
    }
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("a caller that stops reading gives the connection up", async () => {
    const { body, cancelled } = watchBody([delta("a")]);
    for await (const _events of readEvents(new Response(body), { adapter: openaiChat })) break;
    expect(cancelled()).toBe(true);
  });
});

describe("an adapter that chooses another", () => {
  const choosing = (select: NonNullable<Adapter["select"]>): Adapter =>
    defineAdapter({ name: "choosing", framing: sse, createDecoder: () => () => [], select });

  test("holds the frames back until the other is loaded, then reads all of them in order", async () => {
    const gate = createGate<Adapter>();
    const adapter = choosing((json) => (json === 1 ? undefined : gate.promise));
    const events = readAll(streamResponse({ chunks: ["data: 1\n\n", "data: 2\n\ndata: 3\n\n", "data: 4\n\n"] }), {
      adapter,
    });
    await nextTask();
    gate.open(sseItems);
    expect(sayEvents(await events)).toEqual(["message-start", "item 1", "item 2", "item 3", "item 4", "message-end"]);
  });

  test("is asked once more at the end of the body", async () => {
    const adapter = choosing((_json, _frame, atEnd) => (atEnd ? sseItems : undefined));
    expect(await say(adapter, { chunks: ["data: 1\n\ndata: 2\n\n"] })).toEqual([
      "message-start",
      "item 1",
      "item 2",
      "message-end",
    ]);
  });

  test("the end of the body waits for it too", async () => {
    const gate = createGate<Adapter>();
    const events = readAll(streamResponse({ chunks: ["data: 1\n\n"] }), { adapter: choosing(() => gate.promise) });
    await nextTask();
    gate.open(openaiChat);
    expect(ends(await events)).toEqual(["error incomplete"]);
  });

  test("the end marker of the other counts, also in a frame that was held", async () => {
    const gate = createGate<Adapter>();
    const { body, cancelled } = watchBody([answer("a").join("")]);
    const events = readAll(new Response(body), { adapter: choosing(() => gate.promise) });
    await nextTask();
    gate.open(openaiChat);
    expect(sayEvents(await events)).toEqual(["message-start", "text-delta a", "message-end"]);
    expect(cancelled()).toBe(true);
  });

  test("a failure to load it is an error of the run that keeps its cause", async () => {
    const cause = new TypeError("Failed to fetch dynamically imported module");
    const events = await readAll(streamResponse({ chunks: ["data: 1\n\ndata: 2\n\n"] }), {
      adapter: choosing(() => Promise.reject(cause)),
    });
    expect(events).toMatchObject([{ type: "body-start" }, { type: "error", error: { message: cause.message, cause } }]);
  });

  test("a body that ends before any choice is judged by the rules of the first", async () => {
    const events = await readAll(streamResponse({ chunks: ["data: 1\n\n"] }), { adapter: choosing(() => undefined) });
    expect(ends(events)).toEqual(["message-end"]);
  });
});

describe("the network", () => {
  test("is not read ahead of a consumer that is slow", async () => {
    const { body, pulled } = watchBody(Array.from({ length: 1_000 }, () => delta("a")));
    const events = readEvents(new Response(body), { adapter: openaiChat });
    await events.next();
    for (let turn = 0; turn < 20; turn++) await nextTask();
    expect(pulled()).toBeLessThan(5);
    await events.return();
  });

  test("may bring megabytes in one chunk: others get their turn between pieces, and characters stay whole", async () => {
    const oneChunk = (bytes: Uint8Array) =>
      new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(bytes);
          controller.close();
        },
      });
    const line = (index: number) => `${JSON.stringify({ index, words: "é".repeat(100) })}\n`;
    const count = 10_000;
    const body = new TextEncoder().encode(Array.from({ length: count }, (_, index) => line(index)).join(""));
    let now = 0;
    // Each look at the clock finds it some milliseconds later: a slow machine.
    vi.spyOn(performance, "now").mockImplementation(() => (now += 5));
    let turns = 0;
    const clock = setInterval(() => turns++);
    let batches = 0;
    const values: unknown[] = [];
    for await (const events of readEvents(new Response(oneChunk(body)), { adapter: jsonLines })) {
      batches++;
      for (const event of events) if (event.type === "item-add") values.push(event.value);
    }
    clearInterval(clock);
    expect(values).toEqual(Array.from({ length: count }, (_, index) => JSON.parse(line(index)) as unknown));
    expect(batches).toBeGreaterThanOrEqual(body.length / 65_536);
    expect(turns).toBeGreaterThan(1);
  });

  test("is given up between two pieces of a long chunk", async () => {
    const body = new TextEncoder().encode('{"a":1}\n'.repeat(100_000));
    const controller = new AbortController();
    let batches = 0;
    for await (const _ of readEvents(new Response(body), { adapter: jsonLines, signal: controller.signal })) {
      if (++batches === 2) controller.abort();
    }
    expect(batches).toBe(2);
  });

  test("hands on one batch per chunk, none for a chunk without events", async () => {
    const batches: string[][] = [];
    const chunks = [delta("a") + delta("b"), ": ping\n\n", delta("c"), finish + done];
    for await (const events of readEvents(streamResponse({ chunks }), { adapter: openaiChat }))
      batches.push(sayEvents(events));
    expect(batches).toEqual([["message-start", "text-delta a", "text-delta b"], ["text-delta c"], ["message-end"]]);
  });

  test("is read where streams have no async iterator (Safari)", async () => {
    const proto = ReadableStream.prototype as unknown as Record<PropertyKey, unknown>;
    const removed = [Symbol.asyncIterator, "values"].map(
      (key) => [key, Object.getOwnPropertyDescriptor(proto, key)!] as const,
    );
    for (const [key] of removed) delete proto[key];
    try {
      expect(await say(openaiChat, { chunks: answer("a") })).toContain("text-delta a");
    } finally {
      for (const [key, descriptor] of removed) Object.defineProperty(proto, key, descriptor);
    }
  });

  test("a cancel that fails is nobody's error", async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(answer("a").join("")));
      },
      cancel: () => Promise.reject(new Error("cannot cancel")),
    });
    expect(ends(await readAll(new Response(body), { adapter: openaiChat }))).toEqual(["message-end"]);
    await nextTask();
  });

  test("a cancel that never ends holds nothing up", async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(answer("a").join("")));
      },
      cancel: () => never(),
    });
    expect(ends(await readAll(new Response(body), { adapter: openaiChat }))).toEqual(["message-end"]);
  });
});

test("an adapter may ask for an end by the head of the reply", async () => {
  const adapter = defineAdapter({
    name: "strict",
    framing: sse,
    createDecoder: () => () => [],
    requiresEnd: ({ contentType, status }) => contentType === "text/x-strict" && status === 200,
  });
  expect(
    ends(
      await readAll(streamResponse({ chunks: ["data: 1\n\n"], headers: { "content-type": "text/x-strict" } }), {
        adapter,
      }),
    ),
  ).toEqual(["error incomplete"]);
  expect(ends(await readAll(streamResponse({ chunks: ["data: 1\n\n"] }), { adapter }))).toEqual(["message-end"]);
});

test("a failure told by a whole body carries status, type and body as evidence", async () => {
  const chunks = ['{"error":{"message":"No credit","code":402}}'];
  expect(await errorOf(openaiChat, { chunks, headers: { "content-type": "application/json" } })).toMatchObject({
    code: "server",
    message: "No credit",
    status: 200,
    contentType: "application/json",
    bodySample: chunks[0],
    retryable: false,
  });
});

describe("a body that is no answer", () => {
  const headers = { "content-type": "application/json" };

  test.for<[string, Adapter, string, object]>([
    ["TwelveLabs", twelvelabs, '{"code":"busy","message":"Overloaded"}', { message: "Overloaded", serverCode: "busy" }],
    ["AG-UI", agUi, '{"detail":"Not today"}', { message: "Not today" }],
  ])("says why in the words of its server: %s", async ([, adapter, body, words]) => {
    const error = await errorOf(adapter, { chunks: [body], headers });
    expect(error).toMatchObject({ code: "server", status: 200, bodySample: body, ...words });
  });

  test("is named when it says nothing", async () => {
    const error = await errorOf(openaiChat, { chunks: ['{"object":"pong"}'], headers });
    expect(error).toMatchObject({ code: "unexpected-response" });
  });

  test("that ends inside an event is no text, whoever reads it", async () => {
    const half = 'data: {"choices":[{"index":0,"delta":{"conte';
    for (const adapter of [auto, openaiChat, sseItems]) {
      expect(await errorOf(adapter, { chunks: [half] })).toMatchObject({ code: "incomplete" });
    }
    expect(await say(sseItems, { chunks: ["data: half a [word"] })).toContain('item "half a [word"');
  });

  test("is incomplete when it is of the right kind and says nothing", async () => {
    const error = await errorOf(twelvelabs, { chunks: ['{"object":"pong"}'], headers });
    expect(error).toMatchObject({ code: "incomplete" });
  });

  test("a frame that says nothing is no failure", async () => {
    const chunks = [event({ message: "hello" }), ...answer("a")];
    expect(ends(await readAll(streamResponse({ chunks }), { adapter: openaiChat }))).toEqual(["message-end"]);
  });
});

test("a body of blanks before the answer is not empty", async () => {
  const error = await errorOf(openaiChat, { chunks: ["\n".repeat(500), delta("a")] });
  expect(error).toMatchObject({ code: "incomplete", message: "The stream ended before the answer was finished." });
});

test("a failed request says the same however its long body is cut", async () => {
  const body = JSON.stringify({ error: { message: "No such model", trace: "x".repeat(70_000) } });
  const cuts = [[body], [body.slice(0, 40_000), body.slice(40_000)]];
  const said = await Promise.all(cuts.map((chunks) => errorOf(openaiChat, { chunks, status: 500 })));
  expect(said.map((error) => error!.message)).toEqual(["The server answered 500.", "The server answered 500."]);
});

describe("a frame without end", () => {
  test("is given up at the limit, by name, and the connection is closed", async () => {
    const { body, cancelled } = watchBody([delta("a"), `data: ${"x".repeat(600)}`, "x".repeat(600), finish]);
    const events = await readAll(new Response(body), { adapter: openaiChat, maxFrameLength: 1_000 });
    expect(events.at(-1)).toMatchObject({ type: "error", error: { code: "too-large", retryable: false } });
    expect(events).toContainEqual(expect.objectContaining({ type: "text-delta", delta: "a" }));
    expect(cancelled()).toBe(true);
  });

  test("many frames that are longer together are no such frame", async () => {
    const events = await readAll(streamResponse({ chunks: answer(..."x".repeat(100)) }), {
      adapter: openaiChat,
      maxFrameLength: 1_000,
    });
    expect(events.at(-1)).toMatchObject({ type: "message-end" });
  });
});

describe("rate-limit headers", () => {
  test("are kept, also of a refused request", async () => {
    const limits = { "x-ratelimit-limit-requests": "60", "x-ratelimit-reset-requests": "42s" };
    for (const status of [200, 429]) {
      const headers = { "content-type": "text/event-stream", "x-request-id": "1", ...limits };
      const events = await readAll(streamResponse({ chunks: answer("a"), status, headers }), { adapter: openaiChat });
      expect(events[0]).toEqual({ type: "message-set", rateLimits: limits });
    }
  });
});

test("the first byte is told once, and not when there is none", async () => {
  const types = async (chunks: readonly string[]) =>
    (await readAll(streamResponse({ chunks }), { adapter: openaiChat })).map(({ type }) => type);
  expect(await types([": ping\n\n", ...answer("a", "b")])).toEqual([
    "body-start",
    "message-start",
    "text-delta",
    "text-delta",
    "message-end",
  ]);
  expect(await types([])).toEqual(["message-start", "error"]);
});
