"use client";
import {
  createElement,
  memo,
  useRef,
  type ComponentType,
  type NamedExoticComponent,
  type ReactElement,
  type ReactNode,
} from "react";
import type { Block, Groups, Runs } from "../../markdown/document.js";
import type { Inline } from "../../markdown/inline.js";
import { useLabels, type Labels } from "../labels.js";
import { CodeBlock, renderParts } from "./code-block.js";
import { Run } from "./inlines.js";
import { useMarkdownSettings, type MarkdownComponents } from "./settings.js";
import { useOverflow } from "./use-overflow.js";

type Of<T extends Block["type"]> = Extract<Block, { type: T }>;

const none: MarkdownComponents = {};
/** Levels that HTML has. */
const deepestHeading = 6;
const alerts: Readonly<Record<string, keyof Labels>> = {
  note: "alertNote",
  tip: "alertTip",
  important: "alertImportant",
  warning: "alertWarning",
  caution: "alertCaution",
};

// Everything is only ever added at the end, so the place is the identity, here and below.
/* oxlint-disable react/no-array-index-key -- see above */

function renderRuns(runs: Runs): ReactNode[] {
  return runs.map((inlines, index) => <Run key={index} inlines={inlines} />);
}

function Heading({ block: { level, runs } }: { readonly block: Of<"heading"> }): ReactElement {
  const { components = none, headingOffset = 2 } = useMarkdownSettings();
  const shown = Math.max(1, level + headingOffset);
  const element = `h${Math.min(shown, deepestHeading)}` as "h6";
  return createElement(
    components[element] ?? element,
    {
      className: `hw-md-heading hw-md-heading-${level}`,
      ...(shown > deepestHeading && { "aria-level": shown }),
    },
    renderRuns(runs),
  );
}

function Quote({ block: { alert, groups } }: { readonly block: Of<"block-quote"> }): ReactElement {
  const { components = none } = useMarkdownSettings();
  const labels = useLabels();
  if (alert === undefined) {
    return createElement(components.blockquote ?? "blockquote", { dir: "auto" }, renderGroups(groups));
  }
  const label = Object.hasOwn(alerts, alert) ? labels[alerts[alert]!] : alert;
  return (
    <div className="hw-md-alert" role="note" data-alert={alert}>
      <p className="hw-md-alert-title">{label}</p>
      {renderGroups(groups)}
    </div>
  );
}

function List({ block: { ordered, start, tight, groups } }: { readonly block: Of<"list"> }): ReactElement {
  const { components = none } = useMarkdownSettings();
  // Marks and numbers stand at the side where the words begin. What has a direction of its own does not count for that of what is
  // around it, so paragraphs get theirs by the style sheet.
  // Paragraphs stay what they are in a tight list: a list that becomes loose moves apart, and nothing is made anew.
  const look = { dir: "auto", className: tight ? "hw-md-tight" : undefined };
  if (!ordered) return createElement(components.ul ?? "ul", look, renderGroups(groups));
  return createElement(
    components.ol ?? "ol",
    { ...look, start: start === 1 ? undefined : start },
    renderGroups(groups),
  );
}

function Item({ block: { checked, groups } }: { readonly block: Of<"list-item"> }): ReactElement {
  const { components = none } = useMarkdownSettings();
  const labels = useLabels();
  const isTask = checked !== undefined;
  return createElement(
    components.li ?? "li",
    { className: isTask ? "hw-md-task" : undefined },
    isTask && (
      <input
        type="checkbox"
        checked={checked}
        disabled
        readOnly
        aria-label={checked ? labels.taskDone : labels.taskOpen}
      />
    ),
    renderGroups(groups),
  );
}

interface RowProps {
  readonly cells: readonly (readonly Inline[])[];
  readonly align: Of<"table">["align"];
  readonly isHead?: boolean;
}

const Row: NamedExoticComponent<RowProps> = memo(function Row({ cells, align, isHead }) {
  const { components = none } = useMarkdownSettings();
  const children = cells.map((inlines, index) => {
    const look = { key: index, "data-align": align[index] };
    const content = <Run inlines={inlines} />;
    if (isHead) return createElement(components.th ?? "th", { ...look, scope: "col" }, content);
    return createElement(components.td ?? "td", look, content);
  });
  return createElement(components.tr ?? "tr", null, children);
});

interface RowsProps {
  readonly rows: readonly Block[];
  readonly align: Of<"table">["align"];
  /** The first row is the head of the table. */
  readonly hasHead: boolean;
}

/** A table may have many bodies: each holds a group of rows, and only the last of them changes. */
const Rows: NamedExoticComponent<RowsProps> = memo(function Rows({ rows, align, hasHead }) {
  const { components = none } = useMarkdownSettings();
  const all = rows.map(
    (row, index) =>
      row.type === "table-row" && (
        <Row key={index} cells={row.cells} align={align} {...(hasHead && index === 0 && { isHead: true })} />
      ),
  );
  const body = hasHead ? all.slice(1) : all;
  return (
    <>
      {hasHead && createElement(components.thead ?? "thead", null, all[0])}
      {body.length > 0 && createElement(components.tbody ?? "tbody", null, body)}
    </>
  );
});

function Table({ block: { align, groups } }: { readonly block: Of<"table"> }): ReactElement {
  const { components = none } = useMarkdownSettings();
  const labels = useLabels();
  const box = useRef<HTMLDivElement>(null);
  const isWider = useOverflow(box);
  return (
    <div
      ref={box}
      className="hw-md-table"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
      tabIndex={isWider ? 0 : undefined}
      role={isWider ? "group" : undefined}
      aria-label={isWider ? labels.table : undefined}
    >
      {createElement(
        components.table ?? "table",
        null,
        groups.map((rows, index) => <Rows key={index} rows={rows} align={align} hasHead={index === 0} />),
      )}
    </div>
  );
}

function Paragraph({ block: { runs } }: { readonly block: Of<"paragraph"> }): ReactElement {
  const { components = none } = useMarkdownSettings();
  return createElement(components.p ?? "p", null, renderRuns(runs));
}

function Html({ block: { parts } }: { readonly block: Of<"html"> }): ReactElement {
  return <div className="hw-md-html">{renderParts(parts)}</div>;
}

function Break(): ReactElement {
  const { components = none } = useMarkdownSettings();
  return createElement(components.hr ?? "hr");
}

/** Memoised by identity: a token renders the block that it belongs to, and those around that. */
const views: { readonly [T in Block["type"]]?: ComponentType<{ readonly block: Of<T> }> } = {
  paragraph: memo(Paragraph),
  heading: memo(Heading),
  code: memo(CodeBlock),
  html: memo(Html),
  "thematic-break": memo(Break),
  "block-quote": memo(Quote),
  list: memo(List),
  "list-item": memo(Item),
  table: memo(Table),
  // Notes stand at the end of the text; rows are rendered by their table.
};

/** Some blocks in a row. */
export function renderBlocks(blocks: readonly Block[]): ReactNode[] {
  return blocks.map((block, index) => {
    const View = views[block.type] as ComponentType<{ readonly block: Block }> | undefined;
    return View && <View key={index} block={block} />;
  });
}

const Group: NamedExoticComponent<{ readonly blocks: readonly Block[] }> = memo(function Group({ blocks }) {
  return renderBlocks(blocks);
});

/** All blocks within another. */
export function renderGroups(groups: Groups): ReactNode[] {
  return groups.map((blocks, index) => <Group key={index} blocks={blocks} />);
}
