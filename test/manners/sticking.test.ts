import { describe, expect, test } from "vitest";
import { patience, withStage, type Stage } from "./stage.js";

const open = withStage();

/** How far the line that is watched moved, in CSS px. */
async function moved(stage: Stage): Promise<number> {
  const { tops } = await stage.page.evaluate(() => window.manners.lineTops());
  return Math.max(...tops) - Math.min(...tops);
}

/** What the reader does now lets the end go: the line in view stays where it is while the answer grows. */
async function expectReleased(stage: Stage): Promise<void> {
  await expect.poll(stage.isAtEnd, patience).toBe(false);
  await stage.settle();
  expect(await stage.isAtEnd()).toBe(false);
  const line = await stage.page.evaluate(() => {
    const box = document.querySelector(".hw-scroller")!.getBoundingClientRect();
    const lines = [...document.querySelectorAll("article p")];
    return lines.find((each) => each.getBoundingClientRect().top > box.top + 20)!.textContent;
  });
  await stage.page.evaluate((text) => window.manners.watchLine(text), line);
  await stage.grow();
  const { tops, shift } = await stage.page.evaluate(() => window.manners.lineTops());
  expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(1);
  expect(shift).toBe(0);
}

async function expectStuck(stage: Stage): Promise<void> {
  expect(await stage.isAtEnd()).toBe(true);
  await stage.grow();
  expect(await stage.isAtEnd()).toBe(true);
}

