/** Within each stretch of time, ms, no more than a share of it is worked. */
const stretch = 24;
const share = 8;

let since = -Infinity;
let used = 0;

/** After how many ms there is time again. */
export const untilNextShare: number = stretch;

/**
 * Does a piece of work that can wait; `undefined` when all of such work together took too long just now: a page with many blocks
 * of code answers its reader while it colours them.
 */
export function workInTime<T extends object>(work: () => T): T | undefined {
  const start = performance.now();
  if (start - since >= stretch) {
    since = start;
    used = 0;
  }
  if (used >= share) return undefined;
  const result = work();
  used += performance.now() - start;
  return result;
}

/** Does many pieces of work that can wait, a few at a time: what the reader does comes in between. */
export async function workInSlices(pieces: Iterable<() => void>): Promise<void> {
  let start = performance.now();
  for (const work of pieces) {
    work();
    if (performance.now() - start < share) continue;
    await new Promise((resolve) => setTimeout(resolve));
    start = performance.now();
  }
}
