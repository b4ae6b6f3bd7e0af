import { describe, expect, test } from "vitest";
import { openaiChat } from "../../src/adapters/index.js";
import { createRun, type Run, type RunOptions } from "../../src/engine/run.js";
import { startTimer } from "../../src/engine/schedule.js";
import { StreamError } from "../../src/protocol/errors.js";
import { streamResponse, type ResponseScript } from "../../src/testing/stream-response.js";
import { createFrames, createGate, never, nextTask } from "../helpers/async.js";
import { watchBody } from "../helpers/body.js";
import { answer, delta, done, event, finish } from "../helpers/openai.js";
import { sayEvents } from "../helpers/read.js";

interface Watched {
  readonly run: Run;
  readonly seen: string[];
  readonly settled: Promise<void>;
  readonly frames: ReturnType<typeof createFrames>;
}

/** A run whose events and end are written down. */
function watch(open: RunOptions["open"], react: (said: string) => void = () => {}): Watched {
  const seen: string[] = [];
  const frames = createFrames();
  const { promise: settled, open: settle } = createGate();
  const say = (said: string) => {
    seen.push(said);
    react(said);
  };
  const run = createRun({
    open,
    schedule: frames.schedule,
    timer: startTimer,
    firstByteTimeout: Infinity,
    idleTimeout: Infinity,
    stallAfter: Infinity,
    onEvents: (events) => say(sayEvents(events).join(", ")),
    onSettle(status, error) {
      say(error === undefined ? `settled ${status}` : `settled ${status} ${error.code}: ${error.message}`);
      settle();
    },
  });
  run.start();
  return { run, seen, settled, frames };
}

function reply(script: ResponseScript): RunOptions["open"] {
  return async (signal) => ({ response: streamResponse({ signal, ...script }), adapter: openaiChat });
}

describe("a run", () => {
  test("hands on its first events at once and the rest before it settles", async () => {
    const { seen, settled, frames } = watch(reply({ chunks: answer("a", "b", "c") }));
    await settled;
    expect(seen).toEqual(["message-start, text-delta a", "text-delta b, text-delta c, message-end", "settled done"]);
    expect(frames.waiting()).toBe(0);
  });

  test("hands on what waits with every screen frame", async () => {
    const { seen, run, frames } = watch(reply({ chunks: [delta("a"), delta("b"), delta("c")], end: "open" }));
    await nextTask();
    expect(seen).toEqual(["message-start, text-delta a"]);
    frames.next();
    expect(seen).toEqual(["message-start, text-delta a", "text-delta b, text-delta c"]);
    run.abort();
  });

  test.for<[string, RunOptions["open"], string]>([
    ["done at the end of the answer", reply({ chunks: answer("a") }), "done"],
    ["done when the socket stays open after the end marker", reply({ chunks: answer("a"), end: "open" }), "done"],
    [
      "error when the body breaks",
      reply({ chunks: [delta("a")], end: "lost" }),
      "error network: The connection was lost before the answer was finished.",
    ],
    [
      "error when the server reports one",
      reply({ chunks: [delta("a"), event({ error: "x" }), done] }),
      "error server: x",
    ],
    [
      "error when the server reports one after the end",
      reply({ chunks: [delta("a"), finish, event({ error: "x" })] }),
      "error server: x",
    ],
    ["error when the request fails", () => Promise.reject(new StreamError("request", "no")), "error request: no"],
    ["error when something else is thrown", () => Promise.reject(new TypeError("odd")), "error network: odd"],
    ["error when something is thrown that is no error", () => Promise.reject("odd"), "error network: odd"],
  ])("settles once as %s", async ([, open, end]) => {
    const { seen, settled } = watch(open);
    await settled;
    await nextTask();
    expect(seen.filter((said) => said.startsWith("settled"))).toEqual([`settled ${end}`]);
    expect(seen.at(-1)).toBe(`settled ${end}`);
  });

  test("gives the connection up when the answer has ended and the socket stays open", async () => {
    const { body, cancelled } = watchBody(answer("a"));
    const { settled } = watch(async () => ({ response: new Response(body), adapter: openaiChat }));
    await settled;
    expect(cancelled()).toBe(true);
  });
});

