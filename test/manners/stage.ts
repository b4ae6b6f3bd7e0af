import { chromium, type Browser, type CDPSession, type Locator, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { findChrome } from "../../scripts/chrome.mjs";
import { delta, done, finish } from "../helpers/openai.js";
import { startLabServer, type LabRequest, type LabServer } from "../lifecycle/server.js";
import type { MannersOptions } from "./page/types.js";

/** For conditions that come true as fast as the machine can: not a measure, only an end to waiting. */
export const patience = { timeout: 30_000, interval: 20 } as const;

/** A chat on a page, with real input and a real server. */
export interface Stage {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly scroller: Locator;
  readonly input: Locator;
  /** The next request of the page. */
  readonly next: (path?: string) => Promise<LabRequest>;
  /** An address on the server. */
  readonly url: LabServer["url"];
  /** Asks something, and lets the answer arrive line by line, without an end, until it is told to stop. */
  readonly pour: () => Promise<Pouring>;
  /** How far the end is out of view, in CSS px. */
  readonly distance: () => Promise<number>;
  readonly isAtEnd: () => Promise<boolean>;
  /** Waits until so many more lines of the answer are there. */
  readonly grow: (lines?: number) => Promise<void>;
  /** Waits until nothing scrolls any more of itself. */
  readonly settle: () => Promise<void>;
  /** The console may tell problems like these. */
  readonly expectProblems: (like: RegExp) => void;
}

export interface Pouring {
  readonly stop: () => Promise<void>;
  /** Completes the answer. */
  readonly end: () => Promise<void>;
}

/** How many lines the answer has, in view or not. */
const linesOf = (page: Page) => page.evaluate(() => window.manners.lines());

async function createStage(page: Page, server: LabServer): Promise<Omit<Stage, "expectProblems">> {
  const cdp = await page.context().newCDPSession(page);
  const scroller = page.locator(".hw-scroller");
  const distance = () => scroller.evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop);
  return {
    page,
    cdp,
    scroller,
    distance,
    input: page.getByRole("textbox", { name: "Message" }),
    next: server.next,
    url: server.url,
    async pour() {
      await page.evaluate(() => window.manners.send("Go on"));
      const request = await server.next();
      request.head();
      const over = new AbortController();
      const poured = (async () => {
        for (let line = 0; !over.signal.aborted; line++) {
          await request.write(delta(`Streamed line ${line}.\n\n`));
          await new Promise((resolve) => setTimeout(resolve, 15));
        }
      })();
      const stop = async () => {
        over.abort();
        await poured;
      };
      await expect.poll(() => linesOf(page), patience).toBeGreaterThan(20);
      return {
        stop,
        async end() {
          await stop();
          request.end(finish + done);
        },
      };
    },
    isAtEnd: async () => (await page.locator(".hw-message-list").getAttribute("data-at-end")) === "true",
    async grow(lines = 15) {
      const before = await linesOf(page);
      await expect.poll(() => linesOf(page), patience).toBeGreaterThan(before + lines);
    },
    settle: () =>
      scroller.evaluate(async (box) => {
        let top = NaN;
        for (let quiet = 0; quiet < 12; quiet++) {
          await new Promise(requestAnimationFrame);
          if (box.scrollTop !== top) quiet = 0;
          top = box.scrollTop;
        }
      }),
  };
}

interface StageOptions extends Partial<MannersOptions> {
  /** @defaultValue `false` */
  readonly touch?: boolean;
  /** Pictures of the server are loaded at once. @defaultValue `false` */
  readonly pictures?: boolean;
}

/** Starts a browser and a server for the tests of a file. Each test must leave no error in the console of its page. */
export function withStage(): (options?: StageOptions) => Promise<Stage> {
  let server: LabServer;
  let browser: Browser;
  let pages: Page[] = [];
  let problems: string[] = [];
  let expected: RegExp | undefined;

  beforeAll(async () => {
    server = await startLabServer();
    const { path, args } = await findChrome();
    browser = await chromium.launch({ executablePath: path, args, ignoreDefaultArgs: ["--hide-scrollbars"] });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(async () => {
    const found = problems.filter((problem) => !expected?.test(problem));
    await Promise.all(pages.map((page) => page.context().close()));
    pages = [];
    problems = [];
    expected = undefined;
    server.clear();
    expect(found).toEqual([]);
  });

  return async ({ touch = false, pictures = false, ...options } = {}) => {
    const context = await browser.newContext({ viewport: { width: 800, height: 600 }, hasTouch: touch });
    const page = await context.newPage();
    page.setDefaultTimeout(patience.timeout);
    pages.push(page);
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(inject("mannersPage"));
    const all: MannersOptions = { endpoint: server.url(), history: 0, list: "MessageList", ...options };
    if (pictures) Object.assign(all, { imageOrigin: new URL(server.url()).origin });
    await page.evaluate((given) => window.manners.mount(given), all);
    return { ...(await createStage(page, server)), expectProblems: (like) => (expected = like) };
  };
}
