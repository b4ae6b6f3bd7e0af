/** Calls a callback of the application. What it throws is reported as uncaught, but never breaks a run. */
export function callBack<A extends readonly unknown[]>(callback: ((...args: A) => void) | undefined, ...args: A): void {
  try {
    callback?.(...args);
  } catch (thrown) {
    queueMicrotask(() => {
      throw thrown;
    });
  }
}

type Subscribe<S> = (listener: (state: S, previous: S) => void) => () => void;

/** The same `subscribe` for listeners that may throw: that is reported as uncaught, and neither the writer nor others notice. */
export function guarded<S>(subscribe: Subscribe<S>): Subscribe<S> {
  return (listener) => subscribe((state, previous) => callBack(listener, state, previous));
}
