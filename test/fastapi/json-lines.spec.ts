import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFailed, test } from "vitest";
import type { Status } from "../../src/protocol/status.js";
import { startProgram, type Program } from "../e2e/helpers/program.js";
import { launchBrowser } from "../helpers/browser.js";

/** For conditions that come true as fast as the machine can: not a measure, only an end to waiting. */
const patience = { timeout: 60_000, interval: 50 };

/** `items` of `app.py`. */
const plumbus = { name: "Plumbus", description: "A multi-purpose household device." };
const portalGun = { name: "Portal Gun", description: "A portal opening device." };
const meeseeksBox = { name: "Meeseeks Box", description: "A box that summons a Meeseeks." };
const items = [plumbus, portalGun, meeseeksBox];

/** `unicode_items` of `app.py`. */
const unicodeItems = [
  { name: "Café ☕ 日本語", description: "line one\nline two\ttab" },
  { name: "👩‍💻 e\u0301 \u202Eעברית\u202C", description: null },
  { name: "\u2028sep\u2029\u0085\uFEFF", description: 'quote " back \\ slash / null \u0000' },
];

let server: Program;
let address: string;
let browser: Browser;
let page: Page;
/** What the page has logged or thrown. */
let problems: string[];

beforeAll(async () => {
  const app = fileURLToPath(new URL("app.py", import.meta.url));
  // The `python` of the virtual environment that scripts/test-fastapi.mjs has put on the path.
  [server, browser] = await Promise.all([
    startProgram("python", [app], { cwd: import.meta.dirname, ready: /running on (http:\/\/\S+)/ }),
    launchBrowser(),
  ]);
  address = server.ready[1]!;
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(async () => {
  onTestFailed(() => console.error(server.output()));
  problems = [];
  page = await browser.newPage();
  page.setDefaultTimeout(patience.timeout);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
});

afterEach(async () => {
  await page.close();
});

async function press(name: "Start" | "Stop" | "Start again"): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

/** Opens the page, starts the stream, and makes sure that what answers is FastAPI streaming JSON Lines. */
async function start(path: string): Promise<void> {
  await page.goto(`${address}/?url=${path}`);
  const answer = page.waitForResponse(`${address}${path}`);
  await press("Start");
  const response = await answer;
  expect(response.status()).toBe(200);
  expect(response.headers()).toMatchObject({ "content-type": "application/jsonl", server: "uvicorn" });
}

async function shown(): Promise<readonly unknown[]> {
  const texts = await page.locator("ol > li").allTextContents();
  return texts.map((text): unknown => JSON.parse(text));
}

function status(): Promise<string | null> {
  return page.locator("main").getAttribute("data-status");
}

async function settles(expected: Status): Promise<void> {
  await expect.poll(status, patience).toBe(expected);
}

async function shows(expected: readonly unknown[]): Promise<void> {
  await expect.poll(shown, patience).toEqual(expected);
}

/** Lets a stream that waits in `app.py` go on. */
async function allowStep(): Promise<void> {
  expect((await fetch(`${address}/step`, { method: "POST" })).ok).toBe(true);
}

/** How many of the streams that last the server is busy with. */
async function openStreams(): Promise<unknown> {
  return (await fetch(`${address}/open`)).json();
}

/** From now on, notes every number of items that the page shows while the stream is open. */
async function watchCounts(): Promise<() => Promise<readonly number[]>> {
  const counts = await page.evaluateHandle(() => {
    const seen: number[] = [];
    const main = document.querySelector("main")!;
    new MutationObserver(() => {
      const count = Number(main.querySelector("output")!.textContent);
      if (main.dataset["status"] === "streaming" && count !== seen.at(-1)) seen.push(count);
    }).observe(main, { subtree: true, childList: true, characterData: true, attributes: true });
    return seen;
  });
  return () => counts.jsonValue();
}

describe("an endless stream", () => {
  test("is shown item by item while it is open", async () => {
    await start("/items/endless");
    const counts = await watchCounts();
    await expect.poll(async () => (await counts()).length, patience).toBeGreaterThanOrEqual(10);
    const seen = await counts();
    expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => a - b));
    expect(await status()).toBe("streaming");
    expect(await openStreams()).toBe(1);
    expect((await shown()).slice(0, 4)).toEqual([...items, plumbus]);
    expect(problems).toEqual([]);
  });

  test("ends on the server when it is stopped, and its items stay", async () => {
    // The one of the test before ends with its page.
    await expect.poll(openStreams, patience).toBe(0);
    await start("/items/endless");
    await expect.poll(async () => (await shown()).length, patience).toBeGreaterThanOrEqual(3);
    expect(await openStreams()).toBe(1);
    await press("Stop");
    await settles("aborted");
    const kept = await shown();
    expect(kept.slice(0, 3)).toEqual(items);
    await expect.poll(openStreams, patience).toBe(0);
    expect(await shown()).toEqual(kept);
    expect(await page.locator("main").getAttribute("data-error")).toBeNull();
    expect(problems).toEqual([]);
  });
});

