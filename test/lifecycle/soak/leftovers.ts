import type { Page } from "playwright";

/** What a page has begun and not ended. */
export interface Leftovers {
  /** Of `setTimeout` and `setInterval`. */
  readonly timers: number;
  /** Of `requestAnimationFrame`. */
  readonly frames: number;
  /** Listeners on abort signals. */
  readonly abortListeners: number;
  /** All that were ever begun: shows that they are counted. */
  readonly begun: { readonly timers: number; readonly frames: number; readonly abortListeners: number };
}

declare global {
  interface Window {
    leftovers: () => Leftovers;
  }
}

/** Counts timers, frames and abort listeners, from before the page loads. */
export async function countLeftovers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const timers = new Set<number>();
    const frames = new Set<number>();
    const begun = { timers: 0, frames: 0, abortListeners: 0 };
    let abortListeners = 0;

    const { setTimeout, clearTimeout, setInterval, clearInterval, requestAnimationFrame, cancelAnimationFrame } =
      window as unknown as Record<string, (...args: unknown[]) => number>;
    const begin = (list: Set<number>, name: "timers" | "frames", id: number) => {
      list.add(id);
      begun[name]++;
      return id;
    };
    const run = (callback: unknown, args: unknown[]) => (callback as (...args: unknown[]) => void)(...args);
    Object.assign(window, {
      setTimeout(callback: unknown, ms?: unknown, ...args: unknown[]) {
        const id: number = setTimeout!(() => {
          timers.delete(id);
          run(callback, args);
        }, ms);
        return begin(timers, "timers", id);
      },
      clearTimeout(id: number) {
        timers.delete(id);
        clearTimeout!(id);
      },
      setInterval: (...args: unknown[]) => begin(timers, "timers", setInterval!(...args)),
      clearInterval(id: number) {
        timers.delete(id);
        clearInterval!(id);
      },
      requestAnimationFrame(callback: unknown) {
        const id: number = requestAnimationFrame!((time: number) => {
          frames.delete(id);
          run(callback, [time]);
        });
        return begin(frames, "frames", id);
      },
      cancelAnimationFrame(id: number) {
        frames.delete(id);
        cancelAnimationFrame!(id);
      },
    });

    // oxlint-disable-next-line typescript/unbound-method -- called with `this` below
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const listeners = new WeakMap<EventTarget, Map<unknown, () => void>>();
    AbortSignal.prototype.addEventListener = function (
      this: AbortSignal,
      type: string,
      callback: unknown,
      options?: AddEventListenerOptions | boolean,
    ) {
      const mine = listeners.get(this) ?? new Map<unknown, () => void>();
      listeners.set(this, mine);
      if (!mine.has(callback)) {
        const end = () => {
          if (mine.delete(callback)) abortListeners--;
        };
        mine.set(callback, end);
        abortListeners++;
        begun.abortListeners++;
        // The platform takes such a listener away by itself.
        if (typeof options === "object" && options.once === true) {
          addEventListener.call(this, "abort", end, { once: true });
        }
        if (typeof options === "object") options.signal?.addEventListener("abort", end, { once: true });
      }
      addEventListener.call(this, type, callback as EventListener, options);
    };
    AbortSignal.prototype.removeEventListener = function (this: AbortSignal, type: string, callback: unknown) {
      listeners.get(this)?.get(callback)?.();
      removeEventListener.call(this, type, callback as EventListener);
    };

    window.leftovers = () => ({ timers: timers.size, frames: frames.size, abortListeners, begun: { ...begun } });
  });
}
