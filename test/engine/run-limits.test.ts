import { describe, expect, test } from "vitest";
import { openaiChat } from "../../src/adapters/index.js";
import { createRun, type Run, type RunOptions } from "../../src/engine/run.js";
import type { StreamError } from "../../src/protocol/errors.js";
import { createFakeClock, type FakeClock } from "../../src/testing/fake-clock.js";
import { streamResponse, type ResponseScript } from "../../src/testing/stream-response.js";
import { never } from "../helpers/async.js";
import { delta, done, event, finish } from "../helpers/openai.js";
import { sayEvents } from "../helpers/read.js";

type Open = (signal: AbortSignal, clock: FakeClock) => ReturnType<RunOptions["open"]>;

/** A run over a fake clock: 100 ms for the first byte, 50 ms between contents, notice after 20 ms. */
function watch(open: Open, limits: Partial<RunOptions> = {}) {
  const clock = createFakeClock();
  const seen: string[] = [];
  let signal: AbortSignal | undefined;
  let error: StreamError | undefined;
  const run: Run = createRun({
    open: (given) => {
      signal = given;
      return open(given, clock);
    },
    schedule: clock.schedule,
    timer: clock.timer,
    firstByteTimeout: 100,
    idleTimeout: 50,
    stallAfter: 20,
    onEvents: (events) => seen.push(`${clock.now()} ${sayEvents(events).join(", ")}`),
    onSettle(status, given) {
      error = given;
      seen.push(`${clock.now()} ${status}`);
    },
    ...limits,
  });
  run.start();
  return { run, clock, seen, error: () => error, signal: () => signal! };
}

/** A run over a scripted reply. */
function watchReply(script: ResponseScript, limits?: Partial<RunOptions>) {
  return watch(async (signal, { timer }) => {
    return { response: streamResponse({ signal, timer, ...script }), adapter: openaiChat };
  }, limits);
}

describe("a server that does not answer", () => {
  test("is noticed, then given up, and its request is aborted", async () => {
    const { clock, seen, error, signal } = watch(() => never());
    await clock.advance(99);
    expect([seen, signal().aborted]).toEqual([["20 stall-start"], false]);
    await clock.advance(1);
    expect(seen).toEqual(["20 stall-start", "100 error"]);
    expect(signal().aborted).toBe(true);
    expect(error()).toMatchObject({
      code: "timeout",
      message: "The server did not answer for 0.1 s.",
      retryable: true,
    });
    expect(clock.waiting).toBe(0);
  });

  test("is given up when it sends its head and no body", async () => {
    const { clock, seen } = watchReply({ chunks: [], end: "open" });
    await clock.advance(200);
    expect(seen).toEqual(["20 stall-start", "100 error"]);
  });

  test("may have rate limits in its head: they are no first byte", async () => {
    const headers = { "content-type": "text/event-stream", "x-ratelimit-limit": "1" };
    const { clock, seen } = watchReply({ chunks: [], end: "open", headers });
    await clock.advance(200);
    expect(seen).toEqual(["0 message-set", "20 stall-start", "100 error"]);
  });

  test("is waited for without a limit", async () => {
    const { clock, seen, run } = watch(() => never(), { firstByteTimeout: Infinity, stallAfter: Infinity });
    await clock.advance(1_000_000);
    expect([seen, clock.waiting]).toEqual([[], 0]);
    run.abort();
    expect(seen).toEqual(["1000000 aborted"]);
  });
});

describe("a server that falls silent", () => {
  test("is noticed, then given up; what came is kept and the connection closed", async () => {
    const { clock, seen, error, signal } = watchReply({ chunks: [delta("a")], end: "open", delay: 90 });
    await clock.advance(139);
    expect(signal().aborted).toBe(false);
    await clock.advance(1);
    expect(seen).toEqual(["20 stall-start", "90 message-start, text-delta a", "112 stall-start", "140 error"]);
    expect(error()).toMatchObject({
      code: "timeout",
      message: "The server fell silent for 0.05 s.",
      retryable: true,
    });
    expect([signal().aborted, clock.waiting]).toEqual([true, 0]);
  });

  test("is not, as long as it says something in time", async () => {
    const { clock, seen } = watchReply({ chunks: [delta("a"), delta("b"), delta("c"), finish, done], delay: 49 });
    await clock.advance(1_000);
    expect(seen.filter((said) => !said.includes("stall"))).toEqual([
      "49 message-start, text-delta a",
      "112 text-delta b",
      "160 text-delta c",
      "208 message-end",
      "245 done",
    ]);
  });

  test("is, though it sends keep-alive comments", async () => {
    const pings = Array.from({ length: 100 }, () => ": ping\n\n");
    const { clock, seen } = watchReply({ chunks: [delta("a"), ...pings], delay: 10 });
    await clock.advance(1_000);
    expect(seen.at(-1)).toBe("60 error");
  });

  test("after a complete answer is done, not failed: some hold the socket open", async () => {
    const { clock, seen, error, signal } = watchReply({ chunks: [delta("a"), finish], end: "open" });
    await clock.advance(200);
    expect(seen.at(-1)).toBe("50 done");
    expect([error(), signal().aborted, clock.waiting]).toEqual([undefined, true, 0]);
  });

  test("after the end of another choice is not done", async () => {
    const other = event({ choices: [{ index: 1, delta: {}, finish_reason: "stop" }] });
    const { clock, seen } = watchReply({ chunks: [delta("a"), other], end: "open" });
    await clock.advance(200);
    expect(seen.at(-1)).toBe("50 error");
  });
});

describe("no timer is left", () => {
  test("after the end", async () => {
    const { clock, seen } = watchReply({ chunks: [delta("a"), finish, done] });
    await clock.settle();
    expect([seen.at(-1), clock.waiting]).toEqual(["0 done", 0]);
  });

  test("after an abort, though a chunk was on its way", async () => {
    const { clock, seen, run } = watchReply({ chunks: [delta("a"), delta("b")], end: "open" });
    await Promise.resolve();
    run.abort();
    await clock.settle();
    expect([seen.at(-1), clock.waiting]).toEqual(["0 aborted", 0]);
  });

  test("after an abort by who sees the text", async () => {
    const watched: ReturnType<typeof watch> = watchReply(
      { chunks: [delta("a")], end: "open" },
      { onEvents: () => watched.run.abort() },
    );
    await watched.clock.settle();
    expect([watched.seen, watched.clock.waiting]).toEqual([["0 aborted"], 0]);
  });
});

test("the pieces of text are counted", async () => {
  let count: number | undefined;
  const { clock } = watchReply(
    { chunks: [delta("a") + delta("b"), delta("c"), finish, done] },
    { onSettle: (_status, _error, deltas) => (count = deltas) },
  );
  await clock.settle();
  expect(count).toBe(3);
});
