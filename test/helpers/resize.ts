import { vi } from "vitest";

const observers = new Set<StubResizeObserver>();

/** jsdom has no layout and no observer of it. This one tells of a new size when a test says so. */
export class StubResizeObserver implements ResizeObserver {
  readonly #callback: ResizeObserverCallback;

  constructor(callback: ResizeObserverCallback) {
    this.#callback = callback;
  }
  observe(): void {
    observers.add(this);
  }
  unobserve(): void {}
  disconnect(): void {
    observers.delete(this);
  }
  tell(): void {
    this.#callback([], this);
  }
}

/** How many observers watch. */
export function watching(): number {
  return observers.size;
}

/** Something has a new size. */
export function resize(): void {
  for (const observer of observers) observer.tell();
}

/** No layout at all, as in a plain jsdom, until `vi.unstubAllGlobals()`. */
export function removeResizeObserver(): void {
  vi.stubGlobal("ResizeObserver", undefined);
  Reflect.deleteProperty(globalThis, "ResizeObserver");
}
