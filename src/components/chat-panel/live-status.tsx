"use client";
import { useMemo, type ReactElement } from "react";
import { useClock, useStalledSince } from "../../hooks/chat-context.js";
import { secondsBetween } from "../../hooks/use-elapsed-seconds.js";
import { useLabels } from "../labels.js";
import { useStateLabel } from "../state-label.js";

/**
 * A hidden polite live region that tells a screen reader where the answer stands, never its tokens: a stall once, and that
 * the answer goes on.
 */
export function LiveStatus(): ReactElement {
  const labels = useLabels();
  const label = useStateLabel();
  const clock = useClock();
  const since = useStalledSince();
  // As many as they were when the stall was first seen: words that change would be spoken again.
  const seconds = useMemo(() => since && secondsBetween(since, clock()), [since, clock]);
  // Errors speak for themselves through their own alert.
  const words = label && label !== "failed" && labels[label];
  return (
    <output className="hw-visually-hidden">
      {seconds === undefined ? words : labels.stalled.replace("{seconds}", String(seconds))}
    </output>
  );
}
