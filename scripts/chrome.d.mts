/** A Chromium to run browser tests in. */
export interface Chrome {
  /** Absolute path of the executable. */
  readonly path: string;
  /** Where it came from, for messages. */
  readonly from: "CHROME_PATH" | "playwright" | "system" | "npm";
  /** Arguments that every launch needs: no sandbox (CI runs as root) and no connections of its own. */
  readonly args: string[];
}

/**
 * Finds a Chromium: `CHROME_PATH`, then Playwright's own, then one installed on the system, then (Linux x64) one from the
 * npm registry, installed on first use into `tools/chromium`. `CHROME_FROM=npm` goes straight to the last.
 *
 * @throws Error naming the ways out, if there is none. Browser tests are never skipped silently.
 */
export function findChrome(): Promise<Chrome>;
