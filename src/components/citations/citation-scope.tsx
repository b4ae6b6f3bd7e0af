"use client";
import { useContext, useId, useMemo, useRef, type ReactElement, type ReactNode } from "react";
import type { Annotation } from "../../markdown/document.js";
import { createCitations } from "../../markdown/extensions/citation.js";
import { same } from "../../markdown/same.js";
import type { Message } from "../../protocol/message.js";
import { isBusy } from "../../protocol/status.js";
import { AnnotatedContext, type Annotated, type NamedLinkProps } from "../markdown/annotated.js";
import type { MarkdownExtension, MarkdownExtensionProps } from "../markdown/settings.js";
import { bindCitations, citationName, targetsOf, type CitationBindings, type CitationTarget } from "./bindings.js";
import { CitationMark } from "./citation-mark.js";

/** All that the texts of a message and the lists below them share: one provider, because there are many messages. */
interface Scope extends Annotated {
  readonly bindings: CitationBindings;
  /** Beginning of the ids of what is listed. */
  readonly id: string;
}

/** The bindings of the message around, for the lists below the text. */
export function useCitationScope(): Scope | undefined {
  return useContext(AnnotatedContext) as Scope | undefined;
}

/** Where the items of a list of a message are found. */
export function anchorOf(scope: Scope | undefined, list: CitationTarget["list"]): string | undefined {
  return scope && `${scope.id}-${list}-`;
}

function Mark({ target, words }: { readonly target: CitationTarget; readonly words?: string }): ReactElement {
  const anchor = anchorOf(useCitationScope(), target.list);
  return <CitationMark target={target} anchor={`${anchor}${target.number}`} words={words} />;
}

/** A mark of the text, or one that stands there without being in it. What leads nowhere is text. */
function Marks({ value, isPending }: MarkdownExtensionProps): ReactNode {
  const scope = useCitationScope();
  if (isPending || !scope) return null;
  const targets = targetsOf(value, scope.bindings);
  if (targets.length === 0) return /^\d/.test(value) ? null : value;
  return targets.map((target, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- a mark does not change
    <Mark key={index} target={target} />
  ));
}

/** A link to the name of a file is a mark that says what the link said. */
function NamedLink({ name, words, children }: NamedLinkProps): ReactElement {
  const target = useCitationScope()?.bindings.named.get(name);
  return target ? <Mark target={target} words={words} /> : children;
}

const { inline } = createCitations();

const extension: MarkdownExtension = {
  name: citationName,
  component: Marks,
  inline: {
    triggers: inline!.triggers,
    // With its brackets: it may have to be shown as it is.
    read(text, before) {
      const found = inline!.read(text, before);
      return found?.end === undefined ? found : { ...found, value: text.slice(0, found.end) };
    },
  },
};

interface CitationScopeProps {
  readonly message: Pick<Message, "status" | "parts" | "sources" | "citations" | "references">;
  readonly children: ReactNode;
}

/** Lists that are the same as before, by what is in them, keep their identity: their texts are not read again. */
function keep(
  before: readonly (readonly Annotation[] | undefined)[],
  next: readonly (readonly Annotation[] | undefined)[],
): readonly (readonly Annotation[] | undefined)[] {
  return next.map((list, index) => (same(before[index], list) ? before[index] : list));
}

/** Binds the marks in the texts of one message to what it lists. Nothing for messages that neither have sources nor may get some. */
export function CitationScope({ message, children }: CitationScopeProps): ReactElement {
  const { parts, sources, citations, references, status } = message;
  const id = useId();
  const hasAny = sources.length + citations.length + (references?.length ?? 0) > 0;
  // Texts may get marks: they are read with what leads nowhere yet.
  const isOpen = isBusy(status);
  // Whoever was read with marks is not read again without them.
  const wasOpen = useRef(isOpen || hasAny);
  wasOpen.current ||= hasAny;
  const annotations = useRef<Annotated["annotations"]>([]);
  const places = parts.length;
  const scope = useMemo((): Scope | undefined => {
    if (!wasOpen.current) return undefined;
    const bindings = bindCitations({ parts, sources, citations, references });
    annotations.current = keep(annotations.current, bindings.annotations);
    return { id, bindings, extension, link: NamedLink, annotations: annotations.current };
    // The texts grow; what is cited in them comes after them.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [id, sources, citations, references, places, hasAny]);
  return <AnnotatedContext.Provider value={scope}>{children}</AnnotatedContext.Provider>;
}
