import type { Browser, CDPSession, Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { answer } from "../helpers/openai.js";
import { launchSealedBrowser } from "./browser.js";
import type { Arrangement } from "./page/types.js";
import { startSafetyServer, type SafetyServer } from "./server.js";

let server: SafetyServer;
let browser: Browser;
let page: Page;
let session: CDPSession;

beforeAll(async () => {
  server = await startSafetyServer({
    folder: inject("safetyPages"),
    reply: () => ({ chunks: answer(`${filler}\n\nSee [the docs](${url})`) }),
  });
  browser = await launchSealedBrowser();
  page = await browser.newPage({ viewport: { width: 1_000, height: 700 } });
  page.setDefaultTimeout(20_000);
  session = await page.context().newCDPSession(page);
  await page.goto(`${server.origin}/page/`);
  // A colour that nothing else has: where it is seen, the frame around the host is.
  await page.addStyleTag({ content: "#stage { display: block !important } .headwater { --hw-line: rgb(255 0 0) }" });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(async () => {
  await page.mouse.move(0, 0);
  await page.evaluate(() => window.safety.clear());
});

function arrange(text: string, arrangement: Arrangement = {}): Promise<void> {
  return page.evaluate(([text, arrangement]) => window.safety.arrange(text, arrangement), [text, arrangement] as const);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The box that tells the host of a link, if there is one. */
async function toldBox(selector: string): Promise<Box | undefined> {
  await session.send("DOM.enable");
  const { root } = await session.send("DOM.getDocument", { depth: 0 });
  const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector });
  const { node } = await session.send("DOM.describeNode", { nodeId, depth: 1, pierce: true });
  const after = node.pseudoElements?.find(({ pseudoType }) => pseudoType === "after");
  if (!after) return undefined;
  const { model } = await session.send("DOM.getBoxModel", { backendNodeId: after.backendNodeId });
  const [x = 0, y = 0, right = 0, , , bottom = 0] = model.border;
  return { x, y, width: right - x, height: bottom - y };
}

/** How much of the four sides of a box is seen in the colour of its frame, each from 0 to 1. */
async function visibleSides({ x, y, width, height }: Box): Promise<readonly number[]> {
  const image = (await page.screenshot()).toString("base64");
  return page.evaluate(
    async ([image, x, y, width, height]) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${image}`)).blob());
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
      context.drawImage(bitmap, 0, 0);
      const isRed = (px: number, py: number) => {
        const [red = 0, green = 0, blue = 0] = context.getImageData(px, py, 1, 1).data;
        return red > 150 && green < 120 && blue < 120;
      };
      // Positions may lie between pixels.
      const near = (px: number, py: number) => [-1, 0, 1].some((by) => isRed(px + by, py) || isRed(px, py + by));
      const share = (length: number, at: (step: number) => readonly [number, number]) => {
        // Without the round corners.
        const steps = Array.from({ length: Math.max(1, Math.floor(length) - 16) }, (_, index) => at(index + 8));
        return steps.filter(([px, py]) => near(Math.round(px), Math.round(py))).length / steps.length;
      };
      return [
        share(width, (step) => [x + step, y]),
        share(width, (step) => [x + step, y + height - 1]),
        share(height, (step) => [x, y + step]),
        share(height, (step) => [x + width - 1, y + step]),
      ];
    },
    [image, x, y, width, height] as const,
  );
}

/** Moves the mouse over the first line of a link. */
async function pointAt(selector: string): Promise<void> {
  const { x, y } = await page.evaluate((selector) => {
    const { left, top, width, height } = document.querySelector(selector)!.getClientRects()[0]!;
    return { x: left + width / 2, y: top + height / 2 };
  }, selector);
  await page.mouse.move(x, y);
}

/** Puts the focus on a link as the keyboard does. */
async function focus(selector: string): Promise<void> {
  // Who pressed a key last is somebody with a keyboard.
  await page.keyboard.press("Shift");
  await page.evaluate(
    (selector) => document.querySelector<HTMLElement>(selector)!.focus({ preventScroll: true }),
    selector,
  );
}

/** Where everything of the text stands. */
function layout(): Promise<string> {
  return page.evaluate(() => {
    const rects = [...document.querySelectorAll("#stage *")].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y, width, height].join(" ");
    });
    const { scrollWidth, scrollHeight } = document.documentElement;
    return `${scrollWidth} ${scrollHeight} ${rects.join(", ")}`;
  });
}

const url = "https://docs.example.com/a";
const filler = Array.from({ length: 40 }, (_, index) => `Paragraph ${index}.`).join("\n\n");

const texts: readonly (readonly [where: string, text: string])[] = [
  ["alone", `[the docs](${url})`],
  ["at the end of a line", `${"word ".repeat(60)}[the docs](${url})`],
  ["over two lines", `${"word ".repeat(10)}[${"the docs ".repeat(20)}](${url})`],
  ["in a heading", `# See [the docs](${url})`],
  ["in a list", `- a\n  - [the docs](${url})`],
  ["in a quote", `> > [the docs](${url})`],
  ["in a table", `| a | b |\n|---|---|\n| x | [the docs](${url}) |`],
  ["in a table that scrolls", `| ${"column | ".repeat(20)}\n|${"-|".repeat(20)}\n| [the docs](${url}) |`],
  ["in a note", `x[^1]\n\n[^1]: [the docs](${url})`],
  ["of a long host", `[the docs](https://${"long-name.".repeat(20)}example.com/)`],
  [
    "of right-to-left words",
    `\u05E8\u05D0\u05D5 [\u05D0\u05EA \u05D4\u05EA\u05D9\u05E2\u05D5\u05D3](${url}) \u05E2\u05DB\u05E9\u05D9\u05D5`,
  ],
];
const arrangements: readonly Arrangement[] = [{}, { width: 240 }, { dir: "rtl" }, { dir: "rtl", width: 240 }];
const cases = texts.flatMap(([where, text]) => arrangements.map((arrangement) => [where, arrangement, text] as const));

/** Focus, then mouse: the host is told wholly, and nothing moves. */
async function check(selector: string): Promise<void> {
  await page.evaluate((selector) => document.querySelector(selector)!.scrollIntoView({ block: "center" }), selector);
  // What comes into view is laid out.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
  const before = await layout();
  expect(await toldBox(selector)).toBeUndefined();
  for (const [how, act] of [
    ["focus", focus],
    ["mouse", pointAt],
  ] as const) {
    await act(selector);
    const box = await toldBox(selector);
    expect(box, how).toBeDefined();
    expect(await layout(), how).toBe(before);
    expect(Math.min(...(await visibleSides(box!))), `${how}: ${JSON.stringify(box)}`).toBeGreaterThan(0.9);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  }
}

describe("the host of a link", () => {
  test.for(cases)(
    "%s, %j, is told on focus and under the mouse, wholly, and moves nothing",
    async ([, arrangement, text]) => {
      await arrange(text, arrangement);
      await check(".hw-md-link");
    },
  );

  test.for(arrangements)("in the last line of a finished group, %j, is not cut off", async (arrangement) => {
    await arrange(
      Array.from({ length: 60 }, (_, index) => `Paragraph ${index} of [the docs](${url})`).join("\n\n"),
      arrangement,
    );
    await check(".hw-md-finished > :last-child > .hw-md-link");
  });

  test("in the last line of a conversation is not cut off, and the conversation does not scroll", async () => {
    const style = await page.addStyleTag({
      content: "#stage > section { contain: none !important; block-size: 500px !important }",
    });
    await page.evaluate(() => window.safety.converse(["p0"], 1));
    const scroller = page.locator(".hw-scroller");
    const place = () => scroller.evaluate(({ scrollTop, scrollHeight }) => `${scrollTop} ${scrollHeight}`);
    const before = await place();
    await focus(".hw-md p:last-child > .hw-md-link");
    const box = await toldBox(".hw-md p:last-child > .hw-md-link");
    expect(await place()).toBe(before);
    expect(Math.min(...(await visibleSides(box!))), JSON.stringify(box)).toBeGreaterThan(0.9);
    await style.evaluate((element) => (element as Element).remove());
  });
});

test("what is around a link does not turn its words round", async () => {
  for (const around of ["\u202E", "\u202Ea ", "\u2067", "\u05D0\u202E"]) {
    await arrange(`${around}[abcdef](https://attacker.test/) and more`);
    const [first, last] = await page.evaluate(() => {
      const text = document.querySelector(".hw-md-link")!.firstChild!;
      return [0, 5].map((at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left;
      });
    });
    expect(first, JSON.stringify(around)).toBeLessThan(last!);
  }
});
