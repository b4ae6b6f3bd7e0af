import type { Adapter } from "../protocol/adapter.js";
import { isStreamError, StreamError, wordsOf } from "../protocol/errors.js";
import type { StreamEvent } from "../protocol/events.js";
import type { TerminalStatus } from "../protocol/status.js";
import { createBatch } from "./batch.js";
import { readEvents, type ReadOptions } from "./read-events.js";
import type { Schedule } from "./schedule.js";

/** What a run is made of. */
export interface RunOptions extends Pick<ReadOptions, "onBadFrame"> {
  /** Sends the request. Whatever it throws becomes the error of the run. */
  readonly open: (signal: AbortSignal) => Promise<{ response: Response; adapter: Adapter }>;
  readonly schedule: Schedule;
  /** Events of one screen frame, neighbouring deltas joined. Never called after `onSettle`. */
  readonly onEvents: (events: readonly StreamEvent[]) => void;
  /** Called exactly once, after the last `onEvents`. */
  readonly onSettle: (status: TerminalStatus, error?: StreamError) => void;
}

/** One request. */
export interface Run {
  /** Sends the request, once. Not part of the making, so that whoever holds the run can abort it from anything it calls. */
  readonly start: () => void;
  /** Closes the connection and settles as `aborted` at once; what already arrived is kept. No effect once settled. */
  readonly abort: () => void;
}

/** A run: open, read, settle exactly once as done, error or aborted. */
export function createRun({ open, schedule, onEvents, onSettle, onBadFrame }: RunOptions): Run {
  const controller = new AbortController();
  const { signal } = controller;
  const batch = createBatch(onEvents, schedule);
  let end: Parameters<typeof onSettle> | undefined;
  let settled = false;

  function settle(...next: Parameters<typeof onSettle>): void {
    const isFirst = !end;
    // Who sees the last events in the flush below may still abort: then that is how the run ended.
    end = next;
    if (!isFirst) return;
    batch.flush();
    settled = true;
    onSettle(...end);
  }

  async function execute(): Promise<void> {
    const { response, adapter } = await open(signal);
    if (signal.aborted) return response.body?.cancel();
    let error: StreamError | undefined;
    for await (const events of readEvents(response, { adapter, signal, onBadFrame })) {
      if (end) return;
      batch.push(events);
      for (const event of events) if (event.type === "error") error = event.error;
    }
    settle(error === undefined ? "done" : "error", error);
  }

  return {
    start() {
      if (settled) return;
      execute().catch((thrown: unknown) => {
        settle(
          "error",
          isStreamError(thrown) ? thrown : new StreamError("network", wordsOf(thrown), { cause: thrown }),
        );
      });
    },
    abort() {
      settle("aborted");
      controller.abort();
    },
  };
}
