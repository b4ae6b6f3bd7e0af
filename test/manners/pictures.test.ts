import { describe, expect, test } from "vitest";
import { delta, done, finish } from "../helpers/openai.js";
import type { LabRequest } from "../lifecycle/server.js";
import { patience, withStage, type Stage } from "./stage.js";

const open = withStage();

const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300"/></svg>`;
const lines = (count: number) => Array.from({ length: count }, (_, line) => `Line ${line} of the answer.\n\n`).join("");

/** An answer whose picture is on its way: its text is complete, and nothing tells how high the picture will be. */
async function answerWithPicture(stage: Stage, before: string, after: string): Promise<LabRequest> {
  await stage.input.fill("Show me");
  await stage.input.press("Enter");
  const request = await stage.next("/chat");
  request.head();
  const address = stage.url("/late.svg");
  request.end(delta(`${before}![A picture](${address})\n\n${after}`) + finish + done);
  const answer = stage.page.locator("article").last();
  await expect.poll(() => answer.getAttribute("data-status"), patience).toBe("done");
  return stage.next("/late.svg");
}

async function arrive(stage: Stage, asked: LabRequest): Promise<void> {
  asked.head(200, { "content-type": "image/svg+xml" });
  asked.end(picture);
  const height = () => stage.page.locator("article img").evaluate((image) => image.clientHeight);
  await expect.poll(height, patience).toBeGreaterThan(200);
  await stage.settle();
}

describe.each(["MessageList", "WindowedMessageList"] as const)(
  "a picture that comes long after its answer, in a %s",
  (list) => {
    test("does not take the end out of view", async () => {
      const stage = await open({ history: 20, list, pictures: true });
      const asked = await answerWithPicture(stage, lines(20), lines(3));
      await stage.settle();
      expect(await stage.distance()).toBeLessThan(2);
      await arrive(stage, asked);
      expect([await stage.isAtEnd(), (await stage.distance()) < 2]).toEqual([true, true]);
    });
  },
);

// What holds the line in a windowed list holds it between messages alone (decision 0007).
test("a picture that comes long after its answer, above the line that is read, does not move it", async () => {
  const stage = await open({ history: 20, pictures: true });
  const asked = await answerWithPicture(stage, lines(10), lines(30));
  await stage.page.mouse.move(400, 200);
  await stage.page.mouse.wheel(0, -200);
  await expect.poll(stage.isAtEnd, patience).toBe(false);
  await stage.settle();
  const text = await stage.page.evaluate(() => {
    const { top } = document.querySelector(".hw-scroller")!.getBoundingClientRect();
    const all = [...document.querySelectorAll("article:last-of-type p")];
    return all.find((each) => each.getBoundingClientRect().top > top + 40)!.textContent;
  });
  // Below the picture.
  expect(text).toMatch(/^Line (?:[5-9]|\d\d) of the answer/);
  const top = () =>
    stage.page.evaluate((words) => {
      const all = [...document.querySelectorAll("article:last-of-type p")];
      return all.findLast((each) => each.textContent === words)!.getBoundingClientRect().top;
    }, text);
  const before = await top();
  await arrive(stage, asked);
  expect(Math.abs((await top()) - before)).toBeLessThan(1);
  expect(await stage.isAtEnd()).toBe(false);
});
