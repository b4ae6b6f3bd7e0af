import { expect, test } from "vitest";
import { patience, withStage, type Stage } from "./stage.js";

const open = withStage();

/** The editor of the first message of a conversation of four, opened by its button. */
async function edit(stage: Stage) {
  const { page } = stage;
  await page.getByRole("button", { name: "Edit", exact: true }).first().click();
  const field = page.getByRole("textbox", { name: "Edit message" });
  await expect.poll(() => field.count(), patience).toBe(1);
  return { field, question: page.locator("article").first() };
}

const hasFocus = ({ page }: Stage, label: string) =>
  page.evaluate((name) => document.activeElement?.getAttribute("aria-label") === name, label);

/** A key as the browser reports it while an input method takes it. */
async function processKey({ cdp }: Stage, key: string): Promise<void> {
  const event = { key, code: key, windowsVirtualKeyCode: 229 };
  await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...event });
  await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
}

test("a message is edited where its words end, in several lines, and Enter asks again from there", async () => {
  const stage = await open({ history: 4 });
  const { page } = stage;
  const { field } = await edit(stage);
  expect(await hasFocus(stage, "Edit message")).toBe(true);
  const before = await field.inputValue();
  await page.keyboard.type(" And");
  const oneLine = (await field.boundingBox())!.height;
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("a second line");
  const twoLines = (await field.boundingBox())!.height;
  expect(await field.inputValue()).toBe(`${before} And\na second line`);
  expect(twoLines).toBeGreaterThan(oneLine);
  expect(await page.locator("article").count()).toBe(4);

  await page.keyboard.press("Enter");
  const request = await stage.next();
  expect(request.said).toEqual([`user: ${before} And\na second line`]);
  expect(await field.count()).toBe(0);
  // The editor is gone; the focus has not left the conversation, and is not in the field of the composer.
  expect(await page.evaluate(() => document.activeElement!.matches(".hw-scroller"))).toBe(true);
  request.answer("Two lines.");
  await expect.poll(() => page.locator("article").last().textContent(), patience).toContain("Two lines.");
  expect(await page.locator("article").count()).toBe(2);
  // What was there before is kept.
  await page.getByRole("button", { name: "Previous attempt" }).first().click();
  await expect.poll(() => page.locator("article").count(), patience).toBe(4);
});

test("an edited message is given up by Escape, and is as it was; an answer that runs goes on", async () => {
  const stage = await open({ history: 4 });
  const { page, cdp } = stage;
  const { field, question } = await edit(stage);
  const pouring = await stage.pour();
  const before = await field.inputValue();
  await page.keyboard.type(" not this");
  await page.keyboard.press("Escape");
  expect(await field.count()).toBe(0);
  expect(await hasFocus(stage, "Edit")).toBe(true);
  expect(await question.textContent()).toContain(before);
  expect(await question.textContent()).not.toContain("not this");
  await stage.grow();
  // What was given up does not come back either.
  await page.keyboard.press("Enter");
  expect(await field.inputValue()).toBe(before);

  // An empty message is not sent.
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  expect(await field.inputValue()).toBe("");

  // Keys of an input method that is open are its own: neither does Enter send, nor Escape give up or stop.
  await cdp.send("Input.imeSetComposition", { text: "にほん", selectionStart: 3, selectionEnd: 3 });
  await processKey(stage, "Enter");
  await cdp.send("Input.insertText", { text: "日本" });
  expect(await field.inputValue()).toBe("日本");
  await cdp.send("Input.imeSetComposition", { text: "ご", selectionStart: 1, selectionEnd: 1 });
  await processKey(stage, "Escape");
  await cdp.send("Input.imeSetComposition", { text: "", selectionStart: 0, selectionEnd: 0 });
  expect(await field.inputValue()).toBe("日本");
  expect(await hasFocus(stage, "Edit message")).toBe(true);
  await stage.grow();
  await pouring.end();

  await page.keyboard.press("Enter");
  const request = await stage.next();
  expect(request.said).toEqual(["user: 日本"]);
  request.answer("Japan.");
  await expect.poll(() => page.locator("article").count(), patience).toBe(2);
});

test("where fingers write, Enter breaks the line of an edited message, and the button sends it", async () => {
  const stage = await open({ history: 4, touch: true });
  const { page } = stage;
  const { field } = await edit(stage);
  const before = await field.inputValue();
  await page.keyboard.press("Enter");
  await page.keyboard.type("more");
  expect(await field.inputValue()).toBe(`${before}\nmore`);
  await page.getByRole("button", { name: "Send" }).first().tap();
  expect((await stage.next()).said).toEqual([`user: ${before}\nmore`]);
});
