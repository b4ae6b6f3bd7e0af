"use client";
import type { ReactElement } from "react";
import { useElapsedSeconds } from "../hooks/use-elapsed-seconds.js";
import { fill, useFormat } from "./format.js";
import { ClockIcon } from "./icons.js";
import { useLabels } from "./labels.js";

/** Props of {@link StallNotice}. */
export interface StallNoticeProps {
  /** `stalledSince` of a message or of an item stream, in ms since the epoch. Without it nothing is shown. */
  readonly since: number | undefined;
  /** `stalledUntil` of a message, in ms since the epoch: it is said how long is left. @defaultValue no limit */
  readonly until?: number | undefined;
}

/** How long nothing has come, in seconds that go on. Quiet for screen readers: {@link LiveStatus} speaks it, once. */
export function StallNotice({ since, until }: StallNoticeProps): ReactElement | null {
  const labels = useLabels();
  const format = useFormat();
  const seconds = useElapsedSeconds(since);
  if (since === undefined || seconds === undefined) return null;
  const left = until && until - since - seconds * 1000;
  const words = left ? fill(labels.stalledUntil, { duration: format.duration(left) }) : labels.stalled;
  return (
    <p className="hw-stall" role="timer">
      <ClockIcon />
      <span>{fill(words, { seconds: format.number(seconds) })}</span>
    </p>
  );
}
