import { cleanup, fireEvent, render, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { cdp, userEvent } from "vitest/browser";
import "../../src/components/styles.css";
import { ComposerAttachments, ComposerCommands, type ComposerProps } from "../../src/index.js";
import { transcript } from "../helpers/chat.js";
import { renderComposer } from "../helpers/composer.js";
import { withoutFieldSizing } from "../helpers/field-sizing.js";
import { expectNoErrors, frame, watchErrors } from "../helpers/scrolling.js";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  document.adoptedStyleSheets = [];
});

/** What the protocol of the browser is told, with names as it has them. */
const session = cdp() as unknown as { readonly send: (method: string, params?: object) => Promise<unknown> };

describe("an input method", () => {
  async function compose(text: string): Promise<void> {
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }
  /** The key as the browser reports it while the input method takes it. */
  async function processKey(key: string): Promise<void> {
    await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key, windowsVirtualKeyCode: 229 });
  }

  test("composes, confirms by Enter, and only the next Enter sends", async () => {
    const { chat, input } = renderComposer(<ComposerCommands commands={[{ name: "x" }]} />);
    input.focus();
    await compose("とう");
    await compose("とうきょう");
    expect(input.value).toBe("とうきょう");
    await processKey("Enter");
    await session.send("Input.insertText", { text: "東京" });
    expect([input.value, transcript(chat)]).toEqual(["東京", []]);
    await userEvent.keyboard("{Enter}");
    expect(transcript(chat)[0]).toBe("user: 東京");
    expect(input.value).toBe("");
  });

  test("that is open takes Escape: the answer is not stopped", async () => {
    const { chat, input } = renderComposer(null);
    input.focus();
    await userEvent.keyboard("Hello{Enter}");
    await compose("に");
    await processKey("Escape");
    await compose("");
    expect(transcript(chat)[1]).toContain("streaming");
    await userEvent.keyboard("{Escape}");
    expect(transcript(chat)[1]).toContain("aborted");
  });
});

describe.each([
  ["where the browser sizes fields by their content", true],
  ["where it does not (Firefox, Safari before 26)", false],
])("the field, %s", (_name, isSupported) => {
  beforeEach(() => {
    if (!isSupported) withoutFieldSizing();
  });

  function setUp(props: ComposerProps = {}) {
    const view = renderComposer(null, props);
    const box = view.container.querySelector<HTMLElement>(".headwater")!;
    box.style.inlineSize = "20rem";
    return { ...view, box };
  }
  const long = "word ".repeat(30);

  test("grows with lines that break by themselves, and shrinks when it is sent", async () => {
    const { input } = setUp();
    const before = input.clientHeight;
    await userEvent.fill(input, long);
    expect(input.clientHeight).toBeGreaterThan(before * 3);
    expect(input.scrollHeight).toBe(input.clientHeight);
    await userEvent.keyboard("{Enter}");
    expect(input.clientHeight).toBe(before);
  });

  test("grows up to a limit and scrolls then", async () => {
    const { input } = setUp({ defaultValue: "line\n".repeat(50) });
    await frame();
    expect(input.clientHeight).toBe(192);
    expect(input.scrollHeight).toBeGreaterThan(192);
  });

  test("fits again when it gets wider", async () => {
    const { input, box } = setUp({ defaultValue: long });
    await frame();
    const narrow = input.clientHeight;
    watchErrors();
    box.style.inlineSize = "60rem";
    await waitFor(() => expect(input.clientHeight).toBeLessThan(narrow));
    expectNoErrors();
  });

  test("fits when it is shown at last", async () => {
    const { input, box } = setUp({ defaultValue: long });
    box.style.display = "none";
    await frame();
    box.style.display = "";
    await waitFor(() => {
      expect(input.clientHeight).toBeGreaterThan(100);
      expect(input.scrollHeight).toBe(input.clientHeight);
    });
  });

  test("reads layout while it is written in only where it must: once for each change", async () => {
    const { input } = setUp();
    await frame();
    await frame();
    const read = vi.spyOn(Element.prototype, "scrollHeight", "get");
    await userEvent.type(input, "abc");
    expect(read.mock.calls.length).toBe(isSupported ? 0 : 3);
  });
});

