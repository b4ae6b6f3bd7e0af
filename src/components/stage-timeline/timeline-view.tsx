"use client";
import {
  memo,
  useMemo,
  useState,
  type CSSProperties,
  type ForwardedRef,
  type MouseEvent,
  type NamedExoticComponent,
  type ReactElement,
  type SyntheticEvent,
} from "react";
import { secondsBetween } from "../../hooks/use-elapsed-seconds.js";
import { useNow } from "../../hooks/use-now.js";
import type { Stage } from "../../protocol/message.js";
import type { Status } from "../../protocol/status.js";
import { useElement, type PartElementProps } from "../element.js";
import { fill, useFormat } from "../format.js";
import { useLabels } from "../labels.js";
import { StageRow } from "./stage-row.js";
import { spanOf, treeOf, type StageNode } from "./stage-tree.js";
import { stateIcons, stateLabels } from "./state-icon.js";

/** What the outer element of a timeline depends on. */
export interface StageTimelineState {
  /** `streaming` while a stage runs, `submitted` while some only wait, else that of the last stage. */
  readonly status: Status;
  readonly open: boolean;
}

/** What {@link StageTimeline} takes besides its stages. */
export interface TimelineOptions extends PartElementProps<"details", StageTimelineState, "open"> {
  /** Whether the stages are shown, not their sum alone. @defaultValue until the work is over, unless the user chose */
  readonly open?: boolean | undefined;
  /** The same at first, which also counts as chosen. */
  readonly defaultOpen?: boolean | undefined;
  /** The user opens or folds it. */
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
}

interface TimelineViewProps extends TimelineOptions {
  readonly stages: readonly Stage[];
  readonly isOver: boolean;
  readonly outerRef?: ForwardedRef<HTMLDetailsElement>;
}

function statusOf(stages: readonly Stage[]): Status {
  const has = (wanted: Status) => stages.some(({ status }) => status === wanted);
  return has("streaming") ? "streaming" : has("submitted") ? "submitted" : (stages.at(-1)?.status ?? "idle");
}

/** The timeline of stages that are given. */
export const TimelineView: NamedExoticComponent<TimelineViewProps> = memo(function TimelineView(props) {
  const { stages, isOver, open, defaultOpen, onOpenChange, outerRef: ref, ...rest } = props;
  const labels = useLabels();
  const format = useFormat();
  const status = statusOf(stages);
  const isRunning = status === "streaming";
  const now = useNow(isRunning);
  const [chosen, choose] = useState(defaultOpen);
  const tree = useMemo(() => treeOf(stages), [stages]);
  const span = spanOf(stages, now);
  // One bar alone would say nothing.
  const hasBars = span !== undefined && stages.length > 1;
  const isOpen = open ?? chosen ?? !isOver;
  const change = (next: boolean) => {
    choose(next);
    onOpenChange?.(next);
  };

  const rows = (nodes: readonly StageNode[], attributes?: object): ReactElement => (
    <ol {...attributes}>
      {nodes.map(({ stage, steps }) => {
        const { id, kind, startedAt } = stage;
        const runs = stage.status === "streaming" && startedAt !== undefined && now !== undefined;
        const isTimed = runs || (startedAt !== undefined && stage.endedAt !== undefined);
        return (
          <li key={id} data-status={stage.status} data-kind={kind}>
            <StageRow
              stage={stage}
              seconds={runs ? secondsBetween(startedAt, now) : undefined}
              from={hasBars && isTimed ? startedAt - span.start : undefined}
            />
            {steps.length > 0 && rows(steps)}
          </li>
        );
      })}
    </ol>
  );

  const ms = span && span.end - span.start;
  const duration = ms === undefined ? "" : format.duration(isRunning ? Math.floor(ms / 1000) * 1000 : ms, !isRunning);
  const current = isRunning && !isOpen && stages.findLast((stage) => stage.status === status);
  const own = {
    ref,
    className: "hw-timeline",
    "data-status": status,
    open: isOpen,
    // Found by the browser's search, for instance.
    onToggle(event: SyntheticEvent<HTMLDetailsElement>) {
      const { currentTarget } = event;
      if (event.target === currentTarget && currentTarget.open !== isOpen) change(currentTarget.open);
    },
    children: (
      <>
        <summary
          onClick={(event: MouseEvent) => {
            event.preventDefault();
            change(!isOpen);
          }}
        >
          {stateIcons[status]}
          <span className="hw-visually-hidden">{labels[stateLabels[status]]}</span>{" "}
          <bdi className="hw-numeric">
            {fill(format.count(duration ? labels.stagesIn : labels.stageCount, tree.length), { duration })}
          </bdi>{" "}
          {current && <bdi>{current.title || current.text || current.kind}</bdi>}
        </summary>
        {rows(tree, {
          className: "hw-stages",
          style: { "--_span": Math.max(ms ?? 0, 1) } as CSSProperties,
          // Whoever is in there would lose the place.
          onFocus: () => choose(true),
        })}
      </>
    ),
  };
  return useElement("details", own, rest, { status, open: isOpen });
});
