import { act, renderHook, waitFor } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { useJsonLinesStream, type JsonLinesStream, type JsonLinesStreamOptions } from "../../src/hooks/index.js";
import { mockFetch } from "../../src/testing/mock-fetch.js";
import type { ResponseScript } from "../../src/testing/stream-response.js";
import { soon } from "../helpers/async.js";
import { pass } from "../helpers/steps.js";

const headers = { "content-type": "application/jsonl" };

function optionsFor(play: (index: number) => ResponseScript, rest: Partial<JsonLinesStreamOptions<number>> = {}) {
  const fetch = mockFetch((_request, index) => play(index));
  return { fetch, options: { url: "https://example.test/items", fetch, schedule: soon, ...rest } };
}

const numbers = (...values: number[]): ResponseScript => ({ chunks: values.map((value) => `${value}\n`), headers });

afterEach(() => {
  vi.useRealTimers();
});

describe("a stream of items in a component", () => {
  test("begins when told to, and shows items, counts and status", async () => {
    const { options, fetch } = optionsFor(() => ({ chunks: ["1\n{\n2\n3\n"], headers }), { limit: 2 });
    const { result } = renderHook(() => useJsonLinesStream<number>(options));
    expect(result.current).toMatchObject({ items: [], status: "idle", isBusy: false });
    expect(fetch.requests).toHaveLength(0);
    await act(() => result.current.start());
    expect(result.current).toMatchObject({
      items: [2, 3],
      count: 3,
      dropped: 1,
      badLines: [{ text: "{", line: 2 }],
      badLineCount: 1,
      status: "done",
      error: undefined,
      isBusy: false,
    });
  });

  test("can be stopped and started again", async () => {
    const { options } = optionsFor((index) => (index === 0 ? { ...numbers(1), end: "open" } : numbers(2)));
    const { result } = renderHook(() => useJsonLinesStream<number>(options));
    act(() => void result.current.start());
    await waitFor(() => expect(result.current.items).toEqual([1]));
    expect(result.current.isBusy).toBe(true);
    act(() => result.current.abort());
    expect(result.current).toMatchObject({ items: [1], status: "aborted", isBusy: false });
    await act(() => result.current.restart());
    expect(result.current).toMatchObject({ items: [2], status: "done" });
  });

  test("tells a failure", async () => {
    const { options } = optionsFor(() => ({ chunks: [], status: 503 }));
    const { result } = renderHook(() => useJsonLinesStream<number>(options));
    await act(() => result.current.start());
    expect(result.current).toMatchObject({ status: "error", error: { code: "http", status: 503 } });
  });
});

describe("autoStart", () => {
  test.for([
    ["", undefined],
    [" in StrictMode", StrictMode],
  ] as const)("sends one request when the component mounts%s", async ([, wrapper]) => {
    const { options, fetch } = optionsFor(() => numbers(1), { autoStart: true });
    const { result } = renderHook(() => useJsonLinesStream<number>(options), wrapper && { wrapper });
    await waitFor(() => expect(result.current.items).toEqual([1]));
    expect(fetch.requests).toHaveLength(1);
  });

  test("is not repeated by renders", async () => {
    const { options, fetch } = optionsFor(() => numbers(1), { autoStart: true });
    const { result, rerender } = renderHook(() => useJsonLinesStream<number>({ ...options }));
    await waitFor(() => expect(result.current.status).toBe("done"));
    rerender();
    await act(async () => {});
    expect(fetch.requests).toHaveLength(1);
  });

  test("sends nothing for a component that is gone at once", async () => {
    const { options, fetch } = optionsFor(() => numbers(1), { autoStart: true });
    renderHook(() => useJsonLinesStream<number>(options)).unmount();
    await act(async () => {});
    expect(fetch.requests).toHaveLength(0);
  });

  test("may be switched on later", async () => {
    const { options, fetch } = optionsFor(() => numbers(1));
    const { rerender } = renderHook((autoStart: boolean) => useJsonLinesStream<number>({ ...options, autoStart }), {
      initialProps: false,
    });
    await act(async () => {});
    expect(fetch.requests).toHaveLength(0);
    rerender(true);
    await waitFor(() => expect(fetch.requests).toHaveLength(1));
  });
});

test("unmounting stops reading, without a callback then or later", async () => {
  vi.useFakeTimers();
  const log: string[] = [];
  const { options, fetch } = optionsFor(() => ({ ...numbers(1, 2, 3), delay: 10 }), {
    onItem: (item) => log.push(`item ${item}`),
    onFinish: () => log.push("finish"),
    onAbort: () => log.push("abort"),
    onError: () => log.push("error"),
  });
  const { result, unmount } = renderHook(() => useJsonLinesStream<number>(options));
  act(() => void result.current.start());
  await pass(10);
  unmount();
  expect(fetch.requests[0]!.init.signal!.aborted).toBe(true);
  await pass(100);
  expect(log).toEqual(["item 1"]);
});

test("a stream that falls silent says since when, until the next item comes or it is stopped", async () => {
  vi.useFakeTimers();
  const { options } = optionsFor(() => ({
    ...numbers(1, 2),
    delay: (index) => [0, 5000][index] ?? 0,
    end: "open",
  }));
  const { result } = renderHook(() => useJsonLinesStream<number>({ ...options, stallAfter: 3000 }));
  const start = Date.now();
  act(() => void result.current.start());
  await pass(2990);
  expect(result.current.stalledSince).toBeUndefined();
  await pass(20);
  expect([result.current.stalledSince, result.current.items]).toEqual([start, [1]]);
  await pass(2000);
  expect([result.current.stalledSince, result.current.items]).toEqual([undefined, [1, 2]]);
  await pass(3000);
  expect(result.current.stalledSince).toBe(start + 5000);
  act(() => result.current.abort());
  expect([result.current.stalledSince, vi.getTimerCount()]).toEqual([undefined, 0]);
});

test("changed options hold from the next start on", async () => {
  const { options, fetch } = optionsFor((index) => numbers(index));
  const { result, rerender } = renderHook((url: string) => useJsonLinesStream<number>({ ...options, url }), {
    initialProps: "https://example.test/a",
  });
  await act(() => result.current.start());
  rerender("https://example.test/b");
  expect(fetch.requests).toHaveLength(1);
  await act(() => result.current.start());
  expect(fetch.requests.map(({ url }) => url)).toEqual(["https://example.test/a", "https://example.test/b"]);
});

test("a component that takes only the status is not woken by items", async () => {
  vi.useFakeTimers();
  const count = async (use: (stream: JsonLinesStream<number>) => unknown) => {
    const { options } = optionsFor(() => ({ ...numbers(1, 2, 3, 4, 5, 6), delay: 10 }));
    let renders = 0;
    const { result } = renderHook(() => {
      renders++;
      const stream = useJsonLinesStream<number>(options);
      use(stream);
      return stream.start;
    });
    act(() => void result.current());
    await pass(90);
    return renders;
  };
  expect(await count(() => {})).toBe(1);
  expect(await count(({ status }) => status)).toBe(4);
  expect(await count(({ items }) => items)).toBeGreaterThan(6);
});