describe("files", () => {
  const file = () => new File(["notes"], "notes.txt", { type: "text/plain" });

  function transfer(...files: File[]): DataTransfer {
    const data = new DataTransfer();
    for (const one of files) data.items.add(one);
    return data;
  }
  function drag(type: string, target: Element, dataTransfer = transfer(file()), rest: DragEventInit = {}): boolean {
    const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer, ...rest });
    return fireEvent(target, event);
  }
  function setUp() {
    const view = renderComposer(<ComposerAttachments accept=".txt" />);
    const zone = view.container.querySelector<HTMLElement>(".headwater")!;
    const names = () => [...zone.querySelectorAll("[data-status] > bdi")].map(({ textContent }) => textContent);
    const cover = () => zone.querySelector<HTMLElement>(".hw-drop");
    return { ...view, zone, names, cover };
  }

  test("that are dragged over the chat are awaited in sight, over the whole field, and taken", async () => {
    const { zone, names, cover, input } = setUp();
    expect(cover()).toBeNull();
    drag("dragenter", zone);
    expect(cover()).toHaveTextContent("Drop files here");
    const field = input.parentElement!.getBoundingClientRect();
    expect(cover()!.getBoundingClientRect().toJSON()).toEqual(field.toJSON());
    // From one element of the chat to another it is still there.
    drag("dragleave", zone, undefined, { relatedTarget: input });
    expect(cover()).not.toBeNull();
    // A drop is only allowed where `dragover` was prevented; then the page stays.
    expect([drag("dragover", input), drag("drop", input)]).toEqual([false, false]);
    expect([cover(), names()]).toEqual([null, ["notes.txt"]]);
  });

  test("that are dragged on leave no cover behind", () => {
    const { zone, cover } = setUp();
    drag("dragenter", zone);
    drag("dragleave", zone, undefined, { relatedTarget: document.body });
    expect(cover()).toBeNull();
  });

  test("that are dropped beside the chat do not replace the page", () => {
    const { names, unmount } = setUp();
    const over = new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer: transfer(file()) });
    expect(fireEvent(document.body, over)).toBe(false);
    expect(drag("drop", document.body)).toBe(false);
    expect(names()).toEqual([]);
    unmount();
    expect(drag("drop", document.body)).toBe(true);
  });

  test("for others are left to them: a field for files, a place that takes them itself", () => {
    const { names, zone } = setUp();
    const { container } = render(<input type="file" aria-label="Other" />);
    expect(drag("drop", container.querySelector("input")!)).toBe(true);
    zone.firstElementChild!.addEventListener("drop", (event) => event.preventDefault());
    drag("drop", zone.firstElementChild!);
    expect(names()).toEqual([]);
  });

  test("are not text: that is dropped and pasted as ever", () => {
    const { input, cover, names } = setUp();
    const text = new DataTransfer();
    text.setData("text/plain", "Hello");
    expect([drag("dragover", input, text), cover()]).toEqual([true, null]);
    expect(
      fireEvent(input, new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: text })),
    ).toBe(true);
    expect(names()).toEqual([]);
  });

  test.for<[string, readonly string[], boolean]>([
    ["a picture of the screen", [], true],
    ["a file with its name as text, as file managers copy it", ["text/plain"], true],
    ["a picture of a page", ["text/html"], true],
    ["cells of a table, of which Office adds a picture", ["text/plain", "text/html"], false],
  ])("are pasted: %s", ([, types, isTaken]) => {
    const { input, names } = setUp();
    const clipboardData = transfer(file());
    for (const type of types) clipboardData.setData(type, "x");
    const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData });
    expect([fireEvent(input, event), names()]).toEqual([!isTaken, isTaken ? ["notes.txt"] : []]);
  });

  test("with long names and in great number widen nothing", async () => {
    const { zone, input } = setUp();
    zone.style.inlineSize = "18rem";
    const files = Array.from({ length: 30 }, (_, at) => new File([], `${at}${"long".repeat(40)}.txt`));
    drag("drop", input, transfer(...files));
    await frame();
    expect(zone.scrollWidth).toBeLessThanOrEqual(zone.clientWidth);
    // Nor do they in the queue.
    await waitFor(() => expect(zone.querySelectorAll('[data-status="ready"]')).toHaveLength(30));
    input.focus();
    await userEvent.keyboard("One{Enter}");
    drag("drop", input, transfer(files[0]!));
    await waitFor(() => expect(zone.querySelectorAll('[data-status="ready"]')).toHaveLength(1));
    await userEvent.keyboard("Two{Enter}");
    await waitFor(() => expect(zone.querySelector(".hw-queue")).not.toBeNull());
    expect(zone.scrollWidth).toBeLessThanOrEqual(zone.clientWidth);
    expect(zone.clientHeight).toBeLessThan(300);
  });
});

test("commands stand above the field, and the chosen one is in view", async () => {
  const commands = Array.from({ length: 40 }, (_, at) => ({ name: `command-${at}`, description: "word ".repeat(40) }));
  const { container, input } = renderComposer(<ComposerCommands commands={commands} />);
  container.style.paddingBlockStart = "20rem";
  await userEvent.type(input, "/{ArrowUp}");
  const list = container.querySelector("[role=listbox]")!.getBoundingClientRect();
  const chosen = container.querySelector("[aria-selected=true]")!;
  expect(chosen).toHaveTextContent("/command-39");
  const { top, bottom } = chosen.getBoundingClientRect();
  expect(list.bottom).toBeLessThan(input.parentElement!.getBoundingClientRect().top);
  expect(list.width).toBeLessThanOrEqual(input.parentElement!.clientWidth + 2);
  expect([top >= list.top, bottom <= list.bottom]).toEqual([true, true]);
});
