import type { Browser, BrowserContext } from "playwright";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { launchBrowser } from "../../helpers/browser.js";
import { openPlayground, startPlayground, type PageOptions, type PlaygroundPage, type Query } from "./playground.js";
import type { Program } from "./program.js";

/** The playground for the tests of a file. */
export interface PlaygroundInUse {
  /** Where it runs. */
  readonly address: () => string;
  readonly open: (query?: Query, options?: PageOptions) => Promise<PlaygroundPage>;
  /** What the browser itself may log about the faults of the running test. */
  readonly expectProblems: (...patterns: readonly RegExp[]) => void;
}

/**
 * Starts the playground and a browser before the tests of a file and ends them after. Each test must leave no errors in the
 * console of its pages, and no request may leave this machine.
 */
export function withPlayground(): PlaygroundInUse {
  let playground: Program;
  let browser: Browser;
  let context: BrowserContext;
  let opened: PlaygroundPage[] = [];
  let expectedProblems: readonly RegExp[] = [];

  beforeAll(async () => {
    [playground, browser] = await Promise.all([startPlayground(), launchBrowser()]);
    // One for all: each page is opened anew, but what Vite has bundled is in the cache.
    context = await browser.newContext();
  });

  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
  });

  afterEach(async () => {
    const pages = opened;
    const allowed = expectedProblems;
    opened = [];
    expectedProblems = [];
    await Promise.all(pages.map((page) => page.close()));
    const problems = pages.flatMap((page) => page.problems);
    expect(
      problems.filter((problem) => !allowed.some((pattern) => pattern.test(problem))),
      "errors and warnings in the console of the page",
    ).toEqual([]);
    expect(
      pages.flatMap((page) => page.foreign),
      "requests that leave this machine",
    ).toEqual([]);
  });

  const address = () => playground.ready[1]!;
  return {
    address,
    async open(query, options) {
      const page = await openPlayground(context, address(), query, options);
      opened.push(page);
      return page;
    },
    expectProblems(...patterns) {
      expectedProblems = patterns;
    },
  };
}
