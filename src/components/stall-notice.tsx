"use client";
import { forwardRef, type ForwardRefExoticComponent, type RefAttributes } from "react";
import { useElapsedSeconds } from "../hooks/use-elapsed-seconds.js";
import { useElement, type PartElementProps } from "./element.js";
import { fill, useFormat } from "./format.js";
import { ClockIcon } from "./icons.js";
import { useLabels } from "./labels.js";

/** What the outer element of {@link StallNotice} depends on. */
export interface StallNoticeState {
  /** For how long nothing has come, in whole seconds. */
  readonly seconds: number;
}

/** Props of {@link StallNotice}; all others go to its `<p>`. */
export interface StallNoticeProps extends PartElementProps<"p", StallNoticeState> {
  /** `stalledSince` of a message or of an item stream, in ms since the epoch. Without it nothing is shown. */
  readonly since: number | undefined;
  /** `stalledUntil` of a message, in ms since the epoch: it is said how long is left. @defaultValue no limit */
  readonly until?: number | undefined;
}

/** How long nothing has come, in seconds that go on. Quiet for screen readers: {@link LiveStatus} speaks it, once. */
export const StallNotice: ForwardRefExoticComponent<StallNoticeProps & RefAttributes<HTMLParagraphElement>> =
  forwardRef<HTMLParagraphElement, StallNoticeProps>(function StallNotice({ since, until, ...rest }, ref) {
    const labels = useLabels();
    const format = useFormat();
    const elapsed = useElapsedSeconds(since);
    const seconds = elapsed ?? 0;
    const left = until && until - (since ?? 0) - seconds * 1000;
    const words = left ? fill(labels.stalledUntil, { duration: format.duration(left) }) : labels.stalled;
    const own = {
      ref,
      className: "hw-stall",
      role: "timer",
      children: (
        <>
          <ClockIcon />
          <span>{fill(words, { seconds: format.number(seconds) })}</span>
        </>
      ),
    };
    const element = useElement("p", own, rest, { seconds });
    return since === undefined || elapsed === undefined ? null : element;
  });
