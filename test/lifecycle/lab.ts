import type { BrowserContext, Locator, Page } from "playwright";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { launchBrowser } from "../helpers/browser.js";
import type { PageMode } from "./global-setup.js";
import type { ItemsReport, Lab, PlaceOptions, Report } from "./page/types.js";
import { startLabServer, type LabServer } from "./server.js";

/** For conditions that come true as fast as the machine can: not a measure, only an end to waiting. */
export const patience = { timeout: 60_000, interval: 20 } as const;

/** A chat or an item stream on the page. */
export interface Place {
  readonly element: Locator;
  /** Writes a message and presses Enter, as a user does. */
  readonly ask: (text: string) => Promise<void>;
  readonly press: (name: string | RegExp) => Promise<void>;
  /** Waits until the page shows this conversation, and makes sure that the store holds it too. */
  readonly shows: (...conversation: readonly string[]) => Promise<void>;
  /** Waits until the error of the last answer is shown, and gives its code and its words. */
  readonly alert: () => Promise<{ readonly code: string | null; readonly words: string }>;
  readonly report: () => Promise<Report>;
  readonly items: () => Promise<ItemsReport>;
  readonly call: (...args: Parameters<Lab["call"]> extends [string, ...infer Rest] ? Rest : never) => Promise<void>;
  readonly change: (options: Partial<PlaceOptions>) => Promise<void>;
  readonly unmount: () => Promise<void>;
}

/** The page of the tests. */
export interface LabPage {
  readonly page: Page;
  /** Errors and warnings in the console, uncaught exceptions, rejections that nobody handled. */
  readonly problems: readonly string[];
  readonly mount: (id: string, options: PlaceOptions) => Promise<Place>;
  /** A place that is mounted already: in a page that came back. */
  readonly place: (id: string) => Place;
}

type Turn = <T>(act: () => Promise<T>) => Promise<T>;

/** A page has one keyboard and one mouse: whoever uses them at the same time takes turns. */
function createTurns(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const result = last.then(act);
    last = result.catch(() => {});
    return result;
  };
}

function placeOn(page: Page, turn: Turn, id: string): Place {
  const element = page.locator(`[data-place="${id}"]`);
  const report = () => page.evaluate((id) => window.lab.report(id), id);
  return {
    element,
    ask: (text) =>
      turn(async () => {
        const input = element.getByRole("textbox", { name: "Message" });
        await input.fill(text);
        await input.press("Enter");
      }),
    press: (name) => turn(() => element.getByRole("button", { name, exact: true }).click()),
    async shows(...conversation) {
      // Markdown does not show blanks at the end of a line.
      const shown = conversation.map((line) => line.replace(/(\w) +\(/, "$1 ("));
      await expect
        .poll(async () => (await report()).shown.map((line) => line.replace(/(\w) +\(/, "$1 (")), patience)
        .toEqual(shown);
      expect((await report()).conversation, "the store").toEqual(conversation);
    },
    async alert() {
      const alert = element.getByRole("alert");
      return { code: await alert.getAttribute("data-error"), words: await alert.innerText() };
    },
    report,
    items: () => page.evaluate((id) => window.lab.items(id), id),
    call: (name, text) =>
      page.evaluate(([id, name, text]) => window.lab.call(id, name, text), [id, name, text] as const),
    change: (options) => page.evaluate(([id, options]) => window.lab.change(id, options), [id, options] as const),
    unmount: () => page.evaluate((id) => window.lab.unmount(id), id),
  };
}

/** Opens the page of the tests. */
async function openLab(
  context: BrowserContext,
  mode: PageMode,
  before?: (page: Page) => Promise<void>,
): Promise<LabPage> {
  const page = await context.newPage();
  page.setDefaultTimeout(patience.timeout);
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  // Uncaught exceptions, and rejections that nobody handled.
  page.on("pageerror", (error) => problems.push(String(error)));
  await before?.(page);
  await page.goto(inject("lifecyclePages")[mode]);
  const turn = createTurns();
  return {
    page,
    problems,
    async mount(id, options) {
      await page.evaluate(([id, options]) => window.lab.mount(id, options), [id, options] as const);
      return placeOn(page, turn, id);
    },
    place: (id) => placeOn(page, turn, id),
  };
}

/** What the tests of a file use. */
export interface LabInUse {
  readonly server: () => LabServer;
  readonly open: (mode?: PageMode, before?: (page: Page) => Promise<void>) => Promise<LabPage>;
  /** What the browser itself may log about the faults of the running test. */
  readonly expectProblems: (...patterns: readonly RegExp[]) => void;
}

/** A browser to open pages in. */
export interface LaunchedBrowser {
  readonly context: BrowserContext;
  readonly close: () => Promise<void>;
}

/** How to start what the tests of a file use. */
export interface LabSetup {
  /** @defaultValue 1 */
  readonly ports?: number;
  /** @defaultValue a headless browser as Playwright starts it */
  readonly launch?: () => Promise<LaunchedBrowser>;
}

async function launchDefault(): Promise<LaunchedBrowser> {
  const browser = await launchBrowser();
  return { context: await browser.newContext(), close: () => browser.close() };
}

/**
 * Starts a server and a browser before the tests of a file and ends them after. Each test must leave no errors in the console
 * of its pages, no request that it has not taken, and none open.
 */
export function withLab({ ports = 1, launch = launchDefault }: LabSetup = {}): LabInUse {
  let server: LabServer;
  let browser: LaunchedBrowser;
  let opened: LabPage[] = [];
  let expectedProblems: readonly RegExp[] = [];

  beforeAll(async () => {
    server = await startLabServer(ports);
    browser = await launch();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  afterEach(async () => {
    const pages = opened;
    const allowed = expectedProblems;
    opened = [];
    expectedProblems = [];
    // A request may be on its way: it has left the page when the page is closed.
    await Promise.all(pages.map(({ page }) => page.close()));
    try {
      await expect.poll(server.open, { ...patience, message: "requests that nobody has closed" }).toBe(0);
      expect(server.untaken(), "requests that the test did not expect").toEqual([]);
    } finally {
      server.clear();
    }
    const problems = pages.flatMap((page) => page.problems);
    expect(
      problems.filter((problem) => !allowed.some((pattern) => pattern.test(problem))),
      "errors and warnings in the console of the page",
    ).toEqual([]);
  });

  return {
    server: () => server,
    async open(mode = "development", before) {
      const lab = await openLab(browser.context, mode, before);
      opened.push(lab);
      return lab;
    },
    expectProblems(...patterns) {
      expectedProblems = patterns;
    },
  };
}
