"use client";
import type { ReactElement } from "react";
import { useElapsedSeconds } from "../hooks/use-elapsed-seconds.js";
import { ClockIcon } from "./icons.js";
import { useLabels } from "./labels.js";

/** Props of {@link StallNotice}. */
export interface StallNoticeProps {
  /** `stalledSince` of a message or of an item stream, in ms since the epoch. Without it nothing is shown. */
  readonly since: number | undefined;
}

/** How long nothing has come, in seconds that go on. Quiet for screen readers: {@link LiveStatus} speaks it, once. */
export function StallNotice({ since }: StallNoticeProps): ReactElement | null {
  const labels = useLabels();
  const seconds = useElapsedSeconds(since);
  if (seconds === undefined) return null;
  return (
    <p className="hw-stall" role="timer">
      <ClockIcon />
      <span>{labels.stalled.replace("{seconds}", String(seconds))}</span>
    </p>
  );
}
