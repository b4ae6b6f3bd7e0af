"use client";
import { forwardRef, type ForwardRefExoticComponent, type MouseEvent, type RefAttributes } from "react";
import { useChat, useFinishReason, useStatus } from "../../hooks/chat-context.js";
import { isBusy, type Status } from "../../protocol/status.js";
import { useElement, type PartElementProps } from "../element.js";
import { handOverFocus } from "../hand-over-focus.js";
import { RestartIcon, StopIcon } from "../icons.js";
import { useLabels } from "../labels.js";
import { useStateLabel } from "../state-label.js";

/** What the outer element of {@link RunControls} depends on. */
export interface RunControlsState {
  /** That of the last answer. */
  readonly status: Status;
}

/** Props of {@link RunControls}; all others go to its outer element. */
export interface RunControlsProps extends PartElementProps<"div", RunControlsState> {
  /** In which states "Try again" is offered; `[]` beside messages that have buttons of their own. @defaultValue `["done", "error", "aborted"]` */
  readonly restartOn?: readonly Status[];
  /** Whether "Stop" is offered while an answer runs. @defaultValue `true` */
  readonly showStop?: boolean;
}

/** Both buttons vanish when they are pressed. */
function press(event: MouseEvent, act: () => void): void {
  handOverFocus(event.currentTarget);
  act();
}

const anyEnd: readonly Status[] = ["done", "error", "aborted"];

/** The state of the last answer in words, and the buttons for it: stop while it runs, try again when it has ended. */
export const RunControls: ForwardRefExoticComponent<RunControlsProps & RefAttributes<HTMLDivElement>> = forwardRef<
  HTMLDivElement,
  RunControlsProps
>(function RunControls({ restartOn = anyEnd, showStop = true, ...rest }, ref) {
  const chat = useChat();
  const labels = useLabels();
  const status = useStatus();
  const finishReason = useFinishReason();
  const words = useStateLabel();
  const own = {
    ref,
    tabIndex: -1,
    className: "hw-run-controls",
    "data-status": status,
    "data-finish-reason": finishReason,
    children: (
      <>
        <span className="hw-run-state">{words === undefined ? "" : labels[words]}</span>
        {isBusy(status) && showStop && (
          <button type="button" className="hw-button" onClick={(event) => press(event, chat.abort)}>
            <StopIcon />
            {labels.stop}
          </button>
        )}
        {restartOn.includes(status) && (
          <button type="button" className="hw-button" onClick={(event) => press(event, () => void chat.restart())}>
            <RestartIcon />
            {labels.restart}
          </button>
        )}
      </>
    ),
  };
  return useElement("div", own, rest, { status });
});
