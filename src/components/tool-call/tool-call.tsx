"use client";
import {
  forwardRef,
  useMemo,
  type ForwardRefExoticComponent,
  type ReactElement,
  type ReactNode,
  type RefAttributes,
} from "react";
import type { ToolCallState } from "../../hooks/chat-context.js";
import { jsonText } from "../../protocol/json-text.js";
import type { ToolCallPart } from "../../protocol/message.js";
import { parseJson } from "../../protocol/parse-json.js";
import { Code } from "../code.js";
import { useElement, type PartElementProps } from "../element.js";
import { CheckIcon, ClockIcon, NoneIcon, RunningIcon, StopIcon, WarningIcon } from "../icons.js";
import { useLabels, type TextLabel } from "../labels.js";
import { useDisclosure, type DisclosureProps } from "../use-disclosure.js";

/** What the outer element of {@link ToolCall} depends on. */
export interface ToolCallElementState {
  readonly state: ToolCallState;
  readonly isOpen: boolean;
}

/** Props of {@link ToolCall}; all others go to its `<details>`. */
export interface ToolCallProps
  extends PartElementProps<"details", ToolCallElementState, "part" | keyof DisclosureProps>, DisclosureProps {
  /** The part of a message, as renderers of parts get it. */
  readonly part: ToolCallPart;
  /** More of its arguments may come. @defaultValue `false` */
  readonly isStreaming?: boolean;
  /** Where it stands. @defaultValue `"running"` while it streams, else `"done"` */
  readonly state?: ToolCallState | undefined;
  /** What the tool gave back. */
  readonly children?: ReactNode;
}

const states: Readonly<Record<ToolCallState, readonly [label: TextLabel, icon: () => ReactElement]>> = {
  waiting: ["stateWaiting", ClockIcon],
  running: ["stateRunning", RunningIcon],
  done: ["stateDone", CheckIcon],
  failed: ["stateFailed", WarningIcon],
  stopped: ["stateStopped", StopIcon],
  unanswered: ["stateUnanswered", NoneIcon],
};

/** Nothing has come back. */
const unanswered: ReadonlySet<ToolCallState> = new Set(["waiting", "running", "unanswered"]);

const blanks = /\s/g;

/** JSON in lines, as long as that changes nothing else of it: a number too long for JavaScript stays as it was sent. */
function inLines(text: string): string {
  const parsed = parseJson(text);
  const isSame = parsed && jsonText(parsed.json).replace(blanks, "") === text.replace(blanks, "");
  return isSame ? jsonText(parsed.json, 2) : text;
}

/**
 * A call of a tool: its name, where it stands by icon and word, what it was given, and below that what it gave back. Open until the
 * tool has answered, then it folds itself.
 */
export const ToolCall: ForwardRefExoticComponent<ToolCallProps & RefAttributes<HTMLDetailsElement>> = forwardRef<
  HTMLDetailsElement,
  ToolCallProps
>(function ToolCall(props, ref) {
  const { part, isStreaming = false, state = isStreaming ? "running" : "done" } = props;
  const {
    part: _part,
    isStreaming: _streaming,
    state: _state,
    open,
    defaultOpen,
    onOpenChange,
    children,
    ...rest
  } = props;
  const labels = useLabels();
  const { isOpen, onToggle, onClick } = useDisclosure({ open, defaultOpen, onOpenChange }, unanswered.has(state));
  const given = useMemo(() => (isStreaming ? part.arguments : inLines(part.arguments)), [part.arguments, isStreaming]);
  const [label, StateIcon] = states[state];
  const own = {
    ref,
    className: "hw-tool-call",
    open: isOpen,
    onToggle,
    "data-part": part.type,
    "data-status": isStreaming ? "streaming" : "done",
    "data-state": state,
    children: (
      <>
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a summary is one */}
        <summary onClick={onClick}>
          <StateIcon />
          <code dir="ltr">{part.name}</code> <span>{labels[label]}</span>
        </summary>
        {given && <Code>{given}</Code>}
        {children}
      </>
    ),
  };
  return useElement("details", own, rest, { state, isOpen });
});
