"use client";
import { useState, type ReactElement } from "react";
import { useStalledSince } from "../../hooks/chat-context.js";
import { secondsSince } from "../../hooks/use-elapsed-seconds.js";
import { useLabels } from "../labels.js";
import { useStateLabel } from "../state-label.js";

/** How many seconds nothing had come when a stall was first seen: words that change would be spoken again. */
function useStall(): number | undefined {
  const since = useStalledSince();
  const [stall, setStall] = useState<{ readonly since: number | undefined; readonly seconds?: number }>({
    since: undefined,
  });
  if (stall.since === since) return stall.seconds;
  setStall(since === undefined ? { since } : { since, seconds: secondsSince(since) });
  return undefined;
}

/**
 * A hidden polite live region that tells a screen reader where the answer stands, never its tokens: a stall once, and that
 * the answer goes on.
 */
export function LiveStatus(): ReactElement {
  const labels = useLabels();
  const label = useStateLabel();
  const seconds = useStall();
  // Errors speak for themselves through their own alert.
  const words = label === undefined || label === "failed" ? "" : labels[label];
  return (
    <output className="hw-visually-hidden">
      {seconds === undefined ? words : labels.stalled.replace("{seconds}", String(seconds))}
    </output>
  );
}
