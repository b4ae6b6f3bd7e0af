"use client";
import { memo, type NamedExoticComponent, type ReactElement } from "react";
import type { Stage } from "../../protocol/message.js";
import { Code } from "../code.js";
import { useLabels } from "../labels.js";
import { SourceList } from "./sources.js";

/** What a tool that the server ran was given or gave back. */
function ToolText({ label, text }: { readonly label: string; readonly text: string | undefined }): ReactElement | null {
  if (!text) return null;
  return (
    <details className="hw-tool-text">
      <summary>{label}</summary>
      <Code>{text}</Code>
    </details>
  );
}

const StageRow: NamedExoticComponent<{ readonly stage: Stage }> = memo(function StageRow({ stage }) {
  const labels = useLabels();
  const { title, kind, text, status, input, output, sources } = stage;
  return (
    <li data-status={status} data-kind={kind}>
      {/* Not the row itself: its mark would hang out of a page that runs the other way. */}
      <bdi>
        {title && <strong>{title} </strong>}
        {text || (!title && kind)}
      </bdi>
      <ToolText label={labels.toolInput} text={input} />
      <ToolText label={labels.toolOutput} text={output} />
      <SourceList sources={sources} />
    </li>
  );
});

/** What the agent did, one row per stage. Only the stage that changed renders again. */
export const Stages: NamedExoticComponent<{ readonly stages: readonly Stage[] }> = memo(function Stages({ stages }) {
  return (
    <ol className="hw-stages">
      {stages.map((stage) => (
        <StageRow key={stage.id} stage={stage} />
      ))}
    </ol>
  );
});
