import type { CDPSession, Page } from "playwright";
import { expect } from "vitest";

/** What a page holds after a collection of garbage. */
export interface Sample {
  /** Bytes of the JavaScript heap in use. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Looks at the memory of a page. */
export async function createMemory(page: Page): Promise<() => Promise<Sample>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return async () => {
    // Messages of the console keep what they speak of.
    await session.send("Runtime.discardConsoleEntries");
    // What one collection frees may be what kept something else.
    await session.send("HeapProfiler.collectGarbage");
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    const { metrics } = await session.send("Performance.getMetrics");
    const metric = (name: string) => metrics.find((one) => one.name === name)!.value;
    return { heap: usedSize, nodes: metric("Nodes"), listeners: metric("JSEventListeners") };
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Last quarter against second: the first is still warming up. */
function growth(values: readonly number[]): number {
  const quarter = Math.floor(values.length / 4);
  return mean(values.slice(-quarter)) / mean(values.slice(quarter, 2 * quarter));
}

/**
 * Prints the samples as a table, and fails where the last quarter is higher than the second.
 *
 * @param tolerance how much higher, as a share: a tenth, or more where the engine has not warmed up yet
 */
export function expectFlat(
  title: string,
  unit: string,
  samples: readonly (Sample & { readonly at: number })[],
  tolerance: number,
): void {
  const rows = samples.map(({ at, heap, nodes, listeners }) =>
    [at.toLocaleString("en"), (heap / 1e6).toFixed(2), nodes, listeners]
      .map((cell) => String(cell).padStart(12))
      .join(""),
  );
  const head = [unit, "heap MB", "nodes", "listeners"].map((cell) => cell.padStart(12)).join("");
  const ratios = {
    heap: growth(samples.map(({ heap }) => heap)),
    nodes: growth(samples.map(({ nodes }) => nodes)),
    listeners: growth(samples.map(({ listeners }) => listeners)),
  };
  const words = Object.entries(ratios).map(([name, ratio]) => `${name} ${((ratio - 1) * 100).toFixed(1)} %`);
  console.log([title, head, ...rows, `last quarter against second: ${words.join(", ")}`].join("\n"));
  for (const [name, ratio] of Object.entries(ratios)) {
    // Shrinking by as much would mean that the second quarter was no measure.
    expect(ratio, `${name}, last quarter against second`).toBeGreaterThan(1 - tolerance);
    expect(ratio, `${name}, last quarter against second`).toBeLessThan(1 + tolerance);
  }
}
