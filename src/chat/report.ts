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
