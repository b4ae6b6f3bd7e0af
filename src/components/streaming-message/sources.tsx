"use client";
import { memo, type NamedExoticComponent, type ReactElement, type ReactNode } from "react";
import type { Citation, Reference, Source, Subquery } from "../../protocol/message.js";
import { useLabels } from "../labels.js";

/** Addresses and names are shown as text: linking what a model wrote safely is the renderer's decision. */
export function SourceList({ sources }: { readonly sources: readonly Source[] }): ReactElement | null {
  const labels = useLabels();
  if (sources.length === 0) return null;
  return (
    <ol className="hw-sources" aria-label={labels.sources}>
      {sources.map(({ id, kind, title, url, fileId, snippet }) => (
        <li key={id} data-kind={kind}>
          <bdi>{title ?? url ?? fileId ?? id}</bdi>
          {snippet && (
            <p className="hw-snippet" dir="auto">
              {snippet}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

function Section({ label, count, children }: { label: string; count: number; children: ReactNode }): ReactElement {
  return (
    <details className="hw-evidence">
      <summary>
        {label} <span className="hw-numeric">{count}</span>
      </summary>
      {children}
    </details>
  );
}

/** What the answer rests on. */
export const Sources: NamedExoticComponent<{ readonly sources: readonly Source[] }> = memo(function Sources({
  sources,
}) {
  return <SourceList sources={sources} />;
});

/** The questions that a knowledge graph asked itself, with their answers. */
export const Subqueries: NamedExoticComponent<{ readonly subqueries: readonly Subquery[] }> = memo(function Subqueries({
  subqueries,
}) {
  const labels = useLabels();
  if (subqueries.length === 0) return null;
  return (
    <Section label={labels.subqueries} count={subqueries.length}>
      <dl className="hw-subqueries">
        {subqueries.map(({ query, answer, sources }) => (
          <div key={query}>
            <dt dir="auto">{query}</dt>
            <dd dir="auto">
              {answer}
              <SourceList sources={sources} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
});

/** The passages that the server found, the best first as it sent them. */
export const References: NamedExoticComponent<{ readonly references: readonly Reference[] | undefined }> = memo(
  function References({ references }) {
    const labels = useLabels();
    if (!references?.length) return null;
    return (
      <Section label={labels.references} count={references.length}>
        <ol className="hw-sources">
          {references.map(({ kind, text, title, url, fileId, score, page }, index) => (
            // They come once, whole, and have nothing of their own to tell them apart.
            // oxlint-disable-next-line react/no-array-index-key -- see above
            <li key={index} data-kind={kind}>
              <bdi>{title ?? url ?? fileId}</bdi>
              {page !== undefined && <span className="hw-numeric"> {labels.page.replace("{page}", String(page))}</span>}
              {score !== undefined && <span className="hw-numeric"> {score}</span>}
              <p className="hw-snippet" dir="auto">
                {text}
              </p>
            </li>
          ))}
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
  if (citations.length === 0) return null;
  const targets = new Map(
    citations.map((citation) => {
      const { title, url, fileId, itemId, startSec, endSec } = citation;
      const time =
        startSec === undefined ? "" : ` ${timeOf(startSec)}${endSec === undefined ? "" : `–${timeOf(endSec)}`}`;
      return [
        `${url ?? fileId ?? itemId}${time}`,
        { kind: citation.kind, name: title ?? url ?? fileId ?? itemId, time },
      ];
    }),
  );
  return (
    <Section label={labels.citations} count={targets.size}>
      <ol className="hw-sources">
        {Array.from(targets, ([key, { kind, name, time }]) => (
          <li key={key} data-kind={kind}>
            <bdi>{name}</bdi>
            <span className="hw-numeric">{time}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
});
