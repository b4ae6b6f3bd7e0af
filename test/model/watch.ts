import { isBusy, type Status } from "../../src/protocol/status.js";
import { messageText, type Message } from "../../src/protocol/message.js";
import type { ChatState } from "../../src/store/chat-store.js";
import type { ServerRequest } from "./server.js";

/** An answer from its request to its end. */
export interface WatchedRun {
  /** Its name in the reference. */
  readonly name: string;
  readonly id: string;
  /** Text that it goes on with. */
  readonly base: string;
  readonly isContinued: boolean;
  /** The conversation that it answers: `["user", "Hello"]`. */
  readonly history: readonly (readonly [string, string])[];
  /** ms. */
  readonly startedAt: number;
  readonly jumps: number;
  request: ServerRequest | undefined;
  /** An act stopped it. */
  stopped: boolean;
  /** It is to end without a callback. */
  silent: boolean;
  /** Calls of the terminal callbacks. */
  readonly callbacks: string[];
  settled: Message | undefined;
  /** ms. */
  settledAt: number;
}

/** What the watcher needs of the world around it. */
export interface Watched {
  readonly elapsed: () => number;
  readonly jumps: () => number;
  readonly violate: (what: string) => void;
  readonly onBegin: (run: WatchedRun) => void;
  readonly onSettle: (run: WatchedRun, message: Message) => void;
  /** The path is another one. */
  readonly onPath: (names: readonly string[]) => void;
}

export interface Watcher {
  /** Looks at a state of the store. */
  readonly look: (state: ChatState) => void;
  /** The run of the answer that is being written. */
  readonly running: () => WatchedRun | undefined;
  readonly runs: ReadonlyMap<string, WatchedRun>;
  /** The name of a message in the reference. */
  readonly nameOf: (message: Message) => string;
}

/** The table "Run states" of ARCHITECTURE.md, by the status of one answer. */
const edges: Readonly<Record<Status, readonly Status[]>> = {
  idle: [],
  submitted: ["submitted", "streaming", "done", "error", "aborted"],
  streaming: ["streaming", "done", "error", "aborted"],
  done: [],
  error: [],
  aborted: [],
};

/** Looks at every state of a store, as whoever subscribes first sees them, and says what must not be. */
export function createWatcher({ elapsed, jumps, violate, onBegin, onSettle, onPath }: Watched): Watcher {
  const runs = new Map<string, WatchedRun>();
  const known = new Map<string, Message>();
  let running: WatchedRun | undefined;
  let last: ChatState | undefined;

  const nameOf = (message: Message): string =>
    message.role === "user" ? messageText(message) : (runs.get(message.id)?.name ?? message.id);

  function begin(message: Message, state: ChatState): void {
    const { id, status, continuedFrom } = message;
    if (status !== "submitted") violate(`answer ${id} begins as ${status}`);
    if (running && !running.settled) violate(`answer ${id} begins while ${running.name} is running`);
    const history = state.messages.slice(0, -1).flatMap((earlier) => {
      const text = messageText(earlier);
      return text === "" ? [] : [[earlier.role, text] as const];
    });
    running = {
      name: `a${runs.size + 1}`,
      id,
      history,
      startedAt: elapsed(),
      jumps: jumps(),
      base: messageText(message),
      isContinued: continuedFrom !== undefined,
      request: undefined,
      stopped: false,
      silent: false,
      callbacks: [],
      settled: undefined,
      settledAt: 0,
    };
    runs.set(id, running);
    onBegin(running);
  }

  function lookAt(message: Message, state: ChatState): void {
    const { id, status, error, stalledSince } = message;
    const before = known.get(id);
    if (before === message) return;
    known.set(id, message);
    const run = runs.get(id);
    if (before === undefined) {
      if (isBusy(status)) begin(message, state);
      return;
    }
    if (!isBusy(before.status)) return violate(`${nameOf(message)} was ${before.status} and changed afterwards`);
    if (!edges[before.status].includes(status)) violate(`${nameOf(message)} went from ${before.status} to ${status}`);
    if (!messageText(message).startsWith(messageText(before))) {
      violate(`${nameOf(message)} took back ${messageText(before)}: ${messageText(message)}`);
    }
    if (isBusy(status) || !run) return;
    if (stalledSince !== undefined) violate(`${run.name} is ${status} and still stalled`);
    if ((error !== undefined) !== (status === "error")) violate(`${run.name} is ${status}, its error ${error?.code}`);
    run.settled = message;
    run.settledAt = elapsed();
    if (running === run) running = undefined;
    onSettle(run, message);
  }

  return {
    runs,
    nameOf,
    running: () => running,
    look(state) {
      const { messages, ids } = state;
      if (messages === last?.messages) return;
      if (ids !== last?.ids) {
        const seen = messages.map(({ id }) => id);
        if (seen.join(" ") !== ids.join(" ")) violate(`ids ${ids.join(" ")} are not those of ${seen.join(" ")}`);
        if (new Set(ids).size < ids.length) violate(`an id stands twice in ${ids.join(" ")}`);
      } else if (ids.length !== messages.length) violate("the messages are more or fewer than the ids");
      const isPath = ids !== last?.ids;
      last = state;
      messages.forEach((message, index) => {
        if (isBusy(message.status) && index < messages.length - 1)
          violate(`${nameOf(message)} runs, but is not the last`);
        lookAt(message, state);
      });
      if (isPath) onPath(messages.map(nameOf));
    },
  };
}
