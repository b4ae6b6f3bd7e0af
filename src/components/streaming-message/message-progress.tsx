"use client";
import type { ReactElement } from "react";
import { useLabels } from "../labels.js";
import { StallNotice } from "../stall-notice.js";
import type { MessageProps } from "./message-props.js";

/**
 * That an answer is waited for, and how long nothing has come of it. Nothing while words come.
 *
 * @param props.message as `StreamingMessage` gives it to its `children`, or `useMessage`
 */
export function MessageProgress({ message }: MessageProps): ReactElement | null {
  const labels = useLabels();
  const { status, stalledSince, stalledUntil } = message;
  const isWaiting = status === "submitted";
  if (!isWaiting && stalledSince === undefined) return null;
  return (
    <div className="hw-progress">
      {isWaiting && (
        <span className="hw-waiting" title={labels.waiting}>
          <i />
          <i />
          <i />
        </span>
      )}
      <StallNotice since={stalledSince} until={stalledUntil} />
    </div>
  );
}
