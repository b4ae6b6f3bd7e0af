import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { launchSealedBrowser } from "./browser.js";
import type { Arrangement } from "./page/types.js";
import { startSafetyServer, type SafetyServer } from "./server.js";

/** A dot as a picture. */
const dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

let server: SafetyServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startSafetyServer({ folder: inject("safetyPages"), reply: () => ({ chunks: [] }) });
  browser = await launchSealedBrowser();
  page = await browser.newPage();
  // A picture that cannot be loaded would be its words again.
  await page.route(
    (address) => address.origin !== server.origin || address.pathname === "/a.png",
    (route) => route.fulfill({ contentType: "image/gif", body: Buffer.from(dot.split(",")[1]!, "base64") }),
  );
  await page.goto(`${server.origin}/page/`);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  await page.evaluate(() => window.safety.clear());
});

function arrange(text: string, arrangement: Arrangement = {}): Promise<void> {
  return page.evaluate(([text, arrangement]) => window.safety.arrange(text, arrangement), [text, arrangement] as const);
}

/** What of the text can be followed or loaded. */
function actives(): Promise<readonly string[]> {
  return page.evaluate(() =>
    Array.from(
      document.querySelectorAll("#stage [href], #stage [src], #stage [srcset], #stage button"),
      ({ outerHTML }) => outerHTML,
    ),
  );
}

/** Nothing of these may be followed or loaded before the last character. */
const unfinished: readonly string[] = [
  "[the docs](https://docs.example.com/a)",
  "[the docs](<https://docs.example.com/a>)",
  '[the docs](https://docs.example.com/a "Title")',
  "[the docs](https://docs.example.com/a 'Ti)tle')",
  "[the *docs* `a`](/a(b)c)",
  "<https://docs.example.com/a>",
  "<me@example.com>",
  "![A cat](https://images.example.com/a.png)",
  "![A cat](<https://images.example.com/a.png>)",
  '![A cat](https://images.example.com/a.png "Title")',
  `![A cat](${dot})`,
  "[the docs][r]",
  "![A cat][r]",
];

describe("a link or a picture", () => {
  test.for(unfinished)("that has not all come yet is inert at every character: %s", async (text) => {
    for (let length = 1; length < text.length; length++) {
      await arrange(text.slice(0, length), { streaming: true, imageOrigins: ["https://images.example.com", "self"] });
      expect(await actives(), text.slice(0, length)).toEqual([]);
    }
    const definition = text.endsWith("[r]") ? "\n\n[r]: https://images.example.com/a.png\n\n" : "";
    await arrange(text + definition, { streaming: true, imageOrigins: ["https://images.example.com"] });
    expect(await actives()).not.toEqual([]);
  });
});

const allowed = ["https://images.example.com"];
const punycode = "https://xn--bcher-kva.example";

describe("pictures are loaded at once", () => {
  test.for<[string, readonly string[], boolean]>([
    ["https://images.example.com/a.png", allowed, true],
    ["https://images.example.com:443/a.png", allowed, true],
    ["HTTPS://IMAGES.Example.COM/a.png", allowed, true],
    ["//images.example.com/a.png", allowed, true],
    ["https://name:word@images.example.com/a.png", allowed, true],
    ["https://images.example.com./a.png", allowed, false],
    ["https://images.example.com.attacker.test/a.png", allowed, false],
    ["https://images.example.com@attacker.test/a.png", allowed, false],
    ["https://images.example.com%2F@attacker.test/a.png", allowed, false],
    ["https://images.example.com:8443/a.png", allowed, false],
    ["http://images.example.com/a.png", allowed, false],
    ["https://evil-images.example.com/a.png", allowed, false],
    ["https://a.images.example.com/a.png", allowed, false],
    ["https://example.com/https://images.example.com/a.png", allowed, false],
    ["https://attacker.test#https://images.example.com/a.png", allowed, false],
    ["https://attacker.test\\\\@images.example.com/a.png", allowed, false],
    ["https://im\u0430ges.example.com/a.png", allowed, false],
    ["/a.png", allowed, false],
    ["/a.png", ["self"], true],
    ["//attacker.test/a.png", ["self"], false],
    ["/\\\\attacker.test/a.png", ["self"], false],
    ["https://b\u00FCcher.example/a.png", [punycode], true],
    ["https://xn--bcher-kva.example/a.png", ["https://B\u00FCcher.example"], true],
    ["https://bucher.example/a.png", [punycode], false],
    ["https://images.example.com/a.png", ["https://IMAGES.example.com:443/"], true],
    ["https://images.example.com/a.png", ["https://images.example.com/only-here/"], false],
    ["https://images.example.com/a.png", ["https://images.example.com?a"], false],
    ["https://images.example.com/a.png", ["https://name@images.example.com"], false],
    [
      "https://images.example.com/a.png",
      ["images.example.com", "*", "https:", "https://*.example.com", "", "null"],
      false,
    ],
    [dot, [], true],
    ["data:image/svg+xml,%3Csvg/%3E", ["null", "data:", "self"], false],
  ])("%s, where %j is allowed: %s", async ([address, imageOrigins, isLoaded]) => {
    await arrange(`![A](${address})`, { imageOrigins });
    expect((await page.locator("#stage img").count()) > 0).toBe(isLoaded);
  });

  test.for([
    ["https://images.example.com:8443/a.png?q=secret", "images.example.com:8443"],
    ["https://bank.example@attacker.test/a.png", "attacker.test"],
    ["https://b\u0430nk.example/a.png", "xn--bnk-6cd.example"],
    ["/a/$&$`$'.png", "/a/$&$`$'.png"],
  ])("by others only on a click: the placeholder of %s names %s", async ([address, host]) => {
    await arrange(`![A cat](${address})`);
    const button = page.locator("#stage button");
    expect(await button.innerText()).toBe(`A cat\nShow image from ${host}`);
    expect(await page.locator("#stage img").count()).toBe(0);
  });
});
