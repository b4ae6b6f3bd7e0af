import { afterEach, describe, expect, test, vi } from "vitest";
import { openaiChat, sseItems } from "../../src/adapters/index.js";
import type { ItemStream, ItemStreamOptions } from "../../src/chat/create-item-stream.js";
import type { StandardSchema } from "../../src/chat/standard-schema.js";
import { createItemStream } from "../../src/defaults/create-item-stream.js";
import { mockFetch, type MockFetch } from "../../src/testing/mock-fetch.js";
import type { ResponseScript } from "../../src/testing/stream-response.js";
import { createFrames, createGate, nextTask, soon, until } from "../helpers/async.js";
import { answer } from "../helpers/openai.js";
import { collectReported } from "../helpers/reported.js";

interface TestStream<T> {
  readonly stream: ItemStream<T>;
  readonly fetch: MockFetch;
  readonly log: readonly string[];
}

const jsonl = { "content-type": "application/jsonl" };

function lines(...values: unknown[]): ResponseScript {
  return { chunks: values.map((value) => `${JSON.stringify(value)}\n`), headers: jsonl };
}

function setUp<T = unknown>(
  play: (index: number) => ResponseScript | Promise<ResponseScript>,
  options: Partial<ItemStreamOptions<T>> = {},
): TestStream<T> {
  const log: string[] = [];
  const fetch = mockFetch((_request, index) => play(index));
  const stream = createItemStream<T>({
    url: "https://example.test/items",
    fetch,
    schedule: soon,
    onFinish: () => log.push("finish"),
    onError: (error) => log.push(`error ${error.code}`),
    onAbort: () => log.push("abort"),
    ...options,
  });
  return { stream, fetch, log };
}

/** A schema that takes numbers and doubles them. */
const doubled: StandardSchema<number> = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value) =>
      typeof value === "number"
        ? { value: value * 2 }
        : { issues: [{ message: "not a number" }, { message: "sorry" }] },
  },
};

