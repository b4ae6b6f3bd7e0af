"use client";
import { createElement, memo, useContext, type NamedExoticComponent, type ReactElement, type ReactNode } from "react";
import type { Inline, LinkInline } from "../../markdown/inline.js";
import { useLabels } from "../labels.js";
import { namesAnotherHost, readAddress } from "./addresses.js";
import { visible, visibleWords } from "./invisible.js";
import { goTo } from "./go-to.js";
import { noteId, NotesContext } from "./notes.js";
import { Picture } from "./picture.js";
import { useMarkdownSettings, type MarkdownComponents } from "./settings.js";

interface Surroundings {
  readonly components: MarkdownComponents;
  /** Links hold nothing to press, and their words are looked at closely. */
  readonly isInLink: boolean;
}

/** The words of inlines without their form. */
function wordsOf(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if ("text" in inline) return inline.text;
      if ("children" in inline) return wordsOf(inline.children);
      return inline.type === "image" ? inline.alt : " ";
    })
    .join("");
}

function renderAll(inlines: readonly Inline[], around: Surroundings): ReactNode[] {
  return inlines.map((inline, index) => renderOne(inline, index, around));
}

/** Elements, not components: a run renders as a whole, because only the last one of a text ever changes. */
function renderOne(inline: Inline, key: number, around: Surroundings): ReactNode {
  const { components, isInLink } = around;
  switch (inline.type) {
    case "text":
      return isInLink ? <Words key={key} text={inline.text} /> : inline.text;
    case "html":
      // As it was written: what a model writes is never markup of the page.
      return isInLink ? <Words key={key} text={inline.text} /> : inline.text;
    case "code":
      return createElement(
        components.code ?? "code",
        { key, className: "hw-md-inline-code", dir: "ltr" },
        visible(inline.text),
      );
    case "break":
      return createElement(components.br ?? "br", { key });
    case "emphasis":
      return createElement(components.em ?? "em", { key }, renderAll(inline.children, around));
    case "strong":
      return createElement(components.strong ?? "strong", { key }, renderAll(inline.children, around));
    case "strikethrough":
      return createElement(components.del ?? "del", { key }, renderAll(inline.children, around));
    case "link":
      // Links hold no links, and a browser would tear them apart.
      if (isInLink) return renderAll(inline.children, around);
      return <Link key={key} link={inline} />;
    case "image":
      return (
        <Picture key={key} url={inline.url} alt={inline.alt} isPending={inline.pending === true} isInLink={isInLink} />
      );
    default:
      return <NoteReference key={key} reference={inline} />;
  }
}

function Words({ text }: { readonly text: string }): ReactNode {
  return visible(text);
}

/**
 * A link whose address is complete and safe; else its words. An `<a>` without `href` is inert like any text, and the element
 * stays in place when the address is there.
 */
function Link({ link }: { readonly link: LinkInline }): ReactElement {
  const { components = {} } = useMarkdownSettings();
  const children = renderAll(link.children, { components, isInLink: true });
  const Own = components.a;
  const address = link.pending ? undefined : readAddress(link.url);
  if (!address && (Own || !link.pending)) return <span>{children}</span>;
  const { href, host } = address ?? {};
  const isMisleading = address !== undefined && namesAnotherHost(wordsOf(link.children), address);
  const title = address && link.title ? `${href}\n${visibleWords(link.title)}` : href;
  if (Own && href !== undefined) {
    return (
      <Own href={href} host={host!} title={title!} isMisleading={isMisleading}>
        {children}
      </Own>
    );
  }
  return (
    <a className="hw-md-link" href={href} title={title} data-host={host} {...(address && outwards)}>
      {children}
      {isMisleading && (
        <span className="hw-md-host">
          {" ("}
          <bdi dir="ltr">{host}</bdi>)
        </span>
      )}
    </a>
  );
}

const outwards = { target: "_blank", rel: "noopener noreferrer nofollow" };

/** The number of a note, which leads to it. */
function NoteReference({ reference }: { readonly reference: Extract<Inline, { type: "footnote" }> }): ReactNode {
  const labels = useLabels();
  const notes = useContext(NotesContext);
  const number = notes?.numbering.numbers.get(reference.label);
  if (!notes || number === undefined) return `[^${reference.label}]`;
  const { id, numbering } = notes;
  const target = noteId(id, "note", number);
  return (
    <sup className="hw-md-reference">
      {reference.pending ? (
        number
      ) : (
        <a
          id={numbering.isFirst(reference) ? noteId(id, "reference", number) : undefined}
          href={`#${target}`}
          aria-label={labels.footnote.replace("{number}", String(number))}
          onClick={goTo}
        >
          {number}
        </a>
      )}
    </sup>
  );
}

const none: MarkdownComponents = {};

/** A piece of a text that stands in lines. Memoised by identity: what is settled never renders again. */
export const Run: NamedExoticComponent<{ readonly inlines: readonly Inline[] }> = memo(function Run({ inlines }) {
  const { components = none } = useMarkdownSettings();
  return renderAll(inlines, { components, isInLink: false });
});