describe.each(["MessageList", "WindowedMessageList"] as const)("while an answer streams, the end of a %s", (list) => {
  test("is let go by the wheel, and held again where the reader comes back", async () => {
    const stage = await open({ history: 40, list });
    const pouring = await stage.pour();
    await expectStuck(stage);
    await stage.page.mouse.move(400, 200);
    await stage.page.mouse.wheel(0, -150);
    await expectReleased(stage);
    await stage.page.mouse.wheel(0, 100_000);
    await expect.poll(stage.isAtEnd, patience).toBe(true);
    await expectStuck(stage);
    await pouring.end();
    await expect.poll(stage.distance, patience).toBeLessThan(2);
  });

  test("is let go by the keys that scroll", async () => {
    const stage = await open({ history: 40, list });
    const pouring = await stage.pour();
    await stage.scroller.focus();
    await stage.page.keyboard.press("PageUp");
    await expectReleased(stage);
    await pouring.stop();
    while (!(await stage.isAtEnd())) {
      await stage.page.keyboard.press("PageDown");
      await stage.settle();
    }
    expect(await stage.distance()).toBeLessThan(33);
  });

  test("is let go by a slow finger, and does not move under one that rests", async () => {
    const stage = await open({ history: 40, list, touch: true });
    await stage.pour();
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", y?: number) =>
      stage.cdp.send("Input.dispatchTouchEvent", { type, touchPoints: y === undefined ? [] : [{ x: 400, y }] });
    await touch("touchStart", 200);
    // Until what was on its way is there.
    await stage.grow(2);
    const top = await stage.scroller.evaluate((box) => box.scrollTop);
    await stage.grow();
    expect(await stage.scroller.evaluate((box) => box.scrollTop)).toBe(top);
    for (let y = 200; y < 290; y += 1) await touch("touchMove", y);
    expect(await stage.scroller.evaluate((box) => box.scrollTop)).toBeLessThan(top - 50);
    await touch("touchEnd");
    await expectReleased(stage);
  });

  test("is held again after a finger that only touched", async () => {
    const stage = await open({ history: 40, list, touch: true });
    await stage.pour();
    await stage.page.touchscreen.tap(400, 200);
    await expectStuck(stage);
    await expect.poll(stage.distance, patience).toBeLessThan(40);
  });

  // In CSS px above its end, where the button that scrolls down is.
  test.each([
    ["thumb", 24],
    ["track", 120],
  ])("is let go by the scroll bar, pressed on its %s", async (part, above) => {
    const stage = await open({ history: 40, list });
    await stage.pour();
    const box = (await stage.scroller.boundingBox())!;
    const bar = await stage.scroller.evaluate((element) => (element as HTMLElement).offsetWidth - element.clientWidth);
    expect(bar).toBeGreaterThan(5);
    const x = box.x + box.width - 6;
    await stage.page.mouse.move(x, box.y + box.height - above);
    await stage.page.mouse.down();
    if (part === "thumb") {
      for (let y = box.height - above; y > box.height / 2; y -= 10) await stage.page.mouse.move(x, box.y + y);
    }
    await stage.page.mouse.up();
    await expectReleased(stage);
    expect(await stage.distance()).toBeGreaterThan(200);
  });

  test("does not move while words are selected, and lets go", async () => {
    const stage = await open({ history: 40, list });
    await stage.pour();
    await stage.grow();
    // The mouse is pressed in the same moment in which the place is known, or the words would have moved on.
    const line = stage.page.locator("article").last().locator("p").nth(-6);
    const text = (await line.textContent())!;
    await stage.page.mouse.move(400, 300);
    await stage.page.mouse.down();
    await stage.page.evaluate((words) => window.manners.watchLine(words), text);
    await stage.page.mouse.move(300, 330);
    await stage.grow(6);
    await stage.page.mouse.move(60, 380);
    await stage.grow(6);
    const selected = () => stage.page.evaluate(() => getSelection()!.toString());
    const before = await selected();
    expect(before).not.toBe("");
    await stage.page.mouse.up();
    await stage.grow(6);
    expect(await moved(stage)).toBeLessThan(1);
    expect(await selected()).toBe(before);
    await expect.poll(stage.isAtEnd, patience).toBe(false);
    await expectReleased(stage);
  });

  test("is held again after a click", async () => {
    const stage = await open({ history: 40, list });
    await stage.pour();
    await stage.page.mouse.move(400, 300);
    await stage.page.mouse.down();
    await stage.grow(5);
    expect(await stage.distance()).toBeGreaterThan(100);
    await stage.page.mouse.up();
    await expectStuck(stage);
  });

  test("stays in view when the field grows, the window shrinks and grows again, and content goes", async () => {
    const stage = await open({ history: 40, list });
    const pouring = await stage.pour();
    await stage.input.focus();
    for (let line = 0; line < 5; line++) await stage.page.keyboard.press("Shift+Enter");
    await expectStuck(stage);
    // As the keyboard of a phone does.
    await stage.page.setViewportSize({ width: 800, height: 320 });
    await expectStuck(stage);
    await pouring.end();
    await expect.poll(stage.distance, patience).toBeLessThan(2);
    await stage.page.setViewportSize({ width: 800, height: 600 });
    await stage.settle();
    expect(await stage.distance()).toBeLessThan(2);
    expect(await stage.isAtEnd()).toBe(true);
    await stage.page.getByRole("button", { name: "Regenerate" }).last().click();
    (await stage.next()).answer("Short.");
    await expect.poll(() => stage.page.locator("article").last().textContent(), patience).toMatch(/Short\./);
    await stage.settle();
    expect([await stage.isAtEnd(), (await stage.distance()) < 2]).toEqual([true, true]);
  });
});

describe.each(["MessageList", "WindowedMessageList"] as const)("earlier messages of a %s", (list) => {
  test.each([false, true])("leave the line in view where it is (an answer streams: %s)", async (streams) => {
    const stage = await open({ history: 60, list, older: 50 });
    if (streams) await stage.pour();
    await stage.scroller.evaluate((box) => (box.scrollTop = 0));
    await stage.settle();
    for (const first of [0, -50]) {
      await stage.page.evaluate((text) => window.manners.watchLine(text), `Line 0 of message ${first}.`);
      await stage.page.getByRole("button", { name: "Load earlier messages" }).click();
      await expect.poll(() => stage.scroller.evaluate((box) => box.scrollTop), patience).toBeGreaterThan(500);
      await stage.settle();
      expect(await moved(stage)).toBeLessThan(2);
      await stage.scroller.evaluate((box) => (box.scrollTop = 0));
      await stage.settle();
    }
  });
});
