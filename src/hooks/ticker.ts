/** A clock hand that all components of the page share. */
export interface Ticker {
  /** Calls `listener` with every tick. Whoever listens is called in the same task, by one timer, which runs only while somebody does. */
  readonly subscribe: (listener: () => void) => () => void;
  /** How many ticks there were. */
  readonly count: () => number;
}

/** @param interval between two ticks, in ms: each comes when a multiple of it is full on the clock of the machine */
export function createTicker(interval: number): Ticker {
  const listeners = new Set<() => void>();
  let count = 0;
  let timer: ReturnType<typeof setTimeout>;
  function wait(): void {
    timer = setTimeout(
      () => {
        count++;
        wait();
        for (const listener of listeners) listener();
      },
      interval - (Date.now() % interval),
    );
  }
  return {
    subscribe(listener) {
      // The same function may listen twice.
      const entry = () => listener();
      if (listeners.size === 0) wait();
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
        if (listeners.size === 0) clearTimeout(timer);
      };
    },
    count: () => count,
  };
}
