"use client";
import {
  forwardRef,
  memo,
  useContext,
  useId,
  useMemo,
  useState,
  type NamedExoticComponent,
  type ReactElement,
  type RefAttributes,
} from "react";
import type { Block } from "../../markdown/block.js";
import type { Annotation } from "../../markdown/document.js";
import type { ReasoningPart, TextPart } from "../../protocol/message.js";
import { useElement, type PartElementProps } from "../element.js";
import { useLabels } from "../labels.js";
import { AnnotatedContext, annotatedSettings } from "./annotated.js";
import { renderBlocks, renderGroups } from "./blocks.js";
import { goTo } from "./go-to.js";
import { createNumbering, noteId, NotesContext, type NumberedNote } from "./notes.js";
import { MarkdownContext, useMarkdownSettings, type MarkdownSettings } from "./settings.js";
import { remembered, type Surroundings } from "./surroundings.js";
import { useMarkdown } from "./use-markdown.js";

/** What the outer element of {@link Markdown} depends on. */
export interface MarkdownState {
  /** More of the text may come. */
  readonly isStreaming: boolean;
}

/** Props of {@link Markdown}; all others go to its `<div>`. */
export interface MarkdownProps extends MarkdownSettings, PartElementProps<"div", MarkdownState> {
  /** The whole text so far, not only what is new. */
  readonly text: string;
  /** More of the text may come: it only grows, and what is open at its end is closed for the screen. */
  readonly streaming?: boolean | undefined;
}

/** Blocks that the browser may leave alone while they are out of view, once another group follows: then they are settled. */
function renderFinished(blocks: readonly Block[], index: number, around: Surroundings): ReactElement {
  return remembered(around, blocks, () => (
    <div key={index} className="hw-md-group hw-md-finished">
      {renderBlocks(blocks, around)}
    </div>
  ));
}

interface NotesProps {
  readonly id: string;
  readonly around: Surroundings;
  readonly notes: readonly NumberedNote[];
}

/** The notes at the end, in the order of their numbers. */
const Notes: NamedExoticComponent<NotesProps> = memo(function Notes({ id, notes, around }) {
  const { labels } = around;
  return (
    <section className="hw-md-notes" aria-label={labels.footnotes}>
      <ol>
        {notes.map(({ number, note, isReferenced }) => (
          <li key={note.label} id={noteId(id, "note", number)} value={number} tabIndex={-1}>
            {renderGroups(note.groups, around)}
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

interface Shown {
  readonly text: string;
  readonly streaming: boolean;
  readonly settings: MarkdownSettings;
  /** The part of a message that holds the text. */
  readonly part?: object;
  readonly annotations?: readonly Annotation[] | undefined;
  readonly attributes: PartElementProps<"div", MarkdownState> & RefAttributes<HTMLDivElement>;
}

/** What {@link Markdown} renders, for components that would render nothing else. Nothing where a part has no word. */
function useMarkdownElement({ text, streaming, settings, part, annotations, attributes }: Shown): ReactElement | null {
  const labels = useLabels();
  // What does not grow has nothing to remember.
  const [isLive] = useState(streaming);
  const around = useMemo(
    (): Surroundings => ({ settings, labels, made: isLive ? new WeakMap() : undefined, boxes: new WeakMap() }),
    [settings, labels, isLive],
  );
  const { groups, mayHaveNotes } = useMarkdown({ text, part }, streaming, settings.extensions, annotations);
  const id = useId();
  const [number] = useState(createNumbering);
  const { numbering, notes } = number(mayHaveNotes ? groups : [], streaming);
  const context = useMemo(() => ({ id, numbering }), [id, numbering]);
  const last = groups.length - 1;
  if (part && last <= 0 && !groups[0]?.length && notes.length === 0) return null;
  const { ref, ...rest } = attributes;
  const own = {
    ref,
    className: "hw-md",
    dir: "auto",
    children: (
      <>
        {groups.map((blocks, index) =>
          index < last ? (
            renderFinished(blocks, index, around)
          ) : (
            // Groups are only ever added, so their place is their identity.
            // oxlint-disable-next-line react/no-array-index-key -- see above
            <div key={index} className="hw-md-group">
              {renderBlocks(blocks, around)}
            </div>
          ),
        )}
        {notes.length > 0 && <Notes id={id} notes={notes} around={around} />}
      </>
    ),
  };
  // It is no hook but by its name.
  // oxlint-disable-next-line react-hooks/rules-of-hooks -- see above
  const element = useElement("div", own, rest, { isStreaming: streaming });
  return <NotesContext.Provider value={context}>{element}</NotesContext.Provider>;
}

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
export const Markdown: NamedExoticComponent<MarkdownProps & RefAttributes<HTMLDivElement>> = memo(
  forwardRef<HTMLDivElement, MarkdownProps>(function Markdown(props, ref) {
    const { text, streaming = false, components, headingOffset, imageOrigins, extensions, ...others } = props;
    const { highlight, wrapCode, codeBlocks, confirmLink, ...attributes } = others;
    const inherited = useMarkdownSettings();
    const settings = useMemo(
      () => ({
        components: components ?? inherited.components,
        headingOffset: headingOffset ?? inherited.headingOffset,
        imageOrigins: imageOrigins ?? inherited.imageOrigins,
        extensions: extensions ?? inherited.extensions,
        highlight: highlight ?? inherited.highlight,
        wrapCode: wrapCode ?? inherited.wrapCode,
        codeBlocks: codeBlocks ?? inherited.codeBlocks,
        confirmLink: confirmLink ?? inherited.confirmLink,
      }),
      [inherited, components, headingOffset, imageOrigins, extensions, highlight, wrapCode, codeBlocks, confirmLink],
    );
    const element = useMarkdownElement({ text, streaming, settings, attributes: { ...attributes, ref } });
    return <MarkdownContext.Provider value={settings}>{element}</MarkdownContext.Provider>;
  }),
);

interface MarkdownPartProps {
  readonly part: TextPart | ReasoningPart;
  /** Its place in the message. */
  readonly index: number;
  readonly isStreaming: boolean;
}

/** A part of a message in Markdown. Its growth is known piece by piece: nothing looks through all of it. */
export const MarkdownPart: NamedExoticComponent<MarkdownPartProps> = memo(function MarkdownPart({
  part,
  index,
  isStreaming,
}) {
  const { type, text } = part;
  const isText = type === "text";
  const annotated = useContext(AnnotatedContext);
  const settings = annotatedSettings(useMarkdownSettings(), isText ? annotated : undefined);
  const annotations = annotated?.annotations[index];
  const attributes = {
    className: isText ? "hw-text" : "hw-reasoning-text",
    // Reasoning has a frame of its own, which says what it is.
    "data-part": isText ? type : undefined,
    "data-status": isStreaming ? "streaming" : "done",
  };
  return useMarkdownElement({ text, streaming: isStreaming, settings, part, annotations, attributes });
});
