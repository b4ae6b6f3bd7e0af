"use client";
import {
  forwardRef,
  type ComponentProps,
  type ForwardRefExoticComponent,
  type ReactElement,
  type RefAttributes,
} from "react";
import { useMessageOutline } from "../../hooks/chat-context.js";
import type { Message, Stage } from "../../protocol/message.js";
import { isBusy } from "../../protocol/status.js";
import { TimelineView, type TimelineOptions } from "./timeline-view.js";

/** Props of {@link StageTimeline}; all others go to its `<details>`. */
export type StageTimelineProps = TimelineOptions &
  (
    | {
        /** Id of an answer in the chat of the nearest provider. */
        readonly messageId: string;
        readonly stages?: undefined;
        readonly isOver?: undefined;
      }
    | {
        readonly messageId?: undefined;
        /** Stages of your own. Those that have not changed keep their identity. */
        readonly stages: readonly Stage[];
        /** The work is over, and the timeline folds itself. @defaultValue when no stage runs or waits */
        readonly isOver?: boolean | undefined;
      }
  );

/** Whether the work of a message is over: what it says to the user has begun, or the run has ended. */
export function isWorkOver({ status, parts }: Message): boolean {
  return !isBusy(status) || parts.some(({ type }) => !/^(reasoning|tool|data)/.test(type));
}

type MessageTimelineProps = Omit<ComponentProps<typeof TimelineView>, "stages" | "isOver"> & {
  readonly messageId: string;
};

function MessageTimeline({ messageId, ...rest }: MessageTimelineProps): ReactElement | null {
  const message = useMessageOutline(messageId);
  if (!message?.stages[0]) return null;
  return <TimelineView {...rest} stages={message.stages} isOver={isWorkOver(message)} />;
}

/**
 * What an agent does on the way to its answer, a row per stage: its state, how long it takes, second by second while it runs,
 * and on one axis with the others; what tools were given and gave back, folded; its sources; its steps.
 *
 * Folds itself into its sum when the answer begins, unless the user has opened or folded it. Renders nothing without a stage.
 *
 * @example
 * <StageTimeline messageId={id} />
 * <StageTimeline stages={[{ id: "1", title: "Upload", text: "", status: "streaming", startedAt: Date.now(), sources: [] }]} />
 */
export const StageTimeline: ForwardRefExoticComponent<StageTimelineProps & RefAttributes<HTMLDetailsElement>> =
  forwardRef<HTMLDetailsElement, StageTimelineProps>(function StageTimeline(props, ref) {
    const { messageId, stages, isOver, ...others } = props;
    const rest = { ...others, outerRef: ref };
    if (messageId !== undefined) return <MessageTimeline {...rest} messageId={messageId} />;
    if (!stages?.[0]) return null;
    return <TimelineView {...rest} stages={stages} isOver={isOver ?? !stages.some(({ status }) => isBusy(status))} />;
  });
