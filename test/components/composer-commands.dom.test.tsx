import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { ComposerCommands, type ComposerCommand } from "../../src/index.js";
import { transcript } from "../helpers/chat.js";
import { renderComposer } from "../helpers/composer.js";

const clear = vi.fn<() => void>();
const commands: readonly ComposerCommand[] = [
  { name: "summarise", description: "In ten lines" },
  { name: "translate", description: "Into another language", insert: "Translate into Welsh: " },
  { name: "clear", run: clear },
  { name: "learn" },
];

function setUp() {
  return renderComposer(<ComposerCommands commands={commands} />);
}

function options(): (string | null)[] {
  return screen.queryAllByRole("option").map(({ textContent }) => textContent);
}

function selected(): string | null | undefined {
  return screen.queryByRole("option", { selected: true })?.textContent;
}

describe("commands", () => {
  test("are offered when the draft begins with a slash, and found by what is in their names", async () => {
    const { user, input } = setUp();
    expect(screen.queryByRole("listbox")).toBeNull();
    await user.type(input, "/");
    expect(screen.getByRole("listbox", { name: "Commands" })).toBeVisible();
    expect(options()).toEqual(["/summariseIn ten lines", "/translateInto another language", "/clear", "/learn"]);
    // Those that begin with it come first.
    await user.keyboard("LE");
    expect(options()).toEqual(["/learn", "/clear"]);
    await user.keyboard("x");
    expect(screen.queryByRole("listbox")).toBeNull();
  });

  test.for(["Hello /", "/clear ", " /", "\n/", "Hello"])("are not offered for %j", async (text) => {
    const { user, input } = setUp();
    await user.type(input, text);
    expect(screen.queryByRole("listbox")).toBeNull();
  });

  test("tell the field which one is chosen, by an id of its own, and leave nothing behind", async () => {
    const { user, input } = setUp();
    await user.type(input, "/");
    const active = () => document.getElementById(input.getAttribute("aria-activedescendant")!);
    const ids = [active()!.id];
    expect(active()).toBe(screen.getByRole("option", { selected: true }));
    expect(input).toHaveAttribute("aria-controls", screen.getByRole("listbox").id);
    expect([input.getAttribute("aria-haspopup"), input.getAttribute("aria-autocomplete")]).toEqual(["listbox", "list"]);
    // The first of the new list has the place of the first of the old one, and must be told.
    await user.keyboard("t");
    ids.push(active()!.id);
    expect(new Set(ids).size).toBe(2);
    await user.keyboard("{Escape}");
    const names = ["aria-activedescendant", "aria-controls", "aria-haspopup", "aria-autocomplete"];
    expect(names.filter((name) => input.hasAttribute(name))).toEqual([]);
  });

  test("are walked through by the arrows, round the ends", async () => {
    const { user, input } = setUp();
    await user.type(input, "/{ArrowDown}{ArrowDown}");
    expect(selected()).toBe("/clear");
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(selected()).toContain("/summarise");
    await user.keyboard("{ArrowUp}");
    expect(selected()).toBe("/learn");
    // Another word begins with its first again.
    await user.keyboard("{ArrowUp}l");
    expect(selected()).toBe("/learn");
  });

  test.for(["{Enter}", "{Tab}"])("are taken by %s, and the message is not sent", async (key) => {
    const { user, input, chat } = setUp();
    await user.type(input, `/su${key}`);
    expect([input.value, transcript(chat)]).toEqual(["/summarise ", []]);
    expect(input).toHaveFocus();
    expect(screen.queryByRole("listbox")).toBeNull();
    await user.keyboard("this{Enter}");
    expect(transcript(chat)[0]).toBe("user: /summarise this");
  });

  test("insert a text, with the caret behind it and what follows it kept", async () => {
    const { user, input } = setUp();
    await user.type(input, "good morning");
    await user.type(input, "/tr{Enter}", { initialSelectionStart: 0, initialSelectionEnd: 0 });
    expect(input.value).toBe("Translate into Welsh: good morning");
    expect(input.selectionStart).toBe("Translate into Welsh: ".length);
  });

  test("run, and are taken out of the draft then", async () => {
    const { user, input } = setUp();
    await user.type(input, "/clear{Enter}");
    expect(clear).toHaveBeenCalledOnce();
    expect(input.value).toBe("");
  });

  test("are taken by a click, which leaves the focus in the field", async () => {
    const { user, input } = setUp();
    await user.type(input, "/");
    await user.click(screen.getByText("/translate"));
    expect(input.value).toBe("Translate into Welsh: ");
    expect(input).toHaveFocus();
  });

  test("are closed by Escape, which stops no answer, until another slash is written", async () => {
    const { user, input, chat } = setUp();
    await user.type(input, "Hello{Enter}/su{Escape}");
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(transcript(chat)[1]).toBe("assistant: a (streaming)");
    await user.keyboard("m");
    expect(screen.queryByRole("listbox")).toBeNull();
    await user.keyboard("{Escape}");
    expect(transcript(chat)[1]).toBe("assistant: a (aborted)");
    await user.clear(input);
    await user.keyboard("/");
    expect(screen.getByRole("listbox")).toBeVisible();
  });

  test("leave their keys to an open input method", async () => {
    const { user, input } = setUp();
    await user.type(input, "/");
    for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
      for (const key of ["Enter", "Tab", "ArrowDown", "Escape"]) fireEvent.keyDown(input, { key, ...how });
    }
    expect([input.value, selected()]).toEqual(["/", expect.stringContaining("/summarise")]);
  });

  test("leave Shift+Enter to the field", async () => {
    const { user, input } = setUp();
    await user.type(input, "/su{Shift>}{Enter}{/Shift}");
    expect(input.value).toBe("/su\n");
  });

  test("close when the focus leaves the field, and when the caret leaves the word", async () => {
    const { user, input } = setUp();
    await user.type(input, "/su");
    await user.keyboard("{Home}");
    expect(screen.queryByRole("listbox")).toBeNull();
    await user.keyboard("{End}");
    expect(screen.getByRole("listbox")).toBeVisible();
    fireEvent.blur(input);
    expect(screen.queryByRole("listbox")).toBeNull();
  });

  test("with another trigger are names within the text", async () => {
    const people = [{ name: "ada" }, { name: "grace" }];
    const { user, input } = renderComposer(<ComposerCommands commands={people} trigger="@" anywhere />);
    await user.type(input, "Ask @gr{Enter}and @a{Tab}today, not ada@");
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(input.value).toBe("Ask @grace and @ada today, not ada@");
  });
});
