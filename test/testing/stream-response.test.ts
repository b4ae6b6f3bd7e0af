import { afterEach, describe, expect, test, vi } from "vitest";
import { streamResponse } from "../../src/testing.js";

afterEach(() => {
  vi.useRealTimers();
});

test("a script is a real response", async () => {
  const response = streamResponse({ chunks: ["Grü", "ße"], status: 201, statusText: "Made", headers: { "x-a": "b" } });
  expect([response.status, response.statusText, response.headers.get("x-a"), response.ok]).toEqual([
    201,
    "Made",
    "b",
    true,
  ]);
  expect(response.headers.get("content-type")).toBeNull();
  expect(await response.text()).toBe("Grüße");
});

test("by default it is an event stream that arrives at once", async () => {
  const response = streamResponse({ chunks: ["data: 1\n\n"] });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
  expect(await response.text()).toBe("data: 1\n\n");
});

test("chunks arrive as they are scripted, bytes as they are", async () => {
  const reader = streamResponse({ chunks: ["a", Uint8Array.of(0xff), "b"] }).body!.getReader();
  const read = async () => (await reader.read()).value;
  expect([await read(), await read(), await read(), await read()]).toEqual([
    Uint8Array.of(97),
    Uint8Array.of(0xff),
    Uint8Array.of(98),
    undefined,
  ]);
});

test.for([204, 205, 304])("status %i has no body", (status) => {
  expect(streamResponse({ chunks: ["x"], status }).body).toBeNull();
});

describe("the end", () => {
  test("may be a lost connection", async () => {
    const reader = streamResponse({ chunks: ["a"], end: "lost" }).body!.getReader();
    expect((await reader.read()).value).toEqual(Uint8Array.of(97));
    await expect(reader.read()).rejects.toThrow(TypeError);
  });

  test("may never come, until the request is aborted", async () => {
    const controller = new AbortController();
    const reader = streamResponse({ chunks: ["a"], end: "open", signal: controller.signal }).body!.getReader();
    await reader.read();
    const next = reader.read();
    const reason = new Error("stopped");
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
  });
});

describe("a delay", () => {
  test("comes before every chunk", async () => {
    vi.useFakeTimers();
    const reader = streamResponse({ chunks: ["a", "b"], delay: 10 }).body!.getReader();
    const arrived: string[] = [];
    const read = async () => {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        arrived.push(new TextDecoder().decode(next.value));
      }
      arrived.push("end");
    };
    const reading = read();
    await vi.advanceTimersByTimeAsync(9);
    expect(arrived).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(arrived).toEqual(["a"]);
    await vi.advanceTimersByTimeAsync(10);
    expect(arrived).toEqual(["a", "b", "end"]);
    await reading;
  });

  test("may differ from chunk to chunk", async () => {
    vi.useFakeTimers();
    const reader = streamResponse({ chunks: ["a", "b"], delay: (index) => index * 100 }).body!.getReader();
    await reader.read();
    const second = reader.read();
    await vi.advanceTimersByTimeAsync(100);
    expect((await second).value).toEqual(Uint8Array.of(98));
  });

  test("is over at once when the request is aborted", async () => {
    vi.useFakeTimers();
    const controller = new AbortController();
    const reader = streamResponse({ chunks: ["a"], delay: 60_000, signal: controller.signal }).body!.getReader();
    const next = reader.read();
    controller.abort(new Error("stopped"));
    await expect(next).rejects.toThrow("stopped");
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test("a request that was aborted before has a broken body", async () => {
  const response = streamResponse({ chunks: ["a"], signal: AbortSignal.abort(new Error("stopped")) });
  await expect(response.text()).rejects.toThrow("stopped");
});
