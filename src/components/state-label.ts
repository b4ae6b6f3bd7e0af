import { useFinishReason, useStatus } from "../hooks/chat-context.js";
import type { Status } from "../protocol/status.js";
import type { Labels } from "./labels.js";

const stateLabels: Readonly<Record<Status, keyof Labels | undefined>> = {
  idle: undefined,
  submitted: "waiting",
  streaming: "answering",
  done: "finished",
  error: "failed",
  aborted: "stopped",
};

/** Which label says where the last answer stands. */
export function useStateLabel(): keyof Labels | undefined {
  const status = useStatus();
  const isCutOff = useFinishReason() === "length";
  return status === "done" && isCutOff ? "lengthLimit" : stateLabels[status];
}
