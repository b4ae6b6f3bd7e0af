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

const waiting = (
  <Icon>
    <circle cx="10" cy="10" r="6.5" strokeDasharray="0.5 4.6" />
  </Icon>
);

/**
 * A mark per state, each of a shape of its own: they are told apart without colour and without motion. Elements, not components:
 * what is the same element does not render again.
 */
export const stateIcons: Readonly<Record<Status, ReactElement>> = {
  idle: waiting,
  submitted: waiting,
  streaming: (
    <Icon>
      <path className="hw-turn" d="M10 3.5a6.5 6.5 0 1 1-6.5 6.5" />
    </Icon>
  ),
  done: <CheckIcon />,
  error: <RemoveIcon />,
  aborted: <StopIcon />,
};
