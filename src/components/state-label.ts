import { useFinishReason, useStatus } from "../hooks/chat-context.js";
import type { Status } from "../protocol/status.js";
import type { TextLabel } from "./labels.js";

const stateLabels: Readonly<Record<Status, TextLabel | undefined>> = {
  idle: undefined,
  submitted: "waiting",
  streaming: "answering",
  done: "finished",
  error: "failed",
  aborted: "stopped",
};

/** Which label says where the last answer stands. */
export function useStateLabel(): TextLabel | undefined {
  const status = useStatus();
  const isCutOff = useFinishReason() === "length";
  return status === "done" && isCutOff ? "lengthLimit" : stateLabels[status];
}
