"use client";
import { memo, useId, useMemo, useState, type ComponentPropsWithoutRef, type NamedExoticComponent } from "react";
import type { Block } from "../../markdown/document.js";
import { classNames } from "../class-names.js";
import { useLabels } from "../labels.js";
import { renderBlocks, renderGroups } from "./blocks.js";
import { goTo } from "./go-to.js";
import { createNumbering, noteId, NotesContext, type NumberedNote } from "./notes.js";
import { MarkdownContext, useMarkdownSettings, type MarkdownSettings } from "./settings.js";
import { useMarkdown } from "./use-markdown.js";

/** Props of {@link Markdown}; all others go to its `<div>`. */
export interface MarkdownProps extends MarkdownSettings, Omit<ComponentPropsWithoutRef<"div">, "children"> {
  readonly text: string;
  /** More of the text may come: it only grows, and what is open at its end is closed for the screen. */
  readonly streaming?: boolean | undefined;
}

interface TopGroupProps {
  readonly blocks: readonly Block[];
  /** Another group follows: nothing of this one changes any more, as a rule. */
  readonly isFinished: boolean;
}

/** Blocks that the browser may leave alone while they are out of view. */
const TopGroup: NamedExoticComponent<TopGroupProps> = memo(function TopGroup({ blocks, isFinished }) {
  return <div className={isFinished ? "hw-md-group hw-md-finished" : "hw-md-group"}>{renderBlocks(blocks)}</div>;
});

interface NotesProps {
  readonly id: string;
  readonly notes: readonly NumberedNote[];
}

/** The notes at the end, in the order of their numbers. */
const Notes: NamedExoticComponent<NotesProps> = memo(function Notes({ id, notes }) {
  const labels = useLabels();
  return (
    <section className="hw-md-notes" aria-label={labels.footnotes}>
      <ol>
        {notes.map(({ number, note, isReferenced }) => (
          <li key={note.label} id={noteId(id, "note", number)} value={number} tabIndex={-1}>
            {renderGroups(note.groups)}
            {isReferenced && (
              <a
                className="hw-md-back"
                href={`#${noteId(id, "reference", number)}`}
                aria-label={labels.backToText.replace("{number}", String(number))}
                onClick={goTo}
              >
                ↩
              </a>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
});

/**
 * A text in Markdown, while it streams and after: CommonMark with tables, task lists, strikethrough, bare addresses, footnotes and
 * alerts of GitHub. What is on the screen stays in the page; a token renders the block it belongs to.
 *
 * Safe for the words of a model: no markup of theirs, only addresses that are safe to open, each with its real host, no picture
 * loaded before somebody asks for it.
 *
 * @example
 * <Markdown text={answer} streaming={isBusy} />
 */
export const Markdown: NamedExoticComponent<MarkdownProps> = memo(function Markdown(props) {
  const { text, streaming = false, className, components, headingOffset, imageOrigins, ...rest } = props;
  const around = useMarkdownSettings();
  const settings = useMemo(
    () => ({
      components: components ?? around.components,
      headingOffset: headingOffset ?? around.headingOffset,
      imageOrigins: imageOrigins ?? around.imageOrigins,
    }),
    [around, components, headingOffset, imageOrigins],
  );
  const groups = useMarkdown(text, streaming);
  const id = useId();
  const [number] = useState(createNumbering);
  const { numbering, notes } = number(groups, streaming);
  const context = useMemo(() => ({ id, numbering }), [id, numbering]);
  return (
    <MarkdownContext.Provider value={settings}>
      <NotesContext.Provider value={context}>
        <div dir="auto" {...rest} className={classNames("hw-md", className)}>
          {groups.map((blocks, index) => (
            // Groups are only ever added, so their place is their identity.
            // oxlint-disable-next-line react/no-array-index-key -- see above
            <TopGroup key={index} blocks={blocks} isFinished={index < groups.length - 1} />
          ))}
          {notes.length > 0 && <Notes id={id} notes={notes} />}
        </div>
      </NotesContext.Provider>
    </MarkdownContext.Provider>
  );
});
