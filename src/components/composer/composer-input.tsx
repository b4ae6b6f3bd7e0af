"use client";
import {
  forwardRef,
  useEffect,
  useImperativeHandle,
  useRef,
  type ChangeEvent,
  type ForwardRefExoticComponent,
  type KeyboardEvent,
  type RefAttributes,
} from "react";
import { hasCoarsePointer } from "../coarse-pointer.js";
import { useChat } from "../../hooks/chat-context.js";
import { isBusy } from "../../protocol/status.js";
import { isComposing } from "../composing.js";
import { useElement, type PartElementProps } from "../element.js";
import { useLabels } from "../labels.js";
import { useComposer, type ComposerState, type SubmitKey } from "./composer-context.js";
import { fitContent, watchWidth } from "./fit-content.js";

/** Props of {@link ComposerInput}; all others go to its `<textarea>`. */
export interface ComposerInputProps extends PartElementProps<"textarea", ComposerState, "value" | "defaultValue"> {
  /** Which key sends. @defaultValue that of the composer; else `"enter"`, on touch screens `"mod-enter"` */
  readonly submitKey?: SubmitKey | undefined;
}

/** On touch keyboards Enter breaks the line: there is no Shift+Enter to do it. */
function usualKey(): SubmitKey {
  return hasCoarsePointer() ? "mod-enter" : "enter";
}

function sends({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent, submitKey: SubmitKey): boolean {
  if (key !== "Enter") return false;
  if (submitKey === "mod-enter") return ctrlKey || metaKey;
  return shiftKey === (submitKey === "shift-enter");
}

/**
 * The field. It grows with what is written and shrinks when that is sent. Enter sends, also while an answer runs: then the message
 * waits in the queue. Shift+Enter breaks the line, Escape stops the answer.
 */
export const ComposerInput: ForwardRefExoticComponent<ComposerInputProps & RefAttributes<HTMLTextAreaElement>> =
  forwardRef<HTMLTextAreaElement, ComposerInputProps>(function ComposerInput({ submitKey, ...rest }, ref) {
    const chat = useChat();
    const labels = useLabels();
    const { draft, placeholder = labels.placeholder, send, setDraft, status, submitKey: around } = useComposer();
    const field = useRef<HTMLTextAreaElement>(null);
    useImperativeHandle(ref, () => field.current!, []);
    useEffect(() => watchWidth(field.current), []);
    useEffect(() => fitContent(field.current));
    const own = {
      ref: field,
      className: "hw-input",
      rows: Math.min(draft.split("\n").length, 8),
      dir: "auto",
      "aria-label": labels.composer,
      placeholder,
      value: draft,
      onChange: (event: ChangeEvent<HTMLTextAreaElement>) => setDraft(event.target.value),
      onKeyDown(event: KeyboardEvent) {
        if (isComposing(event)) return;
        const stops = event.key === "Escape" && isBusy(status);
        if (stops) chat.abort();
        else if (sends(event, submitKey ?? around ?? usualKey())) send();
        else return;
        event.preventDefault();
      },
    };
    return useElement("textarea", own, rest, { status });
  });
