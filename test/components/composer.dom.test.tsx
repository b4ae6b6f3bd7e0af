import { act, fireEvent, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { createRef, useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ChatProvider, Composer, type ComposerProps } from "../../src/index.js";
import { createTestChat, transcript } from "../helpers/chat.js";
import { delta } from "../helpers/openai.js";

function setUp(props: ComposerProps = {}) {
  const { chat, fetch } = createTestChat(() => ({ chunks: [delta("a")], end: "open" }));
  render(
    <ChatProvider chat={chat}>
      <Composer {...props} />
    </ChatProvider>,
  );
  const questions = () => transcript(chat).filter((line) => line.startsWith("user"));
  return { chat, fetch, user: userEvent.setup(), input: screen.getByRole<HTMLTextAreaElement>("textbox"), questions };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("Enter", () => {
  test("sends and clears the draft", async () => {
    const { user, input, questions } = setUp();
    await user.type(input, "Hello{Enter}");
    expect([questions(), input.value]).toEqual([["user: Hello"], ""]);
  });

  test("with Shift breaks the line", async () => {
    const { user, input, questions } = setUp();
    await user.type(input, "One{Shift>}{Enter}{/Shift}Two");
    expect([questions(), input.value, input.rows]).toEqual([[], "One\nTwo", 2]);
  });

  test.for(["", "   ", "\n\n"])("sends nothing of %j", async (text) => {
    const { input, questions } = setUp({ defaultValue: text });
    fireEvent.keyDown(input, { key: "Enter" });
    expect([questions(), input.value]).toEqual([[], text]);
  });

  test.for<[string, object]>([
    ["Chrome and Firefox: the key event says so", { isComposing: true }],
    ["Safari: the composition is over, only key code 229 is left", { isComposing: false, keyCode: 229 }],
    ["both", { isComposing: true, keyCode: 229 }],
  ])("that confirms a candidate of an input method sends nothing (%s)", ([, how]) => {
    const { input, questions } = setUp();
    fireEvent.compositionStart(input);
    fireEvent.change(input, { target: { value: "にほん" } });
    const passed = fireEvent.keyDown(input, { key: "Enter", ...how });
    fireEvent.compositionEnd(input);
    // The key belongs to the input method: it must not be taken from it either.
    expect([questions(), input.value, passed]).toEqual([[], "にほん", true]);
    fireEvent.keyDown(input, { key: "Enter", keyCode: 13 });
    expect(questions()).toEqual(["user: にほん"]);
  });

  test("on a touch keyboard breaks the line, because there is no Shift+Enter", () => {
    vi.stubGlobal("matchMedia", (query: string) => ({ matches: query === "(pointer: coarse)" }));
    const { input, questions } = setUp({ defaultValue: "Hello" });
    expect(fireEvent.keyDown(input, { key: "Enter" })).toBe(true);
    expect(questions()).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(questions()).toEqual(["user: Hello"]);
  });

  test("held down sends once", () => {
    const { input, questions } = setUp({ defaultValue: "Hello" });
    for (let repeat = 0; repeat < 5; repeat++) fireEvent.keyDown(input, { key: "Enter", repeat: repeat > 0 });
    expect(questions()).toEqual(["user: Hello"]);
  });
});

describe("the button", () => {
  test("sends, then is the same element and stops, so that focus is not lost", async () => {
    const { user, input, chat } = setUp();
    await user.type(input, "Hello");
    const button = screen.getByRole("button", { name: "Send" });
    await user.click(button);
    expect(button).toHaveAccessibleName("Stop");
    expect(document.activeElement).toBe(button);
    await user.click(button);
    expect(button).toHaveAccessibleName("Send");
    expect(transcript(chat)[1]).toContain("aborted");
  });

  test("is never disabled, and the input neither", async () => {
    const { user, input } = setUp();
    expect(screen.getByRole("button")).toBeEnabled();
    await user.type(input, "Hello{Enter}");
    expect(screen.getByRole("button")).toBeEnabled();
    expect(input).toBeEnabled();
  });
});

test("Escape stops a running answer and keeps the draft", async () => {
  const { user, input, chat } = setUp();
  await user.type(input, "Hello{Enter}Draft{Escape}");
  expect(transcript(chat)[1]).toContain("aborted");
  expect(input.value).toBe("Draft");
});

test("Escape that closes an input method stops nothing", async () => {
  const { user, input, chat } = setUp();
  await user.type(input, "Hello{Enter}");
  fireEvent.keyDown(input, { key: "Escape", isComposing: true });
  expect(transcript(chat)[1]).not.toContain("aborted");
});

test("the draft can live in the application", async () => {
  const values: string[] = [];
  const { chat } = createTestChat();
  function App() {
    const [value, setValue] = useState("Hel");
    const change = (next: string) => {
      values.push(next);
      setValue(next);
    };
    return (
      <ChatProvider chat={chat}>
        <Composer value={value} onValueChange={change} />
      </ChatProvider>
    );
  }
  render(<App />);
  const input = screen.getByRole("textbox");
  await userEvent.type(input, "lo{Enter}");
  expect(values).toEqual(["Hell", "Hello", ""]);
  expect([transcript(chat)[0], (input as HTMLTextAreaElement).value]).toEqual(["user: Hello", ""]);
});

test("a draft that the application holds changes only through it", async () => {
  const { user, input } = setUp({ value: "Fixed" });
  await user.type(input, "x");
  expect(input.value).toBe("Fixed");
});

test("it grows with its lines, up to eight", () => {
  const { input } = setUp({ defaultValue: "1\n2\n3" });
  expect(input.rows).toBe(3);
  fireEvent.change(input, { target: { value: "x\n".repeat(50) } });
  expect(input.rows).toBe(8);
});

test("attributes go to the form", () => {
  const ref = createRef<HTMLFormElement>();
  const { input } = setUp({ ref, className: "mine", id: "form", placeholder: "Say it" } as ComposerProps);
  const form = document.querySelector("form")!;
  expect([ref.current, form.id, form.className.includes("mine"), form.dataset["status"], input.placeholder]).toEqual([
    form,
    "form",
    true,
    "idle",
    "Say it",
  ]);
});

test("submitting the form sends, as a browser's own gestures do", () => {
  const { questions } = setUp({ defaultValue: "Hello" });
  act(() => document.querySelector("form")!.requestSubmit());
  expect(questions()).toEqual(["user: Hello"]);
});
