import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { createRef, StrictMode, useState } from "react";
import { describe, expect, test, vi } from "vitest";
import { ChatPanel, ChatPopover, ChatSidePanel, type ChatPopoverProps } from "../../src/index.js";
import { createGate } from "../helpers/async.js";
import { createTestChat, transcript, type Play } from "../helpers/chat.js";
import { running } from "../helpers/composer.js";
import { answer } from "../helpers/openai.js";

const shells = [
  ["ChatPopover", ChatPopover, "dialog"],
  ["ChatSidePanel", ChatSidePanel, "complementary"],
] as const;

function setUp(Shell: typeof ChatPopover, props: ChatPopoverProps = {}, play?: Play) {
  const { chat } = createTestChat(play);
  const view = render(
    <StrictMode>
      <button type="button">Elsewhere</button>
      <Shell {...props}>
        <ChatPanel chat={chat} />
      </Shell>
    </StrictMode>,
  );
  return { ...view, chat, user: userEvent.setup() };
}

const button = (name: string) => screen.getByRole("button", { name });
const input = () => screen.getByRole("textbox");

describe.each(shells)("%s", (_name, Shell, role) => {
  test("opens by its button, which leads into the field and is then the one that closes", async () => {
    const onOpenChange = vi.fn<(open: boolean) => void>();
    const { user, container } = setUp(Shell, { onOpenChange });
    expect(screen.queryByRole(role)).toBeNull();
    const launch = button("Open chat");
    expect(launch).toHaveAttribute("aria-expanded", "false");
    await user.click(launch);
    const panel = screen.getByRole(role, { name: "Chat" });
    expect(panel).toBeVisible();
    expect(input()).toHaveFocus();
    expect(button("Close chat")).toBe(launch);
    expect(launch).toHaveAttribute("aria-expanded", "true");
    expect(launch).toHaveAttribute("aria-controls", panel.id);
    expect(container.querySelector(".hw-launcher")).toHaveAttribute("data-open", "true");
    await user.click(launch);
    expect(screen.queryByRole(role)).toBeNull();
    expect(onOpenChange.mock.calls).toEqual([[true], [false]]);
  });

  test("is closed by Escape, and the focus goes back to the button", async () => {
    const { user } = setUp(Shell);
    await user.click(button("Open chat"));
    await user.keyboard("{Escape}");
    expect(screen.queryByRole(role)).toBeNull();
    expect(button("Open chat")).toHaveFocus();
    // An Escape on the page means something else.
    await user.keyboard("{Enter}");
    button("Elsewhere").focus();
    await user.keyboard("{Escape}");
    expect(screen.getByRole(role)).toBeVisible();
  });

  test.for<[string, () => HTMLElement]>([
    ["in the field", input],
    ["on another button", () => button("Stop")],
  ])("the first Escape stops a running answer, the second closes (focus %s)", async ([, place]) => {
    const { user, chat } = setUp(Shell, {}, running);
    await user.click(button("Open chat"));
    await user.keyboard("Hello{Enter}");
    place().focus();
    await user.keyboard("{Escape}");
    expect(transcript(chat)[1]).toBe("assistant: a (aborted)");
    expect(screen.getByRole(role)).toBeVisible();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole(role)).toBeNull();
  });

  test("is not closed by the Escape of an input method", async () => {
    const { user } = setUp(Shell);
    await user.click(button("Open chat"));
    fireEvent.keyDown(input(), { key: "Escape", isComposing: true });
    expect(screen.getByRole(role)).toBeVisible();
  });

  test("goes on while it is closed, and tells that an answer came, once it is complete", async () => {
    const gate = createGate();
    const { user, chat, container } = setUp(Shell, {}, async () => {
      await gate.promise;
      return { chunks: answer("Done") };
    });
    await user.click(button("Open chat"));
    await user.keyboard("Hello{Enter}");
    await user.click(button("Close chat"));
    expect(button("Open chat")).toBeVisible();
    gate.open();
    await waitFor(() => expect(button("Open chat, new answer")).toBeVisible());
    expect(container.querySelector(".hw-launcher")).toHaveAttribute("data-unread", "true");
    expect(transcript(chat)).toEqual(["user: Hello", "assistant: Done (done)"]);
    await user.click(button("Open chat, new answer"));
    expect(screen.getByText("Done", { selector: "article *" })).toBeVisible();
    await user.click(button("Close chat"));
    expect(button("Open chat")).toBeVisible();
  });

  test("an answer that ends before the eyes of the user is not new", async () => {
    const { user } = setUp(Shell);
    await user.click(button("Open chat"));
    await user.keyboard("Hello{Enter}");
    await screen.findByText("Answer 1", { selector: "article *" });
    await user.click(button("Close chat"));
    expect(button("Open chat")).toBeVisible();
  });

  test("an answer that fails while it is closed is told too, one that is stopped is not", async () => {
    const { user, chat } = setUp(Shell, {}, (_request, index) =>
      index === 0 ? running({ url: "", init: {}, body: "" }, 0) : { chunks: [], status: 500 },
    );
    await user.click(button("Open chat"));
    await user.keyboard("Hello{Enter}");
    await user.click(button("Close chat"));
    await act(async () => chat.abort());
    expect(button("Open chat")).toBeVisible();
    await act(async () => void chat.send("Again"));
    await waitFor(() => expect(button("Open chat, new answer")).toBeVisible());
  });

  test("the application may hold whether it is open, and then the focus stays where it is", async () => {
    function App() {
      const [open, setOpen] = useState(false);
      return (
        <>
          <button type="button" onClick={() => setOpen(!open)}>
            Help
          </button>
          <Shell open={open} onOpenChange={setOpen} unread>
            <ChatPanel endpoint="x" />
          </Shell>
        </>
      );
    }
    render(<App />);
    const user = userEvent.setup();
    expect(button("Open chat, new answer")).toBeVisible();
    await user.click(button("Help"));
    expect(screen.getByRole(role)).toBeVisible();
    expect(button("Help")).toHaveFocus();
    // But what vanishes hands over the focus, to where the user came from.
    input().focus();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole(role)).toBeNull();
    expect(button("Help")).toHaveFocus();
  });

  test("that the application keeps open does not close", async () => {
    const { user } = setUp(Shell, { open: true });
    await user.click(button("Close chat"));
    expect(screen.getByRole(role)).toBeVisible();
  });

  test("closed by the application, it hands over the focus too", () => {
    const { rerender } = render(<Shell open>{<textarea aria-label="Own" />}</Shell>);
    screen.getByLabelText("Own").focus();
    rerender(<Shell open={false}>{<textarea aria-label="Own" />}</Shell>);
    expect(button("Open chat")).toHaveFocus();
  });

  test("without a field the chat itself gets the focus", async () => {
    render(<Shell>Nothing to write here</Shell>);
    await userEvent.click(button("Open chat"));
    expect(screen.getByRole(role)).toHaveFocus();
  });

  test("takes labels, an icon, a ref, attributes, a class name by state, and may begin open", () => {
    const ref = createRef<HTMLDivElement>();
    render(
      <Shell
        ref={ref}
        id="help"
        defaultOpen
        icon="?"
        labels={{ title: "Hilfe", open: "Hilfe öffnen", close: "Hilfe schließen" }}
        className={({ open, unread }) => `${open} ${unread}`}
      />,
    );
    expect(screen.getByRole(role, { name: "Hilfe" })).toBeVisible();
    expect(ref.current).toHaveClass("true", "false", "hw-launcher");
    expect(ref.current!.id).toBe("help");
    fireEvent.click(button("Hilfe schließen"));
    expect(button("Hilfe öffnen")).toHaveTextContent("?");
  });
});

test("the side panel says whether it pushes", () => {
  const { container, rerender } = render(<ChatSidePanel />);
  const shape = () => container.querySelector<HTMLElement>(".hw-launcher")!.dataset["shape"];
  expect(shape()).toBe("overlay");
  rerender(<ChatSidePanel mode="push" />);
  expect(shape()).toBe("push");
});
