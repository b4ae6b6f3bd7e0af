import { expect, test } from "vitest";
import { patience, withStage, type Stage } from "./stage.js";

const open = withStage();

/** Animations and transitions that are under way in the chat, by name. */
const motions = ({ page }: Stage) =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === "running")
      .map((each) => (each instanceof CSSAnimation ? each.animationName : each.constructor.name)),
  );

/** Asks, and gives the page some frames with the request unanswered. */
async function ask(stage: Stage) {
  await stage.input.fill("Go on");
  await stage.input.press("Enter");
  const request = await stage.next();
  await stage.page.locator(".hw-waiting").waitFor();
  return request;
}

test.each([
  ["no-preference", true],
  ["reduce", false],
] as const)(
  "motion by preference: where it is %s, something moves while an answer is waited for: %s",
  async (how, moves) => {
    const stage = await open({ history: 40 });
    await stage.page.emulateMedia({ reducedMotion: how });
    await ask(stage);
    expect((await motions(stage)).length > 0).toBe(moves);
  },
);

test("with reduced motion the way back to the end is one step, and nothing moves while words come", async () => {
  const stage = await open({ history: 40 });
  const { page } = stage;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await stage.pour();
  await page.mouse.move(400, 200);
  await page.mouse.wheel(0, -2_000);
  await expect.poll(stage.isAtEnd, patience).toBe(false);
  expect(await motions(stage)).toEqual([]);
  const distance = await page.evaluate(async () => {
    document.querySelector<HTMLElement>(".hw-jump")!.click();
    await new Promise(requestAnimationFrame);
    const box = document.querySelector(".hw-scroller")!;
    return box.scrollHeight - box.clientHeight - box.scrollTop;
  });
  // A line of the answer may have come meanwhile.
  expect(distance).toBeLessThan(80);
});

test("with forced colours the parts of a conversation are told apart, and the focus is seen", async () => {
  const stage = await open({ history: 4 });
  const { page } = stage;
  await page.emulateMedia({ forcedColors: "active" });
  const looks = await page.evaluate(() => {
    const look = (selector: string) => getComputedStyle(document.querySelector(selector)!);
    const systemColour = (name: string) => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.color = name;
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    };
    return {
      question: look('[data-role="user"] .hw-text').borderTopStyle,
      field: look(".hw-field").borderTopStyle,
      page: systemColour("Canvas"),
      words: systemColour("CanvasText"),
      text: look('[data-role="assistant"] .hw-md').color,
      highlight: systemColour("Highlight"),
    };
  });
  expect(looks).toMatchObject({ question: "solid", field: "solid", text: looks.words });
  expect(looks.words).not.toBe(looks.page);
  for (const name of ["Edit", "Copy", "Regenerate", "Send"]) {
    const button = page.getByRole("button", { name, exact: true }).last();
    // By keyboard, or the browser shows no ring.
    await page.keyboard.press("Shift");
    await button.focus();
    const ring = await button.evaluate((element) => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
      return { outlineStyle, isThere: parseFloat(outlineWidth) > 0, outlineColor };
    });
    expect(ring, name).toEqual({ outlineStyle: "solid", isThere: true, outlineColor: looks.highlight });
    const [stroke, behind] = await button.evaluate((element) => {
      const { backgroundColor } = getComputedStyle(element);
      return [getComputedStyle(element.querySelector("svg")!).stroke, backgroundColor];
    });
    // The page is seen through most of them.
    expect(stroke, name).not.toBe(/^rgba\(.*, 0\)$/.test(behind) ? looks.page : behind);
  }
});

test("fields have letters of 16 px and more, or phones would zoom; and the chat is as high as what its keyboard leaves", async () => {
  const stage = await open({ history: 40, touch: true });
  const { page } = stage;
  await page.addStyleTag({ content: "html { font-size: 10px } body { font-size: 10px }" });
  await page.getByRole("button", { name: "Edit", exact: true }).last().click();
  const fields = page.locator("textarea");
  await expect.poll(() => fields.count(), patience).toBe(2);
  const sizes = await fields.evaluateAll((all) => all.map((each) => parseFloat(getComputedStyle(each).fontSize)));
  for (const size of sizes) expect(size).toBeGreaterThanOrEqual(16);

  await page.setViewportSize({ width: 390, height: 844 });
  await fields.last().tap();
  await page.setViewportSize({ width: 390, height: 420 });
  await stage.settle();
  const { top, bottom, overflow, width } = await page.evaluate(() => {
    const box = document.querySelector(".hw-composer")!.getBoundingClientRect();
    const root = document.documentElement;
    return {
      top: box.top,
      bottom: box.bottom,
      overflow: root.scrollHeight - root.clientHeight,
      width: root.scrollWidth - root.clientWidth,
    };
  });
  expect(bottom).toBeLessThanOrEqual(420);
  expect(top).toBeGreaterThan(200);
  // Only the conversation scrolls, not the page.
  expect([overflow, width]).toEqual([0, 0]);
});
