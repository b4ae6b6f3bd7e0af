"use client";
import type { ReactElement } from "react";
import { useStatus } from "../../hooks/chat-context.js";
import type { Status } from "../../protocol/status.js";
import { useLabels, type Labels } from "../labels.js";

/** Errors speak for themselves through their own alert. */
const spoken: Readonly<Partial<Record<Status, keyof Labels>>> = {
  submitted: "waiting",
  streaming: "answering",
  done: "finished",
  aborted: "stopped",
};

/** A hidden polite live region that tells a screen reader where the answer stands, never its tokens. */
export function LiveStatus(): ReactElement {
  const labels = useLabels();
  const label = spoken[useStatus()];
  return <output className="hw-visually-hidden">{label === undefined ? "" : labels[label]}</output>;
}
