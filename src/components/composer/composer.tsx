"use client";
import {
  forwardRef,
  useState,
  type ComponentPropsWithoutRef,
  type KeyboardEvent as ReactKeyboardEvent,
  type ReactElement,
  type ForwardRefExoticComponent,
  type RefAttributes,
} from "react";
import { useChat, useQueue, useStatus } from "../../hooks/chat-context.js";
import { messageText } from "../../protocol/message.js";
import { isBusy } from "../../protocol/status.js";
import { classNames } from "../class-names.js";
import { isComposing } from "../composing.js";
import { RemoveIcon, SendIcon, StopIcon } from "../icons.js";
import { useLabels } from "../labels.js";

/** Props of {@link Composer}; all others go to its `<form>`. */
export interface ComposerProps extends Omit<
  ComponentPropsWithoutRef<"form">,
  "onSubmit" | "defaultValue" | "children"
> {
  /** The draft, when the application holds it. */
  readonly value?: string;
  /** The first draft, when the composer holds it. @defaultValue `""` */
  readonly defaultValue?: string;
  readonly onValueChange?: (value: string) => void;
  /** @defaultValue the label `placeholder` */
  readonly placeholder?: string;
}

/** On touch keyboards Enter breaks the line: there is no Shift+Enter to do it. */
function hasCoarsePointer(): boolean {
  return typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches;
}

/** Messages that wait for the running answer; each can be taken back into the draft. */
function Queue({ onTakeBack }: { readonly onTakeBack: (text: string) => void }): ReactElement | null {
  const chat = useChat();
  const labels = useLabels();
  const queue = useQueue();
  if (queue.length === 0) return null;
  return (
    <ul className="hw-queue" aria-label={labels.queued}>
      {queue.map((message) => (
        <li key={message.id}>
          <span dir="auto">{messageText(message)}</span>
          <button
            type="button"
            className="hw-icon-button"
            aria-label={labels.removeFromQueue}
            onClick={({ currentTarget }) => {
              // This button is about to vanish, and the words go there.
              currentTarget.form?.querySelector("textarea")?.focus();
              const taken = chat.unqueue(message.id);
              if (taken !== undefined) onTakeBack(messageText(taken));
            }}
          >
            <RemoveIcon />
          </button>
        </li>
      ))}
    </ul>
  );
}

/**
 * Where the user writes. Enter sends, Shift+Enter breaks the line, Escape stops. It is never disabled: what is sent while an
 * answer is running waits in a visible queue. Send and stop are one button whose name changes, so focus is never lost.
 */
export const Composer: ForwardRefExoticComponent<ComposerProps & RefAttributes<HTMLFormElement>> = forwardRef<
  HTMLFormElement,
  ComposerProps
>(function Composer({ value, defaultValue = "", onValueChange, placeholder, className, ...rest }, ref) {
  const chat = useChat();
  const labels = useLabels();
  const status = useStatus();
  const busy = isBusy(status);
  const [ownDraft, setOwnDraft] = useState(defaultValue);
  const draft = value ?? ownDraft;

  function change(next: string): void {
    setOwnDraft(next);
    onValueChange?.(next);
  }
  function send(): void {
    if (draft.trim() === "") return;
    const before = chat.store.getState();
    void chat.send(draft);
    // A chat that ignores messages while it is busy leaves everything as it was; then the words stay here.
    if (chat.store.getState() !== before) change("");
  }
  function onKeyDown(event: ReactKeyboardEvent<HTMLTextAreaElement>): void {
    if (isComposing(event)) return;
    if (event.key === "Escape" && busy) {
      event.preventDefault();
      chat.abort();
    }
    if (event.key !== "Enter" || event.shiftKey || hasCoarsePointer()) return;
    event.preventDefault();
    send();
  }

  return (
    <form
      {...rest}
      ref={ref}
      className={classNames("hw-composer", className)}
      data-status={status}
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) chat.abort();
        else send();
      }}
    >
      <Queue onTakeBack={(text) => change(draft === "" ? text : `${draft}\n${text}`)} />
      <div className="hw-field">
        <textarea
          className="hw-input"
          rows={Math.min(draft.split("\n").length, 8)}
          dir="auto"
          aria-label={labels.composer}
          placeholder={placeholder ?? labels.placeholder}
          value={draft}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="hw-send" aria-label={busy ? labels.stop : labels.send}>
          {busy ? <StopIcon /> : <SendIcon />}
        </button>
      </div>
    </form>
  );
});