const state = <T>({ stream }: TestStream<T>) => stream.store.getState();

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("an item stream", () => {
  test("reads every line as an item, whatever its value", async () => {
    const set = setUp(() => lines({ a: 1 }, null, 0, "", [1]));
    await set.stream.start();
    expect(state(set)).toMatchObject({
      items: [{ a: 1 }, null, 0, "", [1]],
      count: 5,
      status: "done",
      error: undefined,
    });
    expect(set.log).toEqual(["finish"]);
  });

  test("is a GET, and a POST where there is a body", async () => {
    const get = setUp(() => lines());
    await get.stream.start();
    expect(get.fetch.requests[0]!.init).toMatchObject({ method: "GET" });
    expect(get.fetch.requests[0]!.init.body).toBeUndefined();

    const post = setUp(() => lines(), { body: async () => ({ q: 1 }), headers: { "x-key": "k" } });
    await post.stream.start();
    expect(post.fetch.requests[0]).toMatchObject({ body: { q: 1 }, init: { method: "POST" } });
    expect(new Headers(post.fetch.requests[0]!.init.headers).get("x-key")).toBe("k");

    const put = setUp(() => lines(), { method: "PUT", body: {} });
    await put.stream.start();
    expect(put.fetch.requests[0]!.init.method).toBe("PUT");
  });

  test("shows items while the stream is open, joined by screen frame", async () => {
    const frames = createFrames();
    const set = setUp(() => ({ ...lines(1, 2, 3), end: "open" }), { schedule: frames.schedule });
    void set.stream.start();
    await nextTask();
    frames.next();
    expect(state(set)).toMatchObject({ items: [1, 2, 3], status: "streaming" });
    set.stream.abort();
    expect(state(set)).toMatchObject({ items: [1, 2, 3], status: "aborted" });
    expect(set.log).toEqual(["abort"]);
  });

  test("is only submitted while nothing but the head and blank lines have come", async () => {
    const states: string[] = [];
    const set = setUp(() => ({ chunks: ["\n", "\n"], headers: jsonl, end: "open" }));
    set.stream.store.subscribe(({ status }) => states.push(status));
    const end = set.stream.start();
    await nextTask();
    await nextTask();
    expect(state(set)).toMatchObject({ items: [], status: "submitted" });
    set.stream.abort();
    await end;
    expect([...new Set(states)]).toEqual(["submitted", "aborted"]);
  });

  test("wakes its listeners once for each screen frame", async () => {
    const frames = createFrames();
    const set = setUp(() => ({ ...lines(1, 2, 3), end: "open" }), { schedule: frames.schedule });
    void set.stream.start();
    await nextTask();
    const counts: number[] = [];
    set.stream.store.subscribe(({ count }) => counts.push(count));
    frames.next();
    expect(counts).toEqual([3]);
    set.stream.abort();
  });

  test("reads a list that was not streamed item by item", async () => {
    const set = setUp(() => ({ chunks: ["[1,2]"], headers: { "content-type": "application/json" } }));
    await set.stream.start();
    expect(state(set).items).toEqual([1, 2]);
  });

  test("reads other formats by their adapters", async () => {
    const set = setUp(() => ({ chunks: ["data: 1\n\ndata: two\n\n"] }), { adapter: sseItems });
    await set.stream.start();
    expect(state(set).items).toEqual([1, "two"]);
    const text = setUp(() => ({ chunks: answer("no items") }), { adapter: async () => openaiChat });
    await text.stream.start();
    expect(state(text)).toMatchObject({ items: [], status: "done" });
  });

  test("without a single item is done", async () => {
    const set = setUp(() => lines());
    await set.stream.start();
    expect(state(set)).toMatchObject({ items: [], status: "done" });
  });

  test.for<[string, ResponseScript, string]>([
    ["a failed request", { chunks: ['{"detail":"Not found"}'], status: 404 }, "http"],
    ["a lost connection", { ...lines(1), end: "lost" }, "network"],
    ["half a last line", { chunks: ['1\n{"a"'], headers: jsonl }, "incomplete"],
    ["a page", { chunks: ["<html>"], headers: { "content-type": "text/html" } }, "unexpected-response"],
  ])("tells %s as an error and keeps the items", async ([, script, code]) => {
    const set = setUp(() => script);
    await set.stream.start();
    expect(state(set)).toMatchObject({ status: "error", error: { code } });
    expect(set.log).toEqual([`error ${code}`]);
    expect(state(set).items.length).toBe(script.chunks[0]!.toString().startsWith("1\n") ? 1 : 0);
  });

  test("keeps the newest items within the limit, and `onItem` sees all", async () => {
    const seen: unknown[] = [];
    const set = setUp(() => lines(1, 2, 3, 4, 5), { limit: 2, onItem: (item) => seen.push(item) });
    await set.stream.start();
    expect(state(set)).toMatchObject({ items: [4, 5], count: 5, dropped: 3 });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  test("100,000 items with a limit take time in proportion", async () => {
    const body = Array.from({ length: 100_000 }, (_, index) => `${index}\n`).join("");
    const chunks = Array.from({ length: 100 }, (_, index) =>
      body.slice((index * body.length) / 100, ((index + 1) * body.length) / 100),
    );
    const set = setUp(() => ({ chunks, headers: jsonl }), { limit: 1_000 });
    await set.stream.start();
    const { items, count, badLineCount } = state(set);
    expect([items.length, count, items.at(-1), badLineCount]).toEqual([1_000, 100_000, 99_999, 0]);
  });
});

describe("bad lines", () => {
  test("are collected with their place and do not end the stream", async () => {
    const set = setUp(() => ({ chunks: ["1\n{broken\nNaN\n2\n"], headers: jsonl }));
    await set.stream.start();
    expect(state(set)).toMatchObject({
      items: [1, 2],
      status: "done",
      badLineCount: 2,
      badLines: [
        { text: "{broken", line: 2, reason: "not JSON" },
        { text: "NaN", line: 3, reason: "not JSON" },
      ],
    });
  });

  test("are also what the schema refuses, with its words", async () => {
    const seen: number[] = [];
    const set = setUp<number>(() => lines(1, "two", 3), { schema: doubled, onItem: (item) => seen.push(item) });
    await set.stream.start();
    expect(state(set)).toMatchObject({ items: [2, 6], badLines: [{ text: '"two"', reason: "not a number; sorry" }] });
    expect(seen).toEqual([2, 6]);
  });

  test.for<[string, () => never | Promise<never>, string]>([
    [
      "throws",
      () => {
        throw new Error("boom");
      },
      "boom",
    ],
    ["checks asynchronously", () => Promise.resolve() as Promise<never>, "asynchronously"],
  ])("are the items of a schema that %s", async ([, validate, reason]) => {
    const set = setUp<number>(() => lines(1), { schema: { "~standard": { version: 1, vendor: "test", validate } } });
    await set.stream.start();
    expect(state(set)).toMatchObject({ items: [], status: "done", badLines: [{ text: "1" }] });
    expect(state(set).badLines[0]!.reason).toContain(reason);
  });

  test("are kept by their beginning", async () => {
    const set = setUp<number>(() => lines("x".repeat(2_000)), { schema: doubled });
    await set.stream.start();
    expect(state(set).badLines[0]!.text).toHaveLength(500);
  });

  test("nested too deep to be written again break nothing", async () => {
    const deep = "[".repeat(50_000) + "]".repeat(50_000);
    const set = setUp<number>(() => ({ chunks: [`1\n${deep}\n2\n`], headers: jsonl }), { schema: doubled });
    await set.stream.start();
    expect(state(set)).toMatchObject({ items: [2, 4], status: "done", badLineCount: 1 });
  });
});

describe("start", () => {
  test("while running sends no second request and waits for the same end", async () => {
    const set = setUp(() => lines(1));
    const [first, second] = [set.stream.start(), set.stream.start()];
    expect(first).toBe(second);
    await first;
    expect([set.fetch.requests.length, set.log]).toEqual([1, ["finish"]]);
  });

  test("after the end begins anew, with empty lists", async () => {
    const set = setUp((index) => lines(index));
    await set.stream.start();
    const again = set.stream.start();
    expect(state(set)).toMatchObject({ items: [], count: 0, status: "submitted" });
    await again;
    expect(state(set)).toMatchObject({ items: [1], count: 1 });
  });

  test("after a failure forgets the error", async () => {
    const set = setUp((index) => (index === 0 ? { chunks: [], status: 500 } : lines(1)));
    await set.stream.start();
    await set.stream.start();
    expect(state(set)).toMatchObject({ status: "done", error: undefined });
  });
});

describe("restart", () => {
  test("stops, forgets the items and starts again; late lines of the old run go nowhere", async () => {
    const late = createGate<ResponseScript>();
    const set = setUp((index) => (index === 0 ? late.promise : lines("new")));
    const first = set.stream.start();
    await nextTask();
    const second = set.stream.restart();
    late.open(lines("old"));
    await Promise.all([first, second]);
    await nextTask();
    expect(state(set)).toMatchObject({ items: ["new"], count: 1, status: "done" });
    expect(set.log).toEqual(["abort", "finish"]);
  });

  test("of what never ran is a start", async () => {
    const set = setUp(() => lines(1));
    await set.stream.restart();
    expect([state(set).items, set.log]).toEqual([[1], ["finish"]]);
  });
});

describe("abort", () => {
  test("by who has seen enough settles once", async () => {
    for (const enough of [1, 2, 3]) {
      const set: TestStream<unknown> = setUp(() => lines(1, 2, 3), {
        schedule: createFrames().schedule,
        onItem: (item) => item === enough && set.stream.abort(),
      });
      await set.stream.start();
      await nextTask();
      expect(set.log, `after ${enough}`).toHaveLength(1);
      expect(state(set).status, `after ${enough}`).toBe("aborted");
    }
  });

  test("of what does not run does nothing", () => {
    const set = setUp(() => lines());
    set.stream.abort();
    expect([state(set).status, set.log]).toEqual(["idle", []]);
  });

  test("keeps the items and lets the stream be started again", async () => {
    const set = setUp((index) => (index === 0 ? { ...lines(1), end: "open" } : lines(2)));
    const first = set.stream.start();
    await until(set.stream.store, ({ count }) => count === 1);
    set.stream.abort();
    await first;
    expect(state(set)).toMatchObject({ items: [1], status: "aborted" });
    await set.stream.start();
    expect(state(set)).toMatchObject({ items: [2], status: "done" });
    expect(set.fetch.requests.map(({ init }) => init.signal!.aborted)).toEqual([true, false]);
  });
});

describe("dispose", () => {
  test("stops without a word and settles who waits", async () => {
    const set = setUp((index) => (index === 0 ? { ...lines(1), end: "open" } : lines(2)));
    const first = set.stream.start();
    await until(set.stream.store, ({ count }) => count === 1);
    set.stream.dispose();
    await first;
    expect([state(set).status, set.log, set.fetch.requests[0]!.init.signal!.aborted]).toEqual(["aborted", [], true]);
    await set.stream.start();
    expect(set.log).toEqual(["finish"]);
  });
});

test("new options hold from the next start on", async () => {
  const set = setUp((index) => lines(index));
  await set.stream.start();
  set.stream.update({ url: "https://example.test/other", fetch: set.fetch, schedule: soon });
  await set.stream.start();
  expect(set.fetch.requests.map(({ url }) => url)).toEqual([
    "https://example.test/items",
    "https://example.test/other",
  ]);
  expect(set.log).toEqual(["finish"]);
});

test("a callback that throws breaks nothing and is reported, each time", async () => {
  const reported = collectReported();
  const broken = () => {
    throw new Error("in the application");
  };
  const set = setUp(() => lines(1, 2), { onItem: broken, onFinish: broken });
  await set.stream.start();
  await nextTask();
  expect([state(set).status, state(set).items, reported.length]).toEqual(["done", [1, 2], 3]);
});

test("a listener that throws is reported; the stream goes on and the other listeners are told", async () => {
  const reported = collectReported();
  const set = setUp(() => lines(1, 2, 3));
  const seen: number[] = [];
  set.stream.store.subscribe(() => {
    throw new Error("mine");
  });
  set.stream.store.subscribe(({ count }) => seen.push(count));
  await set.stream.start();
  expect([state(set).status, state(set).items, set.log]).toEqual(["done", [1, 2, 3], ["finish"]]);
  expect(seen.at(-1)).toBe(3);
  expect(reported.length).toBe(seen.length);
  expect(reported[0]).toMatchObject({ message: "mine" });
});

test("options that change while a request is built are for the next start", async () => {
  const gate = createGate<string>();
  const set = setUp(() => lines(1), { url: () => gate.promise, body: { a: 1 } });
  const first = set.stream.start();
  set.stream.update({ url: "https://example.test/other", fetch: set.fetch, schedule: soon });
  gate.open("https://example.test/items");
  await first;
  await set.stream.start();
  expect(set.fetch.requests.map(({ url, init, body }) => [url, init.method, body])).toEqual([
    ["https://example.test/items", "POST", { a: 1 }],
    ["https://example.test/other", "GET", undefined],
  ]);
});
