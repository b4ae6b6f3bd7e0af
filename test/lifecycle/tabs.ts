import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Page } from "playwright";
import { expect, onTestFinished } from "vitest";
import { findChrome } from "../../scripts/chrome.mjs";
import { startProgram } from "../e2e/helpers/program.js";
import { patience, type LaunchedBrowser } from "./lab.js";

/**
 * Chromium as users have it: Playwright, where it starts the browser itself, makes every tab believe that it is in front, and
 * turns the back/forward cache off.
 */
export async function launchWithTabs(): Promise<LaunchedBrowser> {
  const { path: file, args } = await findChrome();
  const profile = await mkdtemp(path.join(tmpdir(), "headwater-profile-"));
  const options = ["--headless", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"];
  const program = await startProgram(file, [...args, ...options], {
    cwd: profile,
    ready: /DevTools listening on (ws:\S+)/,
  });
  const browser = await chromium.connectOverCDP(program.ready[1]!, { noDefaults: true });
  return {
    context: browser.contexts()[0]!,
    async close() {
      await browser.close();
      await program.stop();
      // The browser still writes while it ends.
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

declare global {
  interface Window {
    /** What the page has been told: `hidden`, `visible`, `freeze`, `resume`. */
    seen: string[];
    /** Animation frames that the page has got. */
    frameCount: number;
    /** For browsers without tabs. */
    pretend: (state: DocumentVisibilityState) => void;
  }
}

/** Notes what becomes of a page, before anything of its own runs. */
export async function watchLife(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.seen = [];
    window.frameCount = 0;
    const note = (name: string) => () => window.seen.push(name);
    document.addEventListener("visibilitychange", () => window.seen.push(document.visibilityState));
    document.addEventListener("freeze", note("freeze"));
    document.addEventListener("resume", note("resume"));
    const frame = globalThis.requestAnimationFrame;
    let waiting: FrameRequestCallback[] = [];
    let pretended: DocumentVisibilityState | undefined;
    window.pretend = (state) => {
      pretended = state;
      Object.defineProperty(Document.prototype, "visibilityState", { configurable: true, get: () => pretended });
      Object.defineProperty(Document.prototype, "hidden", { configurable: true, get: () => pretended === "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));
      const late = waiting;
      waiting = [];
      if (state === "visible") for (const callback of late) frame(callback);
    };
    // A real one keeps its numbers; cancelling a pretended one is of no use here, as it never comes.
    globalThis.requestAnimationFrame = (callback) => {
      if (pretended === "hidden") return waiting.push(callback);
      return frame((time) => {
        if (pretended === "hidden") waiting.push(callback);
        else callback(time);
      });
    };
    const count = () => {
      window.frameCount++;
      globalThis.requestAnimationFrame(count);
    };
    count();
  });
}

/** A page that can be put behind another tab and fetched to the front again. */
export interface Tab {
  readonly hide: () => Promise<void>;
  readonly show: () => Promise<void>;
  /** Whether the browser really hides it. A headless shell has no tabs: there the page is made to believe it. */
  readonly isReal: boolean;
}

/** Opens another tab in front of the page and takes it away again. */
export async function createTab(page: Page): Promise<Tab> {
  const visibility = () => page.evaluate(() => document.visibilityState);
  expect(await visibility()).toBe("visible");
  const other = await page.context().newPage();
  onTestFinished(() => other.close());
  const isReal = await expect
    .poll(visibility, { timeout: 3000 })
    .toBe("hidden")
    .then(
      () => true,
      () => false,
    );
  const bring = async (front: Page, state: DocumentVisibilityState) => {
    if (isReal) await front.bringToFront();
    else await page.evaluate((state) => window.pretend(state), state);
    await expect.poll(visibility, patience).toBe(state);
  };
  await bring(page, "visible");
  await page.evaluate(() => (window.seen.length = 0));
  return { isReal, hide: () => bring(other, "hidden"), show: () => bring(page, "visible") };
}
