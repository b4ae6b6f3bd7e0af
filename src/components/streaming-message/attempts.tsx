"use client";
import {
  forwardRef,
  useEffect,
  useRef,
  type ForwardRefExoticComponent,
  type ReactElement,
  type RefAttributes,
} from "react";
import { useAttempts, useChat } from "../../hooks/chat-context.js";
import { useElement, type PartElementProps } from "../element.js";
import { fill, useFormat } from "../format.js";
import { NextIcon, PreviousIcon } from "../icons.js";
import { useLabels } from "../labels.js";

/** What the outer element of {@link Attempts} depends on. */
export interface AttemptsState {
  readonly count: number;
  /** The visible one, from 0. */
  readonly active: number;
}

/** Props of {@link Attempts}; all others go to its outer element. */
export interface AttemptsProps extends PartElementProps<"div", AttemptsState> {
  /** Id of the message in the chat of the nearest provider. */
  readonly messageId: string;
}

/** The step that was just made, -1 or 1; 0 once the focus has followed. */
let step = 0;

interface StepProps {
  readonly by: -1 | 1;
  readonly isPossible: boolean;
  readonly onStep: (by: number) => void;
}

/** Another attempt is another message, with buttons of its own: the focus goes to the same one there, if it can. */
function Step({ by, isPossible, onStep }: StepProps): ReactElement {
  const labels = useLabels();
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const button = ref.current!;
    if (step !== by) return;
    step = 0;
    const other = button.parentElement?.querySelector<HTMLElement>("button:enabled");
    (isPossible ? button : other)?.focus({ preventScroll: true });
  });
  return (
    <button
      ref={ref}
      type="button"
      className="hw-icon-button"
      aria-label={by < 0 ? labels.previousAttempt : labels.nextAttempt}
      disabled={!isPossible}
      onClick={() => onStep(by)}
    >
      {by < 0 ? <PreviousIcon /> : <NextIcon />}
    </button>
  );
}

/** Walks between the attempts at a message: `‹ 2/3 ›`. Nothing while there is only one. */
export const Attempts: ForwardRefExoticComponent<AttemptsProps & RefAttributes<HTMLDivElement>> = forwardRef<
  HTMLDivElement,
  AttemptsProps
>(function Attempts({ messageId, ...rest }, ref) {
  const chat = useChat();
  const labels = useLabels();
  const format = useFormat();
  const { count, active } = useAttempts(messageId);
  if (count < 2) return null;
  const go = (by: number) => {
    step = by;
    chat.showAttempt(messageId, active + by);
  };
  const numbers = { number: format.number(active + 1), count: format.number(count) };
  const own = {
    ref,
    role: "group",
    "aria-label": fill(labels.attempt, numbers),
    className: "hw-attempts",
    children: (
      <>
        <Step by={-1} isPossible={active > 0} onStep={go} />
        <span className="hw-numeric">
          {numbers.number}/{numbers.count}
        </span>
        <Step by={1} isPossible={active < count - 1} onStep={go} />
      </>
    ),
  };
  // Named as a hook only because it takes a ref.
  // oxlint-disable-next-line react-hooks/rules-of-hooks -- see above
  return useElement("div", own, rest, { count, active });
});
