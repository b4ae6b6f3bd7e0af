import type { Schedule } from "../../src/engine/schedule.js";

/** A promise to be settled by hand. */
export interface Gate<T> {
  readonly promise: Promise<T>;
  readonly open: (value: T) => void;
  readonly fail: (reason: unknown) => void;
}

export function createGate<T = void>(): Gate<T> {
  let open!: (value: T) => void;
  let fail!: (reason: unknown) => void;
  const promise = new Promise<T>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  // Who waits for it gets the failure; a gate that nobody waits for any more is no error.
  promise.catch(() => {});
  return { promise, open, fail };
}

/** A promise that never settles: a server that does not answer. */
export function never<T>(): Promise<T> {
  return new Promise<T>(() => {});
}

/** The next microtask instead of the next frame. */
export const soon: Schedule = (callback) => {
  let live = true;
  queueMicrotask(() => {
    if (live) callback();
  });
  return () => {
    live = false;
  };
};

/** Screen frames that come only when asked for. */
export interface ManualFrames {
  readonly schedule: Schedule;
  /** Runs what waits for the next frame. */
  readonly next: () => void;
  /** How many callbacks wait. */
  readonly waiting: () => number;
}

export function createFrames(): ManualFrames {
  const waiting = new Set<() => void>();
  return {
    schedule(callback) {
      const entry = () => callback();
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    next() {
      const callbacks = [...waiting];
      waiting.clear();
      for (const callback of callbacks) callback();
    },
    waiting: () => waiting.size,
  };
}

interface Watchable<S> {
  readonly getState: () => S;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Resolves with the first state that fits. */
export function until<S>(store: Watchable<S>, fits: (state: S) => boolean): Promise<S> {
  return new Promise((resolve) => {
    const stop = store.subscribe(check);
    function check(): void {
      const state = store.getState();
      if (!fits(state)) return;
      stop();
      resolve(state);
    }
    check();
  });
}

/** Lets everything run that waits for nothing but its turn, and messages between tasks arrive, which streams of the platform may use. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
