"use client";
import { memo, useState, type NamedExoticComponent, type ReactElement, type ReactNode } from "react";
import type { Reference, Source, Stage } from "../../protocol/message.js";
import { isBusy } from "../../protocol/status.js";
import { anchorOf, useCitationScope } from "../citations/citation-scope.js";
import { useLabels } from "../labels.js";
import { SourceList } from "./source-list.js";

interface SectionProps {
  readonly label: string;
  readonly count: number;
  readonly open?: boolean | undefined;
  readonly children: ReactNode;
}

/** Something below the answer that can be folded. */
export function Section({ label, count, open, children }: SectionProps): ReactElement {
  return (
    <details className="hw-evidence" open={open}>
      <summary>
        {label} <span className="hw-numeric">{count}</span>
      </summary>
      {children}
    </details>
  );
}

interface SourcesProps {
  readonly sources: readonly Source[];
  /** @defaultValue none */
  readonly stages?: readonly Stage[];
}

const noStages: readonly Stage[] = [];

/** What the answer rests on. Folded while stages that are open above show it all; once open, it stays so. */
export const Sources: NamedExoticComponent<SourcesProps> = memo(function Sources({ sources, stages = noStages }) {
  const labels = useLabels();
  const scope = useCitationScope();
  const shown = new Set(stages.flatMap((stage) => stage.sources.map(({ id }) => id)));
  const mayOpen = !stages.some(({ status }) => isBusy(status)) || sources.some(({ id }) => !shown.has(id));
  const [isOpen, setOpen] = useState(mayOpen);
  if (mayOpen && !isOpen) setOpen(true);
  if (sources.length === 0) return null;
  return (
    <Section label={labels.sources} count={sources.length} open={isOpen}>
      <SourceList sources={scope?.bindings.titled(sources) ?? sources} anchor={anchorOf(scope, "source")} />
    </Section>
  );
});

/** What single places of the text rest on and is no source: each page, file or stretch of a film once. */
export function Cited({ after }: { readonly after: number }): ReactElement | null {
  const labels = useLabels();
  const scope = useCitationScope();
  const { cited = [] } = scope?.bindings ?? {};
  if (cited.length === 0) return null;
  return (
    <Section label={labels.citations} count={cited.length}>
      <SourceList sources={cited} start={after + 1} anchor={anchorOf(scope, "cited")} aria-label={labels.citations} />
    </Section>
  );
}

interface ReferencesProps {
  readonly references: readonly Reference[] | undefined;
}

/** The passages that the server found, the best first as it sent them. */
export const References: NamedExoticComponent<ReferencesProps> = memo(function References({ references }) {
  const labels = useLabels();
  const scope = useCitationScope();
  if (!references?.length) return null;
  return (
    <Section label={labels.references} count={references.length}>
      <SourceList
        sources={scope?.bindings.titled(references) ?? references}
        anchor={anchorOf(scope, "passage")}
        aria-label={labels.references}
      />
    </Section>
  );
});
