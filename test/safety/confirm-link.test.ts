import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { launchSealedBrowser } from "./browser.js";
import type { Arrangement } from "./page/types.js";
import { startSafetyServer, type SafetyServer } from "./server.js";

/** For conditions that come true as fast as the machine can: not a measure, only an end to waiting. */
const patience = { timeout: 20_000, interval: 20 };

const url = "https://docs.example.com/a";

let server: SafetyServer;
let browser: Browser;
let page: Page;
let opened: string[];
let errors: string[];

beforeAll(async () => {
  server = await startSafetyServer({ folder: inject("safetyPages"), reply: () => ({ chunks: [] }) });
  browser = await launchSealedBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  opened = [];
  errors = [];
  const context = await browser.newContext();
  await context.route(
    (address) => address.origin !== server.origin,
    (route) => {
      opened.push(`${route.request().url()} from ${route.request().headers()["referer"] ?? "nowhere"}`);
      return route.fulfill({ contentType: "text/html", body: "<p>There</p>" });
    },
  );
  page = await context.newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${server.origin}/page/`);
  // The monitors of the page end what a click begins: here it must go on.
  await page.evaluate(() => window.safety.release());
});

afterEach(async () => {
  await page.context().close();
});

async function open(arrangement: Arrangement, how: (page: Page) => Promise<void>): Promise<void> {
  await page.evaluate(([text, arrangement]) => window.safety.arrange(text, arrangement), [
    `See [the docs](${url} "Title") now`,
    arrangement,
  ] as const);
  await how(page);
}

const ways: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ["a click", (page) => page.getByRole("link").click()],
  ["the middle button", (page) => page.getByRole("link").click({ button: "middle" })],
  ["a click with Ctrl", (page) => page.getByRole("link").click({ modifiers: ["Control"] })],
  ["Enter", (page) => page.getByRole("link").press("Enter")],
];

describe.each(ways)("a link that is to be confirmed, opened by %s", (_name, how) => {
  test("opens once after a yes, and tells nobody where it came from", async () => {
    await open({ confirm: "yes" }, how);
    await expect.poll(() => opened, patience).toEqual([`${url} from nowhere`]);
    const confirmations = await page.evaluate(() => window.safety.takeConfirmations());
    expect(confirmations).toEqual([{ href: url, host: "docs.example.com", title: `${url}\nTitle` }]);
    const other = page.context().pages().at(-1)!;
    expect(await other.evaluate(() => window.opener as unknown)).toBeNull();
  });

  test("asks again the next time", async () => {
    for (let times = 1; times <= 2; times++) {
      await open({ confirm: "yes" }, how);
      await expect.poll(() => opened.length, patience).toBe(times);
      expect(await page.evaluate(() => window.safety.takeConfirmations())).toHaveLength(1);
      await page.bringToFront();
    }
  });

  test.each(["no", "throw"] as const)("stays closed after a %s", async (confirm) => {
    await open({ confirm }, how);
    await expect.poll(() => page.evaluate(() => window.safety.takeConfirmations().length), patience).toBe(1);
    // What would open is open by the time that another link is.
    await open({}, (page) => page.getByRole("link").click());
    await expect.poll(() => opened.length, patience).toBe(1);
    await expect.poll(() => page.context().pages().length, patience).toBe(2);
    expect(errors).toEqual(confirm === "throw" ? ["Error: Not confirmed"] : []);
  });
});

test("the right button asks nobody", async () => {
  await open({ confirm: "yes" }, (page) => page.getByRole("link").click({ button: "right" }));
  await open({ confirm: "yes" }, (page) => page.getByRole("link").press("Enter"));
  await expect.poll(() => opened.length, patience).toBe(1);
  expect(await page.evaluate(() => window.safety.takeConfirmations())).toHaveLength(1);
});
