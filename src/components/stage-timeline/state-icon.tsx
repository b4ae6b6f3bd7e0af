import type { ReactElement } from "react";
import type { Status } from "../../protocol/status.js";
import { CheckIcon, Icon, RemoveIcon, StopIcon } from "../icons.js";
import type { TextLabel } from "../labels.js";

/** Which label says where a stage, or the call of a tool, stands. */
export const stateLabels: Readonly<Record<Status, TextLabel>> = {
  idle: "stateWaiting",
  submitted: "stateWaiting",
  streaming: "stateRunning",
  done: "stateDone",
  error: "stateFailed",
  aborted: "stateStopped",
};

/** Each state has a shape of its own: they are told apart without colour and without motion. */
export function stateIcon(status: Status): ReactElement {
  switch (status) {
    case "done":
      return <CheckIcon />;
    case "error":
      return <RemoveIcon />;
    case "aborted":
      return <StopIcon />;
    case "streaming":
      return (
        <Icon>
          <path className="hw-turn" d="M10 3.5a6.5 6.5 0 1 1-6.5 6.5" />
        </Icon>
      );
    default:
      return (
        <Icon>
          <circle cx="10" cy="10" r="6.5" strokeDasharray="0.5 4.6" />
        </Icon>
      );
  }
}
