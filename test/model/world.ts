import type { ChatOptions } from "../../src/chat/chat.js";
import type { Schedule as FrameSchedule, Timer } from "../../src/engine/schedule.js";
import { messageText, type Message } from "../../src/protocol/message.js";
import type { StreamError } from "../../src/protocol/errors.js";
import { createFakeClock, type FakeClock } from "../../src/testing/fake-clock.js";
import { checkSettled } from "./check-settled.js";
import { optionsOf } from "./options.js";
import type { Config } from "./schedule.js";
import { createServer, type Server, type ServerRequest } from "./server.js";
import { createWatcher, type WatchedRun, type Watcher } from "./watch.js";

/** How often what happened. */
export type Counts = Record<"act" | "fault" | "outcome", Record<string, number>>;

/** A chat with its server, its clock and everybody who looks at it. */
export interface World {
  readonly clock: FakeClock;
  readonly server: Server;
  readonly watcher: Watcher;
  readonly counts: Counts;
  readonly trace: string[];
  readonly violations: string[];
  readonly violate: (what: string) => void;
  readonly note: (what: string) => void;
  readonly count: (what: keyof Counts, name: string) => void;
  /** ms that have passed, whatever the time of day. */
  readonly elapsed: () => number;
  readonly jump: (ms: number) => void;
  /** Timers and updates of the screen that the chat waits for. */
  readonly chatWaits: () => number;
  readonly optionsFor: (config: Config) => ChatOptions;
  readonly seed: number;
  /** The options in force. */
  config: Config;
  /** Ids of the answers whose server has to be told that they were stopped. */
  readonly toStop: string[];
}

/** Who is told what happens. */
export interface Told {
  readonly onSettle: (run: WatchedRun) => void;
  readonly onPath: (names: readonly string[]) => void;
  /** A callback of the application was called. */
  readonly onCallback: () => void;
  /** The server has sent something. */
  readonly onChunk: () => void;
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

export function createWorld(seed: number, first: Config, told: Told): World {
  const clock = createFakeClock(1_000_000_000);
  const violations: string[] = [];
  const trace: string[] = [];
  const counts: Counts = { act: {}, fault: {}, outcome: {} };
  let jumped = 1_000_000_000;
  let jumps = 0;
  let ids = 0;
  let chatWaits = 0;

  const elapsed = (): number => clock.now() - jumped;
  const note = (what: string): void => void trace.push(`${String(elapsed()).padStart(7)} ms  ${what}`);
  const violate = (what: string): void => {
    note(`!! ${what}`);
    violations.push(what);
  };
  const count = (what: keyof Counts, name: string): void => {
    counts[what][name] = (counts[what][name] ?? 0) + 1;
  };

  /** Something that the chat waits for, which is counted. */
  function wait(start: FrameSchedule, callback: () => void): () => void {
    chatWaits++;
    let waits = true;
    const end = () => {
      if (waits) chatWaits--;
      waits = false;
    };
    const cancel = start(() => {
      end();
      callback();
    });
    return () => {
      end();
      cancel();
    };
  }
  const timer: Timer = (callback, ms) =>
    ms === Infinity ? () => {} : wait((expire) => clock.timer(expire, ms), callback);
  const schedule: FrameSchedule = (callback) => wait(clock.schedule, callback);

  function onFetch(request: ServerRequest, init: RequestInit, host: string): void {
    const { number, config } = request;
    const run = [...watcher.runs.values()].find((known) => known.request === request)!;
    note(`request ${number} is sent`);
    if (run.settled) violate(`request ${number} is sent although ${run.name} is ${run.settled.status}`);
    const other = server.requests.find((known) => known !== request && isLive(known));
    if (other) violate(`requests ${other.number} and ${number} at the same time`);
    if (host !== `v${config.version}.test`) violate(`request ${number} went to ${host}`);
    if (new Headers(init.headers).get("x-version") !== String(config.version)) {
      violate(`request ${number} has the headers of other options`);
    }
    const body = JSON.parse(init.body as string) as { messages: { role: string; content: string }[]; version: number };
    const sent = body.messages.map(({ role, content }) => [role, content]);
    const expected = [...run.history, ...(run.isContinued ? [["assistant", run.base]] : [])];
    if (!isSame(sent, expected))
      violate(`request ${number} sends ${JSON.stringify(sent)}, not ${JSON.stringify(expected)}`);
    if (body.version !== config.version) violate(`request ${number} has the body of other options`);
  }

  const server = createServer({ seed, elapsed, timer: clock.timer, onFetch, onChunk: told.onChunk, violate });
  const watcher = createWatcher({
    elapsed,
    jumps: () => jumps,
    violate,
    onBegin: (run) => note(`${run.name} begins`),
    onSettle(run, message) {
      note(`${run.name} is ${message.status} ${message.error?.code ?? ""} ${messageText(message)}`);
      count("outcome", message.error?.code ? `error ${message.error.code}` : message.status);
      if (run.silent) count("outcome", "aborted without a callback");
      checkSettled(run, message, { elapsed: elapsed(), now: clock.now(), jumps, violate });
      const { stop, headers } = world.config;
      const wasSent = run.request?.signal !== undefined;
      if (
        message.status === "aborted" &&
        wasSent &&
        (stop === "address" || stop === "function") &&
        headers !== "throws"
      ) {
        world.toStop.push(message.id);
      }
      told.onSettle(run);
    },
    onPath: told.onPath,
  });

  function called(name: "onFinish" | "onError" | "onAbort", message: Message, error?: StreamError): void {
    const run = watcher.runs.get(message.id);
    run?.callbacks.push(name);
    if (message !== run?.settled) violate(`${name} got another message than the store has`);
    if (error !== message.error) violate(`${name} got another error than the message has`);
    told.onCallback();
  }

  function optionsFor(config: Config): ChatOptions {
    return {
      ...optionsOf(config, clock.timer),
      endpoint() {
        const run = watcher.running();
        const number = server.requests.length;
        if (!run || run.request) violate(`request ${number} is made, but no answer waits for it`);
        try {
          return server.endpoint(config, run?.isContinued === true);
        } finally {
          const request = server.requests[number]!;
          count("fault", request.fault);
          note(`request ${number} (${request.wire}, ${request.fault}) for ${run?.name}`);
          if (run) run.request = request;
        }
      },
      fetch(input, init) {
        const number = new URL(input as string).searchParams.get("request");
        if (number && server.requests[Number(number)]?.config !== config) {
          violate(`request ${number} is sent by the fetch of other options`);
        }
        return server.fetch(input, init);
      },
      now: clock.now,
      timer,
      schedule,
      generateId: () => `m${++ids}`,
      onFinish: (message) => called("onFinish", message),
      onError: (error, message) => called("onError", message, error),
      onAbort: (message) => called("onAbort", message),
      onStopError(error) {
        note(`stop call: ${error.message}`);
        count("outcome", "stop call failed");
      },
    };
  }

  const world: World = {
    seed,
    clock,
    server,
    watcher,
    counts,
    trace,
    violations,
    violate,
    note,
    count,
    elapsed,
    optionsFor,
    jump(ms) {
      jumped += ms;
      jumps++;
      clock.jump(ms);
    },
    chatWaits: () => chatWaits,
    config: first,
    toStop: [],
  };
  return world;
}

/** Whether somebody could still be reading. */
export function isLive({ signal, closed, cancelled }: ServerRequest): boolean {
  return signal !== undefined && !signal.aborted && !closed && !cancelled;
}
