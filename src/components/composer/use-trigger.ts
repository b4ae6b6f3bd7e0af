"use client";
import { useEffect, useState } from "react";
import { useComposer } from "./composer-context.js";

/** The word that is being written after a trigger. */
export interface TriggeredWord {
  /** Without the trigger, up to the caret. */
  readonly query: string;
  /** Where the trigger stands in the draft, and where the caret does. */
  readonly start: number;
  readonly end: number;
}

/**
 * The word at the caret, if it begins with the trigger: at the beginning of the draft, or of any word.
 *
 * @returns `undefined` also while the field has not the focus
 */
export function useTrigger(trigger: string, isAnywhere: boolean): TriggeredWord | undefined {
  const { draft, form } = useComposer();
  const [caret, setCaret] = useState<number>();
  useEffect(() => {
    const element = form.current;
    const look = ({ type, target }: Event): void => {
      if (target instanceof HTMLTextAreaElement) setCaret(type === "focusout" ? undefined : target.selectionEnd);
    };
    const events = ["input", "keyup", "click", "focusin", "focusout"];
    for (const name of events) element?.addEventListener(name, look);
    return () => {
      for (const name of events) element?.removeEventListener(name, look);
    };
  }, [form]);
  if (caret === undefined) return undefined;
  const before = draft.slice(0, caret);
  const start = Math.max(before.lastIndexOf(" "), before.lastIndexOf("\n")) + 1;
  if (!before.startsWith(trigger, start) || (start > 0 && !isAnywhere)) return undefined;
  return { query: before.slice(start + trigger.length), start, end: before.length };
}
