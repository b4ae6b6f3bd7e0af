import { fireEvent, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { createRef } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  Chat,
  ChatPanel,
  ChatProvider,
  Composer,
  ComposerField,
  ComposerInput,
  ComposerSubmit,
  useComposer,
  type ComposerState,
  type SubmitKey,
} from "../../src/index.js";
import { createTestChat, transcript } from "../helpers/chat.js";
import { renderComposer } from "../helpers/composer.js";

afterEach(() => {
  vi.unstubAllGlobals();
});

function Templates() {
  const { draft, setDraft, send } = useComposer();
  return (
    <>
      <button type="button" onClick={() => setDraft(`${draft}, in Welsh`)}>
        Translate
      </button>
      <button type="button" onClick={send}>
        Ask
      </button>
    </>
  );
}

test("a part of one's own reads, changes and sends the draft", async () => {
  const { user, input, chat } = renderComposer(<Templates />);
  await user.type(input, "Good morning");
  await user.click(screen.getByRole("button", { name: "Translate" }));
  expect(input.value).toBe("Good morning, in Welsh");
  await user.click(screen.getByRole("button", { name: "Ask" }));
  expect([transcript(chat)[0], input.value]).toEqual(["user: Good morning, in Welsh", ""]);
});

test("a part outside of a composer says what is missing", () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  expect(() => render(<ComposerSubmit />)).toThrow("Put this component inside <Composer>.");
  vi.restoreAllMocks();
});

test("each part takes attributes, a class name by state, a ref and another element", async () => {
  const { chat } = createTestChat();
  const refs = {
    form: createRef<HTMLFormElement>(),
    input: createRef<HTMLTextAreaElement>(),
    button: createRef<HTMLButtonElement>(),
    field: createRef<HTMLDivElement>(),
  };
  const byState = ({ status }: ComposerState) => `is-${status}`;
  const press = vi.fn<() => void>();
  render(
    <ChatProvider chat={chat}>
      <Composer ref={refs.form} className={byState} aria-describedby="help">
        <ComposerField ref={refs.field} className={byState} render={<fieldset />}>
          <ComposerInput ref={refs.input} className={byState} maxLength={9} onKeyDown={press} />
          <ComposerSubmit ref={refs.button} className={byState} title="Off you go">
            Go
          </ComposerSubmit>
        </ComposerField>
      </Composer>
    </ChatProvider>,
  );
  const { form, input, button, field } = refs;
  for (const { current } of Object.values(refs)) expect(current).toHaveClass("is-idle");
  expect(form.current).toHaveAttribute("aria-describedby", "help");
  expect(form.current).toHaveAttribute("data-status", "idle");
  expect(field.current!.tagName).toBe("FIELDSET");
  expect(input.current!.maxLength).toBe(9);
  expect([button.current!.title, button.current!.textContent]).toEqual(["Off you go", "Go"]);
  await userEvent.type(input.current!, "a");
  expect(press).toHaveBeenCalledOnce();
});

test("a ref that is a function is told of the element once, not with every key", async () => {
  const { chat } = createTestChat();
  const form = vi.fn<(element: HTMLFormElement | null) => void>();
  const input = vi.fn<(element: HTMLTextAreaElement | null) => void>();
  render(
    <ChatProvider chat={chat}>
      <Composer ref={(element) => form(element)}>
        <ComposerInput ref={input} />
      </Composer>
    </ChatProvider>,
  );
  await userEvent.type(screen.getByRole("textbox"), "abc");
  expect([form.mock.calls.length, input.mock.calls.length]).toEqual([1, 1]);
});

test("a handler of the application can keep a message from being sent", async () => {
  const { user, input, chat } = renderComposer(null, { onSubmit: (event) => event.preventDefault() });
  await user.type(input, "Hello");
  await user.click(screen.getByRole("button", { name: "Send" }));
  expect([transcript(chat), input.value]).toEqual([[], "Hello"]);
});

test("the parts are those of the namespace", () => {
  expect([Chat.Field, Chat.Input, Chat.Submit]).toEqual([ComposerField, ComposerInput, ComposerSubmit]);
  expect(Chat.Queue).toBeDefined();
});

test("a panel takes another composer, or none", () => {
  const { rerender } = render(<ChatPanel endpoint="x" composer={<Composer placeholder="Say it" />} />);
  expect(screen.getByPlaceholderText("Say it")).toBeVisible();
  rerender(<ChatPanel endpoint="x" composer={null} />);
  expect(screen.queryByRole("textbox")).toBeNull();
});

describe("the key that sends", () => {
  const keys: Record<string, object> = {
    Enter: {},
    "Shift+Enter": { shiftKey: true },
    "Ctrl+Enter": { ctrlKey: true },
    "Cmd+Enter": { metaKey: true },
  };
  function senders(submitKey?: SubmitKey): string[] {
    return Object.keys(keys).filter((name) => {
      const { chat, input, unmount } = renderComposer(null, {
        defaultValue: "Hello",
        ...(submitKey && { submitKey }),
      });
      fireEvent.keyDown(input, { key: "Enter", ...keys[name] });
      unmount();
      return transcript(chat).length > 0;
    });
  }

  test.for<[SubmitKey | undefined, string[]]>([
    [undefined, ["Enter", "Ctrl+Enter", "Cmd+Enter"]],
    ["enter", ["Enter", "Ctrl+Enter", "Cmd+Enter"]],
    ["mod-enter", ["Ctrl+Enter", "Cmd+Enter"]],
    ["shift-enter", ["Shift+Enter"]],
  ])("%s: %j", ([submitKey, expected]) => {
    expect(senders(submitKey)).toEqual(expected);
  });

  test("on a touch screen a keyboard's Ctrl+Enter sends, and Enter where the application says so", () => {
    vi.stubGlobal("matchMedia", (query: string) => ({ matches: query === "(pointer: coarse)" }));
    expect(senders()).toEqual(["Ctrl+Enter", "Cmd+Enter"]);
    expect(senders("enter")).toContain("Enter");
  });

  test("can be that of one input alone", () => {
    const { chat } = createTestChat();
    render(
      <ChatProvider chat={chat}>
        <Composer defaultValue="Hello" submitKey="enter">
          <ComposerInput submitKey="mod-enter" />
        </Composer>
      </ChatProvider>,
    );
    expect(fireEvent.keyDown(screen.getByRole("textbox"), { key: "Enter" })).toBe(true);
    expect(transcript(chat)).toEqual([]);
  });
});

test("while an answer runs Enter puts the draft into the queue, and the button stops", async () => {
  const { user, input, chat } = renderComposer(null);
  await user.type(input, "One{Enter}Two{Enter}Three");
  const list = screen.getByRole("list", { name: "Waiting to be sent" });
  expect([...list.children].map((row) => row.textContent)).toEqual(["Two"]);
  await user.click(screen.getByRole("button", { name: "Stop" }));
  expect(transcript(chat)).toEqual(["user: One", "assistant: a (aborted)"]);
  expect(input.value).toBe("Three");
});
