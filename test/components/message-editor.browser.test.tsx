import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import "../../src/components/styles.css";
import { ChatProvider, StreamingMessage } from "../../src/index.js";
import { createMessage } from "../../src/protocol/message.js";
import { createTestChat } from "../helpers/chat.js";
import { withoutFieldSizing } from "../helpers/field-sizing.js";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  document.adoptedStyleSheets = [];
});

test.each([
  ["where the browser sizes fields by their content", true],
  ["where it does not (Firefox, Safari before 26)", false],
])("a long message that is edited is seen in all its lines, %s", (_where, isSupported) => {
  if (!isSupported) withoutFieldSizing();
  const text = "One line that is broken by itself. ".repeat(8).trim();
  const { chat } = createTestChat(undefined, {
    messages: [createMessage("q", "user", { parts: [{ type: "text", text }] })],
  });
  render(
    <ChatProvider chat={chat}>
      <div className="headwater" style={{ inlineSize: "20rem" }}>
        <StreamingMessage messageId="q" />
      </div>
    </ChatProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Edit" }));
  const field = screen.getByRole<HTMLTextAreaElement>("textbox");
  expect(field.scrollHeight - field.clientHeight).toBeLessThanOrEqual(1);
  const before = field.clientHeight;
  expect(before).toBeGreaterThan(100);
  fireEvent.change(field, { target: { value: "Short." } });
  expect(field.clientHeight).toBeLessThan(before / 2);
  expect([document.activeElement, field.selectionStart]).toEqual([field, 6]);
});
