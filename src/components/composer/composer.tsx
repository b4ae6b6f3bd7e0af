"use client";
import {
  forwardRef,
  useImperativeHandle,
  useRef,
  useState,
  type FormEvent,
  type ForwardRefExoticComponent,
  type ReactNode,
  type RefAttributes,
} from "react";
import { useChat, useStatus } from "../../hooks/chat-context.js";
import { messageText } from "../../protocol/message.js";
import { isBusy } from "../../protocol/status.js";
import { useElement, type PartElementProps } from "../element.js";
import {
  ComposerContext,
  type ComposerExtension,
  type ComposerHandle,
  type ComposerState,
} from "./composer-context.js";
import { ComposerField } from "./composer-field.js";
import { ComposerInput } from "./composer-input.js";
import { ComposerQueue } from "./composer-queue.js";
import { ComposerSubmit } from "./composer-submit.js";

/** Props of {@link Composer}; all others go to its `<form>`. */
export interface ComposerProps
  extends
    PartElementProps<"form", ComposerState, "defaultValue">,
    Partial<Pick<ComposerHandle, "placeholder" | "submitKey">> {
  /** The draft, when the application holds it. */
  readonly value?: string | undefined;
  /** The first draft, when the composer holds it. @defaultValue `""` */
  readonly defaultValue?: string | undefined;
  /** The draft has changed: by typing, by sending, by a message that was taken back. */
  readonly onValueChange?: ((value: string) => void) | undefined;
  /** Its parts, in any arrangement. @defaultValue `ComposerQueue`, and a `ComposerField` with `ComposerInput` and `ComposerSubmit` */
  readonly children?: ReactNode;
}

const allParts = (
  <>
    <ComposerQueue />
    <ComposerField>
      <ComposerInput />
      <ComposerSubmit />
    </ComposerField>
  </>
);

/**
 * Where the user writes. Enter sends, Shift+Enter breaks the line, Escape stops. It is never disabled: what is sent while an
 * answer is running waits in a visible queue. Send and stop are one button whose name changes, so focus is never lost.
 *
 * @example
 * <Composer>
 *   <ComposerQueue />
 *   <ComposerField>
 *     <ComposerAttachments accept="image/*" />
 *     <ComposerInput />
 *     <ComposerSubmit />
 *   </ComposerField>
 * </Composer>
 */
export const Composer: ForwardRefExoticComponent<ComposerProps & RefAttributes<HTMLFormElement>> = forwardRef<
  HTMLFormElement,
  ComposerProps
>(function Composer(props, ref) {
  const { value, defaultValue = "", onValueChange, placeholder, submitKey, children = allParts, ...rest } = props;
  const chat = useChat();
  const status = useStatus();
  const [ownDraft, setOwnDraft] = useState(defaultValue);
  const [extensions] = useState(() => new Set<ComposerExtension>());
  const form = useRef<HTMLFormElement>(null);
  useImperativeHandle(ref, () => form.current!, []);
  const draft = value ?? ownDraft;

  function setDraft(next: string): void {
    setOwnDraft(next);
    onValueChange?.(next);
  }
  function send(): void {
    const added = [...extensions].map((extension) => extension.parts());
    if (added.includes(undefined)) return;
    const parts = added.flatMap((some) => some ?? []);
    const text = draft.trim() && draft;
    if (!text && !parts[0]) return;
    const before = chat.store.getState();
    void chat.send(parts[0] ? { parts: text ? [...parts, { type: "text", text }] : parts } : text);
    // A chat that ignores messages while it is busy leaves everything as it was; then the words stay here.
    if (chat.store.getState() === before) return;
    setDraft("");
    for (const extension of extensions) extension.onSent();
  }

  const handle: ComposerHandle = {
    status,
    draft,
    setDraft,
    send,
    takeBack(messageId) {
      const taken = chat.unqueue(messageId);
      if (!taken) return;
      setDraft([draft, messageText(taken)].filter(Boolean).join("\n"));
      for (const extension of extensions) extension.onTakeBack(taken.parts);
    },
    form,
    extend(extension) {
      extensions.add(extension);
      return () => void extensions.delete(extension);
    },
    placeholder,
    submitKey,
  };
  const own = {
    ref: form,
    className: "hw-composer",
    "data-status": status,
    onSubmit(event: FormEvent) {
      event.preventDefault();
      if (isBusy(status)) chat.abort();
      else send();
    },
    children,
  };
  const element = useElement("form", own, rest, { status });
  // oxlint-disable-next-line react/jsx-no-constructed-context-values -- it changes with the draft, and so does all that reads it
  return <ComposerContext.Provider value={handle}>{element}</ComposerContext.Provider>;
});
