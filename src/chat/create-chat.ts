import { createArrivals } from "../engine/arrivals.js";
import { coalesce } from "../engine/coalesce.js";
import { reduceEvents, settleMessage } from "../engine/reduce-message.js";
import { createRun, type Run } from "../engine/run.js";
import type { Arrivals } from "../protocol/arrivals.js";
import { createMessage, isContinuable, messageText, type Message } from "../protocol/message.js";
import { isBusy } from "../protocol/status.js";
import {
  createChatStore,
  prependMessages,
  resetMessages,
  setPath,
  updateMessage,
  type ChatStore,
} from "../store/chat-store.js";
import { forkAt, forkState, switchFork, type Path } from "../store/message-tree.js";
import type { Chat, ChatOptions, MessageInput } from "./chat.js";
import { isDevelopment } from "../protocol/development.js";
import { callBack, guarded } from "./report.js";
import { chatRequest, openRequest, type AdapterSource } from "./request.js";
import { stopServer } from "./stop-server.js";
import { runTimes } from "./time-options.js";

/** `crypto.randomUUID` would be missing on plain http; random values are there everywhere. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(3)), (word) => word.toString(36)).join("");
}

type Answer = Message | undefined;

/** Answers that were saved while they ran count as stopped: nothing will be added to them any more. */
function stopSaved(messages: readonly Message[]): readonly Message[] {
  return messages.map((message) =>
    isBusy(message.status) ? settleMessage(message, "aborted", undefined, message.timing?.lastContentAt) : message,
  );
}

/** What a new attempt takes over from an answer that was cut off. */
function unfinished(message: Message): Partial<Message> {
  const { id, parts, stages, sources, citations, subqueries } = message;
  return {
    parts: [
      ...parts.filter(({ type }) => type !== "text"),
      // Servers refuse blanks at the end, and models begin the next word with one.
      { type: "text", text: messageText(message).trimEnd() },
    ],
    stages,
    sources,
    citations,
    subqueries,
    continuedFrom: id,
    canContinue: true,
  };
}

/** How long a chat may be silent, in ms. Models may think for minutes before they speak. */
const patience = 300_000;

/** Answers whose arrivals are kept. */
const mostArrivals = 32;

