"use client";
import { forwardRef, type ForwardRefExoticComponent, type RefAttributes } from "react";
import { useElement, type PartElementProps } from "../element.js";
import { useLabels } from "../labels.js";
import { StallNotice } from "../stall-notice.js";
import type { MessageProps } from "./message-props.js";

/** What the outer element of {@link MessageProgress} depends on. */
export interface MessageProgressState {
  /** Nothing of the answer has come yet. */
  readonly isWaiting: boolean;
  /** Nothing has come for longer than `stallAfter`. */
  readonly isStalled: boolean;
}

/** Props of {@link MessageProgress}; all others go to its `<div>`. */
export interface MessageProgressProps extends MessageProps, PartElementProps<"div", MessageProgressState> {}

/** That an answer is waited for, and how long nothing has come of it. Nothing while words come. */
export const MessageProgress: ForwardRefExoticComponent<MessageProgressProps & RefAttributes<HTMLDivElement>> =
  forwardRef<HTMLDivElement, MessageProgressProps>(function MessageProgress({ message, ...rest }, ref) {
    const labels = useLabels();
    const { status, stalledSince, stalledUntil } = message;
    const isWaiting = status === "submitted";
    const isStalled = stalledSince !== undefined;
    if (!isWaiting && !isStalled) return null;
    const own = {
      ref,
      className: "hw-progress",
      children: (
        <>
          {isWaiting && (
            <span className="hw-waiting" title={labels.waiting}>
              <i />
              <i />
              <i />
            </span>
          )}
          <StallNotice since={stalledSince} until={stalledUntil} />
        </>
      ),
    };
    // It is no hook but by its name.
    // oxlint-disable-next-line react-hooks/rules-of-hooks -- see above
    return useElement("div", own, rest, { isWaiting, isStalled });
  });
