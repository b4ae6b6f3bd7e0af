"use client";
import { memo, useMemo, type CSSProperties, type NamedExoticComponent, type ReactElement } from "react";
import type { Stage } from "../../protocol/message.js";
import { stageDuration } from "../../protocol/timing.js";
import { Code } from "../code.js";
import { useFormat } from "../format.js";
import { useLabels } from "../labels.js";
import { SourceList } from "../source-list/source-list.js";
import { stateIcons, stateLabels } from "./state-icon.js";

/** What a tool that the server ran was given or gave back. */
function toolText(label: string, text: string | undefined): ReactElement | undefined {
  if (!text) return undefined;
  return (
    <details className="hw-tool-text">
      <summary>{label}</summary>
      <Code>{text}</Code>
    </details>
  );
}

interface StageRowProps {
  readonly stage: Stage;
  /** How long it has run so far, in whole seconds. */
  readonly seconds: number | undefined;
  /** Where its bar begins, in ms from the beginning of the first stage; without it there is no bar. */
  readonly from: number | undefined;
}

/** One stage. Renders for itself alone, and each second while it runs. */
export const StageRow: NamedExoticComponent<StageRowProps> = memo(function StageRow({ stage, seconds, from }) {
  const labels = useLabels();
  const format = useFormat();
  const { title, kind, text, status, input, output, sources, endedAt, startedAt = 0 } = stage;
  const ms = seconds === undefined ? stageDuration(stage) : seconds * 1000;
  // The mark tells the usual course well enough to those who see it.
  const isUsual = status === "done" || status === "streaming";
  const bar = from === undefined ? {} : { "--_from": from, "--_to": endedAt && endedAt - startedAt + from };
  const list = useMemo(() => sources.length > 0 && <SourceList sources={sources} />, [sources]);
  return (
    <div className="hw-stage">
      {stateIcons[status]}
      <span className="hw-stage-name">
        <bdi>{title || text || kind}</bdi>{" "}
        <span className={isUsual ? "hw-visually-hidden" : undefined}>{labels[stateLabels[status]]}</span>
      </span>
      {from !== undefined && (
        <span className="hw-track" aria-hidden="true">
          <i style={bar as CSSProperties} />
        </span>
      )}
      <span className="hw-stage-time hw-numeric">
        {ms !== undefined && <bdi>{format.duration(ms, seconds === undefined)}</bdi>}
      </span>
      <div className="hw-stage-more">
        {title && text && <bdi>{text}</bdi>}
        {toolText(labels.toolInput, input)}
        {toolText(labels.toolOutput, output)}
        {list}
      </div>
    </div>
  );
});
