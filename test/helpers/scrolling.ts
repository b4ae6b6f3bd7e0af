import { expect } from "vitest";

/** The next frame, painted. */
export function frame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** Until what scrolling began is over. */
export async function rest(scroller: HTMLElement): Promise<void> {
  let top = NaN;
  for (let quietFrames = 0; quietFrames < 20; quietFrames++) {
    await frame();
    if (scroller.scrollTop !== top) quietFrames = 0;
    top = scroller.scrollTop;
  }
}

const errors: string[] = [];

function note({ message }: ErrorEvent): void {
  errors.push(message);
}

/** Notes what the page reports from now on: loops of observers are told there, and to nobody else. */
export function watchErrors(): void {
  errors.length = 0;
  globalThis.addEventListener("error", note);
}

/** Fails when the page reported something. */
export function expectNoErrors(): void {
  globalThis.removeEventListener("error", note);
  expect(errors).toEqual([]);
}
