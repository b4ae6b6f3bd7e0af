import { describe, expect, test } from "vitest";
import { patience, withStage, type Stage } from "./stage.js";

const open = withStage();

/** What has the focus: its name or its text, in few words. */
const focused = ({ page }: Stage) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    const row = element?.closest("li[aria-posinset], .hw-messages > li");
    if (element?.matches(".hw-message")) return /message (-?\d+)/.exec(row!.textContent)?.[1] ?? element.textContent;
    if (element?.matches(".hw-scroller")) return "list";
    return element?.getAttribute("aria-label") ?? element?.textContent;
  });

/** What has the focus stands in the view, at least its beginning or its end. */
const isInView = ({ page }: Stage) =>
  page.evaluate(() => {
    const box = document.querySelector(".hw-scroller")!.getBoundingClientRect();
    const { top, bottom } = document.activeElement!.getBoundingClientRect();
    return bottom > box.top && top < box.bottom;
  });

/** Waits until this has the focus, and is in view. */
async function expectFocus(stage: Stage, name: string): Promise<void> {
  await expect.poll(() => focused(stage), patience).toBe(name);
  await expect.poll(() => isInView(stage), patience).toBe(true);
}

async function press(stage: Stage, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await stage.page.keyboard.press(key);
}

describe.each([
  ["MessageList", 400],
  ["WindowedMessageList", 3_000],
] as const)("by keys alone, a %s of %i messages", (list, history) => {
  test("is one stop on the way to the field", async () => {
    const stage = await open({ list, history });
    await press(stage, "Tab");
    await expect.poll(() => focused(stage), patience).toBe("list");
    const path: unknown[] = [];
    for (let step = 0; step < 2; step++) {
      await press(stage, "Tab");
      path.push(await focused(stage));
    }
    expect(path).toContain("Message");
    expect(await stage.isAtEnd()).toBe(true);
  });

  test("is walked through, to its first and its last message and back", async () => {
    const stage = await open({ list, history });
    const last = history - 1;
    await stage.scroller.focus();
    await press(stage, "ArrowUp");
    await expectFocus(stage, `${last}`);
    await press(stage, "ArrowUp");
    await expectFocus(stage, `${last - 1}`);
    await press(stage, "Home");
    await expectFocus(stage, "0");
    expect(await stage.scroller.evaluate((box) => box.scrollTop)).toBe(0);
    for (let step = 1; step <= 12; step++) {
      await press(stage, "ArrowDown");
      await expectFocus(stage, `${step}`);
    }
    await press(stage, "End");
    await expectFocus(stage, `${last}`);
    await expect.poll(stage.distance, patience).toBeLessThan(2);
    expect(await stage.isAtEnd()).toBe(true);
  });

  test("goes on from a message that was scrolled out of view", async () => {
    const stage = await open({ list, history });
    await stage.scroller.focus();
    await press(stage, "Home");
    await expectFocus(stage, "0");
    await press(stage, "ArrowDown", "PageDown", "PageDown", "PageDown", "PageDown");
    await stage.settle();
    expect(await isInView(stage)).toBe(false);
    await press(stage, "ArrowDown");
    await expectFocus(stage, "2");
  });

  test("shows where the focus is, and does not move it by itself while an answer streams", async () => {
    const stage = await open({ list, history });
    await stage.scroller.focus();
    await press(stage, "ArrowUp", "ArrowUp");
    await expectFocus(stage, `${history - 2}`);
    const outline = await stage.page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
    expect(outline).toBe("solid");
    await stage.pour();
    await stage.grow();
    expect(await focused(stage)).toBe(`${history - 2}`);
  });
});

test("a whole conversation by keyboard and input method alone", async () => {
  const stage = await open({ history: 4 });
  const { page, cdp, input } = stage;
  await press(stage, "Tab");
  while ((await focused(stage)) !== "Message") await press(stage, "Tab");

  // The Enter that ends a composition chooses words; it does not send them.
  await cdp.send("Input.imeSetComposition", { text: "にほん", selectionStart: 3, selectionEnd: 3 });
  const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
  await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
  await cdp.send("Input.insertText", { text: "日本" });
  expect(await input.inputValue()).toBe("日本");
  expect(await page.locator("article").count()).toBe(4);
  await page.keyboard.type(" go on");
  await press(stage, "Enter");
  const first = await stage.next();
  expect(first.said.at(-1)).toBe("user: 日本 go on");
  expect(await input.inputValue()).toBe("");
  expect(await focused(stage)).toBe("Message");

  // Stopped by Escape: the focus is where it was.
  first.head();
  const delta = { choices: [{ index: 0, delta: { content: "First attempt. And" } }] };
  await first.write(`data: ${JSON.stringify(delta)}\n\n`);
  const answer = page.locator("article").last();
  await expect.poll(() => answer.textContent(), patience).toContain("First attempt");
  await press(stage, "Escape");
  expect(await first.closed).toBe("client");
  await expect.poll(() => answer.getAttribute("data-status"), patience).toBe("aborted");
  expect(await focused(stage)).toBe("Message");

  // Back into the list, to the last answer and its button.
  while ((await focused(stage)) !== "list") await press(stage, "Shift+Tab");
  await press(stage, "End", "Tab");
  while ((await focused(stage)) !== "Try again") await press(stage, "Tab");
  await press(stage, "Enter");
  (await stage.next()).answer("Second attempt.");
  await expect.poll(() => answer.textContent(), patience).toContain("Second attempt.");
  // The button is gone; the focus is still in the list.
  expect(await page.evaluate(() => document.activeElement!.closest(".hw-message-list") !== null)).toBe(true);

  // Between the attempts.
  await stage.scroller.focus();
  await press(stage, "End", "Tab");
  while ((await focused(stage)) !== "Previous attempt") await press(stage, "Tab");
  await press(stage, "Enter");
  await expect.poll(() => answer.textContent(), patience).toContain("First attempt");
  await expect.poll(() => focused(stage), patience).toBe("Next attempt");
  // Out of the message again, without a stop of anything.
  await press(stage, "Escape");
  expect(await page.evaluate(() => document.activeElement!.matches("article:last-of-type"))).toBe(true);
});

test("an earlier message is edited and an answer copied by keyboard alone", async ({ skip }) => {
  const stage = await open({ history: 4 });
  const { page } = stage;
  skip((await page.getByRole("button", { name: "Edit" }).count()) === 0, "messages have no such buttons yet");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await stage.scroller.focus();
  await press(stage, "Home", "Tab");
  while ((await focused(stage)) !== "Edit") await press(stage, "Tab");
  await press(stage, "Enter");
  await expect.poll(() => focused(stage), patience).toBe("Edit message");
  // Given up: nothing is stopped, and the focus is back on the button.
  await press(stage, "Escape");
  await expect.poll(() => focused(stage), patience).toBe("Edit");
  await press(stage, "Enter", "ControlOrMeta+a");
  await page.keyboard.type("Another question");
  await press(stage, "Enter");
  const request = await stage.next();
  expect(request.said).toEqual(["user: Another question"]);
  request.answer("Another **answer**.");
  await expect.poll(() => page.locator("article").last().textContent(), patience).toContain("Another answer.");
  await stage.scroller.focus();
  await press(stage, "End", "Tab");
  while ((await focused(stage)) !== "Copy") await press(stage, "Tab");
  await press(stage, "Enter");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("Another **answer**.");
});