/** `createChat` with the default adapter passed in, so that this module bundles none. */
export function createChatWith(initial: ChatOptions, defaultAdapter: AdapterSource): Chat {
  let options = initial;
  const plain = createChatStore(stopSaved(initial.messages ?? []));
  const store: ChatStore = { ...plain, subscribe: guarded(plain.subscribe) };
  /** Who waits for the answers to the messages in the queue. */
  const waiting = new Map<Message, (answer: Answer) => void>();
  /** By the ids of answers, oldest first. */
  const arrivals = new Map<string, Arrivals>();
  /** The run that is under way; without a run the place of one that is about to begin. */
  let active: { readonly run?: Run; silent?: boolean } | undefined;

  const newId = (): string => (options.generateId ?? randomId)();
  const now = (): number => (options.now ?? Date.now)();
  const state = store.getState;
  /** The place of a message, by default the last. */
  const indexOf = (id = state().ids.at(-1)): number => state().ids.lastIndexOf(id!);

  function newAnswer(attempt: number, rest?: Partial<Message>): Message {
    return createMessage(newId(), "assistant", { status: "submitted", attempt, timing: { startedAt: now() }, ...rest });
  }

  /** Takes a path that ends with an empty answer, and what then still waits, and starts the run that fills it. */
  function begin(path: Path, queue: readonly Message[] = state().queue): Promise<Answer> {
    const messages = path.messages.slice(0, -1);
    const answer = path.messages.at(-1)!;
    const { id } = answer;
    const continueFrom = answer.continuedFrom === undefined ? undefined : answer;
    const conversation = messages.findLast((message) => message.conversation)?.conversation;
    let sent = false;
    const log = createArrivals();
    arrivals.set(id, log);
    if (arrivals.size > mostArrivals) arrivals.delete(arrivals.keys().next().value!);
    return new Promise((settled) => {
      const run = createRun({
        open(signal) {
          // What changes from now on is for the next request.
          const given = options;
          return openRequest(
            given.endpoint,
            given.adapter ?? defaultAdapter,
            {
              ...given,
              fetch(...request) {
                sent = true;
                return (given.fetch ?? globalThis.fetch)(...request);
              },
            },
            (adapter, body) => chatRequest(adapter, { messages, body, conversation, continueFrom }),
            signal,
          );
        },
        ...runTimes(options, patience),
        onBadFrame: options.onBadFrame,
        onChunk: (characters) => log.add(now(), characters),
        onEvents(events) {
          const at = now();
          updateMessage(store, id, (message) => reduceEvents(message, coalesce(events), at));
        },
        onSettle(status, error, deltas) {
          const { silent } = own;
          if (active === own) active = undefined;
          const answer = updateMessage(store, id, (message) => settleMessage(message, status, error, now()));
          if (answer && sent && status === "aborted") void stopServer(options, answer);
          if (answer && isDevelopment()) {
            // Not in the bundle that users load.
            void import("./warn-buffered.js").then(
              (dev) => dev.warnIfBuffered(store, answer, deltas),
              () => {},
            );
          }
          if (answer && !silent) {
            if (status === "done") callBack(options.onFinish, answer);
            else if (error) callBack(options.onError, error, answer);
            else callBack(options.onAbort, answer);
          }
          settled(answer);
          if (status === "done") void sendNext();
        },
      });
      const own: NonNullable<typeof active> = { run };
      active = own;
      // Who sees the path may abort already.
      setPath(store, path, queue);
      run.start();
    });
  }

  /** Tells whoever waits for the answer to a queued message. */
  function release(message: Message): ((answer: Answer) => void) | undefined {
    const settle = waiting.get(message);
    waiting.delete(message);
    return settle;
  }

  /** Sends the oldest waiting message, if no answer is running. */
  async function sendNext(): Promise<void> {
    const { messages, forks, queue } = state();
    const [next, ...rest] = queue;
    if (active || !next) return;
    const settle = release(next);
    const answer = await begin({ messages: [...messages, next, newAnswer(1)], forks }, rest);
    settle?.(answer);
  }

  const abort = (): void => active?.run?.abort();
  const isChanging = (): boolean => active !== undefined && !active.run;

  /**
   * Stops the running answer, then does `change`. Who is told of the stop may send, which waits for that, or replace or leave the
   * conversation, which wins; they cannot fork it meanwhile.
   */
  function stopFirst<T>(change: () => T): T | undefined {
    const place = {};
    const running = active;
    active = place;
    running?.run?.abort();
    if (active !== place) return undefined;
    active = undefined;
    return change();
  }

  /** {@link stopFirst} for a change that begins no run. What was sent meanwhile is sent after it. */
  function stopAndSet(change: () => void): void {
    const { length } = state().queue;
    stopFirst(change);
    if (state().queue.length > length) void sendNext();
  }

  function toMessage(input: string | MessageInput): Message {
    const { id = newId(), role = "user", text = "", parts } = typeof input === "string" ? { text: input } : input;
    return createMessage(id, role, { parts: parts ?? [{ type: "text", text }] });
  }

  /** Asks again from message `index` on, with `tail` and a new answer in place of what stood there. */
  async function fork(index: number, tail: (attempt: number) => readonly Message[]): Promise<Answer> {
    if (isChanging()) return undefined;
    return stopFirst(() => {
      const path = state();
      const attempt = index < path.messages.length ? forkState(path, index).count + 1 : 1;
      return begin(forkAt(path, index, tail(attempt)));
    });
  }

  return {
    store,
    now,
    arrivals: (messageId) => arrivals.get(messageId),
    async send(input) {
      const { whenBusy = "queue" } = options;
      if (active?.run && whenBusy === "ignore") return undefined;
      if (whenBusy === "interrupt") abort();
      const message = toMessage(input);
      return new Promise((settle) => {
        waiting.set(message, settle);
        store.setState({ queue: [...state().queue, message] });
        void sendNext();
      });
    },
    abort,
    async restart(messageId) {
      const index = indexOf(messageId);
      const message = state().messages[index];
      if (!message) return undefined;
      return fork(message.role === "assistant" ? index : index + 1, (attempt) => [newAnswer(attempt)]);
    },
    async continueFrom(messageId) {
      const index = indexOf(messageId);
      const message = state().messages[index];
      if (!message || !isContinuable(message)) return undefined;
      return fork(index, (attempt) => [newAnswer(attempt, unfinished(message))]);
    },
    async edit(messageId, text) {
      const index = indexOf(messageId);
      const message = state().messages[index];
      if (message?.role !== "user") return undefined;
      const parts = [{ type: "text", text } as const, ...message.parts.filter((part) => part.type !== "text")];
      return fork(index, (attempt) => [{ ...message, id: newId(), attempt, parts }, newAnswer(1)]);
    },
    showAttempt(messageId, attempt) {
      const index = indexOf(messageId);
      if (index < 0 || isChanging()) return;
      stopAndSet(() => setPath(store, switchFork(state(), index, attempt)));
    },
    unqueue(messageId) {
      const { queue } = state();
      const message = queue.find(({ id }) => id === messageId);
      if (!message) return undefined;
      store.setState({ queue: queue.filter((queued) => queued !== message) });
      release(message)?.(undefined);
      return message;
    },
    setMessages(messages) {
      stopAndSet(() => resetMessages(store, stopSaved(messages)));
    },
    prependMessages(messages) {
      const prepend = () => prependMessages(store, stopSaved(messages));
      // What is about to change was counted from the first message.
      if (isChanging()) queueMicrotask(prepend);
      else prepend();
    },
    update(next) {
      options = next;
    },
    dispose() {
      if (isChanging()) active = undefined;
      if (active) active.silent = true;
      abort();
      const waiters = [...waiting.values()];
      waiting.clear();
      for (const settle of waiters) settle(undefined);
    },
  };
}
