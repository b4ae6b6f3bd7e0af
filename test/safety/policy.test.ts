import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { everyElement } from "../../stories/lib/markdown-texts.js";
import type { Source } from "../../src/protocol/message.js";
import { answerScript } from "../../src/testing/wires/answer-script.js";
import { answer, delta } from "../helpers/openai.js";
import { launchSealedBrowser } from "./browser.js";
import { startSafetyServer, type SafetyServer, type SafetyServerOptions } from "./server.js";

/** For conditions that come true as fast as the machine can: not a measure, only an end to waiting. */
const patience = { timeout: 30_000, interval: 20 };

/** A dot, which needs no request. */
const dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

function source(id: string): Source {
  return { id, kind: "web", url: `https://example.com/${id}`, title: `Source ${id}` };
}

/** One after the other: a whole answer of an agent, an error of the server, one in the stream, and an answer again. */
const replies: readonly ReturnType<SafetyServerOptions["reply"]>[] = [
  answerScript("writer-agent", {
    text: everyElement,
    reasoning: "First the header, then the clock.",
    stages: [{ title: "Searching", sources: [source("a")] }],
    sources: [source("b")],
  }),
  { status: 500, headers: { "content-type": "application/json" }, chunks: ['{"error":{"message":"Out of order"}}'] },
  { chunks: [delta("Half an **ans"), 'data: {"error":{"message":"Out of memory"}}\n\n'] },
  { chunks: answer(`A dot: ![dot](${dot})\n\n`, everyElement) },
];

interface Seen {
  readonly page: Page;
  /** What the browser refused, and errors. */
  readonly problems: readonly string[];
  readonly violations: () => Promise<readonly string[]>;
}

let browser: Browser;
let server: SafetyServer;
let count = 0;
let policy = "";

beforeAll(async () => {
  browser = await launchSealedBrowser();
  server = await startSafetyServer({
    folder: inject("safetyPages"),
    headers: () => ({ "content-security-policy": policy }),
    reply: () => replies[count++ % replies.length]!,
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function open(header: string): Promise<Seen> {
  policy = header;
  count = 0;
  const context = await browser.newContext();
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.addInitScript(() => {
    const seen: string[] = [];
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
      seen.push(`${effectiveDirective} ${blockedURI} ${sample}`),
    );
    Object.assign(window, { violations: seen });
  });
  await page.goto(`${server.origin}/policy/`);
  return {
    page,
    problems,
    violations: () => page.evaluate(() => (window as unknown as { violations: readonly string[] }).violations),
  };
}

/** Says something and waits for what comes of it. */
async function ask(page: Page, status: "done" | "error"): Promise<void> {
  const articles = page.locator('article[data-role="assistant"]');
  const before = await articles.count();
  const input = page.getByRole("textbox", { name: "Message" });
  await input.fill("Hello");
  await input.press("Enter");
  await expect.poll(() => articles.count(), patience).toBe(before + 1);
  await expect.poll(() => articles.last().getAttribute("data-status"), patience).toBe(status);
}

const strict =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";

describe.each([
  ["a policy that allows nothing but the page's own script and style sheet, and its server", strict],
  ["the same with inline pictures", `${strict}; img-src data:`],
  [
    "no policy for strings that become code: 'trusted-types' allows none",
    `${strict}; img-src data:; trusted-types 'none'`,
  ],
  ["Trusted Types alone", "require-trusted-types-for 'script'"],
])("under %s", (_name, header) => {
  test("a whole conversation is answered and looks right, and nothing is refused", async () => {
    const { page, problems, violations } = await open(header);
    await ask(page, "done");
    const answers = page.locator('article[data-role="assistant"]');
    // Every construct is there.
    const parts = [
      "h3",
      "table",
      "pre code",
      ".hw-md-notes li",
      ".hw-md-alert",
      ".hw-md-offer",
      ".hw-stages li",
      "a[href]",
      ".hw-sources li",
    ];
    for (const part of parts) expect(await answers.first().locator(part).count(), part).toBeGreaterThan(0);
    await ask(page, "error");
    await ask(page, "error");
    expect(await violations()).toEqual([]);
    // Chromium itself logs the reply of status 500.
    expect(problems.filter((text) => !text.includes("status of 500"))).toEqual([]);
    // The style sheet applies.
    const cell = page.locator(".hw-md-table td").first();
    expect(await cell.evaluate((element) => getComputedStyle(element).borderBottomStyle)).toBe("solid");
    const panel = page.locator(".hw-chat-panel");
    expect(await panel.evaluate((element) => getComputedStyle(element).display)).toBe("flex");
    await page.context().close();
  });
});

test("a picture that the policy does not allow is its words again, and nobody is asked for it", async () => {
  const { page, violations } = await open(strict);
  const outcomes: (string | undefined)[] = [];
  page.on("requestfinished", (request) => outcomes.push(new URL(request.url()).origin));
  page.on("requestfailed", (request) => {
    const { origin } = new URL(request.url());
    // A reply that is left at its end marker counts as failed.
    outcomes.push(origin === server.origin ? origin : request.failure()?.errorText);
  });
  for (const status of ["done", "error", "error", "done"] as const) await ask(page, status);
  const last = page.locator('article[data-role="assistant"]').last();
  await expect.poll(() => last.getByText("A dot: dot").count(), patience).toBe(1);
  await last.getByRole("button", { name: /images\.example/ }).click();
  await expect.poll(() => last.locator("img").count(), patience).toBe(0);
  await expect.poll(() => last.getByText("A diagram of the gateway").count(), patience).toBe(1);
  // The monitors work: this is what they see of a violation.
  expect(new Set((await violations()).map((text) => text.split(" ")[0]))).toEqual(new Set(["img-src"]));
  expect(new Set(outcomes)).toEqual(new Set([server.origin, "csp"]));
  await page.context().close();
});

test("the policy in the documentation is the one that is tested", () => {
  const page = readFileSync(new URL("../../docs/safety.md", import.meta.url), "utf8");
  expect(page).toContain(`Content-Security-Policy: ${strict}\n`);
});

test("the policy is in force: what it forbids throws or is refused", async () => {
  const { page, violations } = await open(strict);
  const thrown = await page.evaluate(() => {
    const probe = document.createElement("p");
    document.body.append(probe);
    probe.setAttribute("style", "color: red");
    try {
      probe.innerHTML = "<b>x</b>";
      return "nothing";
    } catch (error) {
      return String(error);
    }
  });
  expect(thrown).toContain("TrustedHTML");
  await expect.poll(async () => (await violations()).length, patience).toBe(2);
  await page.context().close();
});
