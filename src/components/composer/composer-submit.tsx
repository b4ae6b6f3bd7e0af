"use client";
import { forwardRef, type ForwardRefExoticComponent, type ReactNode, type RefAttributes } from "react";
import { isBusy } from "../../protocol/status.js";
import { useElement, type PartElementProps } from "../element.js";
import { SendIcon, StopIcon } from "../icons.js";
import { useLabels } from "../labels.js";
import { useComposer, type ComposerState } from "./composer-context.js";

/** Props of {@link ComposerSubmit}; all others go to its `<button>`. */
export interface ComposerSubmitProps extends PartElementProps<"button", ComposerState, "type"> {
  /** @defaultValue an arrow, and a square while an answer runs */
  readonly children?: ReactNode;
}

/**
 * Sends, and stops while an answer runs: one button whose name changes, so that it keeps the focus. It stops also when something is
 * written, which Enter puts into the queue.
 */
export const ComposerSubmit: ForwardRefExoticComponent<ComposerSubmitProps & RefAttributes<HTMLButtonElement>> =
  forwardRef<HTMLButtonElement, ComposerSubmitProps>(function ComposerSubmit(props, ref) {
    const { status } = useComposer();
    const labels = useLabels();
    const busy = isBusy(status);
    const own = {
      ref,
      type: "submit",
      className: "hw-send",
      "aria-label": busy ? labels.stop : labels.send,
      children: busy ? <StopIcon /> : <SendIcon />,
    };
    return useElement("button", own, props, { status });
  });
