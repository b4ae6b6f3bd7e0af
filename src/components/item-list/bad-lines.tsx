"use client";
import { memo, useState, type NamedExoticComponent } from "react";
import type { JsonLinesStream } from "../../hooks/use-json-lines-stream.js";
import type { ItemListLabels } from "./labels.js";
import { cut } from "./value-text.js";

/** Characters of a line, and of the reason against it, that are shown. */
const shownLength = 200;

interface BadLinesProps {
  readonly lines: JsonLinesStream<unknown>["badLines"];
  readonly count: number;
  readonly labels: ItemListLabels;
  readonly format: (number: number) => string;
}

/** Lines that were no items, folded: why, and how they began. */
export const BadLines: NamedExoticComponent<BadLinesProps> = memo(function BadLines({ lines, count, labels, format }) {
  const [isOpen, setIsOpen] = useState(false);
  if (count === 0) return null;
  return (
    <details className="hw-bad-frames" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{labels.badLines.replace("{count}", format(count))}</summary>
      {isOpen && (
        // A region that scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
        <ul className="hw-code" tabIndex={0}>
          {lines.map(({ line, reason, text }, index) => (
            // Lines are only added.
            // oxlint-disable-next-line react/no-array-index-key -- see above
            <li key={index}>
              {line !== undefined && `${labels.badLine.replace("{line}", format(line))} `}
              <bdi>{cut(reason, shownLength)}</bdi>
              <div dir="auto">{cut(text, shownLength)}</div>
            </li>
          ))}
          {count > lines.length && <li>{labels.badLinesKept.replace("{count}", format(lines.length))}</li>}
        </ul>
      )}
    </details>
  );
});
