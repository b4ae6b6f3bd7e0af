"use client";
import {
  forwardRef,
  memo,
  useContext,
  type ForwardRefExoticComponent,
  type NamedExoticComponent,
  type RefAttributes,
} from "react";
import { useElapsedSeconds } from "../../hooks/use-elapsed-seconds.js";
import type { ReasoningPart } from "../../protocol/message.js";
import { useElement, type PartElementProps } from "../element.js";
import { fill, useFormat } from "../format.js";
import { GrowingText } from "../growing-text.js";
import { useLabels } from "../labels.js";
import { MarkdownPart } from "../markdown/markdown.js";
import { MarkdownContext } from "../markdown/settings.js";
import { useDisclosure, type DisclosureProps } from "../use-disclosure.js";

/** What the outer element of {@link Reasoning} depends on. */
export interface ReasoningState {
  readonly isStreaming: boolean;
  readonly isOpen: boolean;
}

/** Props of {@link Reasoning}; all others go to its `<details>`. */
export interface ReasoningProps
  extends PartElementProps<"details", ReasoningState, "part" | keyof DisclosureProps>, DisclosureProps {
  /** The part of a message, as renderers of parts get it. */
  readonly part: ReasoningPart;
  /** More of it may come. @defaultValue `false` */
  readonly isStreaming?: boolean;
}

/** A second is told when it is full. Nobody hears it. */
const Elapsed: NamedExoticComponent<{ readonly since: number }> = memo(function Elapsed({ since }) {
  const seconds = useElapsedSeconds(since);
  const { duration } = useFormat();
  return (
    <span className="hw-numeric" aria-hidden="true">
      {seconds ? duration(seconds * 1000) : null}
    </span>
  );
});

/** ms below which nobody was seen thinking. */
const shortest = 1000;

/**
 * What the model thought: open with the time that passes while it streams, then folded under "Thought for 12 s". Without times, in
 * conversations of the past, it is just "Reasoning". Nothing where a server sent no word of it.
 */
export const Reasoning: ForwardRefExoticComponent<ReasoningProps & RefAttributes<HTMLDetailsElement>> = forwardRef<
  HTMLDetailsElement,
  ReasoningProps
>(function Reasoning({ part, isStreaming = false, open, defaultOpen, onOpenChange, ...rest }, ref) {
  const labels = useLabels();
  const format = useFormat();
  const isMarkdown = useContext(MarkdownContext) !== false;
  const { isOpen, onToggle, onClick } = useDisclosure({ open, defaultOpen, onOpenChange }, isStreaming);
  const { text, startedAt = 0, endedAt = 0 } = part;
  const length = endedAt - startedAt;
  const duration =
    length >= shortest ? fill(labels.thoughtFor, { duration: format.duration(length) }) : labels.reasoning;
  const own = {
    ref,
    className: "hw-reasoning",
    open: isOpen,
    onToggle,
    "data-part": part.type,
    "data-status": isStreaming ? "streaming" : "done",
    children: (
      <>
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a summary is one */}
        <summary onClick={onClick}>
          {isStreaming ? labels.thinking : duration} {isStreaming && startedAt > 0 && <Elapsed since={startedAt} />}
        </summary>
        {isMarkdown ? (
          <MarkdownPart part={part} index={-1} isStreaming={isStreaming} />
        ) : (
          <div className="hw-reasoning-text" dir="auto">
            <GrowingText text={text} part={part} />
          </div>
        )}
      </>
    ),
  };
  const element = useElement("details", own, rest, { isStreaming, isOpen });
  return text || isStreaming ? element : null;
});
