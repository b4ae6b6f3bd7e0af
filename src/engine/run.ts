import type { Adapter } from "../protocol/adapter.js";
import { isStreamError, StreamError, wordsOf } from "../protocol/errors.js";
import type { StreamEvent } from "../protocol/events.js";
import type { TerminalStatus } from "../protocol/status.js";
import { createBatch } from "./batch.js";
import { networkError } from "./network-error.js";
import { readEvents, type ReadOptions } from "./read-events.js";
import type { Schedule, Timer } from "./schedule.js";
import { watchSilence } from "./silence.js";

/** How long a run may be silent, in ms; `Infinity` = for ever. */
export interface SilenceLimits {
  /** From the request to the first byte of the body. */
  readonly firstByteTimeout: number;
  /** Between two pieces of content. Keep-alive comments are not content. */
  readonly idleTimeout: number;
  /** Before a `stall-start` event says so. */
  readonly stallAfter: number;
}

/** What a run is made of. */
export interface RunOptions extends SilenceLimits, Pick<ReadOptions, "onBadFrame"> {
  /** Sends the request. Whatever it throws becomes the error of the run. */
  readonly open: (signal: AbortSignal) => Promise<{ response: Response; adapter: Adapter }>;
  readonly schedule: Schedule;
  readonly timer: Timer;
  /**
   * A chunk of the body brought something; called before its events are handed on.
   * @param characters of the deltas in it
   */
  readonly onChunk?: (characters: number) => void;
  /** Events of one screen frame. Never called after `onSettle`. */
  readonly onEvents: (events: readonly StreamEvent[]) => void;
  /**
   * Called exactly once, after the last `onEvents`.
   * @param deltas how many pieces of text the server sent
   */
  readonly onSettle: (status: TerminalStatus, error: StreamError | undefined, deltas: number) => void;
}

/** One request. */
export interface Run {
  /** Sends the request, once. Not part of the making, so that whoever holds the run can abort it from anything it calls. */
  readonly start: () => void;
  /** Closes the connection and settles as `aborted` at once; what already arrived is kept. No effect once settled. */
  readonly abort: () => void;
}

/** A run: open, read, settle exactly once as done, error or aborted. */
export function createRun(options: RunOptions): Run {
  const { open, schedule, timer, onChunk, onEvents, onSettle, onBadFrame } = options;
  const { firstByteTimeout, idleTimeout, stallAfter } = options;
  const controller = new AbortController();
  const { signal } = controller;
  const batch = createBatch((events) => {
    heard = false;
    onEvents(events);
  }, schedule);
  const silence = watchSilence(timer, stallAfter, stall, expire);
  let ending = false;
  let settled = false;
  let started = false;
  /** Something came since the last flush: one timer per screen frame is enough. */
  let heard = false;
  let deltas = 0;
  /** The answer is complete; what may still follow is usage or the end marker. */
  let complete = false;

  function settle(status: TerminalStatus, error?: StreamError): void {
    ending = true;
    silence.stop();
    batch.flush();
    // Who saw the last events in the flush may have aborted: then that is how the run ended.
    if (settled) return;
    settled = true;
    onSettle(status, error, deltas);
  }

  function stall(ms: number, limit: number): void {
    batch.push([{ type: "stall-start", ms, limit: limit < Infinity ? limit : undefined }]);
  }

  function expire(limit: number): void {
    const words = `The server ${started ? "fell silent" : "did not answer"} for ${limit / 1000} s.`;
    if (complete) settle("done");
    else settle("error", new StreamError("timeout", words, { retryable: true }));
    controller.abort();
  }

  async function execute(): Promise<void> {
    const { response, adapter } = await open(signal);
    let error: StreamError | undefined;
    for await (const events of readEvents(response, { adapter, signal, onBadFrame, timer })) {
      // What was on its way when the run ended.
      if (ending) return;
      const isStart = events[0]?.type === "body-start";
      started ||= isStart;
      if (started && !heard) {
        heard = true;
        silence.end(idleTimeout);
      }
      let characters = 0;
      for (const event of events) {
        if (event.type === "error") error = event.error;
        if (event.type === "message-end" && !event.choice) complete = true;
        if ("delta" in event) {
          deltas++;
          characters += event.delta.length;
        }
      }
      if (started) onChunk?.(characters);
      batch.push(isStart && adapter.canContinue ? [...events, { type: "message-set", canContinue: true }] : events);
      const rest = complete ? undefined : batch.rest();
      if (rest) await rest;
    }
    settle(error === undefined ? "done" : "error", error);
  }

  return {
    start() {
      if (settled) return;
      silence.end(firstByteTimeout);
      execute().catch((thrown: unknown) => {
        settle("error", isStreamError(thrown) ? thrown : networkError(wordsOf(thrown), { cause: thrown }));
      });
    },
    abort() {
      settle("aborted");
      controller.abort();
    },
  };
}
