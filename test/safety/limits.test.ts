import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { hostileLength, hostileShapes } from "../markdown/shapes.js";
import { launchSealedBrowser, openWatchedPage, type WatchedPage } from "./browser.js";
import type { Extent } from "./page/types.js";
import { startSafetyServer, type SafetyServer } from "./server.js";

let server: SafetyServer;
let browser: Browser;
let watched: WatchedPage;

beforeAll(async () => {
  server = await startSafetyServer({ folder: inject("safetyPages"), reply: () => ({ chunks: [] }) });
  browser = await launchSealedBrowser();
  watched = await openWatchedPage(browser, server, "page");
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Renders a text at once, and streamed in pieces; both must come to the same. A page that hangs runs into the time limit. */
async function measure(text: string, pieces: number = 8): Promise<Extent> {
  const { once, streamed } = await watched.page.evaluate(
    async ([text, pieces]) => {
      const once = window.safety.measure(text);
      return { once, streamed: await window.safety.measureStream(text, pieces, once.characters) };
    },
    [text, pieces] as const,
  );
  expect(streamed.characters).toBe(once.characters);
  // How a text is cut into boxes may differ.
  expect(streamed.elements).toBeLessThanOrEqual(2 * once.elements + 40);
  // Neither an overflow of the stack nor anything else.
  expect(watched.takeActs()).toEqual([]);
  return once;
}

/** Elements around the text of the innermost block or inline: of the group, of the blocks, and of what stands in a line. */
const deepestBlocks = 1 + 100 * 2;
const deepestInlines = 50;

describe("what is too deep is text, and the page goes on", () => {
  const half = hostileLength / 2;
  test.for([
    ["quotes", "> ".repeat(half)],
    ["quotes, deeper by line", Array.from({ length: 340 }, (_, index) => `${">".repeat(index + 1)} a`).join("\n")],
    ["lists", "- ".repeat(half)],
    ["lists, deeper by line", Array.from({ length: 240 }, (_, index) => `${"  ".repeat(index)}- a`).join("\n")],
    ["ordered lists in quotes", "> 1. ".repeat(hostileLength / 5)],
    ["emphasis", `${"*a ".repeat(half / 3)}${"b* ".repeat(half / 3)}`],
    ["emphasis of all kinds", `${"*a _b ~~c ".repeat(half / 10)}${"c~~ b_ a* ".repeat(half / 10)}`],
    ["stars", "*".repeat(hostileLength)],
    ["brackets", "[".repeat(half) + "]".repeat(half)],
    ["links", "[".repeat(half / 4) + "](a)".repeat(half / 4)],
    ["pictures", "![".repeat(half / 4) + "](a)".repeat(half / 4)],
    [
      "footnotes in footnotes",
      Array.from({ length: 150 }, (_, index) => `${"    ".repeat(index)}[^a${index}]: x[^a${index + 1}]`).join("\n"),
    ],
    ["tags", "<b>".repeat(hostileLength / 3)],
    ["alerts", "> [!NOTE]\n> ".repeat(hostileLength / 12)],
  ] as const)("60,000 characters of nested %s", async ([, text]) => {
    const { depth, characters } = await measure(text);
    expect(depth).toBeLessThanOrEqual(deepestBlocks + deepestInlines);
    expect(characters).toBeGreaterThan(0);
  });

  test("the limits are reached by what nests deeper: this is no test of plain text", async () => {
    expect((await measure("> ".repeat(half))).depth).toBeGreaterThan(90);
    expect((await measure("- ".repeat(half))).depth).toBeGreaterThan(90);
    expect((await measure(`${"*a ".repeat(100)}${"b* ".repeat(100)}`)).depth).toBeGreaterThan(45);
  });
});

describe("what is too long is shown", () => {
  test("a word of 1 MB without a space", async () => {
    const { elements, characters } = await measure("x".repeat(1_000_000));
    expect(characters).toBe(1_000_000);
    expect(elements).toBeLessThan(100);
  });

  test("a text of a link of 1 MB: as text", async () => {
    const words = "word ".repeat(200_000);
    const { elements, characters } = await measure(`[${words}](https://example.com)`);
    expect(characters).toBeGreaterThanOrEqual(words.length);
    expect(elements).toBeLessThan(10_000);
  });

  test("an address of 1 MB: as text", async () => {
    const { characters } = await measure(`[go](https://example.com/${"a".repeat(1_000_000)})`);
    expect(characters).toBeGreaterThanOrEqual(1_000_000);
  });

  test("a line of code of 1 MB", async () => {
    const { characters } = await measure(`\`\`\`\n${"a ".repeat(500_000)}\n\`\`\``);
    expect(characters).toBeGreaterThanOrEqual(1_000_000);
  });

  test("a table of 10,000 columns: no table", async () => {
    const columns = 10_000;
    const { elements, characters } = await measure(
      `${"|a".repeat(columns)}|\n${"|-".repeat(columns)}|\n${"|b".repeat(columns)}|\n`,
      3,
    );
    expect(characters).toBeGreaterThan(0);
    expect(elements).toBeLessThan(2 * columns + 100);
  });

  test("10,000 short rows under 100 columns: not a million cells", async () => {
    const rows = 10_000;
    const text = `${"|a".repeat(100)}|\n${"|-".repeat(100)}|\n${"|b\n".repeat(rows)}`;
    const { elements, characters } = await measure(text, 3);
    expect(elements).toBeLessThan(10 * rows);
    // No row is lost.
    expect(characters).toBeGreaterThanOrEqual(rows + 100);
  });

  test("100,000 definitions of links, and links to some of them", async () => {
    const definitions = Array.from({ length: 100_000 }, (_, index) => `[r${index}]: /a${index}`).join("\n");
    const { elements } = await measure(`${definitions}\n\n[r0] [r99999] [r100000]\n`, 3);
    expect(elements).toBe(4);
  });

  test("2,000 footnotes", async () => {
    const text = Array.from({ length: 2_000 }, (_, index) => `[^${index}]`).join(" ");
    const notes = Array.from({ length: 2_000 }, (_, index) => `[^${index}]: note`).join("\n");
    const { elements } = await measure(`${text}\n\n${notes}\n`, 2);
    expect(elements).toBeLessThan(20_000);
  });
});

test("every text that is hard to read is shown through the components, at once and streamed", async () => {
  for (const [name, text] of hostileShapes(6_000)) {
    const { depth } = await measure(text, 12);
    expect(depth, name).toBeLessThanOrEqual(deepestBlocks + deepestInlines);
  }
});