describe("an abort", () => {
  test("settles at once, keeps what arrived, and closes the connection", async () => {
    const { body, cancelled } = watchBody([delta("a"), delta("b")]);
    const { run, seen, frames } = watch(async () => ({ response: new Response(body), adapter: openaiChat }));
    await nextTask();
    run.abort();
    expect(seen).toEqual(["message-start, text-delta a", "text-delta b", "settled aborted"]);
    expect(frames.waiting()).toBe(0);
    await nextTask();
    expect(cancelled()).toBe(true);
    expect(seen).toHaveLength(3);
  });

  test("before the reply settles at once, aborts the request and drops a reply that still comes", async () => {
    const gate = createGate<Response>();
    let signal: AbortSignal | undefined;
    const { run, seen } = watch(async (given) => {
      signal = given;
      return { response: await gate.promise, adapter: openaiChat };
    });
    run.abort();
    expect([seen, signal!.aborted]).toEqual([["settled aborted"], true]);
    const { body, cancelled, pulled } = watchBody(answer("late"));
    gate.open(new Response(body));
    await nextTask();
    expect([seen, cancelled(), pulled()]).toEqual([["settled aborted"], true, 0]);
  });

  test("before the reply drops a failure that still comes", async () => {
    const gate = createGate<never>();
    const { run, seen } = watch(() => gate.promise);
    run.abort();
    gate.fail(new DOMException("This operation was aborted", "AbortError"));
    await nextTask();
    expect(seen).toEqual(["settled aborted"]);
  });

  test("of a request that never answers settles", () => {
    const { run, seen } = watch(() => never());
    run.abort();
    expect(seen).toEqual(["settled aborted"]);
  });

  test("after the end changes nothing", async () => {
    const { run, seen, settled } = watch(reply({ chunks: answer("a") }));
    await settled;
    const before = [...seen];
    run.abort();
    run.abort();
    await nextTask();
    expect(seen).toEqual(before);
  });

  test("twice settles once", async () => {
    const { run, seen } = watch(reply({ chunks: [delta("a")], end: "open" }));
    await nextTask();
    run.abort();
    run.abort();
    expect(seen.filter((said) => said === "settled aborted")).toHaveLength(1);
  });

  test("by who sees the first events settles once", async () => {
    const { seen, run } = watch(reply({ chunks: answer("a", "b") }), (said) => {
      if (said.includes("text-delta")) run.abort();
    });
    await nextTask();
    expect(seen).toEqual(["message-start, text-delta a", "settled aborted"]);
  });

  test("by who sees the last events, which the end itself hands on, settles once", async () => {
    const { seen, run, settled } = watch(reply({ chunks: answer("a", "b") }), (said) => {
      if (said.includes("text-delta b")) run.abort();
    });
    await settled;
    await nextTask();
    expect(seen.filter((said) => said.startsWith("settled"))).toHaveLength(1);
  });

  test("by who is told of the end settles once", async () => {
    const { seen, run, settled } = watch(reply({ chunks: answer("a") }), (said) => {
      if (said === "settled done") run.abort();
    });
    await settled;
    await nextTask();
    expect(seen.filter((said) => said.startsWith("settled"))).toEqual(["settled done"]);
  });
});

test("an error that is none of ours is kept as the cause", async () => {
  const thrown = new TypeError("odd");
  const error = await new Promise((resolve) => {
    createRun({
      open: () => Promise.reject(thrown),
      schedule: createFrames().schedule,
      timer: startTimer,
      firstByteTimeout: Infinity,
      idleTimeout: Infinity,
      stallAfter: Infinity,
      onEvents: () => {},
      onSettle: (_status, given) => resolve(given),
    }).start();
  });
  expect(error).toMatchObject({ code: "network", cause: thrown, retryable: true });
});