test("each item is on the page before the server has the next", async () => {
  await start("/items/stepwise");
  for (const [index] of items.entries()) {
    expect(await status()).toBe(index === 0 ? "submitted" : "streaming");
    await allowStep();
    await shows(items.slice(0, index + 1));
  }
  await settles("done");
  expect(problems).toEqual([]);
});

test("a stream can be stopped while the server has nothing to send", async () => {
  await start("/items/stepwise");
  await allowStep();
  await shows([plumbus]);
  expect(await openStreams()).toBe(1);
  await press("Stop");
  await settles("aborted");
  await expect.poll(openStreams, patience).toBe(0);
  expect(await shown()).toEqual([plumbus]);
  expect(problems).toEqual([]);
});

describe("the path functions of the FastAPI documentation", () => {
  const compact = '{"name":"Plumbus","description":"A multi-purpose household device."}\n';
  // Without the return type FastAPI still streams JSON Lines, written by the json module of Python instead of pydantic.
  const spaced = '{"name": "Plumbus", "description": "A multi-purpose household device."}\n';

  test.for([
    ["/items/stream", compact],
    ["/items/stream-no-annotation", spaced],
    ["/items/stream-no-async", compact],
    ["/items/stream-no-async-no-annotation", spaced],
  ] as const)("%s ends as done with all items in order", async ([path, firstLine]) => {
    const body = await (await fetch(`${address}${path}`)).text();
    expect(body.slice(0, firstLine.length)).toBe(firstLine);

    await start(path);
    await settles("done");
    expect(await shown()).toEqual(items);
    expect(problems).toEqual([]);
  });
});

describe("a path function that fails in the middle of the stream", () => {
  /** What the browser itself logs. */
  const broken = [expect.stringContaining("net::ERR_INCOMPLETE_CHUNKED_ENCODING")];

  test("is a network error that keeps the items, and can be started again", async () => {
    await start("/items/breaks-at-first");
    await shows([plumbus, portalGun]);
    expect(await status()).toBe("streaming");
    await allowStep();
    await settles("error");
    expect(await page.locator("main").getAttribute("data-error")).toBe("network");
    expect(await shown()).toEqual([plumbus, portalGun]);

    await press("Start again");
    await settles("done");
    expect(await page.locator("main").getAttribute("data-error")).toBeNull();
    expect(await shown()).toEqual(items);
    expect(problems).toEqual(broken);
  });

  test("fails the same way on an item that is not of the annotated type", async () => {
    await start("/items/not-as-annotated");
    await shows([plumbus, portalGun]);
    await allowStep();
    await settles("error");
    expect(await page.locator("main").getAttribute("data-error")).toBe("network");
    expect(await shown()).toEqual([plumbus, portalGun]);
    expect(problems).toEqual(broken);
  });
});

test.for([
  ["as they are", "/items/unicode", "\u2028sep\u2029"],
  ["escaped, without an annotation", "/items/unicode-no-annotation", "\\u2028sep\\u2029"],
] as const)("unusual characters, sent %s, arrive intact", async ([, path, written]) => {
  expect(await (await fetch(`${address}${path}`)).text()).toContain(written);

  await start(path);
  await settles("done");
  expect(await shown()).toEqual(unicodeItems);
  expect(problems).toEqual([]);
});

test("lines that are not items are set apart, and the others read", async () => {
  await start("/items/unchecked");
  await settles("done");
  expect(await shown()).toEqual([plumbus, portalGun]);
  expect(await page.locator("ul > li").allTextContents()).toEqual([
    'not an item: {"name":5,"description":null}',
    'not JSON: {"name": "Not a number", "description": NaN}',
  ]);
  expect(problems).toEqual([]);
});
