/** How fast recordings are played: the wait before each chunk, in ms. */
const waits = { slow: 250, normal: 35, fast: 8, instant: 0 } as const;

/** Name of a speed of the toolbar. */
export type Speed = keyof typeof waits;

/** The story runs as a test, by vitest's browser mode. */
export const isTest: boolean = "__vitest_browser__" in globalThis;

/** Tests play without any wait, so that nothing depends on the clock. */
export const initialSpeed: Speed = isTest ? "instant" : "normal";

let speed: Speed = initialSpeed;

/** Takes the speed of the toolbar; it holds from the next chunk on, also for replies that are running. */
export function setSpeed(next: Speed): void {
  speed = next;
}

/** Wait before the next chunk at the speed of the toolbar, in ms. */
export function waitBeforeChunk(): number {
  return waits[speed];
}
