"use client";
import { forwardRef, type ForwardRefExoticComponent, type RefAttributes } from "react";
import { useChat, useMessageIds } from "../../hooks/chat-context.js";
import { useElement, type PartElementProps } from "../element.js";
import { handOverFocus } from "../hand-over-focus.js";
import { useLabels } from "../labels.js";

/** A question that is offered: its words, or a label for words that are longer. */
export type Suggestion = string | { readonly label: string; readonly prompt: string };

/** What the outer element of {@link Suggestions} depends on. */
export interface SuggestionsState {
  /** How many there are. */
  readonly count: number;
}

/** Props of {@link Suggestions}; all others go to its outer element. */
export interface SuggestionsProps extends PartElementProps<"ul", SuggestionsState> {
  /** What is offered: each is a button that sends it. */
  readonly suggestions: readonly Suggestion[];
}

/** Questions to begin with, each a button that sends it. Renders nothing as soon as there is a message. */
export const Suggestions: ForwardRefExoticComponent<SuggestionsProps & RefAttributes<HTMLUListElement>> = forwardRef<
  HTMLUListElement,
  SuggestionsProps
>(function Suggestions({ suggestions, ...rest }, ref) {
  const chat = useChat();
  const labels = useLabels();
  const isEmpty = useMessageIds().length === 0;
  const own = {
    ref,
    className: "hw-suggestions",
    "aria-label": labels.suggestions,
    children: suggestions.map((suggestion) => {
      const { label, prompt } = typeof suggestion === "string" ? { label: suggestion, prompt: suggestion } : suggestion;
      return (
        <li key={prompt}>
          <button
            type="button"
            className="hw-button"
            dir="auto"
            onClick={(event) => {
              handOverFocus(event.currentTarget);
              void chat.send(prompt);
            }}
          >
            {label}
          </button>
        </li>
      );
    }),
  };
  const element = useElement("ul", own, rest, { count: suggestions.length });
  return isEmpty && suggestions.length > 0 ? element : null;
});
