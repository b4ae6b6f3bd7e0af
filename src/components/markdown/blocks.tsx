"use client";
import { createElement, Fragment, type ReactElement, type ReactNode } from "react";
import type { Block, Groups } from "../../markdown/block.js";
import type { Inline } from "../../markdown/inline.js";
import type { TextLabel } from "../labels.js";
import { CodeBlock, renderParts } from "./code-block.js";
import { renderExtension, renderInlines, renderRuns } from "./inlines.js";
import type { MarkdownComponents } from "./settings.js";
import { inBoxes, inPlaces, remembered, type Surroundings } from "./surroundings.js";
import { TableBox } from "./table-box.js";

type Of<T extends Block["type"]> = Extract<Block, { type: T }>;

const none: MarkdownComponents = {};
/** Levels that HTML has. */
const deepestHeading = 6;
const alerts: Readonly<Record<string, TextLabel>> = {
  note: "alertNote",
  tip: "alertTip",
  important: "alertImportant",
  warning: "alertWarning",
  caution: "alertCaution",
};

// Everything is only ever added at the end, so the place is the identity, here and below.
/* oxlint-disable react/no-array-index-key -- see above */

function renderHeading({ level, runs }: Of<"heading">, key: number, around: Surroundings): ReactElement {
  const { components = none, headingOffset = 2 } = around.settings;
  const shown = Math.max(1, level + headingOffset);
  const element = `h${Math.min(shown, deepestHeading)}` as "h6";
  return createElement(
    components[element] ?? element,
    {
      key,
      className: `hw-md-heading hw-md-heading-${level}`,
      ...(shown > deepestHeading && { "aria-level": shown }),
    },
    renderRuns(runs, around),
  );
}

function renderQuote({ alert, groups }: Of<"block-quote">, key: number, around: Surroundings): ReactElement {
  const { components = none } = around.settings;
  const content = renderGroups(groups, around);
  if (alert === undefined) return createElement(components.blockquote ?? "blockquote", { key, dir: "auto" }, content);
  const label = Object.hasOwn(alerts, alert) ? around.labels[alerts[alert]!] : alert;
  return (
    <div key={key} className="hw-md-alert" role="note" data-alert={alert}>
      <p className="hw-md-alert-title">{label}</p>
      {content}
    </div>
  );
}

const listClasses = [undefined, "hw-md-tight", "hw-md-finished", "hw-md-tight hw-md-finished"];

/** What is longer stands in several boxes. */
const groupsPerBox = 8;
const itemsPerBox = groupsPerBox * 16;

function renderList({ ordered, start, tight, groups }: Of<"list">, key: number, around: Surroundings): ReactElement {
  const { components = none } = around.settings;
  return inBoxes(around, key, groups, groupsPerBox, (own, place, index, isLast) => {
    // Marks and numbers stand at the side where the words begin. What has a direction of its own does not count for that of what is
    // around it, so paragraphs get theirs by the style sheet.
    // Paragraphs stay what they are in a tight list: a list that becomes loose moves apart, and nothing is made anew.
    const look = {
      key: place,
      dir: "auto",
      className: listClasses[(isLast ? 0 : 2) + (tight ? 1 : 0)],
    };
    const content = renderGroups(own, around);
    if (!ordered) return createElement(components.ul ?? "ul", look, content);
    const first = start + index * itemsPerBox;
    return createElement(components.ol ?? "ol", { ...look, start: first === 1 ? undefined : first }, content);
  });
}

function renderItem({ checked, groups }: Of<"list-item">, key: number, around: Surroundings): ReactElement {
  const { settings, labels } = around;
  const isTask = checked !== undefined;
  return createElement(
    settings.components?.li ?? "li",
    { key, className: isTask ? "hw-md-task" : undefined },
    isTask && (
      <input
        type="checkbox"
        checked={checked}
        disabled
        readOnly
        aria-label={checked ? labels.taskDone : labels.taskOpen}
      />
    ),
    renderGroups(groups, around),
  );
}

function renderRow(
  cells: readonly (readonly Inline[])[],
  align: Of<"table">["align"],
  isHead: boolean,
  key: number,
  around: Surroundings,
): ReactElement {
  const { components = none } = around.settings;
  const children = cells.map((inlines, index) => {
    const look = { key: index, "data-align": align[index] };
    const content = renderInlines(inlines, around);
    if (isHead) return createElement(components.th ?? "th", { ...look, scope: "col" }, content);
    return createElement(components.td ?? "td", look, content);
  });
  return createElement(components.tr ?? "tr", { key }, children);
}

/** A table may have many bodies: each holds a group of rows, and only the last of them changes. */
function renderRows(
  rows: readonly Block[],
  align: Of<"table">["align"],
  group: number,
  around: Surroundings,
): ReactElement {
  const { components = none } = around.settings;
  const all = rows.map((row, index) =>
    remembered(around, row, () =>
      renderRow(row.type === "table-row" ? row.cells : [], align, group + index === 0, index, around),
    ),
  );
  const body = group === 0 ? all.slice(1) : all;
  return (
    <Fragment key={group}>
      {group === 0 && createElement(components.thead ?? "thead", null, all[0])}
      {body.length > 0 && createElement(components.tbody ?? "tbody", null, body)}
    </Fragment>
  );
}

function renderTable({ align, groups }: Of<"table">, key: number, around: Surroundings): ReactElement {
  const table = around.settings.components?.table ?? "table";
  const isLong = groups.length > groupsPerBox;
  return inBoxes(around, key, groups, groupsPerBox, (own, place, index) => (
    // The columns of a long one have one width each, so that those of all its boxes are the same.
    <TableBox key={place} isLong={isLong}>
      {createElement(
        table,
        null,
        own.map((rows, group) =>
          remembered(around, rows, () => renderRows(rows, align, index * groupsPerBox + group, around)),
        ),
      )}
    </TableBox>
  ));
}

function makeBlock(block: Block, key: number, around: Surroundings): ReactElement {
  const { components = none } = around.settings;
  switch (block.type) {
    case "paragraph":
      return createElement(components.p ?? "p", { key }, renderRuns(block.runs, around));
    case "heading":
      return renderHeading(block, key, around);
    case "code":
      return <CodeBlock key={key} block={block} />;
    case "extension":
      return renderExtension(block.name, block.parts.join(""), block.open, true, key, around.settings);
    case "html":
      return (
        <div key={key} className="hw-md-html">
          {renderParts(block.parts)}
        </div>
      );
    case "thematic-break":
      return createElement(components.hr ?? "hr", { key });
    case "block-quote":
      return renderQuote(block, key, around);
    case "list":
      return renderList(block, key, around);
    case "list-item":
      return renderItem(block, key, around);
    case "table":
      return renderTable(block, key, around);
    default:
      // Notes stand at the end of the text; rows are rendered by their table.
      return <Fragment key={key} />;
  }
}

/** Some blocks in a row. */
export function renderBlocks(blocks: readonly Block[], around: Surroundings): ReactNode[] {
  return blocks.map((block, index) => remembered(around, block, () => makeBlock(block, index, around)));
}

/** All blocks within another. */
export function renderGroups(groups: Groups, around: Surroundings): ReactNode {
  return inPlaces(around, groups, renderBlocks);
}
