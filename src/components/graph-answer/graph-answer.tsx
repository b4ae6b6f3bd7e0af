"use client";
import {
  forwardRef,
  useMemo,
  type ForwardRefExoticComponent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type RefAttributes,
} from "react";
import { useMessageOutline } from "../../hooks/chat-context.js";
import type { StreamError } from "../../protocol/errors.js";
import type { Citation, Message, Reference, Source, Subquery } from "../../protocol/message.js";
import { isBusy, type Status } from "../../protocol/status.js";
import { CitationScope } from "../citations/citation-scope.js";
import { useElement, type PartElementProps } from "../element.js";
import { ErrorText } from "../error-text.js";
import { WarningIcon } from "../icons.js";
import { useLabels } from "../labels.js";
import { MarkdownPart } from "../markdown/markdown.js";
import { Cited, References, Section, Sources } from "../source-list/evidence.js";
import { MessageNotice } from "../streaming-message/message-notice.js";
import { MessagePartView } from "../streaming-message/message-part.js";
import { SubqueryList } from "./subquery-list.js";

/** What the outer element of {@link GraphAnswer} depends on. */
export interface GraphAnswerState {
  readonly status: Status;
}

/** An answer of a knowledge graph that is not a message of a chat. */
export interface GraphAnswerData {
  /** In Markdown. */
  readonly answer: string;
  /** @defaultValue none */
  readonly subqueries?: readonly Subquery[] | undefined;
  /** @defaultValue none */
  readonly sources?: readonly Source[] | undefined;
  /** @defaultValue none */
  readonly references?: readonly Reference[] | undefined;
  /** Ranges of the answer. @defaultValue none */
  readonly citations?: readonly Citation[] | undefined;
  /** @defaultValue `"done"` */
  readonly status?: Status | undefined;
  /** Why it failed, where the status is `error`. */
  readonly error?: StreamError | undefined;
}

interface GraphOptions {
  /** Whether the questions are unfolded at first. @defaultValue `false` */
  readonly defaultExpanded?: boolean | undefined;
}

/** Props of {@link GraphAnswer}; all others go to its `<section>`. */
export type GraphAnswerProps = GraphOptions &
  PartElementProps<"section", GraphAnswerState> &
  (
    | GraphAnswerData
    | {
        /** Id of the message in the chat of the nearest provider. */
        readonly messageId: string;
        readonly answer?: undefined;
      }
  );

const none: readonly never[] = [];

/** Unfolds or folds all questions of the answer that the button stands in. */
function setAll({ currentTarget }: MouseEvent, isOpen: boolean): void {
  for (const details of currentTarget.closest("section")!.querySelectorAll<HTMLDetailsElement>(".hw-subquery"))
    details.open = isOpen;
}

interface FrameProps extends GraphOptions, PartElementProps<"section", GraphAnswerState> {
  readonly facts: Pick<Message, "status" | "subqueries" | "sources" | "references" | "parts" | "citations">;
  readonly text: ReactNode;
  readonly notice: ReactNode;
}

const Frame: ForwardRefExoticComponent<FrameProps & RefAttributes<HTMLElement>> = forwardRef<HTMLElement, FrameProps>(
  function Frame({ facts, text, notice, defaultExpanded = false, ...rest }, ref) {
    const labels = useLabels();
    const { status, subqueries, sources, references, parts } = facts;
    const busy = isBusy(status);
    const own = {
      ref,
      className: "hw-graph hw-message",
      "aria-label": labels.assistant,
      "aria-busy": busy,
      "data-status": status,
      children: (
        <CitationScope message={facts}>
          {text}
          {busy && parts.length === 0 && (
            <span className="hw-waiting" title={labels.waiting}>
              <i />
              <i />
              <i />
            </span>
          )}
          {notice}
          <Sources sources={sources} />
          <Cited after={sources.length} />
          {subqueries.length > 0 && (
            <Section label={labels.subqueries} count={subqueries.length} open>
              <div className="hw-actions">
                <button type="button" className="hw-button" onClick={(event) => setAll(event, true)}>
                  {labels.expandAll}
                </button>
                <button type="button" className="hw-button" onClick={(event) => setAll(event, false)}>
                  {labels.collapseAll}
                </button>
              </div>
              <SubqueryList subqueries={subqueries} isOpen={defaultExpanded} />
            </Section>
          )}
          <References references={references} />
        </CitationScope>
      ),
    };
    return useElement("section", own, rest, { status });
  },
);

type OfMessage = GraphOptions & PartElementProps<"section", GraphAnswerState> & { readonly messageId: string };

const GraphOfMessage: ForwardRefExoticComponent<OfMessage & RefAttributes<HTMLElement>> = forwardRef<
  HTMLElement,
  OfMessage
>(function GraphOfMessage({ messageId, ...rest }, ref) {
  const message = useMessageOutline(messageId);
  if (message === undefined) return null;
  const last = isBusy(message.status) ? message.parts.length - 1 : -1;
  const text = message.parts.map(({ type }, index) =>
    type === "text" ? (
      <MessagePartView
        // Parts are only ever appended, so their place is their identity.
        // oxlint-disable-next-line react/no-array-index-key -- see above
        key={index}
        messageId={messageId}
        index={index}
        isStreaming={index === last}
        isMarkdown
        isLine={false}
      />
    ) : null,
  );
  return <Frame ref={ref} {...rest} facts={message} text={text} notice={<MessageNotice message={message} />} />;
});

type OfData = GraphOptions & PartElementProps<"section", GraphAnswerState> & GraphAnswerData;

const GraphOfData: ForwardRefExoticComponent<OfData & RefAttributes<HTMLElement>> = forwardRef<HTMLElement, OfData>(
  function GraphOfData(props, ref) {
    const { answer, subqueries = none, sources = none, references, citations = none, status = "done", error } = props;
    const {
      answer: _1,
      subqueries: _2,
      sources: _3,
      references: _4,
      citations: _5,
      status: _6,
      error: _7,
      ...rest
    } = props;
    const part = useMemo(() => ({ type: "text" as const, text: answer }), [answer]);
    const parts = answer === "" ? none : [part];
    const notice = error && (
      <div className="hw-notice" role="alert" data-error={error.code}>
        <WarningIcon />
        <div className="hw-notice-body">
          <ErrorText error={error} />
        </div>
      </div>
    );
    return (
      <Frame
        ref={ref}
        {...rest}
        facts={{ status, subqueries, sources, references, citations, parts }}
        text={<MarkdownPart part={part} index={0} isStreaming={isBusy(status)} />}
        notice={notice}
      />
    );
  },
);

/**
 * An answer of a knowledge graph with all it rests on: marks in its text, sources, the questions that the graph asked itself, each with
 * its own answer and sources, and the passages it found. Grows while it streams.
 *
 * @example
 * <GraphAnswer messageId={id} />
 * <GraphAnswer answer={answer} subqueries={subqueries} sources={sources} />
 */
export const GraphAnswer: ForwardRefExoticComponent<GraphAnswerProps & RefAttributes<HTMLElement>> = forwardRef<
  HTMLElement,
  GraphAnswerProps
>(function GraphAnswer(props, ref): ReactElement {
  return props.answer === undefined ? <GraphOfMessage ref={ref} {...props} /> : <GraphOfData ref={ref} {...props} />;
});
