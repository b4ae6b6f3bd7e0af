"use client";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { useChat } from "../../hooks/chat-context.js";
import { messageText, type Message } from "../../protocol/message.js";
import { hasCoarsePointer } from "../coarse-pointer.js";
import { fitContent, watchWidth } from "../composer/fit-content.js";
import { isComposing } from "../composing.js";
import { handOverFocus } from "../hand-over-focus.js";
import { useLabels } from "../labels.js";

interface MessageEditorProps {
  readonly message: Message;
  readonly onClose: () => void;
}

/** The reader has just asked for it: who edits goes on at the end. */
function focusEnd(field: HTMLTextAreaElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

/** Edits what the user wrote, and asks again from there. The keys are those of the composer. */
export function MessageEditor({ message, onClose }: MessageEditorProps): ReactElement {
  const chat = useChat();
  const labels = useLabels();
  const [draft, setDraft] = useState(() => messageText(message));
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => focusEnd(field.current), []);
  useEffect(() => watchWidth(field.current), []);
  useEffect(() => fitContent(field.current));
  function send(from: Element): void {
    if (draft.trim() === "") return;
    handOverFocus(from);
    onClose();
    void chat.edit(message.id, draft);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const isSend = event.key === "Enter" && !event.shiftKey && !hasCoarsePointer();
    if (!isSend && event.key !== "Escape") return;
    event.preventDefault();
    if (isSend) send(event.currentTarget);
    else onClose();
  }
  return (
    <form
      className="hw-editor"
      onSubmit={(event) => {
        event.preventDefault();
        send(event.currentTarget);
      }}
    >
      <div className="hw-field">
        <textarea
          ref={field}
          className="hw-input"
          rows={Math.min(draft.split("\n").length, 8)}
          dir="auto"
          aria-label={labels.editMessage}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="hw-actions">
        <button type="button" className="hw-button" onClick={onClose}>
          {labels.editCancel}
        </button>
        <button type="submit" className="hw-button">
          {labels.editSend}
        </button>
      </div>
    </form>
  );
}
