import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { createRef, type ReactElement } from "react";
import { describe, expect, test } from "vitest";
import {
  Chat,
  ChatPanel,
  ChatRoot,
  Composer,
  defaultLabels,
  LabelsContext,
  LiveStatus,
  MessageList,
  RunControls,
  StreamingMessage,
  useChat,
  type Chat as ChatType,
} from "../../src/index.js";
import { delta } from "../helpers/openai.js";
import { createTestChat } from "../helpers/chat.js";
import { rows } from "../helpers/panel.js";

const around = { ...defaultLabels, conversation: "Unterhaltung", send: "Senden" };
const open = () => ({ chunks: [delta("Par"), delta("tial")], end: "open" as const });

describe("the parts of a chat", () => {
  test("make a chat in any arrangement, and have their own names too", async () => {
    const { chat } = createTestChat();
    render(
      <Chat.Root chat={chat}>
        <header>
          <Chat.Controls />
        </header>
        <Chat.Composer />
        <Chat.Messages renderMessage={(id) => <Chat.Message messageId={id} />} />
        <Chat.Status />
      </Chat.Root>,
    );
    await userEvent.type(screen.getByRole("textbox"), "Hello{Enter}");
    await waitFor(() => expect(rows()[1]).toHaveTextContent("Answer 1"));
    expect(rows()).toHaveLength(2);
    expect(Chat).toMatchObject({
      Root: ChatRoot,
      Messages: MessageList,
      Message: StreamingMessage,
      Composer,
      Controls: RunControls,
      Status: LiveStatus,
    });
  });

  test("find the chat of the root", () => {
    const { chat } = createTestChat();
    const found: ChatType[] = [];
    function Probe(): ReactElement {
      const here = useChat();
      return <button onClick={() => found.push(here)}>Which?</button>;
    }
    render(
      <Chat.Root chat={chat}>
        <Probe />
      </Chat.Root>,
    );
    fireEvent.click(screen.getByRole("button", { name: "Which?" }));
    expect(found).toEqual([chat]);
  });
});

describe("the root of a chat", () => {
  test("takes the labels around it, and its own over them", () => {
    const { chat } = createTestChat();
    render(
      <LabelsContext.Provider value={around}>
        <ChatPanel chat={chat} labels={{ conversation: "Gespräch" }} />
      </LabelsContext.Provider>,
    );
    expect(screen.getByRole("region", { name: "Gespräch" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Senden" })).toBeVisible();
  });

  test("can be styled by the status of the chat, and be another element", async () => {
    const { chat } = createTestChat(open);
    const ref = createRef<HTMLElement>();
    render(
      <ChatPanel
        ref={ref}
        chat={chat}
        className={({ status }) => `is-${status}`}
        style={({ status }) => ({ opacity: status === "idle" ? 1 : 0.5 })}
        render={<aside title="Chat" className="aside" style={{ color: "red" }} />}
      />,
    );
    const root = screen.getByRole("complementary");
    expect(root).toHaveClass("headwater", "hw-chat-panel", "is-idle", "aside");
    expect(root).toHaveStyle({ opacity: "1", color: "rgb(255, 0, 0)" });
    expect([ref.current, root.title]).toEqual([root, "Chat"]);
    await userEvent.type(screen.getByRole("textbox"), "Hello{Enter}");
    await waitFor(() => expect(root).toHaveClass("is-streaming"));
    expect(root).toHaveStyle({ opacity: "0.5" });
  });

  test("stops the answer by Escape, unless the application takes the key", async () => {
    const { chat } = createTestChat(open);
    const taken = new Set(["Escape"]);
    render(<ChatPanel chat={chat} onKeyDown={(event) => taken.has(event.key) && event.preventDefault()} />);
    await userEvent.type(screen.getByRole("textbox"), "Hello{Enter}");
    const root = screen.getByRole("region");
    await waitFor(() => expect(root).toHaveAttribute("data-status", "streaming"));
    fireEvent.keyDown(root, { key: "Escape" });
    expect(root).toHaveAttribute("data-status", "streaming");
    taken.clear();
    fireEvent.keyDown(root, { key: "Escape" });
    await waitFor(() => expect(root).toHaveAttribute("data-status", "aborted"));
  });
});
