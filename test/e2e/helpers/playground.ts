import { fileURLToPath } from "node:url";
import type { BrowserContext, Locator, Page, ViewportSize } from "playwright";
import { expect } from "vitest";
import type { MockStats, MockTraffic } from "../../../src/testing/server/traffic.js";
import type { Status } from "../../../src/protocol/status.js";
import { startProgram, type Program } from "./program.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** For conditions that come true as fast as the machine can: not a measure, only an end to waiting. */
const patience = { timeout: 60_000, interval: 50 };

/** The environment of a user's shell: without what the test runner adds, and without a real endpoint to relay to. */
function userEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(?:VITEST|VITE_|NODE_ENV$|NODE_OPTIONS$|TEST$|DEV$|PROD$|MODE$|SSR$|OPENAI_|FORCE_COLOR$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** The playground as `npm start` runs it, on a free port. `ready[1]` is its address. */
export function startPlayground(): Promise<Program> {
  return startProgram("npm", ["start", "--", "--port", "0"], {
    cwd: root,
    env: userEnvironment(),
    ready: /Local:\s+(http:\/\/\S+?)\/?\s/,
  });
}

/** What the answer on the page looked like after a change of the page. */
export interface Step {
  /** Of the text, in UTF-16 units. */
  readonly length: number;
  readonly status: string | undefined;
}

/** A page of the playground. */
export interface PlaygroundPage {
  readonly page: Page;
  /** Errors that the page has logged or thrown. */
  readonly problems: readonly string[];
  /** Requests to anybody else than this machine. */
  readonly foreign: readonly string[];
  /** The last answer. */
  readonly answer: Locator;
  /** A control of the side bar by its label. */
  readonly control: (label: string) => Locator;
  readonly button: (name: string) => Locator;
  /** The region that scrolls. */
  readonly scroller: Locator;
  /** Types a message and presses Enter. */
  readonly ask: (message: string) => Promise<void>;
  /** The text of the last answer, `""` before there is any. */
  readonly text: () => Promise<string>;
  /** Waits until the last answer is in this state. */
  readonly settles: (status: Status) => Promise<void>;
  /** Waits until the last answer has at least this many characters. */
  readonly grows: (length: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A member of `Settings` of the playground, as its address has it. */
export type Query = Readonly<Record<string, string | number>>;

function isHere(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "data:" || protocol === "blob:" || /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}

/** How to open a page. */
export interface PageOptions {
  readonly viewport?: ViewportSize;
  /** Runs in the page before anything of its own. */
  readonly before?: () => void;
}

/** Opens the playground in a page of its own. */
export async function openPlayground(
  context: BrowserContext,
  address: string,
  query: Query = {},
  { viewport = { width: 1100, height: 720 }, before }: PageOptions = {},
): Promise<PlaygroundPage> {
  const page = await context.newPage();
  await page.setViewportSize(viewport);
  page.setDefaultTimeout(patience.timeout);
  const problems: string[] = [];
  const foreign: string[] = [];
  const note = (url: string) => {
    if (!isHere(url)) foreign.push(url);
  };
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  // Uncaught exceptions, and rejections that nobody handled.
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => note(request.url()));
  page.on("websocket", (socket) => note(socket.url()));
  if (before !== undefined) await page.addInitScript(before);

  const parameters = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  await page.goto(`${address}/?${parameters}`);
  // The side bar knows the recordings: everything that loads has been loaded. On narrow screens it is folded.
  await page.locator(".pg-controls").waitFor({ state: "attached" });

  const answer = page.locator('article[data-role="assistant"]').last();
  const text = async () => (await readText(page.locator('article[data-role="assistant"]').last())) ?? "";
  return {
    page,
    problems,
    foreign,
    answer,
    control: (label) => page.locator(".pg-field", { hasText: new RegExp(`^${label}`) }).locator("select, input"),
    button: (name) => page.getByRole("button", { name, exact: true }),
    scroller: page.locator(".hw-scroller"),
    async ask(message) {
      const input = page.getByRole("textbox", { name: "Message" });
      await input.fill(message);
      await input.press("Enter");
    },
    text,
    settles: (status) => eventually(() => answer.getAttribute("data-status"), status),
    grows: (length) => reaches(async () => (await text()).length, length),
    close: () => page.close(),
  };
}

/** The words of a message, paragraph by paragraph: the spaces between them are of the style sheet. */
export async function readText(message: Locator): Promise<string | undefined> {
  const [text] = await message.locator('[data-part="text"]').evaluateAll((parts) =>
    parts.map((part) => {
      const blocks = [...part.querySelectorAll(":scope > .hw-md-group > *")];
      return blocks.length === 0 ? part.textContent : blocks.map((block) => block.textContent).join("\n\n");
    }),
  );
  return text;
}

/** From now on, notes every change of the last answer in the page itself, where none is missed. */
export async function watchAnswer(page: Page): Promise<() => Promise<readonly Step[]>> {
  const steps = await page.evaluateHandle(() => {
    const seen: Step[] = [];
    new MutationObserver(() => {
      const answers = document.querySelectorAll<HTMLElement>('article[data-role="assistant"]');
      const answer = answers[answers.length - 1];
      const length = answer?.querySelector('[data-part="text"]')?.textContent?.length ?? 0;
      seen.push({ length, status: answer?.dataset["status"] });
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    return seen;
  });
  return () => steps.jsonValue();
}

/** From now on, notes every number of items that the page shows while the stream is open. */
export async function watchCounts(page: Page): Promise<() => Promise<readonly number[]>> {
  const counts = await page.evaluateHandle(() => {
    const seen: number[] = [];
    new MutationObserver(() => {
      const section = document.querySelector<HTMLElement>(".hw-item-list");
      const count = Number(section?.querySelector(".hw-item-bar > b")?.textContent.replace(/\D/g, ""));
      if (section?.dataset["status"] === "streaming" && count !== seen[seen.length - 1]) seen.push(count);
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    return seen;
  });
  return () => counts.jsonValue();
}

/** How many items came, as the list of items says. */
export async function itemCount(page: Page): Promise<number> {
  return Number((await page.locator(".hw-item-bar > b").textContent())?.replace(/\D/g, ""));
}

/** The texts of one column of the items in view: numbered from 0, which is the number of the item. */
export async function itemColumn(page: Page, column: number): Promise<readonly string[]> {
  return page.locator(`.hw-row:not([aria-rowindex="1"]) > :nth-child(${column + 1})`).allTextContents();
}

/** How far the end of the conversation is below the visible part, in CSS px. */
export function distanceToEnd(scroller: Locator): Promise<number> {
  return scroller.evaluate(({ scrollHeight, clientHeight, scrollTop }) => scrollHeight - clientHeight - scrollTop);
}

/** Waits until the end of the conversation is in view. */
export async function showsEnd(scroller: Locator): Promise<void> {
  await expect.poll(() => distanceToEnd(scroller), patience).toBeLessThanOrEqual(1);
}

/** The requests for streams that the server has seen, oldest first. */
export async function streamRequests(address: string): Promise<readonly MockTraffic[]> {
  const { requests } = (await (await fetch(`${address}/mock/stats`)).json()) as MockStats;
  return requests.filter(({ path }) => /^\/mock\/(?:stream|endless)/.test(path));
}

/** Waits until the server has a reader for the last stream. */
export async function serverSeesOpen(address: string): Promise<void> {
  await expect.poll(async () => (await streamRequests(address)).at(-1), patience).toMatchObject({ open: true });
}

/** Waits until the server has seen the client close the connection of the last stream before its end. */
export async function serverSeesClose(address: string): Promise<void> {
  const closed = { open: false, closedByClient: true };
  await expect.poll(async () => (await streamRequests(address)).at(-1), patience).toMatchObject(closed);
}

/** Waits until a value is what it should be. */
export async function eventually<T>(read: () => T | Promise<T>, expected: Awaited<T>): Promise<void> {
  await expect.poll(read, patience).toEqual(expected);
}

/** Waits until a number is at least what it should be. */
export async function reaches(read: () => Promise<number>, least: number): Promise<void> {
  await expect.poll(read, patience).toBeGreaterThanOrEqual(least);
}
