"use client";
import { memo, type NamedExoticComponent } from "react";
import type { Source, Stage } from "../../protocol/message.js";

/** What the agent did, one row per stage. */
export const Stages: NamedExoticComponent<{ readonly stages: readonly Stage[] }> = memo(function Stages({ stages }) {
  if (stages.length === 0) return null;
  return (
    <ol className="hw-stages">
      {stages.map((stage) => (
        <li key={stage.id} data-status={stage.status}>
          {/* Not the row itself: its mark would hang out of a page that runs the other way. */}
          <bdi>
            {stage.title !== undefined && <strong>{stage.title} </strong>}
            {stage.text}
          </bdi>
        </li>
      ))}
    </ol>
  );
});

/** What the answer rests on. Addresses are shown as text: linking them safely is the renderer's decision. */
export const Sources: NamedExoticComponent<{ readonly sources: readonly Source[] }> = memo(function Sources({
  sources,
}) {
  if (sources.length === 0) return null;
  return (
    <ol className="hw-sources">
      {sources.map((source) => (
        <li key={source.id}>
          <bdi>{source.title ?? source.url ?? source.fileId ?? source.id}</bdi>
        </li>
      ))}
    </ol>
  );
});
