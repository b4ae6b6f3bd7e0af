import { cleanup, render, screen, waitFor } from "@testing-library/react";
import type { ReactElement } from "react";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import "../../src/components/styles.css";
import { ChatPanel, ChatPopover, ChatSidePanel } from "../../src/index.js";
import { createTestChat, transcript } from "../helpers/chat.js";
import { running } from "../helpers/composer.js";

beforeEach(async () => {
  await page.viewport(1000, 700);
});
afterEach(async () => {
  cleanup();
  document.dir = "";
  await page.viewport(1000, 700);
});

const shells = {
  popover: (chat: ReactElement) => <ChatPopover>{chat}</ChatPopover>,
  overlay: (chat: ReactElement) => <ChatSidePanel>{chat}</ChatSidePanel>,
  push: (chat: ReactElement) => <ChatSidePanel mode="push">{chat}</ChatSidePanel>,
} as const;
const names = ["popover", "overlay", "push"] as const;

function setUp(name: keyof typeof shells) {
  const { chat } = createTestChat(running);
  render(
    <div style={{ display: "flex", margin: -8 }}>
      <main style={{ flex: 1, minInlineSize: 0, blockSize: "200vh" }}>The page</main>
      {shells[name](<ChatPanel chat={chat} />)}
    </div>,
  );
  return chat;
}

const button = () => screen.getByRole("button", { name: /^(?:Open|Close) chat$/ });
const input = () => screen.getByRole("textbox");
const rect = (element: Element) => element.getBoundingClientRect();

async function open(): Promise<DOMRect> {
  await userEvent.click(button());
  const panel = document.querySelector(".hw-launched")!;
  await Promise.all(panel.getAnimations().map(({ finished }) => finished));
  return rect(panel);
}

/** What can be pressed at the middle of an element. */
function isOnTop(element: Element): boolean {
  const { left, top, width, height } = rect(element);
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}

test.for(["", "rtl"])("closed, a button stands in the corner where lines end (direction %j)", (dir) => {
  document.dir = dir;
  setUp("popover");
  const { left, right, bottom } = rect(button());
  expect([bottom, dir ? left : document.documentElement.clientWidth - right]).toEqual([684, 16]);
});

describe("open on a wide screen", () => {
  test("the popover stands above its button, within the page", async () => {
    setUp("popover");
    const panel = await open();
    expect(panel.bottom).toBeLessThan(rect(button()).top);
    expect(panel.right).toBe(rect(button()).right);
    expect([panel.width, panel.top > 0]).toEqual([400, true]);
  });

  test("the side panel is as high as the screen and lies over the page", async () => {
    setUp("overlay");
    const panel = await open();
    expect([panel.top, panel.height, panel.width]).toEqual([0, 700, 416]);
    expect(rect(screen.getByRole("main")).width).toBeGreaterThan(900);
  });

  test("the side panel that pushes takes its width from the page, and stays when that scrolls", async () => {
    setUp("push");
    const page = screen.getByRole("main");
    const before = rect(page).width;
    const panel = await open();
    expect(rect(page).width).toBe(before - panel.width);
    window.scrollTo(0, 300);
    expect([window.scrollY, rect(document.querySelector(".hw-launched")!).top]).toEqual([300, 0]);
    await userEvent.click(button());
    expect(rect(page).width).toBe(before);
  });
});

describe.each(names)("%s", (name) => {
  test("fills a screen below 480 px, with its button on top and the field at the end", async () => {
    await page.viewport(375, 667);
    setUp(name);
    const panel = await open();
    expect([panel.left, panel.top, panel.height]).toEqual([0, 0, 667]);
    expect(panel.right).toBeGreaterThanOrEqual(document.documentElement.clientWidth);
    expect([isOnTop(button()), isOnTop(input())]).toEqual([true, true]);
    expect(rect(button()).bottom).toBeLessThanOrEqual(rect(document.querySelector(".hw-chat-panel")!).top);
    expect(rect(input()).bottom).toBeLessThanOrEqual(667);
    // A smaller one makes iOS zoom into the page.
    expect(parseFloat(getComputedStyle(input()).fontSize)).toBeGreaterThanOrEqual(16);
  });

  test("leads the focus in and back by real keys, and one Escape stops before another closes", async () => {
    const chat = setUp(name);
    await userEvent.click(button());
    await waitFor(() => expect(input()).toHaveFocus());
    await userEvent.keyboard("Hello{Enter}{Escape}");
    expect(transcript(chat)[1]).toContain("aborted");
    expect(input()).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    expect(button()).toHaveFocus();
    expect(button()).toHaveAccessibleName("Open chat");
    expect(isOnTop(button())).toBe(true);
  });
});
