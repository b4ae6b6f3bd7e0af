"use client";
import { memo, type NamedExoticComponent, type ReactElement } from "react";
import type { Subquery } from "../../protocol/message.js";
import { useCitationScope } from "../citations/citation-scope.js";
import { useLabels } from "../labels.js";
import { Section } from "../source-list/evidence.js";
import { SourceList } from "../source-list/source-list.js";

interface SubqueryProps {
  readonly subquery: Subquery;
  readonly isOpen: boolean;
}

/** One question, folded over its answer, what that rests on, and the questions below it. Renders alone when it changes. */
const SubqueryItem: NamedExoticComponent<SubqueryProps> = memo(function SubqueryItem({ subquery, isOpen }) {
  const { query, answer, sources, subqueries = [] } = subquery;
  const bindings = useCitationScope()?.bindings;
  return (
    <li>
      <details className="hw-subquery" open={isOpen}>
        <summary>
          <bdi>{query}</bdi>
        </summary>
        {answer && (
          <p>
            <bdi>{answer}</bdi>
          </p>
        )}
        <SourceList sources={bindings?.titled(sources) ?? sources} />
        <SubqueryList subqueries={subqueries} isOpen={isOpen} />
      </details>
    </li>
  );
});

interface SubqueryListProps {
  readonly subqueries: readonly Subquery[];
  /** How each is at first. */
  readonly isOpen: boolean;
}

/** Questions in each other: lists in lists. */
export function SubqueryList({ subqueries, isOpen }: SubqueryListProps): ReactElement | null {
  if (subqueries.length === 0) return null;
  return (
    <ol className="hw-subqueries">
      {subqueries.map((subquery) => (
        // The store has one of each question.
        <SubqueryItem key={subquery.query} subquery={subquery} isOpen={isOpen} />
      ))}
    </ol>
  );
}

/** The questions that a knowledge graph asked itself, below an answer. */
export const Subqueries: NamedExoticComponent<{ readonly subqueries: readonly Subquery[] }> = memo(function Subqueries({
  subqueries,
}) {
  const labels = useLabels();
  if (subqueries.length === 0) return null;
  return (
    <Section label={labels.subqueries} count={subqueries.length}>
      <SubqueryList subqueries={subqueries} isOpen />
    </Section>
  );
});
