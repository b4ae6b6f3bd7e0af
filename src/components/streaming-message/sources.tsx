"use client";
import { Fragment, memo, type NamedExoticComponent, type ReactElement, type ReactNode } from "react";
import type { Citation, Reference, Source, Stage, Subquery } from "../../protocol/message.js";
import { useLabels } from "../labels.js";

/**
 * Addresses and names are shown as text: linking what a model wrote safely is the renderer's decision. Each is isolated, not
 * turned: words of another direction than the page stay on the side of their list.
 */
export function SourceList({ sources }: { readonly sources: readonly Source[] }): ReactElement | null {
  const labels = useLabels();
  if (sources.length === 0) return null;
  return (
    <ol className="hw-sources" aria-label={labels.sources}>
      {sources.map(({ id, kind, title, url, fileId, snippet }) => (
        <li key={id} data-kind={kind}>
          <bdi>{title || url || fileId || id}</bdi>
          {snippet && (
            <p className="hw-snippet">
              <bdi>{snippet}</bdi>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

interface SectionProps {
  readonly label: string;
  readonly count: number;
  readonly open?: boolean;
  readonly children: ReactNode;
}

function Section({ label, count, open, children }: SectionProps): ReactElement {
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
  readonly stages: readonly Stage[];
}

/** What the answer rests on. Folded when the stages above have shown it all. */
export const Sources: NamedExoticComponent<SourcesProps> = memo(function Sources({ sources, stages }) {
  const labels = useLabels();
  const shown = new Set(stages.flatMap((stage) => stage.sources.map(({ id }) => id)));
  return (
    <Section label={labels.sources} count={sources.length} open={sources.some(({ id }) => !shown.has(id))}>
      <SourceList sources={sources} />
    </Section>
  );
});

/** The questions that a knowledge graph asked itself, with their answers. */
export const Subqueries: NamedExoticComponent<{ readonly subqueries: readonly Subquery[] }> = memo(function Subqueries({
  subqueries,
}) {
  const labels = useLabels();
  return (
    <Section label={labels.subqueries} count={subqueries.length}>
      <dl className="hw-subqueries">
        {subqueries.map(({ query, answer, sources }) => (
          <div key={query}>
            <dt>
              <bdi>{query}</bdi>
            </dt>
            <dd>
              <bdi>{answer}</bdi>
              <SourceList sources={sources} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
});

/** The passages that the server found, the best first as it sent them. */
export const References: NamedExoticComponent<{ readonly references: readonly Reference[] }> = memo(
  function References({ references }) {
    const labels = useLabels();
    return (
      <Section label={labels.references} count={references.length}>
        <ol className="hw-sources">
          {references.map(({ kind, text, title, url, fileId, score, page }, index) => {
            const facts = [
              page === undefined ? undefined : labels.page.replace("{page}", String(page)),
              score === undefined ? undefined : labels.score.replace("{score}", String(Number(score.toFixed(3)))),
            ].filter((fact) => fact !== undefined);
            return (
              // They come once, whole, and have nothing of their own to tell them apart.
              // oxlint-disable-next-line react/no-array-index-key -- see above
              <li key={index} data-kind={kind}>
                <bdi>{title || url || fileId || kind}</bdi>
                {facts.map((fact) => (
                  <Fragment key={fact}>
                    {" · "}
                    <bdi className="hw-numeric">{fact}</bdi>
                  </Fragment>
                ))}
                <p className="hw-snippet">
                  <bdi>{text}</bdi>
                </p>
              </li>
            );
          })}
        </ol>
      </Section>
    );
  },
);

function timeOf(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** What single places of the text rest on: each page, file or stretch of a video once. */
export const Citations: NamedExoticComponent<{ readonly citations: readonly Citation[] }> = memo(function Citations({
  citations,
}) {
  const labels = useLabels();
  const targets = new Map(
    citations.map((citation) => {
      const { title, url, fileId, itemId, startSec, endSec } = citation;
      const time =
        startSec === undefined ? "" : `${timeOf(startSec)}${endSec === undefined ? "" : `–${timeOf(endSec)}`}`;
      const target = url || fileId || itemId;
      // Passages of the request itself have no address and often no name.
      return [`${target ?? title} ${time}`, { kind: citation.kind, name: title || target || citation.kind, time }];
    }),
  );
  return (
    <Section label={labels.citations} count={targets.size}>
      <ol className="hw-sources">
        {Array.from(targets, ([key, { kind, name, time }]) => (
          <li key={key} data-kind={kind}>
            <bdi>{name}</bdi> {/* A range reads from left to right in every language. */}
            {time && (
              <bdi className="hw-numeric" dir="ltr">
                {time}
              </bdi>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
});
